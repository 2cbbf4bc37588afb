"""Which rules a text can concern at all, by rows of up to four characters they cannot do without.

All rows of all rules are looked for at once: each is a bit, each character says which bits it may
stand in at first, second, third and fourth place, and what holds in all four places is there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from review.automaton import Hit
from review.codes import PADDING, Row
from review.gram import ANY, LONGEST, Gate, Gram

_BITS = 64
_AT_ONCE = 1 << 15  # characters: what stays in the processor's nearer memory
_CODES = 1 << 16


@dataclass(frozen=True, slots=True)
class Wait:
    """What a rule waits for. `located`: it wants to know where, not only whether."""

    gate: Gate
    located: bool = False


def waits_of(matcher: object, *, submitted: bool = False) -> tuple[Wait, ...]:
    """What a matcher waits for besides its literals; those of other makes need not say."""
    waits: tuple[Wait, ...] = getattr(matcher, "submitted_waits" if submitted else "waits", ())
    return waits


class _Owner(NamedTuple):
    number: int
    located: bool
    bits: int
    word: int
    own: np.uint64


class Sieve:
    """Made of what rules wait for in one view of a text."""

    def __init__(self, waits: Iterable[tuple[int, Wait]]) -> None:
        rows: list[Gram] = []
        known: dict[tuple[Gram, ...], tuple[int, int]] = {}
        self._owners: list[_Owner] = []
        for number, wait in waits:
            grams = wait.gate.grams
            if grams not in known:
                if len(rows) % _BITS + len(grams) > _BITS:
                    rows += [()] * (-len(rows) % _BITS)  # the bits of one gate lie in one word
                known[grams] = len(rows) // _BITS, (1 << len(grams)) - 1 << len(rows) % _BITS
                rows += grams
            word, own = known[grams]
            owner = _Owner(number, wait.located, own << _BITS * word, word, np.uint64(own))
            self._owners.append(owner)
        cuts = {0, _CODES}
        for gram in rows:
            cuts.update(at for each in gram for first, last in each for at in (first, last + 1))
        marks = np.zeros(_CODES + 1, np.intp)
        marks[sorted(cuts)] = 1
        kinds = marks.cumsum()[:_CODES] - 1
        words = -(-len(rows) // _BITS) or 1
        table = np.zeros((len(cuts) - 1, words, LONGEST), np.uint64)
        for bit, gram in enumerate(rows):
            word, own = divmod(bit, _BITS)
            for place in range(LONGEST) if gram else ():
                for first, last in gram[place] if place < len(gram) else ANY:
                    table[kinds[first] : kinds[last] + 1, word, place] |= np.uint64(1 << own)
        # Characters that no row tells apart are of one kind: a few hundred kinds in all.
        packed = table.reshape(len(table), -1).view(np.dtype((np.void, 8 * words * LONGEST)))
        _, picked, kind = np.unique(packed[:, 0], return_index=True, return_inverse=True)
        self._kinds = kind[kinds]
        self._words = [
            [np.ascontiguousarray(table[picked, word, place]) for place in range(LONGEST)]
            for word in range(words)
        ]

    def through(self, row: Row) -> dict[int, list[Hit]]:
        """The rules that are concerned, and what they asked for: hits whose literal is -1."""
        concerned: dict[int, list[Hit]] = {}
        if not self._owners:
            return concerned
        for first in range(0, len(row.codes) - LONGEST, _AT_ONCE):
            self._from(row, first, concerned)
        return concerned

    def _from(self, row: Row, first: int, concerned: dict[int, list[Hit]]) -> None:
        kinds = self._kinds.take(row.codes[first : first + _AT_ONCE + LONGEST - 1])
        size = len(kinds) - LONGEST + 1
        rows: list[NDArray[np.uint64]] = []
        mask = 0
        for number, tables in enumerate(self._words):
            held = tables[0].take(kinds[:size])
            for place in range(1, LONGEST):
                held &= tables[place].take(kinds[place : place + size])
            rows.append(held)
            mask |= int(np.bitwise_or.reduce(held)) << _BITS * number
        for owner in self._owners:
            if mask & owner.bits:
                hits = concerned.setdefault(owner.number, [])
                if owner.located:
                    places = (rows[owner.word] & owner.own).nonzero()[0]
                    hits += [
                        tuple.__new__(Hit, (max(0, at), at + 1, -1))
                        for at in (places + (first - PADDING)).tolist()
                    ]
