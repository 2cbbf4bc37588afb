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
    """The text is laid beside itself, moved by each length; places with two alike are tried.

    Of each character only the lower octet is laid.
    """
    folded, size = text.folded, min(_AT_ONCE, len(text.folded) - first)
    begin = 2 * (PADDING + first)
    octets = text.row.units[begin : begin + 2 * (size + longest + 1) : 2]
    octets = octets.ljust(size + longest + 1, b"\0")
    moved = np.ndarray((longest - 1, size + 1), np.uint8, octets, 2, (1, 1))
    same = moved == np.frombuffer(octets, np.uint8, size + 1)
    same[:, :-1] &= same[:, 1:]
    same[:, -1] = False
    if np.count_nonzero(same) > size:
        same &= ~_uniform(text.row.codes[PADDING + first :], size + 1, longest)
    for place in np.flatnonzero(same).tolist():
        length, start = 2 + place // (size + 1), first + place % (size + 1)
        again = start + length
        whole = again + length <= len(folded)
        if whole and folded[start:again] == folded[again : again + length]:
            yield start, length


def _uniform(codes: Codes, size: int, longest: int) -> NDArray[np.bool_]:
    """Where one character stands from the beginning of a stretch to the end of the next."""
    changes = np.concatenate(([0], np.cumsum(codes[1:] != codes[:-1]), [len(codes)] * 2 * longest))
    return np.array(
        [changes[2 * length - 1 :][:size] == changes[:size] for length in range(2, longest + 1)]
    )
