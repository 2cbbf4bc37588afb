"""Parquet, read row group after row group. Needs pyarrow: the extra [parquet]."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from service.batch.post import has_text, knows
from service.batch.sources import Record, Shard, SourceError, stamp_of

if TYPE_CHECKING:
    from pyarrow.parquet import ParquetFile

_ROWS = 2000  # of a shard at the most
_AT_ONCE = 64


@dataclass(frozen=True, slots=True)
class Columns:
    """A .parquet file."""

    name: str
    path: Path

    def stamp(self, work: Path) -> str:  # noqa: ARG002  # nothing is put by
        stamp = stamp_of(self.path, self.name)
        names = self._open().schema_arrow.names
        missing = [
            label
            for label, there in (
                ("id（编号）", knows(names, "id")),
                ("body 或 html（正文）", has_text(names)),
            )
            if not there
        ]
        if missing:
            columns = "、".join(names)
            message = f"「{self.name}」缺少{'、'.join(missing)}列（有：{columns}）；请改列名再试。"
            raise SourceError(message)
        return stamp

    def plan(self, number: int, work: Path) -> Iterator[Shard]:  # noqa: ARG002
        rows = self._open().metadata.num_rows
        for start in range(0, rows, _ROWS):
            end = min(start + _ROWS, rows)
            yield Shard(source=number, start=start, end=end, first=start + 1, weight=end - start)

    def read(self, shard: Shard, work: Path) -> Iterator[Record]:  # noqa: ARG002
        file = self._open()
        at = 0
        for group in range(file.metadata.num_row_groups):
            rows = file.metadata.row_group(group).num_rows
            if at < shard.end and at + rows > shard.start:
                yield from self._group(file, group, at, shard)
            at += rows

    def _group(self, file: ParquetFile, group: int, at: int, shard: Shard) -> Iterator[Record]:
        for batch in file.iter_batches(batch_size=_AT_ONCE, row_groups=[group]):
            if at >= shard.end:
                return
            if at + batch.num_rows > shard.start:
                for number, fields in enumerate(batch.to_pylist(), at):
                    if shard.start <= number < shard.end:
                        yield Record(place=f"{self.name} 第 {number + 1} 条", fields=fields)
            at += batch.num_rows

    def _open(self) -> ParquetFile:
        try:
            from pyarrow import ArrowException, parquet  # noqa: PLC0415  # an extra
        except ImportError:
            message = (
                f"读「{self.name}」要装 pyarrow：请运行 pip install 'xianshen[parquet]' 后再试。"
            )
            raise SourceError(message) from None
        try:
            return parquet.ParquetFile(self.path)
        except (ArrowException, OSError, ValueError) as error:
            message = f"「{self.name}」不是 Parquet 文件，或已经损坏；请重新导出。"
            raise SourceError(message) from error
