"""JSONL: one JSON object a line. Byte ranges are read apart, the file is never held whole."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from review.formats import UnreadableError
from review.formats.encoding import decode
from service.batch.sources import Record, Shard, SourceError, shard_size, stamp_of

MOST_LINE = 32 * 1024 * 1024
"""Bytes. A post of 5 MB is read; a line longer than this is some file without line ends."""
_CHUNK = 1024 * 1024
_WIDE = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Lines:
    """A .jsonl file. `name` is what messages call it."""

    name: str
    path: Path

    def stamp(self, work: Path) -> str:  # noqa: ARG002  # nothing is put by
        stamp = stamp_of(self.path, self.name)
        with self.path.open("rb") as file:
            if file.read(2) in _WIDE:
                message = f"「{self.name}」是 UTF-16 编码；请另存为 UTF-8 再试。"
                raise SourceError(message)
        return stamp

    def plan(self, number: int, work: Path) -> Iterator[Shard]:  # noqa: ARG002
        total = self.path.stat().st_size
        size = shard_size(total)
        with self.path.open("rb") as file:
            start, line = 0, 1
            while start < total:
                end, lines = _stretch(file, start, size)
                yield Shard(source=number, start=start, end=end, first=line, weight=end - start)
                start, line = end, line + lines

    def read(self, shard: Shard, work: Path) -> Iterator[Record]:  # noqa: ARG002
        with self.path.open("rb") as file:
            file.seek(shard.start)
            number, at = shard.first, shard.start
            while at < shard.end:
                line = file.readline(MOST_LINE + 1)
                if not line:
                    return
                at += len(line)
                place = f"{self.name} 第 {number} 行"
                if len(line) > MOST_LINE and not line.endswith(b"\n"):
                    at += _skip_line(file)
                    yield Record(place=place, error=f"这一行超过 {MOST_LINE >> 20} MB，没有检查。")
                elif line.strip(b" \t\r\n\xef\xbb\xbf\0"):
                    yield _record(place, line)
                number += 1


def _stretch(file: BinaryIO, start: int, size: int) -> tuple[int, int]:
    """The end of the line in which a stretch of so many bytes ends, and the lines in it."""
    file.seek(start)
    at, lines = start, 0
    while at < start + size:
        chunk = file.read(min(_CHUNK, start + size - at))
        if not chunk:
            return at, lines + 1
        at += len(chunk)
        lines += chunk.count(b"\n")
        ended = chunk.endswith(b"\n")
    if ended:
        return at, lines
    return at + _skip_line(file), lines + 1


def _skip_line(file: BinaryIO) -> int:
    """Goes past the next line end without keeping what stands before it; the bytes gone past."""
    past = 0
    while chunk := file.readline(_CHUNK):
        past += len(chunk)
        if chunk.endswith(b"\n"):
            break
    return past


def _record(place: str, line: bytes) -> Record:
    try:
        try:
            text = line.decode("utf-8")
        except UnicodeDecodeError:
            text = decode(place, line).text
        value = json.loads(text.lstrip("\ufeff"))
    except UnreadableError as error:
        return Record(place=place, error=str(error))
    except RecursionError:
        return Record(place=place, error="JSON 嵌套太深，没有读。")
    except ValueError as error:
        at = getattr(error, "colno", 0)
        where = f"（第 {at} 个字符处）" if at else ""
        return Record(place=place, error=f"不是完整的 JSON{where}。")
    if not isinstance(value, dict):
        return Record(place=place, error="应为一个 JSON 对象（{…}）。")
    return Record(place=place, fields=value)
