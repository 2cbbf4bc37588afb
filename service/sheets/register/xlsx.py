"""登记表 as an Excel sheet."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from review.register import Form
from service.sheets.opening import BadTableError, open_workbook
from service.sheets.reading import cell_text
from service.sheets.register.layout import NOTES, TITLE, WIDTH, Lines, Read, read_lines, rows_of

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_WIDTHS = (16, 16, 30, 16, 30)
_MOST_ROWS = 20_000


def write_register_xlsx(form: Form) -> bytes:
    """The filled-in form; every cell is text, so that nothing is taken for a formula or a number."""
    import openpyxl  # noqa: PLC0415  # half a second that only tables wait for
    from openpyxl.styles import Alignment, Border, Font, Side  # noqa: PLC0415

    workbook = openpyxl.Workbook()
    sheet: Worksheet = workbook.worksheets[0]
    sheet.title = "登记表"
    for number, width in enumerate(_WIDTHS):
        sheet.column_dimensions["ABCDE"[number]].width = width
    thin = Side(style="thin")
    border = Border(left=thin, right=thin, top=thin, bottom=thin)
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=WIDTH)
    sheet.cell(1, 1, TITLE).font = Font(size=16, bold=True)
    sheet.cell(1, 1).alignment = Alignment(horizontal="center")
    first = 2
    for number, row in enumerate(rows_of(form), first):
        for column in range(1, WIDTH + 1):
            sheet.cell(number, column).border = border
        for cell in row:
            made = sheet.cell(number, cell.column + 1)
            made.value = cell.text or None
            made.data_type = "s"
            made.number_format = "@"
            made.font = Font(bold=cell.label)
            made.alignment = Alignment(wrap_text=True, vertical="center")
            if cell.wide > 1 or cell.high > 1:
                sheet.merge_cells(
                    start_row=number,
                    start_column=cell.column + 1,
                    end_row=number + cell.high - 1,
                    end_column=cell.column + cell.wide,
                )
    last = sheet.max_row + 1
    for number, note in enumerate(NOTES, last):
        sheet.merge_cells(start_row=number, start_column=1, end_row=number, end_column=WIDTH)
        sheet.cell(number, 1, note).data_type = "s"
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def read_register_xlsx(data: bytes) -> Read:
    """A form somebody filled in, all sheets. BadTableError for a file that is none."""
    workbook = open_workbook(data)
    try:
        tables = [_lines(sheet, len(workbook.worksheets) > 1) for sheet in workbook.worksheets]
    finally:
        workbook.close()
    return read_lines(tables)


def _lines(sheet: Any, several: bool) -> Lines:  # noqa: ANN401, FBT001  # openpyxl has no types
    if (sheet.max_row or 0) > _MOST_ROWS:
        raise BadTableError(f"工作表“{sheet.title}”超过{_MOST_ROWS}行，不像登记表；请核对文件。")
    rows = tuple(
        tuple(cell_text(value) for value in row) for row in sheet.iter_rows(values_only=True)
    )
    place = f"工作表“{sheet.title}”" if several else ""
    return Lines(rows=rows, place=place + "第{row}行{letter}列")
