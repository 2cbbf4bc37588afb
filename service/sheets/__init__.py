"""Word lists as tables, CSV or Excel: one row an entry, out and in again without loss.

Several values in one cell stand apart by |, and （删去） is the suggestion to delete; a backslash
before either takes it literally. What belongs to a whole list (title, keeper, its allowed
phrases) stands in its first row.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

COLUMNS = {
    "list": "词库",
    "title": "词库名称",
    "keeper": "维护人",
    "reviewed": "通读日期",
    "list_allow": "词库放行短语",
    "word": "词条",
    "suggest": "建议",
    "source": "来源",
    "verified": "已核实",
    "valid_from": "起始日期",
    "valid_to": "截止日期",
    "note": "说明",
    "wrong": "误写",
    "allow": "放行短语",
    "extra": "其他",
}
OF_LIST = ("title", "keeper", "reviewed", "list_allow")
MANY = ("suggest", "wrong", "allow")
YES, NO = "是", "否"
_DELETE = "（删去）"

Row = Mapping[str, str]
"""One entry, keyed by COLUMNS' keys."""


def joined(values: Iterable[str]) -> str:
    """Several values as one cell."""
    return "|".join(_escaped(value) if value else _DELETE for value in values)


def parted(cell: str) -> tuple[str, ...]:
    """The values of a cell, as `joined` wrote them."""
    values: list[str] = []
    value, literal, at = "", False, 0
    while at < len(cell):
        letter = cell[at]
        if letter == "\\" and at + 1 < len(cell):
            literal = True
            at += 1
            value += cell[at]
        elif letter == "|":
            values.append("" if value == _DELETE and not literal else value)
            value, literal = "", False
        else:
            value += letter
        at += 1
    values.append("" if value == _DELETE and not literal else value)
    return tuple(values)


def _escaped(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace("|", "\\|")
    return "\\" + escaped if escaped == _DELETE else escaped
