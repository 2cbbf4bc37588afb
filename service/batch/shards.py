"""The work folder: one file a shard, which is there whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from service.batch.checker import ERROR, FINDING, POST, Checker, Line
from service.batch.sources import Shard, Source

KINDS = frozenset({POST, FINDING, ERROR})
_OUT = ".rows"


@dataclass(frozen=True, slots=True)
class Task:
    """A shard with its number in the run."""

    number: int
    shard: Shard


def plan(sources: Iterable[Source], work: Path) -> Iterator[Task]:
    """All shards of all sources, in order."""
    number = 0
    for at, source in enumerate(sources):
        for shard in source.plan(at, work):
            yield Task(number, shard)
            number += 1


class WorkFolder:
    """Where shards are kept until all of them are there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path_of(self, number: int) -> Path:
        return self.folder / f"{number:08d}{_OUT}"

    def is_done(self, number: int) -> bool:
        return self.path_of(number).exists()

    def write(self, number: int, lines: Iterable[Line]) -> int:
        """Keeps a shard's rows; how many posts. What a killed run leaves of one is never read."""
        handle, name = tempfile.mkstemp(prefix="new-", dir=self.folder)
        posts = 0
        try:
            with os.fdopen(handle, "wb", buffering=1 << 18) as file:
                for kind, line in lines:
                    posts += kind == POST
                    file.write(f"{kind}{line}\n".encode())
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(self.path_of(number))
        except BaseException:
            with suppress(OSError):
                Path(name).unlink()
            raise
        return posts

    def read(self, number: int) -> Iterator[Line]:
        with self.path_of(number).open(encoding="utf-8", newline="\n") as file:
            for line in file:
                yield Line(line[0], line[1:-1])

    def sweep(self) -> None:
        """Takes away what a killed run left half written."""
        for stray in self.folder.glob("new-*"):
            stray.unlink(missing_ok=True)


def check_shard(checker: Checker, source: Source, task: Task, work: WorkFolder) -> int:
    """Reads, checks and keeps one shard; how many posts were in it."""
    lines = checker.lines(source.read(task.shard, work.folder))
    posts = work.write(task.number, lines)
    checker.flush()
    return posts
