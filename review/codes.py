"""A text as a row of numbers, one for each character, for what is asked of all of them at once."""

from __future__ import annotations

import re
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Codes: TypeAlias = NDArray[np.intp]

ASTRAL = 0xE000
"""Stands for every character beyond the first plane, and for itself."""

PADDING = 6  # codes before a text and behind it that are no characters

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_BLANK = b"\xff" * (2 * PADDING)


class Row:
    """The characters of a text, with what is no character before and behind them.

    `units`: in UTF-16, two octets each. `codes`: the same as numbers.
    """

    __slots__ = ("_text", "codes", "units")

    def __init__(self, text: str) -> None:
        units = text.encode("utf-16-le", "surrogatepass")
        if len(units) != 2 * len(text):
            text = _ASTRAL.sub(chr(ASTRAL), text)
            units = text.encode("utf-16-le", "surrogatepass")
        self._text = text
        self.units = b"".join((_BLANK, units, _BLANK))
        self.codes: Codes = np.frombuffer(self.units, np.uint16).astype(np.intp)

    @property
    def octets(self) -> str:
        """The text alone, two characters below U+0100 for each of its own."""
        return self._text.encode("utf-16-be", "surrogatepass").decode("latin-1")
