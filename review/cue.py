"""Up to four characters of a text as one number: how thousands of words are looked for at once.

A word of two, three or four characters is such a number itself, a longer one holds several, and
what is left of it beside a wrong character is one with a gap. All numbers of a text are told by
one table which of them are worth a second look; that is some hundreds of operations on whole
texts where an automaton takes a step a character and a literal.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from review.codes import PADDING, Row

Keys: TypeAlias = NDArray[np.uint64]
Numbers: TypeAlias = NDArray[np.intp]

SHAPES: Final = ("x", "xx", "x_x", "xxx", "xx_x", "x_xx", "xxxx")
"""Which of four characters in a row are looked at."""

_MASKS = {
    shape: sum(0xFFFF << 16 * at for at, char in enumerate(shape) if char == "x")
    for shape in SHAPES
}
# Odd numbers without order: by them a key is multiplied, and the topmost bits are its place.
_ODD = (
    *(0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93),
    *(0xA0761D6478BD642F, 0xE7037ED1A0B428DB, 0x8EBC6AF09C88C6E3),
)
_AGAIN = np.uint64(0xFF51AFD7ED558CCD)
_LEAST_BITS, _MOST_BITS = 8, 18
_AGAIN_SHIFT = np.uint64(64 - _MOST_BITS)
_AT_ONCE = 1 << 14  # characters: what stays in the processor's nearer memory
_NONE: Numbers = np.zeros(0, np.intp)


def keys_of(shape: str, codes: Sequence[Numbers]) -> Keys:
    """The keys of many words at once; `codes`: their first characters, their second, and so on."""
    looked_at = [at for at, char in enumerate(shape) if char == "x"]
    keys = np.zeros(len(codes[0]), np.uint64)
    for at, each in zip(looked_at, codes, strict=True):
        keys |= each.astype(np.uint64) << np.uint64(16 * at)
    return keys


class Sought(NamedTuple):
    """Keys of one shape. `bars`: how far from the first character of each one stands that must not
    be `barred`; 0 where none is.
    """

    keys: Keys
    bars: Numbers
    barred: Numbers

    @classmethod
    def of(cls, keys: Keys) -> Sought:
        """Keys without bars."""
        none = np.zeros(len(keys), np.intp)
        return cls(keys, none, none)


class Cues:
    """Keys to be looked for: each party's are numbered in the order given, shape by shape, and
    those of the next party after them.
    """

    def __init__(self, *parties: Mapping[str, Sought]) -> None:
        self.size = sum(len(each.keys) for sought in parties for each in sought.values())
        found = _by_shape(parties)
        own = [(number, shape) for number, shape in enumerate(SHAPES) if shape in found]
        if not self.size:
            return
        rows = [found[shape][1].keys for _, shape in own]
        bits = min(_MOST_BITS, max(_LEAST_BITS, 5 + max(map(len, rows)).bit_length()))
        self._masks = np.array([[_MASKS[shape]] for _, shape in own], np.uint64)
        self._odd = np.array([[_ODD[number]] for number, _ in own], np.uint64)
        self._shift = np.uint64(64 - bits)
        self._offset = np.arange(len(own), dtype=np.uint64)[:, None] << np.uint64(bits)
        self._first = np.zeros(len(own) << bits, np.bool_)
        for number, each in enumerate(rows):
            self._first[(each >> self._shift).astype(np.intp) + (number << bits)] = True
        keys = np.concatenate(rows)
        bars = np.concatenate([found[shape][1].bars for _, shape in own])
        barred = np.concatenate([found[shape][1].barred for _, shape in own])
        about = bars << 16 | barred
        order = np.lexsort((about, keys))
        keys, about = keys[order], about[order]
        self._numbers = np.concatenate([found[shape][0] for _, shape in own])[order]
        # Keys that are the same, and of those the ones with the same bar.
        new_key = np.append(True, keys[1:] != keys[:-1])
        new_bar = new_key | np.append(True, about[1:] != about[:-1])
        groups = new_bar.nonzero()[0]
        self._sorted = keys[new_key]
        self._groups = np.append(new_key[groups].nonzero()[0], len(groups))
        self._starts = np.append(groups, len(keys))
        self._bars, self._barred = bars[order][groups], barred[order][groups]
        self._again = np.zeros(1 << _MOST_BITS, np.bool_)
        self._again[((self._sorted * _AGAIN) >> _AGAIN_SHIFT).astype(np.intp)] = True

    def met(self, row: Row) -> tuple[Numbers, Numbers]:
        """Where a key stands in a text, and which."""
        length = len(row.codes) - 2 * PADDING
        if not self.size or length < 1:
            return _NONE, _NONE
        found = [
            self._from(row, first, min(_AT_ONCE, length - first))
            for first in range(0, length, _AT_ONCE)
        ]
        if len(found) == 1:
            return found[0]
        return np.concatenate([each[0] for each in found]), np.concatenate(
            [each[1] for each in found]
        )

    def _from(self, row: Row, first: int, size: int) -> tuple[Numbers, Numbers]:
        windows = np.ndarray((size,), np.dtype("<u8"), row.units, 2 * (PADDING + first), (2,))
        keys = windows & self._masks
        keys *= self._odd
        places = keys >> self._shift
        places += self._offset
        hot = self._first.take(places.view(np.intp)).ravel().nonzero()[0]
        keys = keys.ravel().take(hot)
        again = self._again.take(((keys * _AGAIN) >> _AGAIN_SHIFT).view(np.intp)).nonzero()[0]
        keys = keys.take(again)
        rank = self._sorted.searchsorted(keys)
        true = (self._sorted.take(rank, mode="clip") == keys).nonzero()[0]
        at = hot.take(again.take(true)) % size + first
        at, groups = _spread(at, self._groups, rank.take(true))
        bars = self._bars.take(groups)
        here = row.codes.take(at + bars + PADDING)
        free = ((here != self._barred.take(groups)) | (bars == 0)).nonzero()[0]
        at, numbers = _spread(at.take(free), self._starts, groups.take(free))
        return at, self._numbers.take(numbers)


def _spread(at: Numbers, starts: Numbers, numbers: Numbers) -> tuple[Numbers, Numbers]:
    """For each number all from its start to the next one's, and its place with each."""
    first = starts.take(numbers)
    counts = starts.take(numbers + 1) - first
    total = int(counts.sum())
    if total == len(at):
        return at, first
    ends = counts.cumsum()
    return at.repeat(counts), np.arange(total) + (first - ends + counts).repeat(counts)


def _by_shape(parties: Sequence[Mapping[str, Sought]]) -> dict[str, tuple[Numbers, Sought]]:
    """The numbers of the keys of each shape, and the keys multiplied."""
    found: dict[str, list[tuple[Numbers, Sought]]] = {}
    before = 0
    for party in parties:
        for shape, each in party.items():
            if size := len(each.keys):
                mixed = each.keys * np.uint64(_ODD[SHAPES.index(shape)])
                numbers = np.arange(before, before + size)
                found.setdefault(shape, []).append((numbers, each._replace(keys=mixed)))
                before += size
    return {
        shape: (
            np.concatenate([numbers for numbers, _ in rows]),
            Sought(*map(np.concatenate, zip(*(each for _, each in rows), strict=True))),
        )
        for shape, rows in found.items()
    }
