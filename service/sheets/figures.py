"""Tables of figures out as CSV or as an Excel workbook; no cell can be taken for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from service.sheets.writing import FORMULA

_LONGEST_NAME = 31

Cell = str | int | float


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureTable:
    """One table: its name, its headings, its rows."""

    name: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def figures_csv(tables: Iterable[FigureTable]) -> str:
    """All tables one below the other, an empty line between, the name of each above it."""
    file = io.StringIO()
    file.write("\ufeff")  # spreadsheets take a file without it for the system's own encoding
    writer = csv.writer(file, lineterminator="\r\n")
    for number, one in enumerate(tables):
        if number:
            writer.writerow(())
        writer.writerow([_plain(one.name)])
        writer.writerow([_plain(cell) for cell in one.headings])
        writer.writerows([_plain(cell) for cell in row] for row in one.rows)
    return file.getvalue()


def figures_xlsx(tables: Iterable[FigureTable]) -> bytes:
    """A sheet for each table; numbers as numbers, everything else as text."""
    import openpyxl  # noqa: PLC0415  # half a second that only tables wait for
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415

    workbook = openpyxl.Workbook(write_only=True)
    for one in tables:
        sheet = workbook.create_sheet(one.name[:_LONGEST_NAME])
        sheet.freeze_panes = "A2"
        for line in (one.headings, *one.rows):
            cells = []
            for value in line:
                cell = WriteOnlyCell(sheet, value=value)
                if isinstance(value, str):
                    cell.data_type = "s"  # a name that begins with = is no formula
                cells.append(cell)
            sheet.append(cells)
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def _plain(cell: Cell) -> Cell:
    if isinstance(cell, str) and cell.startswith(FORMULA):
        return "'" + cell
    return cell
