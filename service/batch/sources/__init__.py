"""Where archives come from: one kind of source one file. A source plans its shards and reads them.

Shards follow from the source alone, so that a run that goes on plans the same ones again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from review.model import Document


class SourceError(Exception):
    """A source that cannot be read at all. One Chinese sentence: which, why, what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One record as it stands in its source.

    `place` says where, for people (`a.jsonl 第 12 行`). `fields` are as given; `document` is there
    if the text was read from a file of its own. `error` is why nothing could be read.
    """

    place: str
    fields: Mapping[str, object] | None = None
    document: Document | None = None
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """A stretch of a source that is checked and kept as one. `weight` is its part of the work."""

    source: int
    start: int
    end: int
    first: int = 1
    weight: int = 1


class Source(Protocol):
    """An archive. Frozen and picklable, for processes that read it on their own."""

    @property
    def name(self) -> str: ...

    def stamp(self, work: Path) -> str:
        """What tells the source as it is now from another. Raises SourceError.

        Called once, first: a source that can be read but once puts what it gave into `work`.
        """

    def plan(self, number: int, work: Path) -> Iterator[Shard]:
        """Its shards in order, `number` being its own among the sources."""

    def read(self, shard: Shard, work: Path) -> Iterator[Record]: ...


LEAST_SHARD = 128 * 1024
MOST_SHARD = 8 * 1024 * 1024
_SHARDS = 4000


def shard_size(total: int) -> int:
    """Bytes of a shard: small enough to lose little when killed, not so small that files abound."""
    return min(max(total // _SHARDS, LEAST_SHARD), MOST_SHARD)


def stamp_of(path: Path, name: str) -> str:
    """Size and time of a file. Raises SourceError if there is none to be read."""
    try:
        found = path.stat()
        with path.open("rb") as file:
            file.read(1)
    except OSError as error:
        message = f"「{name}」读不了（{error.strerror}）；请核对路径和权限。"
        raise SourceError(message) from error
    return f"{found.st_size}-{found.st_mtime_ns}"
