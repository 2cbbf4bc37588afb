"""Which rules a text can concern at all, by rows of up to five characters they cannot do without.

All rows of all rules are looked for at once: each is a bit, each character says which bits it may
stand in at each place, and what holds in all places is there. That is asked only where two
neighbours stand that the rarest two of some row can be.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from review.automaton import Hit
from review.codes import PADDING, Row
from review.gram import ANY, LONGEST, Class, Gate, Gram, likelihood

_BITS = 64
_AT_ONCE = 1 << 15  # characters: what stays in the processor's nearer memory
_CODES = 1 << 16
_BEFORE, _BEHIND = LONGEST - 2, LONGEST - 1  # characters around the first of a pair
_WINDOW = _BEFORE + 1 + _BEHIND


@dataclass(frozen=True, slots=True)
class Wait:
    """What a rule waits for. `located`: it wants to know where, not only whether.

    `literal`: what its hits are called.
    """

    gate: Gate
    located: bool = False
    literal: int = -1


def waits_of(matcher: object, *, submitted: bool = False) -> tuple[Wait, ...]:
    """What a matcher waits for besides its literals; those of other makes need not say."""
    waits: tuple[Wait, ...] = getattr(matcher, "submitted_waits" if submitted else "waits", ())
    return waits


class _Owner(NamedTuple):
    """Who waits, and the bits of the rows it waits for: those of one character, the others."""

    number: int
    located: bool
    literal: int
    single: int
    word: int
    own: int
    bits: int


class Sieve:
    """Made of what rules wait for in one view of a text.

    Rows of one character are looked for by themselves. Of any other the two neighbours that are
    least often met tell where it is worth while to look at the rest.
    """

    def __init__(self, waits: Iterable[tuple[int, Wait]]) -> None:
        rows: list[Gram] = []
        singles: dict[Gram, int] = {}
        known: dict[tuple[Gram, ...], tuple[int, int]] = {}
        self._owners: list[_Owner] = []
        for number, wait in waits:
            single, grams = 0, []
            for gram in wait.gate.grams:
                if len(gram) == 1 and (gram in singles or len(singles) < _BITS):
                    single |= 1 << singles.setdefault(gram, len(singles))
                else:
                    grams.append(gram)
            if tuple(grams) not in known:
                if len(rows) % _BITS + len(grams) > _BITS:
                    rows += [()] * (-len(rows) % _BITS)  # the bits of one gate lie in one word
                own = (1 << len(grams)) - 1 << len(rows) % _BITS
                known[tuple(grams)] = len(rows) // _BITS, own
                rows += grams
            word, own = known[tuple(grams)]
            self._owners.append(
                _Owner(
                    number, wait.located, wait.literal, single, word, own,
                    single | own << _BITS * (word + 1),
                )
            )  # fmt: skip
        rows += [()] * (-len(rows) % _BITS or (0 if rows else _BITS))
        self._backs = [_rarest(gram) if gram else 0 for gram in rows]
        self._kinds, of_class = _kinds([*singles, *rows])
        classes = {each: number for number, each in enumerate(of_class)}
        held = np.array(list(of_class.values()))
        self._count = held.shape[1]
        self._singles = np.zeros(self._count, np.uint64)
        for gram, bit in singles.items():
            self._singles[of_class[gram[0]]] |= np.uint64(1 << bit)
        bits = np.uint64(1) << np.arange(len(rows), dtype=np.uint64) % np.uint64(_BITS)

        def of(column: int) -> NDArray[np.bool_]:
            """By row, the kinds that may stand in a column of the window."""
            picked = []
            for gram, back in zip(rows, self._backs, strict=True):
                place = column - _BEFORE + back
                picked.append(classes[gram[place] if 0 <= place < len(gram) else ANY])
            return held[picked]

        self._tables = [
            (of(column) * bits[:, None]).reshape(-1, _BITS, self._count).sum(axis=1).T.copy()
            for column in range(_WINDOW)
        ]
        real = [number for number, gram in enumerate(rows) if gram]
        first, second = (of(_BEFORE + at)[real].astype(np.float32) for at in (0, 1))
        self._pairs = (first.T @ second > 0).ravel()

    def through(self, row: Row) -> dict[int, list[Hit]]:
        """The rules that are concerned, and what they asked for."""
        concerned: dict[int, list[Hit]] = {}
        if not self._owners:
            return concerned
        for first in range(_BEFORE, len(row.codes) - _BEHIND, _AT_ONCE):
            self._from(row, first, min(first + _AT_ONCE, len(row.codes) - _BEHIND), concerned)
        return concerned

    def _from(self, row: Row, first: int, last: int, concerned: dict[int, list[Hit]]) -> None:
        kinds = self._kinds.take(row.codes[first - _BEFORE : last + _BEHIND])
        here = kinds[_BEFORE : last - first + _BEFORE]
        pairs = np.multiply(here, self._count, dtype=np.intp)
        pairs += kinds[_BEFORE + 1 : last - first + _BEFORE + 1]
        places = self._pairs.take(pairs).nonzero()[0]
        single = self._singles.take(here)
        held = self._tables[0].take(kinds.take(places), axis=0)
        for column in range(1, _WINDOW):
            held &= self._tables[column].take(kinds.take(places + column), axis=0)
        told = int(np.bitwise_or.reduce(single))
        for number, word in enumerate(np.bitwise_or.reduce(held, axis=0).tolist(), 1):
            told |= word << _BITS * number
        for owner in self._owners:
            if told & owner.bits:
                hits = concerned.setdefault(owner.number, [])
                if owner.located:
                    found = {at + first for at in _where(single, owner.single, told)}
                    if told >> _BITS * (owner.word + 1) & owner.own:
                        found |= self._starts(held[:, owner.word], places + first, owner)
                    hits += [
                        tuple.__new__(Hit, (at - PADDING, at - PADDING + 1, owner.literal))
                        for at in sorted(found)
                    ]

    def _starts(
        self, held: NDArray[np.uint64], places: NDArray[np.intp], owner: _Owner
    ) -> set[int]:
        """Where the rows that one waits for begin."""
        own = held & np.uint64(owner.own)
        met = own.nonzero()[0]
        found: set[int] = set()
        backs = self._backs[owner.word * _BITS :]
        for at, held_there in zip(places.take(met).tolist(), own.take(met).tolist(), strict=True):
            bits = held_there
            while bits:
                bit = bits.bit_length() - 1
                found.add(at - backs[bit])
                bits -= 1 << bit
        return found


def _where(single: NDArray[np.uint64], own: int, told: int) -> list[int]:
    """Where characters stand that are waited for by themselves."""
    if not told & own:
        return []
    found: list[int] = (single & np.uint64(own)).nonzero()[0].tolist()
    return found


def _rarest(gram: Gram) -> int:
    """Where in a row the two neighbours begin that are least often met."""
    if len(gram) == 1:
        return 0
    return min(range(len(gram) - 1), key=lambda at: likelihood(gram[at]) * likelihood(gram[at + 1]))


def _kinds(rows: Iterable[Gram]) -> tuple[NDArray[np.uint16], dict[Class, NDArray[np.bool_]]]:
    """By code the kind of a character: of one kind are those that no row tells apart.

    And by class the kinds that it holds.
    """
    classes = list(dict.fromkeys((ANY, *(each for gram in rows for each in gram))))
    cuts = {0, _CODES}
    cuts.update(at for each in classes for first, last in each for at in (first, last + 1))
    marks = np.zeros(_CODES + 1, np.intp)
    marks[sorted(cuts)] = 1
    stretches = marks.cumsum()[:_CODES] - 1
    table = np.zeros((len(cuts) - 1, len(classes)), np.bool_)
    for number, each in enumerate(classes):
        ends = stretches[[(first, last) for first, last in each]]
        for first, last in ends.tolist():
            table[first : last + 1, number] = True
    packed = np.packbits(table, axis=1)
    whole = packed.view(np.dtype((np.void, packed.shape[1])))
    _, picked, kinds = np.unique(whole[:, 0], return_index=True, return_inverse=True)
    of_class = {each: table[picked, number] for number, each in enumerate(classes)}
    return kinds[stretches].astype(np.uint16), of_class
