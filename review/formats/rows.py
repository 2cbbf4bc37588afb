"""Rows of a table as lines: its cells side by side with a tab between them, as a sheet is pasted.

Only so can a reader of the text tell which column a cell stands in. Tables that merely lay out a
page hold other tables or whole paragraphs; their cells stay blocks of their own.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from review.formats.lines import Lines

LONGEST_CELL = 200
"""Characters. A cell with more is a piece of prose and keeps its paragraphs."""

_CELLS = frozenset({"td", "th"})
_WIDEST = 100  # columns or rows that a cell may be said to span; browsers cap it as well


@dataclass(slots=True)
class _Table:
    """`held`: by column, for how many more rows a cell from above reaches into it."""

    held: dict[int, int] = field(default_factory=dict)
    column: int = 0
    lines: Lines | None = None


class Rows:
    """The tables that a page is in the middle of."""

    def __init__(self) -> None:
        self._tables: list[_Table] = []

    def enter(self, node: LexborNode, tag: str, lines: Lines) -> None:
        """An element begins, its text going to `lines`."""
        if tag == "table":
            self._tables.append(_Table())
        elif not self._tables:
            return
        elif tag == "tr":
            table = self._tables[-1]
            table.column = 0
            least = 1 if any(table.held.values()) else 2
            if _is_row_of_cells(node, least):
                lines.begin_row()
                table.lines = lines
        elif tag in _CELLS:
            self._begin_cell(node)

    def leave(self, tag: str) -> None:
        """An element ends."""
        if not self._tables:
            return
        if tag == "table":
            self._tables.pop()
        elif tag == "tr":
            table = self._tables[-1]
            if table.lines is not None:
                table.lines.end_row()
            table.lines = None

    def _begin_cell(self, node: LexborNode) -> None:
        table = self._tables[-1]
        while table.held.get(table.column, 0) > 0:
            table.held[table.column] -= 1
            table.column += 1
        if table.lines is not None:
            table.lines.go_to_column(table.column)
        attributes = node.attributes
        wide, high = _spanned(attributes.get("colspan")), _spanned(attributes.get("rowspan"))
        for _ in range(wide):
            if high > 1:
                table.held[table.column] = high - 1
            table.column += 1


def _spanned(number: str | None) -> int:
    return min(int(number), _WIDEST) if number and number.isdecimal() and int(number) else 1


def _is_row_of_cells(row: LexborNode, least: int) -> bool:
    if row.css_first("table") is not None:
        return False
    cells = [child for child in row.iter() if child.tag in _CELLS]
    return len(cells) >= least and all(len(cell.text(deep=True)) <= LONGEST_CELL for cell in cells)
