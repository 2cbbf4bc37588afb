"""One pass over a text for every literal of every rule; hits go to the rules that own them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, TypeAlias

import numpy as np

from review.codes import PADDING, Row

_GOLDEN = 0x9E3779B97F4A7C15  # 2^64 over the golden ratio: multiplied by it, numbers spread
_HEAD = 4  # characters that fill a number of 64 bits
_MOST_BITS = 20
_SPARE_BITS = 6  # that a table has slots for each literal
_AT_ONCE = 1 << 15  # characters: what stays in the processor's nearer memory

Find: TypeAlias = Callable[[str, Row], list[tuple[int, int, int]]]
"""Start, end and number of every literal in a text, in the order of the three."""


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
        self._places = [tuple(places) for places in shared.values()]
        self._find = (native and _native(self.literals)) or _Heads(self.literals).find

    def scan(self, folded: str, row: Row | None = None) -> dict[int, list[Hit]]:
        """All hits in a folded text by the rule that owns them, overlapping ones too.

        In the order in which they begin, shorter ones first. `row`: the text's, if it is known.
        """
        hits: dict[int, list[Hit]] = {}
        if not self.literals or not folded:
            return hits
        make = tuple.__new__  # Hit(...) itself takes three times as long
        places = self._places
        for start, end, literal in self._find(folded, row or Row(folded)):
            for owner, number in places[literal]:
                hit = make(Hit, (start, end, number))
                if owner in hits:
                    hits[owner].append(hit)
                else:
                    hits[owner] = [hit]
        return hits


class _Heads:
    """Looks up what literals begin with, up to four characters, at all places of a text at once.

    Only where a table says that one may begin is it looked for. A table may say so wrongly, for
    it knows but a few bits of every head; it never fails to. A step for every character, as an
    automaton takes, costs more, and the more so the more literals there are.
    """

    def __init__(self, literals: Sequence[str]) -> None:
        self._known = {literal: number for number, literal in enumerate(literals)}
        bits = min(_MOST_BITS, len(literals).bit_length() + _SPARE_BITS)
        self._shift = np.uint64(64 - bits)
        # By the product of a head with its factor: characters beyond the head drop out of it.
        self._factors = [np.uint64(_GOLDEN << 64 - 16 * size & 2**64 - 1) for size in range(1, 5)]
        self._tables = [np.zeros(1 << bits, np.uint8) for _ in self._factors]
        lengths: dict[str, set[int]] = defaultdict(set)
        for literal in literals:
            size = min(len(literal), _HEAD)
            row = Row(literal[:size])
            head = int.from_bytes(row.units[2 * PADDING : 2 * PADDING + 2 * size], "little")
            slot = (head * int(self._factors[size - 1]) & 2**64 - 1) >> 64 - bits
            self._tables[size - 1][slot] = 1 << (size - 1)
            if size == _HEAD:
                lengths[literal[:size]].add(len(literal))
        self._lengths = {head: tuple(sorted(each)) for head, each in lengths.items()}
        self._sizes = [size for size, table in enumerate(self._tables) if table.any()]

    def find(self, text: str, row: Row) -> list[tuple[int, int, int]]:
        """See `Find`."""
        found: list[tuple[int, int, int]] = []
        for first in range(0, len(text), _AT_ONCE):
            self._find_from(text, row, first, found)
        return found

    def _find_from(
        self, text: str, row: Row, first: int, found: list[tuple[int, int, int]]
    ) -> None:
        size = min(_AT_ONCE, len(text) - first)
        # at each character, with the three behind it, as one number
        heads = np.ndarray((size,), np.uint64, row.units, 2 * (PADDING + first), (2,)).copy()
        begins = np.zeros(size, np.uint8)
        for at in self._sizes:
            slots = heads * self._factors[at]
            slots >>= self._shift
            begins |= self._tables[at].take(slots.view(np.intp))
        places = begins.nonzero()[0]
        known, lengths = self._known, self._lengths
        for start, kinds in zip(
            (places + first).tolist(), begins.take(places).tolist(), strict=True
        ):
            for length in _SIZES[kinds]:
                number = known.get(text[start : start + length])
                if number is not None and start + length <= len(text):
                    found.append((start, start + length, number))
            if kinds & 8:
                for length in lengths.get(text[start : start + _HEAD], ()):
                    number = known.get(text[start : start + length])
                    if number is not None and start + length <= len(text):
                        found.append((start, start + length, number))


# By the bits of a table entry: the lengths of literals that are all head.
_SIZES = tuple(
    tuple(size for size in range(1, _HEAD) if kinds & 1 << size - 1) for kinds in range(16)
)


def _native(literals: Sequence[str]) -> Find | None:
    """The same by a double-array automaton in Rust, if it is there."""
    try:
        from daachorse import CharwiseDoubleArrayAhoCorasick  # noqa: PLC0415  # an extra
    except ImportError:
        return None
    if not literals:
        return None
    heads = _Heads(literals)
    try:
        machine = CharwiseDoubleArrayAhoCorasick(list(literals))
    except UnicodeEncodeError:  # half a surrogate pair is no character to Rust
        return heads.find

    def find(text: str, row: Row) -> list[tuple[int, int, int]]:
        try:
            return sorted(machine.find_overlapping(text))
        except UnicodeEncodeError:
            return heads.find(text, row)

    return find
