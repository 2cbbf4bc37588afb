"""Rows of a sheet as lines of a text: cells side by side with a tab between, as `rows` has them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from review.formats.place import Place

MOST_CELLS = 1_000_000
"""Filled cells of one file. More is a database, and judging it would take a minute."""

_BREAKS = re.compile(r"[\t\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")


def one_line(value: str) -> str:
    """A cell without line ends and tabs, which part rows and cells here."""
    return _BREAKS.sub(" ", value)


class Grid:
    """The text of one or several sheets, and for each line the row it is."""

    def __init__(self, field: str = "body") -> None:
        self._field = field
        self._lines: list[str] = []
        self._length = 0
        self.places: list[Place] = []

    def __len__(self) -> int:
        return self._length

    def heading(self, words: str, label: str) -> None:
        """A line that is no row: what a sheet is called."""
        self._add(words, Place(self._field, self._length, self._length + len(words), label))

    def row(self, cells: Sequence[str], label: str, number: int) -> None:
        """A row of a sheet; empty cells at its end leave no trace, nor do empty rows."""
        line = "\t".join(map(one_line, cells)).rstrip("\t")
        if line:
            place = Place(self._field, self._length, self._length + len(line), label, row=number)
            self._add(line, place)

    def text(self) -> str:
        return "\n".join(self._lines)

    def _add(self, line: str, place: Place) -> None:
        self._lines.append(line)
        self._length += len(line) + 1
        self.places.append(place)


def filled(cells: Iterable[tuple[int, str]]) -> list[str]:
    """Cells by their column, counted from 0, as a row without gaps."""
    row: list[str] = []
    for column, value in cells:
        if column >= len(row):
            row += [""] * (column + 1 - len(row))
        row[column] = value
    return row
