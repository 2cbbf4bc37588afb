"""Where in a text a phrase may stand with a slip, from the parts of phrases that stand unharmed.

A text one slip away from a phrase holds one half of the phrase as it is, a text two wrong
characters away one third. Halves and thirds are literals like others, found by the automaton that
finds all literals. Of the places found those go where neither of the two characters beyond the
part can be the phrase's; what is left, some dozens in a page, is compared character by character.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from review.codes import ASTRAL, PADDING, Row
from review.near.slip import ends, starts, twice

_LONG = 10  # characters; from here on two slips are looked for, from any unharmed third
_FIRST, _LAST = 1, 2

Stretch = tuple[int, int, int]
"""Start, end and number of a phrase."""


class _Part(NamedTuple):
    """A part of a phrase: where it begins in it. `third`: two wrong characters are looked for.

    `nearer` and `farther`: the two characters that should stand beyond it.
    """

    number: int
    phrase: str
    begin: int
    third: bool = False
    nearer: str = ""
    farther: str = ""


class _Parts:
    """What one literal is part of. By a character beyond it, if that tells whether to look on."""

    __slots__ = ("after", "always", "before", "size", "whole")

    def __init__(self, literal: str) -> None:
        self.size = len(literal)
        self.whole: list[int] = []  # it is all of a phrase, two of its characters swapped
        self.always: list[_Part] = []
        self.after: dict[str, list[_Part]] = {}
        self.before: dict[str, list[_Part]] = {}


class Index:
    """Phrases of three and more characters, made ready to be looked for. `literals`: their parts."""

    def __init__(self, phrases: Sequence[str]) -> None:
        self._known: dict[str, _Parts] = {}
        self._gaps: dict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
        for number, phrase in enumerate(phrases):
            if len(phrase) == 3:
                self._add_short(number, phrase)
            else:
                self._add(number, phrase)
        self.literals = tuple(self._known)
        self._parts = tuple(self._known.values())
        self._ends = np.zeros(1 << 16, np.uint8)
        for first, last in self._gaps:
            self._ends[_code(first)] |= _FIRST
            self._ends[_code(last)] |= _LAST

    def _of(self, literal: str) -> _Parts:
        return self._known.setdefault(literal, _Parts(literal))

    def _add_short(self, number: int, phrase: str) -> None:
        a, b, c = tuple(phrase)
        self._of(a + b).always.append(_Part(number, phrase, 0))
        self._of(b + c).always.append(_Part(number, phrase, 1))
        self._gaps[a, c].append((number, phrase))
        for swapped in (b + a + c, a + c + b):
            self._of(swapped).whole.append(number)

    def _add(self, number: int, phrase: str) -> None:
        size = len(phrase)
        half = size // 2
        left, right = phrase[:half], phrase[half:]
        self._of(left[:-1] + right[0] + left[-1] + right[1:]).whole.append(number)
        self._add_part(_Part(number, phrase, 0), half)
        self._add_part(_Part(number, phrase, half), size)
        if size >= _LONG:
            for begin, end in pairwise((0, size // 3, 2 * size // 3, size)):
                self._add_part(_Part(number, phrase, begin, third=True), end)

    def _add_part(self, part: _Part, end: int) -> None:
        phrase, begin = part.phrase, part.begin
        parts = self._of(phrase[begin:end])
        if end < len(phrase):
            part = part._replace(nearer=phrase[end], farther=phrase[end + 1])
            told = parts.after
        else:
            part = part._replace(nearer=phrase[begin - 1], farther=phrase[begin - 2])
            told = parts.before
        for char in {part.nearer, part.farther}:
            told.setdefault(char, []).append(part)

    def stretches(self, text: str, row: Row, hits: Sequence[tuple[int, int, int]]) -> set[Stretch]:
        """All that may be one slip away from a phrase; `hits` are those of the literals."""
        found: set[Stretch] = set(self._over_gaps(text, row))
        for start, end, literal in hits:
            parts = self._parts[literal]
            for number in parts.whole:
                found.add((start, end, number))
            for part in parts.always:
                _compare(text, start, parts.size, part, found)
            if told := parts.after:
                one, two = text[end : end + 1], text[end + 1 : end + 2]
                if one in told or two in told:
                    for part in _hopeful(told, one, two):
                        _compare(text, start, parts.size, part, found)
            if start and (told := parts.before):
                one, two = text[start - 1], text[start - 2 : start - 1]
                if one in told or two in told:
                    for part in _hopeful(told, one, two):
                        _compare(text, start, parts.size, part, found)
        return found

    def _over_gaps(self, text: str, row: Row) -> Iterator[Stretch]:
        """Phrases of three characters whose second is another."""
        if not self._gaps:
            return
        kinds = self._ends.take(row.codes[PADDING:-PADDING])
        places = ((kinds[:-2] << 1) & kinds[2:] & _LAST).nonzero()[0]
        for start in places.tolist():
            for number, phrase in self._gaps.get((text[start], text[start + 2]), ()):
                for end in ends(text, start, phrase, 1):
                    yield start, end, number


def _hopeful(told: Mapping[str, Sequence[_Part]], one: str, two: str) -> list[_Part]:
    """The parts beyond which these two characters may stand, the nearer given first.

    Beside a half either may have been moved by one place; beside a third both stand where they
    should or are wrong.
    """
    parts = [
        part
        for part in told.get(one, ())
        if not part.third or part.nearer == one or part.farther == two
    ]
    if two != one and two in told:
        parts += [
            part
            for part in told[two]
            if (not part.third or part.farther == two) and one not in (part.nearer, part.farther)
        ]
    return parts


def _compare(text: str, start: int, size: int, part: _Part, found: set[Stretch]) -> None:
    """Look whether the phrase stands there with a slip; where it stands as it should it has none."""
    number, phrase, begin, third, _, _ = part
    first = start - begin
    if third:
        if (end := twice(text, first, phrase)) is not None:
            found.add((first, end, number))
    elif begin:
        end = start + size
        for each in starts(text, end, phrase, size):
            found.add((each, end, number))
    else:
        for end in ends(text, start, phrase, size):
            found.add((start, end, number))


def _code(char: str) -> int:
    return ASTRAL if ord(char) > 0xFFFF else ord(char)
