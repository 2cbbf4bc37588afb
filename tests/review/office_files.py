"""Files as offices hand them in, made for tests: sheets, PDF pages, pictures."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
from fpdf import FPDF
from fpdf.fonts import TTFFont

FONT = next(iter(sorted(Path("/usr/share/fonts").rglob("NotoS*CJK*-Regular.ttc"))), None)


def sheet(*rows: list, title="名单", prepare=None):
    """An Excel file of one sheet; `prepare` is handed the workbook before it is saved."""
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    if prepare:
        prepare(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def pdf(*pages: list, prepare=None):
    """A PDF file of pages, each a list of paragraphs, set as a letter is."""
    if FONT is None:
        pytest.skip("没有中文字体（fonts-noto-cjk），做不了 PDF")
    file = FPDF(format="A4")
    try:
        file.set_margins(25, 25, 25)
        file.add_font("han", fname=str(FONT), collection_font_number=2)
        file.set_font("han", size=12)
        for paragraphs in pages:
            file.add_page()
            for paragraph in paragraphs:
                file.multi_cell(0, 8, paragraph, new_x="LMARGIN", new_y="NEXT")
        if prepare:
            prepare(file)
        return bytes(file.output())
    finally:
        for font in file.fonts.values():
            if isinstance(font, TTFFont):
                font.close()
