"""What stands twice in a row."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from review.codes import PADDING, Codes
from review.text import Text

_AT_ONCE = 1 << 15  # characters: what stays in the processor's nearer memory


def repeats(text: Text, longest: int) -> list[tuple[int, int]]:
    """Where a stretch of two to so many characters equals the next: start (folded) and length.

    Stretches of one character only need not be told.
    """
    found: list[tuple[int, int]] = []
    for first in range(0, len(text.folded), _AT_ONCE):
        found += _from(text, first, longest)
    return found


def _from(text: Text, first: int, longest: int) -> Iterator[tuple[int, int]]:
    """The text is laid beside itself, moved by each length, two characters as one number."""
    folded, size = text.folded, min(_AT_ONCE, len(text.folded) - first)
    begin, most = 2 * (PADDING + first), size + longest + 1
    units = text.row.units[begin : begin + 2 * (most + 1)].ljust(2 * (most + 1), b"\0")
    twos = np.ndarray((most,), np.dtype("<u4"), units, 0, (2,)).copy()
    moved = np.ndarray((longest - 1, size), np.uint32, twos, 8, (4, 4))
    same = moved == twos[:size]
    if np.count_nonzero(same) > size:
        same &= ~_uniform(text.row.codes[PADDING + first :], size, longest)
    for place in same.ravel().nonzero()[0].tolist():
        length, start = 2 + place // size, first + place % size
        again = start + length
        whole = again + length <= len(folded)
        if whole and (length == 2 or folded[start:again] == folded[again : again + length]):
            yield start, length


def _uniform(codes: Codes, size: int, longest: int) -> NDArray[np.bool_]:
    """Where one character stands from the beginning of a stretch to the end of the next."""
    changes = np.concatenate(([0], np.cumsum(codes[1:] != codes[:-1]), [len(codes)] * 2 * longest))
    return np.array(
        [changes[2 * length - 1 :][:size] == changes[:size] for length in range(2, longest + 1)]
    )
