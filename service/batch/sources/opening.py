"""Which kind of source an argument of the command line is."""

from __future__ import annotations

from pathlib import Path

from service.batch.sources import Source, SourceError
from service.batch.sources.columns import Columns
from service.batch.sources.files import Folder, Packed
from service.batch.sources.lines import Lines
from service.batch.sources.table import Table

DEFAULT_QUERY = "SELECT * FROM posts"
_KINDS: dict[str, type[Lines | Table | Columns | Packed]] = {
    ".jsonl": Lines,
    ".ndjson": Lines,
    ".csv": Table,
    ".tsv": Table,
    ".parquet": Columns,
    ".zip": Packed,
}


def open_source(given: str, query: str) -> Source:
    """The source an argument names. Raises SourceError; nothing of it has been read yet."""
    if "://" in given:
        # only here is the database's library loaded
        from service.batch.sources.database import open_database  # noqa: PLC0415

        return open_database(given, query)
    path = Path(given)
    if path.is_dir():
        return Folder(given.rstrip("/\\") or given, path)
    if not path.exists():
        message = f"「{given}」不存在；请核对路径。"
        raise SourceError(message)
    kind = _KINDS.get(path.suffix.lower())
    if kind is None:
        known = "、".join(_KINDS)
        message = (
            f"「{given}」不是能批量检查的档案；可以是文件夹、{known} 文件或数据库地址，"
            "单个文稿请用 xianshen check。"
        )
        raise SourceError(message)
    return kind(given, path)
