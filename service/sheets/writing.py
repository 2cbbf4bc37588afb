"""Word lists out to a table, and a table's rows to the TOML that is kept."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from review.wordlist import Entry, Wordlist
from service.sheets import COLUMNS, MANY, NO, OF_LIST, YES, Row, joined, parted

_OF_GROUP = ("source", "verified", "valid_from", "valid_to")
FORMULA = ("=", "+", "-", "@", "\t", "'")
"""What a spreadsheet takes for the beginning of a formula, and the quote that keeps it from it."""


def rows_of(lists: Iterable[Wordlist]) -> list[Row]:
    """Every entry of the lists as a row."""
    return [
        _row(wordlist, entry, first=number == 0)
        for wordlist in lists
        for number, entry in enumerate(wordlist.entries)
    ]


def write_csv(rows: Iterable[Row]) -> str:
    """CSV with Chinese headings; no cell can be taken for a formula."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(COLUMNS.values())
    writer.writerows([_quoted_cell(row[key]) for key in COLUMNS] for row in rows)
    return file.getvalue()


def write_xlsx(rows: Iterable[Row]) -> bytes:
    """An Excel sheet of the same, every cell as text."""
    import openpyxl  # noqa: PLC0415  # half a second that only tables wait for
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415

    workbook = openpyxl.Workbook(write_only=True)
    sheet = workbook.create_sheet("词库")
    sheet.freeze_panes = "A2"
    for line in (COLUMNS, *rows):
        cells = []
        for key in COLUMNS:
            cell = WriteOnlyCell(sheet, value=COLUMNS[key] if line is COLUMNS else line[key])
            cell.data_type = "s"  # a word that begins with = is no formula
            cells.append(cell)
        sheet.append(cells)
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def write_toml(rows: Sequence[Row]) -> str:
    """The rows of one list, as `read_rows` gave them, as our TOML: by group of what they share."""
    first = {key: next((row[key] for row in rows if row[key]), "") for key in OF_LIST}
    lines = [
        f"title    = {_quoted(first['title'])}",
        f"keeper   = {_quoted(first['keeper'])}",
        f"reviewed = {first['reviewed']}",
    ]
    if first["list_allow"]:
        lines.append(f"allow    = {_array(first['list_allow'])}")
    for shared, members in groupby(rows, key=lambda row: tuple(row[key] for key in _OF_GROUP)):
        source, verified, start, end = shared
        lines += ["", "[[group]]", f"source   = {_quoted(source)}"]
        lines.append(f"verified = {'true' if verified == YES else 'false'}")
        lines += [f"valid_from = {start}"] if start else []
        lines += [f"valid_to = {end}"] if end else []
        lines += ["words = [", *(f"  {_entry(row)}," for row in members), "]"]
    return "\n".join(lines) + "\n"


def extra_toml(cell: str) -> list[str]:
    """The cell of further keys as TOML. ValueError for one that is not as it is exported."""
    try:
        extra = json.loads(cell) if cell else {}
        if not all(re.fullmatch(r"[A-Za-z0-9_-]+", key) for key in extra):
            raise ValueError(cell)
        return [f"{key} = {_value(value)}" for key, value in extra.items()]
    except (AttributeError, TypeError, RecursionError):
        raise ValueError(cell) from None


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
        "list_allow": joined(wordlist.allow) if first else "",
        "word": entry.word,
        "suggest": joined(entry.suggest),
        "source": entry.source,
        "verified": YES if entry.verified else NO,
        "valid_from": entry.valid_from.isoformat() if entry.valid_from else "",
        "valid_to": entry.valid_to.isoformat() if entry.valid_to else "",
        "note": entry.note,
        "wrong": joined(entry.wrong),
        "allow": joined(entry.allow),
        "extra": json.dumps(extra, ensure_ascii=False) if extra else "",
    }


def _quoted_cell(text: str) -> str:
    return "'" + text if text.startswith(FORMULA) else text


def _entry(row: Row) -> str:
    parts = [f"word = {_quoted(row['word'])}"]
    parts += [f"{key} = {_array(row[key])}" for key in MANY if row[key]]
    if row["note"]:
        parts.append(f"note = {_quoted(row['note'])}")
    return "{ " + ", ".join([*parts, *extra_toml(row["extra"])]) + " }"


def _value(value: object) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(_value(each) for each in value) + "]"
    if isinstance(value, str):
        return value if re.fullmatch(r"\d{4}-\d\d-\d\d", value) else _quoted(value)
    if isinstance(value, int):
        return json.dumps(value)
    raise TypeError


def _array(cell: str) -> str:
    return "[" + ", ".join(_quoted(value) for value in parted(cell)) + "]"


def _quoted(text: str) -> str:
    # A JSON string is a TOML basic string, but for DEL, which TOML wants escaped.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
