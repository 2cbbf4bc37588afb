"""A text as small numbers: one for each character in use, and a few for all other signs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.uint16]
Places = NDArray[np.int64]

EDGE: Final = 0
COMMA: Final = 1
OPEN_QUOTE: Final = 4
CLOSE_QUOTE: Final = 5
OPEN_TITLE: Final = 6
CLOSE_TITLE: Final = 7
OPEN_BRACKET: Final = 8
CLOSE_BRACKET: Final = 9
DIGIT: Final = 10
LATIN: Final = 11
OTHER: Final = 12
RARE: Final = 13
FIRST_HAN: Final = 16
MARGIN: Final = 8
"""Edges before the first and behind the last sign, so that no window leaves the row."""

_SIGNS: Final = (
    ("。！？；!?;\n\r…", EDGE),
    ("，,", COMMA),
    ("、", 2),
    ("：:", 3),
    ("“‘「『\"'", OPEN_QUOTE),
    ("”’」』", CLOSE_QUOTE),
    ("《〈", OPEN_TITLE),
    ("》〉", CLOSE_TITLE),
    ("（([【", OPEN_BRACKET),
    ("）)]】", CLOSE_BRACKET),
    ("0123456789０１２３４５６７８９", DIGIT),
    ("·•・", 14),
    ("%％‰℃", 15),
)
_LATIN_RANGES: Final = ((0x41, 0x5B), (0x61, 0x7B), (0xFF21, 0xFF3B), (0xFF41, 0xFF5B))
_ONCE: Final = (EDGE, DIGIT, LATIN)
"""A run of these counts as one sign."""


def signs() -> NDArray[np.uint16]:
    """Code point to number, all Han characters still rare."""
    table = np.full(65536, OTHER, np.uint16)
    for chars, number in _SIGNS:
        for char in chars:
            table[ord(char)] = number
    for first, last in _LATIN_RANGES:
        table[first:last] = LATIN
    table[0x3400:0xA000] = RARE
    return table


@dataclass(frozen=True, slots=True)
class Row:
    """`ids` with a margin of edges on both sides; `places`: the offset each came from, or -1."""

    ids: Ids
    places: Places


def row_of(text: str, table: NDArray[np.uint16]) -> Row:
    """A text as a row of numbers, runs of digits, letters and sentence ends taken as one."""
    codes = np.frombuffer(text.encode("utf-32-le", "replace"), np.uint32)
    ids = table[np.minimum(codes, 0xFFFF)]
    kept = np.ones(len(ids), bool)
    if len(ids) > 1:
        same = ids[1:] == ids[:-1]
        kept[1:] = ~(same & np.isin(ids[1:], _ONCE))
    places = np.flatnonzero(kept)
    margin = np.zeros(MARGIN, np.uint16)
    nowhere = np.full(MARGIN, -1, np.int64)
    return Row(
        np.concatenate([margin, ids[places], margin]),
        np.concatenate([nowhere, places, nowhere]),
    )
