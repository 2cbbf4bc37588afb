"""Rows of a Word table as lines, its cells side by side with a tab between them: see `rows`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.oxml.ns import qn

from review.formats.rows import LONGEST_CELL

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement

_WIDEST = 100


class Row:
    """The row that a document is in the middle of: what stands before its next words."""

    def __init__(self) -> None:
        self._column = 0
        self._next = 0
        self._reached = 0
        self._broken = False

    def begin_cell(self, cell: BaseOxmlElement) -> None:
        """The next words are those of this cell."""
        self._column = self._next
        self._broken = False
        span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
        wide = "" if span is None else span.get(qn("w:val"), "")
        self._next += min(int(wide), _WIDEST) if wide.isdecimal() and int(wide) else 1

    def break_line(self) -> None:
        """A paragraph within the cell is over."""
        self._broken = True

    def gap(self) -> str:
        """What comes between the words before and the next ones."""
        tabs, self._reached = self._column - self._reached, self._column
        broken, self._broken = self._broken, False
        return "\t" * tabs or (" " if broken else "")


def is_row_of_cells(row: BaseOxmlElement) -> bool:
    """Whether a row is one of several short cells, with no table inside."""
    if row.find(f".//{qn('w:tbl')}") is not None:
        return False
    cells = list(row.iter(qn("w:tc")))
    return len(cells) > 1 and all(
        sum(len(text.text or "") for text in cell.iter(qn("w:t"))) <= LONGEST_CELL for cell in cells
    )
