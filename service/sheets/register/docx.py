"""登记表 as a Word table."""

from __future__ import annotations

import io
from typing import Any

from review.register import Form
from service.sheets.opening import open_word
from service.sheets.register.layout import NOTES, TITLE, WIDTH, Lines, Read, read_lines, rows_of


def write_register_docx(form: Form) -> bytes:
    """The filled-in form, one table, blocks merged as on paper."""
    import docx  # noqa: PLC0415  # only tables wait for it
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415
    from docx.shared import Pt  # noqa: PLC0415

    document = docx.Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = "仿宋", Pt(11)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "仿宋")
    heading = document.add_paragraph()
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = heading.add_run(TITLE)
    run.bold, run.font.size = True, Pt(18)
    rows = rows_of(form)
    table = document.add_table(rows=len(rows), cols=WIDTH, style="Table Grid")
    cells = [list(row.cells) for row in table.rows]
    for number, row in enumerate(rows):
        for cell in row:
            first = cells[number][cell.column]
            if cell.wide > 1 or cell.high > 1:
                last = cells[number + cell.high - 1][cell.column + cell.wide - 1]
                first = first.merge(last)
            first.text = cell.text
            for made in first.paragraphs[0].runs:
                made.bold = cell.label
    for note in NOTES:
        document.add_paragraph(note)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def read_register_docx(data: bytes) -> Read:
    """A form somebody filled in, all tables. BadTableError for a file that is none."""
    document = open_word(data)
    several = len(document.tables) > 1
    return read_lines(
        [
            Lines(
                rows=tuple(_rows(table)),
                place=(f"第{number}张表" if several else "") + "第{row}行第{column}列",
            )
            for number, table in enumerate(document.tables, 1)
        ]
    )


def _rows(table: Any) -> list[tuple[str, ...]]:  # noqa: ANN401  # python-docx has no types
    """The text of every cell, a merged one's only once."""
    rows: list[tuple[str, ...]] = []
    seen: dict[int, Any] = {}  # the elements too: an id is one's own only while it lives
    for row in table.rows:
        texts: list[str] = []
        for cell in row.cells:
            element = cell._tc  # noqa: SLF001  # the only name a merged cell has
            texts.append("" if id(element) in seen else cell.text)
            seen[id(element)] = element
        rows.append(tuple(texts))
    return rows
