"""A table as people hand it in, to rows; and everything wrong with it at once, by row and column."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from review.model import Gate
from service.sheets import COLUMNS, NO, OF_LIST, YES, Row
from service.sheets.opening import BadTableError, open_workbook
from service.sheets.writing import FORMULA, extra_toml

_NEEDED = ("list", "title", "keeper", "reviewed", "word", "source")
_FILLED = ("list", "word", "source")
_DAYS = ("reviewed", "valid_from", "valid_to")
_HEADINGS_WITHIN = 10
_WORDS_FOR = {
    **dict.fromkeys(("是", "已核实", "true", "yes", "1", "√", "✓"), YES),
    **dict.fromkeys(("否", "未核实", "false", "no", "0", "", "×"), NO),
}
_NAME = re.compile(rf"(?:{'|'.join(gate.value for gate in Gate)})/[a-z0-9_]+")
_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    cells: Row


def read_table(name: str, data: bytes) -> list[Row]:
    """The rows of a CSV or Excel file: dates as ISO, 是/否 for whether verified, no blank rows.

    Raises BadTableError with every fault there is.
    """
    if name.lower().endswith((".xlsx", ".xlsm")) or data.startswith(b"PK\x03\x04"):
        table = _sheet(data)
    else:
        table = [
            [_unquoted(cell) for cell in row]
            for row in csv.reader(io.StringIO(decoded(data), newline=""))
        ]
    lines = list(_lines(table))
    rows, faults = [], []
    for line in lines:
        row, wrong = _checked(line)
        rows.append(row)
        faults += wrong
    faults += _of_lists(lines, rows)
    if faults:
        raise BadTableError(*faults)
    return rows


def decoded(data: bytes) -> str:
    """A text table in whatever encoding an office saved it. BadTableError if none fits."""
    for encoding in ("utf-8-sig", "gb18030", "utf-16"):
        if encoding == "utf-16" and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
            continue
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadTableError("不是 UTF-8 或 GB18030 编码；请另存为 UTF-8 的 CSV 再试。")


def _unquoted(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell


def _sheet(data: bytes) -> list[list[str]]:
    workbook = open_workbook(data)
    sheet = workbook.worksheets[0]
    try:
        table = [[cell_text(value) for value in row] for row in sheet.iter_rows(values_only=True)]
        used = [any(cell.strip() for cell in row) for row in table]
        for merged in sheet.merged_cells.ranges:  # one value for all the rows it spans
            top = table[merged.min_row - 1][merged.min_col - 1]
            for row in range(merged.min_row - 1, min(merged.max_row, len(table))):
                if used[row]:
                    table[row][merged.min_col - 1] = top
        return table
    finally:
        workbook.close()


def cell_text(value: object) -> str:
    """What stands in a cell, as a person reads it: dates as ISO, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _lines(table: Sequence[Sequence[str]]) -> Iterator[_Line]:
    """The rows below the headings; a title above them, or a merged heading, is passed over."""
    by_heading = {heading: key for key, heading in COLUMNS.items()}
    first = 0
    headings: list[str] = []
    for number, cells in enumerate(table[:_HEADINGS_WITHIN]):
        known = [by_heading.get("".join(cell.split()), "") for cell in cells]
        if set(_NEEDED) <= set(known) or (not headings and number == 0):
            first, headings = number, known
    for needed in _NEEDED:
        if needed not in headings:
            raise BadTableError(
                f"第 1 行缺少「{COLUMNS[needed]}」一列；请用 xianshen words export 导出一份作样子。"
            )
    for number, cells in enumerate(table[first + 1 :], first + 2):
        row = dict.fromkeys(COLUMNS, "")
        row |= {
            key: cell.strip() for key, cell in zip(headings, cells, strict=False) if key in COLUMNS
        }
        if any(row.values()):
            yield _Line(number, row)


def _checked(line: _Line) -> tuple[Row, list[str]]:
    row, faults = dict(line.cells), []

    def wrong(sentence: str) -> None:
        faults.append(f"第 {line.number} 行{sentence}")

    for needed in _FILLED:
        if not row[needed]:
            wrong(f"没有填「{COLUMNS[needed]}」；请补上再导入。")
    for key, cell in row.items():
        if cell.startswith("#") and cell.rstrip("!?").isupper() and cell.endswith(("!", "?", "A")):
            wrong(f"「{COLUMNS[key]}」是表格里的出错值 {cell}；请改正。")
    if row["list"] and not _NAME.fullmatch(row["list"]):
        wrong("的词库应写成 policy/renamed_organs 这样（关/名称）；请改正。")
    for key in _DAYS:
        if row[key]:
            day = _day(row[key])
            if not day:
                said = f"日期「{row[key][:20]}」不对，应写成 2026-11-23 这样；请改正。"
                wrong(f"「{COLUMNS[key]}」的{said}")
            row[key] = day
    if row["valid_from"] and row["valid_to"] and row["valid_from"] > row["valid_to"]:
        wrong("的起始日期晚于截止日期；请核对。")
    verified = _WORDS_FOR.get(row["verified"].lower())
    if verified is None:
        wrong("的「已核实」应填是或否；请改正。")
    row["verified"] = verified or NO
    try:
        extra_toml(row["extra"])
    except ValueError:
        wrong("的「其他」一栏写法不对；请照导出的样子写。")
        row["extra"] = ""
    return row, faults


def _day(text: str) -> str:
    found = _DAY.fullmatch(text.removesuffix(" 00:00:00").strip())
    try:
        return date(*map(int, found.groups())).isoformat() if found else ""
    except ValueError:
        return ""


def _of_lists(lines: Sequence[_Line], rows: Sequence[Row]) -> Iterator[str]:
    """What is told of a whole list: once at least, and never in two ways."""
    told: dict[tuple[str, str], tuple[str, int]] = {}
    begun: dict[str, int] = {}
    for line, row in zip(lines, rows, strict=True):
        begun.setdefault(row["list"], line.number)
        for key in OF_LIST:
            if not line.cells[key]:
                continue
            value, where = told.setdefault((row["list"], key), (row[key], line.number))
            if value != row[key]:
                yield (
                    f"第 {line.number} 行的「{COLUMNS[key]}」与第 {where} 行同一词库的不一样；"
                    "请统一。"
                )
    for name, number in begun.items():
        for key in ("title", "keeper", "reviewed"):
            if name and (name, key) not in told:
                yield f"第 {number} 行起的词库 {name} 没有填「{COLUMNS[key]}」；请补上再导入。"
    if not rows:
        yield "没有词条；请核对表格。"
