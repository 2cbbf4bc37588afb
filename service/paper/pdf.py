"""The sheet as PDF on A4, its Chinese font within: it prints the same on a computer with none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

from fontTools.ttLib import TTCollection
from fpdf import FPDF
from fpdf.fonts import TTFFont

from service.paper.sheet import Part, Sheet, sheet_of
from service.store import StoreError, UnitOfWork

SYSTEM_FONTS: Final = (
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path("/opt/homebrew/share/fonts"),
)
_KNOWN: Final = ("NotoSansCJK-Regular", "NotoSerifCJK-Regular", "NotoSansSC", "SourceHanSans")
_KINDS: Final = (".ttc", ".otf", ".ttf")
_WIDTH: Final = 180
"""Millimetres between the margins of 15."""

_CHARACTER: Final = 4
_LINES: Final = 35
"""Millimetres a character needs at most, and lines of a table row that surely fit on a page."""


class NoFontError(StoreError):
    """No Chinese font to be found. One Chinese sentence, which says where to put one."""


def find_font(own: Path, folders: Iterable[Path] = SYSTEM_FONTS) -> Path:
    """The first font in the office's own folder, else a freely licensed one of the system.

    Raises NoFontError.
    """
    given = sorted(path for path in own.glob("*") if path.suffix.lower() in _KINDS)
    if given:
        return given[0]
    there = [path for folder in folders for kind in _KINDS for path in folder.rglob(f"*{kind}")]
    for name in _KNOWN:
        if found := sorted(path for path in there if path.name.startswith(name)):
            return found[0]
    raise NoFontError(
        f"没有找到中文字体，做不了PDF；请安装思源黑体（fonts-noto-cjk），或把一个中文字体文件放到"
        f"{own}，也可以打开审核单页面直接打印。"
    )


def sheet_pdf(sheet: Sheet, font: Path, now: datetime) -> bytes:
    """The sheet as a PDF file that says it was made now."""
    page = FPDF(format="A4")
    try:
        page.set_margins(15, 15, 15)
        page.set_title(f"信息发布审核单 {sheet.number}")
        page.set_lang("zh-CN")
        page.set_creation_date(now)
        page.add_font("han", fname=font, collection_font_number=_simplified(font))
        page.add_page()
        page.set_font("han", size=17)
        page.cell(_WIDTH, 10, "信息发布审核单", align="C", new_x="LMARGIN", new_y="NEXT")
        page.set_font("han", size=9)
        page.cell(_WIDTH, 6, f"编号 {sheet.number}", align="R", new_x="LMARGIN", new_y="NEXT")
        for part in sheet.parts:
            _set(page, part)
        return bytes(page.output())
    finally:
        for known in page.fonts.values():
            if isinstance(known, TTFFont):
                known.close()


def printed_sheet(
    unit: UnitOfWork, draft_id: int, platforms: Mapping[str, str], own: Path, now: datetime
) -> bytes:
    """The sheet of a draft for its evidence pack; empty if there is no draft or no font."""
    draft = unit.drafts.get(draft_id)
    if draft is None:
        return b""
    try:
        font = find_font(own)
    except NoFontError:
        return b""
    return sheet_pdf(sheet_of(unit, draft, platforms), font, now)


def _set(page: FPDF, part: Part) -> None:
    page.ln(2)
    page.set_font("han", size=11)
    page.cell(_WIDTH, 8, part.title, new_x="LMARGIN", new_y="NEXT")
    page.set_font("han", size=9)
    if not part.rows:
        page.cell(_WIDTH, 6, "无", new_x="LMARGIN", new_y="NEXT")
        return
    widths = (30, 150) if not part.heads else (_WIDTH // len(part.heads),) * len(part.heads)
    rows = [piece for row in part.rows for piece in _pieces(row, widths)]
    with page.table(
        col_widths=widths,
        width=_WIDTH,
        line_height=5.5,
        text_align="LEFT",
        first_row_as_headings=False,
    ) as table:
        for row in (part.heads, *rows) if part.heads else rows:
            table.row(row)


def _pieces(row: tuple[str, ...], widths: tuple[int, ...]) -> Iterator[tuple[str, ...]]:
    """A row as rows none of which is higher than a page: fpdf2 breaks no row in two."""
    left = tuple(" ".join(value.split()) for value in row)
    while True:
        room = [width // _CHARACTER * _LINES for width in widths]
        yield tuple(value[:most] for value, most in zip(left, room, strict=True))
        left = tuple(value[most:] for value, most in zip(left, room, strict=True))
        if not any(left):
            return


def _simplified(font: Path) -> int:
    """Which font of a collection writes Chinese characters as the mainland does."""
    if font.suffix.lower() != ".ttc":
        return 0
    with TTCollection(font, lazy=True) as collection:
        names = [each["name"].getDebugName(4) or "" for each in collection.fonts]
    return next((number for number, name in enumerate(names) if " SC" in name), 0)
