"""One Aho-Corasick automaton for every literal of every rule; hits go to the rules that own them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, TypeAlias

import ahocorasick

from review.codes import Row
from review.gram import rank_of

Find: TypeAlias = Callable[[str, Row], Iterable[tuple[int, int]]]
"""End and number of every literal in a text, in any order."""


class Hit(NamedTuple):
    """A literal found: folded offsets, and which of its owner's literals it is."""

    start: int
    end: int
    literal: int


class Automaton:
    """Finds all literals in one pass; by daachorse where that is installed, with the same hits."""

    def __init__(self, owners: Iterable[tuple[int, Sequence[str]]], *, native: bool = True) -> None:
        """`owners`: (number of a rule, its literals in the folded view)."""
        shared: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for owner, literals in owners:
            for number, literal in enumerate(literals):
                if literal:
                    shared[literal].append((owner, number))
        self.literals = tuple(shared)
        self._places = [(len(literal), tuple(places)) for literal, places in shared.items()]
        self._find = (native and _native(self.literals)) or _by_octets(self.literals)

    def scan(self, folded: str, row: Row | None = None) -> dict[int, list[Hit]]:
        """All hits in a folded text by the rule that owns them, overlapping ones too.

        In the order in which they begin, shorter ones first. `row`: the text's, if it is known.
        """
        hits: defaultdict[int, list[Hit]] = defaultdict(list)
        if not self.literals or not folded:
            return hits
        make = tuple.__new__  # Hit(...) itself takes three times as long
        places = self._places
        for end, literal in self._find(folded, row or Row(folded)):
            size, owners = places[literal]
            for owner, number in owners:
                hits[owner].append(make(Hit, (end - size, end, number)))
        for found in hits.values():
            if len(found) > 1:
                found.sort()
        return hits


def _by_octets(literals: Sequence[str]) -> Find:
    """pyahocorasick, fed each character as two octets.

    It looks through the ways on from a state one after the other, and from the first state of
    Chinese literals there are thousands; of octets there are at most 256, which is five times as
    fast. A literal begins and ends with whole characters, so every other hit is none.
    """
    machine = ahocorasick.Automaton(ahocorasick.STORE_INTS)
    alike: dict[str, list[int]] = defaultdict(list)
    for number, literal in enumerate(literals):
        alike[Row(literal).octets].append(number)
    # What is added first is looked at first: what begins with common characters.
    for octets in sorted(alike, key=lambda each: rank_of(literals[alike[each][0]][0])):
        machine.add_word(octets, alike[octets][0])
    machine.make_automaton()
    several = {numbers[0]: numbers for numbers in alike.values() if len(numbers) > 1}
    told_apart = not several and not any(map(_has_stand_in, literals))

    def find(text: str, row: Row) -> Iterable[tuple[int, int]]:
        found = [(1 + (last >> 1), number) for last, number in machine.iter(row.octets) if last & 1]
        if told_apart:
            return found
        # one character stands for all beyond the first plane
        return [
            (end, each)
            for end, number in found
            for each in several.get(number, (number,))
            if text.startswith(literals[each], end - len(literals[each]))
        ]

    return find


def _has_stand_in(literal: str) -> bool:
    return any(ord(char) > 0xFFFF or char == "\ue000" for char in literal)


def _native(literals: Sequence[str]) -> Find | None:
    """The same by a double-array automaton in Rust, if it is there."""
    try:
        from daachorse import CharwiseDoubleArrayAhoCorasick  # noqa: PLC0415  # an extra
    except ImportError:
        return None
    if not literals:
        return None
    try:
        machine = CharwiseDoubleArrayAhoCorasick(list(literals))
    except UnicodeEncodeError:  # half a surrogate pair is no character to Rust
        return None
    by_octets: list[Find] = []  # made for the first text that Rust cannot read

    def find(text: str, row: Row) -> Iterable[tuple[int, int]]:
        try:
            return [(end, number) for _, end, number in machine.find_overlapping(text)]
        except UnicodeEncodeError:
            if not by_octets:
                by_octets.append(_by_octets(literals))
            return by_octets[0](text, row)

    return find
