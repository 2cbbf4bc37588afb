"""A search that is made only near cues: the automaton has found them already, for all rules at once.

For a regular expression that has no literal of its own to wait for, or whose literals are many.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from review.automaton import Hit
from review.rule import Check, Hits, LetGo, Mark, Matcher, Reading, Rule, Text
from review.text import fold_literal
from review.wordlist import Library

Look = Callable[[Text, int, int], Iterator[Mark]]
"""Marks in a stretch of the folded view, from an offset to an offset."""


def near_cues(look: Look, cues: Sequence[str], *, before: int, after: int) -> Check:
    """`look` at the stretches that reach so many characters before and after any of the cues.

    Where they run into one another they are one stretch. What is looked for must hold a cue and
    reach no further from it.
    """
    return _NearCues(look, tuple(map(fold_literal, cues)), before, after)


@dataclass(frozen=True, slots=True)
class _NearCues:
    look: Look
    cues: tuple[str, ...]
    before: int
    after: int
    lists: tuple[str, ...] = ()

    def compile(self, rule: Rule, library: Library) -> Matcher:
        del rule, library
        return _NearCuesMatcher(self)


class _NearCuesMatcher:
    always = False

    def __init__(self, check: _NearCues) -> None:
        self._check = check
        self.literals: Sequence[str] = check.cues

    def find(self, reading: Reading, hits: Hits) -> Iterator[Mark | LetGo]:
        for text in reading.texts:
            for first, last in self._stretches(text, hits.get(text.field, ())):
                yield from self._check.look(text, first, last)

    def _stretches(self, text: Text, found: Sequence[Hit]) -> list[tuple[int, int]]:
        joined: list[tuple[int, int]] = []
        for hit in sorted(found, key=lambda one: one.start):
            first = max(0, hit.start - self._check.before)
            last = min(len(text.folded), hit.end + self._check.after)
            if joined and first <= joined[-1][1]:
                joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
            else:
                joined.append((first, last))
        return joined
