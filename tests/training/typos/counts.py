"""Runs of two to five signs of the training text, counted."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from review.typos.alphabet import EDGE, FIRST_HAN, RARE, Ids, row_of, signs
from review.typos.language import BASE, ORDER
from review.typos.sieve import Keys

_LEAST_SEEN = 3
_LEAST_OF_RUN = {2: 1, 3: 2, 4: 2, 5: 2}
_CORE_ONLY = 4
"""Runs from this length on are kept only if prose of the kind to be read holds them too."""

Counts = dict[int, tuple[Keys, NDArray[np.int64]]]


@dataclass(frozen=True)
class Alphabet:
    """`table`: code point to number. `chars`: the way back for Han."""

    table: NDArray[np.uint16]
    chars: NDArray[np.uint32]

    @property
    def size(self) -> int:
        return FIRST_HAN + len(self.chars)

    def number(self, char: str) -> int:
        return int(self.table[min(ord(char), 0xFFFF)])

    def of(self, text: str) -> Ids:
        return np.array([self.number(char) for char in text], np.uint16)


def alphabet_of(text: str) -> Alphabet:
    """Numbers for the Han characters of a text, the most frequent first."""
    codes = np.minimum(np.frombuffer(text.encode("utf-32-le"), np.uint32), 0xFFFF)
    seen = np.bincount(codes, minlength=0x10000)
    table = signs()
    han = np.flatnonzero(table == RARE)
    han = han[np.argsort(-seen[han], kind="stable")]
    han = han[seen[han] >= _LEAST_SEEN]
    if FIRST_HAN + len(han) > int(BASE):
        message = "too many characters for runs of five to fit a key"
        raise ValueError(message)
    table[han] = FIRST_HAN + np.arange(len(han))
    return Alphabet(table, han.astype(np.uint32))


def runs(ids: Ids, core: int) -> Counts:
    """Every run seen often enough. `core`: how many signs from the start are of the kind to be read."""
    found: Counts = {}
    for order in range(2, ORDER + 1):
        keys, count = np.unique(_keys(ids, order), return_counts=True)
        kept = count >= _LEAST_OF_RUN[order]
        if order >= _CORE_ONLY:
            own = np.unique(_keys(ids[:core], order))
            at = np.minimum(np.searchsorted(own, keys), len(own) - 1)
            kept &= own[at] == keys
        found[order] = keys[kept], count[kept]
    return found


def _keys(ids: Ids, order: int) -> Keys:
    """Runs as numbers, those over the end of a sentence left out."""
    wide = ids.astype(np.uint64)
    size = len(ids) - order + 1
    keys = wide[:size]
    across = np.zeros(size, bool)
    for offset in range(1, order):
        keys = keys * BASE + wide[offset : offset + size]
        if offset < order - 1:
            across |= ids[offset : offset + size] == EDGE
    return keys[~across]


def ids_of(lines: list[str], alphabet: Alphabet) -> Ids:
    """All lines as one row."""
    return row_of("\n".join(lines), alphabet.table).ids
