"""A database by its URL: one SELECT, put by as JSONL first.

A database goes on changing while it is read; what was read once is what the whole run is about,
and what it goes on with after it was killed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from service.batch.post import has_text, knows, plain
from service.batch.sources import Record, Shard, SourceError
from service.batch.sources.lines import Lines
from service.store import foreign


@dataclass(frozen=True, slots=True)
class Database:
    """What a query gives."""

    name: str
    url: str = field(repr=False)
    query: str

    def stamp(self, work: Path) -> str:
        target = self._put_by(work)
        if not target.exists():
            made = target.with_suffix(".new")
            try:
                with made.open("w", encoding="utf-8", newline="\n") as file:
                    for number, row in enumerate(foreign.rows_of(self.url, self.query)):
                        if not number:
                            self._check(list(row))
                        given = {key: _written(value) for key, value in row.items()}
                        file.write(json.dumps(given, ensure_ascii=False) + "\n")
            except foreign.ForeignError as error:
                raise SourceError(str(error)) from None
            made.rename(target)
        return hashlib.sha256(self.query.encode()).hexdigest()

    def plan(self, number: int, work: Path) -> Iterator[Shard]:
        return Lines(self.name, self._put_by(work)).plan(number, work)

    def read(self, shard: Shard, work: Path) -> Iterator[Record]:
        return Lines(self.name, self._put_by(work)).read(shard, work)

    def _check(self, columns: list[str]) -> None:
        if not knows(columns, "id") or not has_text(columns):
            message = (
                f"「{self.name}」的查询结果要有 id（编号）列，以及 body 或 html（正文）列；"
                f"现有：{'、'.join(columns)}。请用 --query 改列名（… AS body）。"
            )
            raise SourceError(message)

    def _put_by(self, work: Path) -> Path:
        tag = hashlib.sha256(f"{self.name}\n{self.query}".encode()).hexdigest()[:12]
        return work / f"rows-{tag}.jsonl"


def open_database(url: str, query: str) -> Database:
    """Raises SourceError for what is no address of a database."""
    try:
        return Database(foreign.shown(url), url, query)
    except foreign.ForeignError as error:
        raise SourceError(str(error)) from None


def _written(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else plain(value)
