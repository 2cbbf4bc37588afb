"""CSV, as Excel and databases write it: a head line, then a record a row, cells with line ends too.

Quotes and commas are the same bytes in UTF-8 and in GB18030, so rows are found among the bytes.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from review.formats import UnreadableError
from review.formats.encoding import decode
from service.batch.sources import Record, Shard, SourceError, shard_size, stamp_of

_CHUNK = 1024 * 1024
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_MOST_HEAD = 64 * 1024
MOST_ROW = 32 * 1024 * 1024
"""Bytes within which a row must end."""


@dataclass(frozen=True, slots=True)
class Table:
    """A .csv file, cells parted by comma, tab or semicolon, whichever its head line has most of."""

    name: str
    path: Path

    def stamp(self, work: Path) -> str:  # noqa: ARG002  # nothing is put by
        stamp = stamp_of(self.path, self.name)
        self._head()
        return stamp

    def plan(self, number: int, work: Path) -> Iterator[Shard]:  # noqa: ARG002
        total = self.path.stat().st_size
        size = shard_size(total)
        _, start, joint = self._head()
        first = 2
        at, rows = start, 0
        with self.path.open("rb") as file:
            for end, _ in _split(file, start, joint.encode()):
                at, rows = end, rows + 1
                if at - start >= size or at == total:
                    yield Shard(source=number, start=start, end=at, first=first, weight=at - start)
                    start, first, rows = at, first + rows, 0

    def read(self, shard: Shard, work: Path) -> Iterator[Record]:  # noqa: ARG002
        columns, _, joint = self._head()
        with self.path.open("rb") as file:
            rows = _split(file, shard.start, joint.encode())
            for number, (end, row) in enumerate(rows, shard.first):
                if row.strip(b' \t\r\n,;"'):
                    yield _record(f"{self.name} 第 {number} 条", row, columns, joint)
                if end >= shard.end:
                    return

    def _head(self) -> tuple[list[str], int, str]:
        """Names of the columns, where the rows begin, and what parts the cells. SourceError."""
        with self.path.open("rb") as file:
            data = file.read(_MOST_HEAD)
        if data.startswith(_WIDE):
            message = f"「{self.name}」是 UTF-16 编码；请在 Excel 中另存为“CSV UTF-8”再试。"
            raise SourceError(message)
        bom = 3 if data.startswith(codecs.BOM_UTF8) else 0
        line = data[: data.find(b"\n") + 1 or len(data)]
        joint = max(",\t;", key=lambda each: line.count(each.encode()))
        end = _row_end(data, bom, joint.encode()) or len(data)
        try:
            text = _decoded(self.name, data[bom:end]).strip("\r\n")
            columns = [cell.strip() for cell in _cells(text, joint)]
        except (UnreadableError, csv.Error):
            columns = []
        if not any(columns):
            message = f"「{self.name}」没有表头；第一行应是 id,title,body,published_at 这样的列名。"
            raise SourceError(message)
        return columns, end, joint


def _split(file: BinaryIO, start: int, joint: bytes) -> Iterator[tuple[int, bytes]]:
    """Every row of a file from an offset on, with the offset behind it.

    A quoted cell that is not closed within reach ends at its line: it spoils its own row only.
    """
    file.seek(start)
    data, at, ended = b"", start, False
    while True:
        first = 0
        while (end := _row_end(data, first, joint)) > 0:
            yield at + end, data[first:end]
            first = end
        rest = data[first:]
        at += first
        if ended or len(rest) > MOST_ROW:
            if not rest:
                return
            whole = ended and _row_end(rest + b"\n", 0, joint) == len(rest) + 1
            end = len(rest) if whole else rest.find(b"\n") + 1 or len(rest)
            at += end
            yield at, rest[:end]
            rest = rest[end:]
            if ended and not rest:
                return
        if not ended:
            chunk = file.read(_CHUNK)
            ended = not chunk
            rest += chunk
        data = rest


def _row_end(data: bytes, at: int, joint: bytes) -> int:
    """The offset behind the row that begins at `at`; 0 if its end is not there."""
    start = at
    while True:
        if data[at : at + 1] == b'"':
            at += 1
            while (at := data.find(b'"', at) + 1) and data[at : at + 1] == b'"':
                at += 1
            if not 0 < at < len(data):
                return 0
            if data[at : at + 1] not in {joint, b"\r", b"\n"}:  # no cell ends like that
                return data.find(b"\n", start) + 1
        line = data.find(b"\n", at)
        if line < 0:
            return 0
        cell = data.find(joint, at, line)
        if cell < 0:
            return line + 1
        at = cell + 1


def _record(place: str, row: bytes, columns: list[str], joint: str) -> Record:
    try:
        cells = _cells(_decoded(place, row), joint)
    except UnreadableError as error:
        return Record(place=place, error=str(error))
    except csv.Error:
        return Record(place=place, error="这一行不成 CSV（引号不成对，或有空字符）。")
    if len(cells) > len(columns):
        message = f"有 {len(cells)} 格，表头只有 {len(columns)} 格，引号或分隔符不对。"
        return Record(place=place, error=message)
    return Record(place=place, fields=dict(zip(columns, cells, strict=False)))


def _decoded(name: str, data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return decode(name, data).text


def _cells(text: str, joint: str) -> list[str]:
    csv.field_size_limit(MOST_ROW)
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=joint, strict=True))
    if len(rows) != 1:
        raise csv.Error
    return rows[0]
