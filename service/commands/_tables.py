"""Word lists as tables: CSV, and Excel where openpyxl is installed.

One row an entry; several values in one cell stand apart by |, and （删去） is the suggestion to
delete. What belongs to a whole list (title, keeper, its allowed phrases) stands in its first row.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from itertools import groupby
from pathlib import Path

from review.wordlist import Entry, Wordlist
from service.commands import CommandError

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
_OF_LIST = ("title", "keeper", "reviewed", "list_allow")
_OF_GROUP = ("source", "verified", "valid_from", "valid_to")
_MANY = ("suggest", "wrong", "allow")
_DELETE = "（删去）"
_YES, _NO = "是", "否"
Row = Mapping[str, str]


def rows_of(lists: Iterable[Wordlist]) -> list[Row]:
    """Every entry of the lists as a row, keyed by COLUMNS' keys."""
    return [
        _row(wordlist, entry, first=number == 0)
        for wordlist in lists
        for number, entry in enumerate(wordlist.entries)
    ]


def write_csv(rows: Iterable[Row]) -> str:
    """CSV with Chinese headings."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(COLUMNS.values())
    writer.writerows([row[key] for key in COLUMNS] for row in rows)
    return file.getvalue()


def write_xlsx(rows: Iterable[Row], path: Path) -> None:
    """An Excel sheet of the same."""
    import openpyxl  # noqa: PLC0415  # half a second that only these two wait for

    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.append(list(COLUMNS.values()))
    for row in rows:
        sheet.append([row[key] for key in COLUMNS])
    sheet.freeze_panes = "A2"
    workbook.save(path)


def read_table(path: Path) -> list[Row]:
    """The rows of a CSV or Excel file. Raises CommandError: one sentence, with the line."""
    if path.suffix.lower() == ".xlsx":
        table = _sheet(path)
    else:
        data = path.read_bytes()
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            try:
                text = data.decode("gb18030")
            except UnicodeDecodeError:
                message = f"「{path}」不是 UTF-8 或 GB18030 编码；请另存为 UTF-8 的 CSV 再试。"
                raise CommandError(message) from None
        table = list(csv.reader(io.StringIO(text, newline="")))
    return _rows(path, table)


def write_toml(name: str, rows: Sequence[Row]) -> str:
    """One list as our TOML, entries grouped by what they share."""
    first = {key: next((row[key] for row in rows if row[key]), "") for key in _OF_LIST}
    lines = [
        f"title    = {_quoted(first['title'])}",
        f"keeper   = {_quoted(first['keeper'])}",
        f"reviewed = {_day(name, first['reviewed'])}",
    ]
    if first["list_allow"]:
        lines.append(f"allow    = {_array(first['list_allow'])}")
    for shared, members in groupby(rows, key=lambda row: tuple(row[key] for key in _OF_GROUP)):
        source, verified, start, end = shared
        lines += ["", "[[group]]", f"source   = {_quoted(source)}"]
        lines.append(f"verified = {'true' if verified == _YES else 'false'}")
        lines += [f"valid_from = {_day(name, start)}"] if start else []
        lines += [f"valid_to = {_day(name, end)}"] if end else []
        lines += ["words = [", *(f"  {_entry(name, row)}," for row in members), "]"]
    return "\n".join(lines) + "\n"


def _row(wordlist: Wordlist, entry: Entry, *, first: bool) -> Row:
    extra = {
        key: value.isoformat() if isinstance(value, date) else value
        for key, value in entry.extra.items()
    }
    return {
        "list": wordlist.name,
        "title": wordlist.title if first else "",
        "keeper": wordlist.keeper if first else "",
        "reviewed": wordlist.reviewed.isoformat() if first else "",
        "list_allow": _joined(wordlist.allow) if first else "",
        "word": entry.word,
        "suggest": _joined(entry.suggest),
        "source": entry.source,
        "verified": _YES if entry.verified else _NO,
        "valid_from": entry.valid_from.isoformat() if entry.valid_from else "",
        "valid_to": entry.valid_to.isoformat() if entry.valid_to else "",
        "note": entry.note,
        "wrong": _joined(entry.wrong),
        "allow": _joined(entry.allow),
        "extra": json.dumps(extra, ensure_ascii=False) if extra else "",
    }


def _joined(values: Iterable[str]) -> str:
    return "|".join(value or _DELETE for value in values)


def _rows(path: Path, table: Sequence[Sequence[str]]) -> list[Row]:
    by_heading = {heading: key for key, heading in COLUMNS.items()}
    headings = [by_heading.get(cell.strip(), cell.strip()) for cell in table[0]] if table else []
    for needed in ("list", "title", "keeper", "reviewed", "word", "source"):
        if needed not in headings:
            message = (
                f"「{path}」第 1 行缺少「{COLUMNS[needed]}」一列；"
                "请用 xianshen words export 导出一份作样子。"
            )
            raise CommandError(message)
    rows: list[Row] = []
    for number, cells in enumerate(table[1:], 2):
        row = dict.fromkeys(COLUMNS, "") | {
            key: cell.strip() for key, cell in zip(headings, cells, strict=False) if key in COLUMNS
        }
        if not any(row.values()):
            continue
        for needed in ("list", "word", "source"):
            if not row[needed]:
                message = f"「{path}」第 {number} 行没有填「{COLUMNS[needed]}」；请补上再导入。"
                raise CommandError(message)
        if not re.fullmatch(r"[a-z]+/[a-z0-9_]+", row["list"]):
            message = f"「{path}」第 {number} 行的词库应写成 policy/renamed_organs 这样；请改正。"
            raise CommandError(message)
        rows.append(row)
    return rows


def _entry(name: str, row: Row) -> str:
    parts = [f"word = {_quoted(row['word'])}"]
    parts += [f"{key} = {_array(row[key])}" for key in _MANY if row[key]]
    if row["note"]:
        parts.append(f"note = {_quoted(row['note'])}")
    try:
        extra = json.loads(row["extra"]) if row["extra"] else {}
        parts += [f"{key} = {_value(value)}" for key, value in extra.items()]
    except (ValueError, AttributeError, TypeError):
        message = f"词库 {name} 的词条「{row['word']}」的「其他」一栏写法不对；请照导出的样子写。"
        raise CommandError(message) from None
    return "{ " + ", ".join(parts) + " }"


def _value(value: object) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(_value(each) for each in value) + "]"
    if isinstance(value, str):
        return value if re.fullmatch(r"\d{4}-\d\d-\d\d", value) else _quoted(value)
    if isinstance(value, int):
        return json.dumps(value)
    raise TypeError


def _array(cell: str) -> str:
    values = ("" if value == _DELETE else value for value in cell.split("|"))
    return "[" + ", ".join(_quoted(value) for value in values) + "]"


def _quoted(text: str) -> str:
    # A JSON string is a TOML basic string, but for DEL, which TOML wants escaped.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _day(name: str, text: str) -> str:
    try:
        return date.fromisoformat(text.strip()).isoformat()
    except ValueError:
        message = f"词库 {name} 的日期「{text}」不对，应写成 2026-11-23 这样；请改正再导入。"
        raise CommandError(message) from None


def _cell(value: object) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    return "" if value is None else str(value)


def _sheet(path: Path) -> list[list[str]]:
    import openpyxl  # noqa: PLC0415  # see write_xlsx

    try:
        workbook = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except (zipfile.BadZipFile, KeyError, ValueError, OSError):
        message = (
            f"「{path}」不是完好的 .xlsx 表格；请用 Excel 或 WPS 打开后另存为 .xlsx 或 .csv 再试。"
        )
        raise CommandError(message) from None
    try:
        rows = workbook.active.iter_rows(values_only=True)
        return [[_cell(value) for value in row] for row in rows]
    finally:
        workbook.close()
