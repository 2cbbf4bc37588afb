"""report.xlsx: what offices pass on. Every cell is text or a number; none can be a formula."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from review.archive import Kind
from review.model import Gate, Severity
from review.output.run import describe_suggestions, label_field
from service.batch.tally import Tally

MOST_ROWS = 200_000
"""Findings in the workbook: beyond that nobody opens it, and findings.jsonl has them all."""
_LONGEST = 32_000  # characters a cell takes
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_EPOCH = (1980, 1, 1, 0, 0, 0)
_STAMP = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(<)")
_COLUMNS = (
    ("账号", 18),
    ("发布日期", 12),
    ("编号", 18),
    ("性质", 10),
    ("级别", 8),
    ("关", 10),
    ("规则", 10),
    ("问题名称", 22),
    ("原文（前后文）", 60),
    ("说明", 50),
    ("建议", 24),
    ("依据", 40),
    ("位置", 18),
    ("网址", 40),
    ("出处", 30),
    ("上次已有", 10),
)


def write(target: Path, tally: Tally, findings: Path, about: Mapping[str, str]) -> None:
    """Writes the workbook from findings.jsonl, row by row: the same bytes for the same rows."""
    import openpyxl  # noqa: PLC0415  # half a second that only tables wait for

    book = openpyxl.Workbook(write_only=True)
    told = tally.told()
    _sheet(book, "概况", (24, 60), _overview(told, about))
    _sheet(book, "问题", [width for _, width in _COLUMNS], _findings(findings))
    _sheet(book, "规则", (10, 30, 10, 10, 10), _rules(told))
    _sheet(book, "账号", (30, 10, 10, 10, 10, 10), _accounts(told))
    made = target.with_suffix(".new")
    book.save(made)
    _without_times(made, target)
    made.unlink()


def _sheet(book: Any, name: str, widths: Iterable[int], rows: Iterable[list[str | int]]) -> None:  # noqa: ANN401
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    for row in rows:
        cells = []
        for value in row:
            cell = WriteOnlyCell(sheet, value=_clean(value) if isinstance(value, str) else value)
            if isinstance(value, str):
                cell.data_type = "s"  # whatever it begins with, it is no formula
                cell.quotePrefix = True
            cells.append(cell)
        sheet.append(cells)


def _overview(told: Mapping[str, Any], about: Mapping[str, str]) -> Iterator[list[str | int]]:
    yield ["项目", "内容"]
    for label, words in about.items():
        yield [label, words]
    for label, key in (
        ("检查篇数", "posts"),
        ("字数", "characters"),
        ("问题数", "findings"),
        ("没有可用发布日期的篇数", "undated"),
        ("有毛病的记录", "errors"),
        ("其中没有检查的", "unchecked"),
        ("编号重复的记录", "duplicates"),
        ("与签发文字不一致的篇数", "departed_from_signed"),
    ):
        yield [label, told[key]]
    for kind in Kind:
        counts = told["kinds"][kind]
        yield [f"{kind.label}（问题）", counts["findings"]]
        yield [f"{kind.label}（篇数）", counts["posts"]]
    if told["findings"] > MOST_ROWS:
        yield ["说明", f"“问题”表只列前 {MOST_ROWS} 个，其余见 findings.jsonl。"]


def _findings(path: Path) -> Iterator[list[str | int]]:
    yield [label for label, _ in _COLUMNS]
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file):
            if number >= MOST_ROWS:
                return
            yield _finding(json.loads(line))


def _finding(row: Mapping[str, Any]) -> list[str | int]:
    return [
        row["account"],
        row["published_at"] or "不明",
        row["id"],
        Kind(row["kind"]).label,
        Severity(row["severity"]).label,
        Gate(row["gate"]).label,
        row["rule"],
        row["name"],
        f"{row['before']}【{row['text']}】{row['after']}",
        row["message"],
        describe_suggestions(tuple(row["suggestions"])).removeprefix("建议："),
        "；".join(f"《{basis['title']}》{basis['clause']}" for basis in row["basis"]),
        f"{label_field(row['field'])}第 {row['line']} 行第 {row['column']} 字",
        row["url"],
        row["record"],
        "是" if row["known"] else "",
    ]


def _rules(told: Mapping[str, Any]) -> Iterator[list[str | int]]:
    yield ["规则", "名称", "关", "性质", "问题"]
    for row in told["rules"]:
        gate, kind = Gate(row["gate"]).label, Kind(row["kind"]).label
        yield [row["rule"], row["name"], gate, kind, row["findings"]]


def _accounts(told: Mapping[str, Any]) -> Iterator[list[str | int]]:
    yield ["账号", "篇数", *(kind.label for kind in Kind)]
    for row in told["accounts"]:
        counts = [row.get(kind, 0) for kind in Kind]
        yield [row["account"] or "（没有写明账号）", row.get("posts", 0), *counts]


def _clean(text: str) -> str:
    return _ILLEGAL.sub("\ufffd", text)[:_LONGEST]


def _without_times(made: Path, target: Path) -> None:
    """The same archive without the moment it was made, so that equal runs give equal files."""
    with (
        zipfile.ZipFile(made) as given,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as taken,
    ):
        for name in sorted(given.namelist()):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            with given.open(name) as source, taken.open(entry, "w", force_zip64=True) as sink:
                if name == "docProps/core.xml":
                    sink.write(_STAMP.sub(rb"\g<1>2000-01-01T00:00:00Z\g<3>", source.read()))
                    continue
                while chunk := source.read(1 << 20):
                    sink.write(chunk)
