"""What stands around a hit, and what is said of a listed word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from review.model import Basis, Severity, Span
from review.rule import Mark, Rule
from review.text import Text, fold_literal
from review.wordlist import Entry


def entry_mark(rule: Rule, entry: Entry, span: Span, suggestions: tuple[str, ...]) -> Mark:
    """What is to be said of a listed word: the rule's sentence filled from the entry."""
    message = rule.message.format(
        word=entry.word,
        suggest="、".join(f"“{word}”" for word in suggestions if word),
        source=entry.source,
        note=entry.note,
    )
    return Mark(
        span=span,
        suggestions=suggestions,
        message=message,
        basis=(Basis(entry.source, date=entry.valid_from),),
        severity=None if entry.verified else Severity.HINT,
    )


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What just before, just after or around a hit makes it right after all."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    inside: tuple[str, ...]

    @classmethod
    def of(cls, before: Sequence[str], after: Sequence[str], inside: Sequence[str]) -> Surroundings:
        return cls(tuple(map(fold_literal, before)), tuple(map(fold_literal, after)), tuple(inside))

    def excuse(self, text: Text, start: int, end: int) -> bool:
        folded = text.folded
        return (
            (bool(self.before) and folded.endswith(self.before, 0, start))
            or (bool(self.after) and folded.startswith(self.after, end))
            or any(text.inside(start, end, pair) for pair in self.inside)
        )
