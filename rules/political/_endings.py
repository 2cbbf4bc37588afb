"""A near-miss that is none: the name lacks but its ending, or what was found holds another name.

新疆霍尔果斯是, 世界卫生大会, 青山区 beside 青山湖区.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from review.rule import Check, Hits, LetGo, Mark, Matcher, Reading, Rule
from review.text import fold_literal
from review.wordlist import Library


def before_the_end(check: Check, *endings: str, others: str = "") -> Check:
    """The near-misses of `check` but those whose one slip is at the ending itself.

    `others`: a list of names; what holds one of them, and is no form the check's own lists call
    wrong, is no slip.
    """
    return _BeforeTheEnd(check, endings, others)


_BEGINS_NO_WORD = "洲曰"  # 自治洲, 公祭曰
_LEAST = 4  # characters; of a shorter name only the wrong forms listed with it are known for it


@dataclass(frozen=True, slots=True)
class _BeforeTheEnd:
    near: Check
    endings: tuple[str, ...]
    others: str

    @property
    def lists(self) -> tuple[str, ...]:
        return (*self.near.lists, self.others) if self.others else self.near.lists

    def compile(self, rule: Rule, library: Library) -> Matcher:
        entries = [entry for name in self.near.lists for entry in library[name].entries]
        wrong = frozenset(fold_literal(form) for entry in entries for form in entry.wrong)
        others = library[self.others].entries if self.others else ()
        names = frozenset(fold_literal(entry.word) for entry in (*entries, *others))
        return _BeforeTheEndMatcher(
            self.near.compile(rule, library), self.endings, wrong, names if self.others else None
        )


class _BeforeTheEndMatcher:
    def __init__(
        self,
        inner: Matcher,
        endings: tuple[str, ...],
        wrong: frozenset[str],
        names: frozenset[str] | None,
    ) -> None:
        self._inner = inner
        self._endings = endings
        self._wrong = wrong
        self._names = names
        self.literals: Sequence[str] = inner.literals
        self.always: bool = inner.always

    def find(self, reading: Reading, hits: Hits) -> Iterator[Mark | LetGo]:
        for mark in self._inner.find(reading, hits):
            if isinstance(mark, LetGo) or self._is_slip(reading.document.quote(mark.span), mark):
                yield mark

    def _is_slip(self, quoted: str, mark: Mark) -> bool:
        found = fold_literal(quoted)
        if found in self._wrong or found[-1] in _BEGINS_NO_WORD:
            return True
        return not any(
            len(name) < _LEAST
            or name.startswith(found)
            or (name[:-1] == found[:-1] and name.endswith(self._endings))
            or self._holds_another(found, name)
            for name in mark.suggestions
        )

    def _holds_another(self, found: str, name: str) -> bool:
        if self._names is None:
            return False
        if found[1:] == name[1:] and found[1:] in self._names:
            return True  # 自俄罗斯 beside 白俄罗斯
        return any(
            part in self._names and part not in name
            for start in range(len(found))
            for end in range(start + 2, len(found) + 1)
            if (part := found[start:end])
        )
