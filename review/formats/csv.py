"""Tables as text: CSV and tab-separated files, cell by cell. A formula is text like any other."""

from __future__ import annotations

import csv
import io
import re

from review.formats.grid import MOST_CELLS, Grid
from review.formats.place import Place
from review.formats.source import UnreadableError
from review.model import Document

_DELIMITERS = ",\t;，"
_FORMULA = ("=", "+", "-", "@")
_QUOTED = re.compile(r'"[^"]*"')
_LOOKED_AT = 20_000


def read_csv(name: str, text: str) -> tuple[Document, tuple[Place, ...], tuple[str, ...]]:
    """A document, where its cells stand, and notices. Raises UnreadableError."""
    grid = Grid()
    cells = formulas = 0
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=False)
    try:
        for number, row in enumerate(rows, 1):
            cells += len(row)
            if cells > MOST_CELLS:
                raise UnreadableError(
                    f"「{name}」有 {MOST_CELLS // 10_000} 万个以上的单元格，超过了一次能检查的量；"
                    "请拆成几份再试。"
                )
            formulas += sum(map(_calls, row))
            grid.row(row, "", number)
    except csv.Error as error:
        raise UnreadableError(
            f"「{name}」的引号不成对，或有过长的单元格，读不了；请用 Excel 或 WPS 打开后另存为 xlsx 再试。"
        ) from error
    notices: tuple[str, ...] = ()
    if formulas:
        notices = (
            (
                f"「{name}」有 {formulas} 个单元格以公式开头，没有计算；"
                "来路不明的请先核对，再用 Excel 或 WPS 打开。"
            ),
        )
    return Document(body=grid.text()), tuple(grid.places), notices


def _delimiter(text: str) -> str:
    first = _QUOTED.sub("", text[:_LOOKED_AT]).strip("\r\n").split("\n", 1)[0]
    return max(_DELIMITERS, key=first.count)


def _calls(cell: str) -> bool:
    """Whether a program would calculate a cell; a plain number with its sign it would not."""
    if not cell.startswith(_FORMULA):
        return False
    rest = cell[1:].strip().replace(",", "").replace("%", "")
    return bool(rest) and not rest.replace(".", "", 1).isdecimal() and rest.strip("-—－") != ""
