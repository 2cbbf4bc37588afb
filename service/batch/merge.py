"""From shard files to the files of a run. Always from the beginning, so it may be cut off anywhere."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, BinaryIO

from service.batch.checker import ERROR, FINDING, POST, Line
from service.batch.shards import WorkFolder
from service.batch.tally import Tally

FILES = {POST: "posts.jsonl", FINDING: "findings.jsonl", ERROR: "errors.jsonl"}
_A_BATCH = 5000


class Seen:
    """Which ids have been met, on the disk: memory must not grow with the number of posts."""

    def __init__(self, path: Path) -> None:
        path.unlink(missing_ok=True)
        self._base = sqlite3.connect(path, isolation_level=None)
        self._base.execute("PRAGMA journal_mode = OFF")
        self._base.execute("PRAGMA synchronous = OFF")
        self._base.execute("PRAGMA cache_size = -16384")
        self._base.execute(
            "CREATE TABLE seen (id BLOB PRIMARY KEY, told BLOB, place TEXT) WITHOUT ROWID"
        )
        self._base.execute("BEGIN")
        self._held = 0

    def first(self, row: dict[str, Any]) -> tuple[str, bool] | None:
        """None if the id is new; else where it was met first, and whether it is the same post."""
        key = hashlib.sha256(row["id"].encode("utf-8")).digest()[:16]
        told = f"{row['digest']} {row['published_at']} {row['account']} {row['url']}"
        digest = hashlib.sha256(told.encode("utf-8")).digest()[:16]
        known = self._base.execute("SELECT told, place FROM seen WHERE id = ?", (key,)).fetchone()
        if known is None:
            self._base.execute("INSERT INTO seen VALUES (?, ?, ?)", (key, digest, row["record"]))
            self._held += 1
            if self._held % _A_BATCH == 0:
                self._base.execute("END")
                self._base.execute("BEGIN")
            return None
        return str(known[1]), known[0] == digest

    def close(self) -> None:
        self._base.execute("END")
        self._base.close()


def merge(work: WorkFolder, numbers: Iterable[int], out: Path, known: frozenset[str]) -> Tally:
    """Writes posts.jsonl, findings.jsonl and errors.jsonl into `out`, and counts.

    A post that is in the archive twice, word for word, is told once. `known`: fingerprints of
    findings that an earlier run had.
    """
    tally = Tally()
    seen = Seen(work.folder / "seen.sqlite")
    with ExitStack() as stack:
        files = {kind: stack.enter_context((out / name).open("wb")) for kind, name in FILES.items()}
        stack.callback(seen.close)
        skipping = False
        for kind, text in _lines(work, numbers):
            row = json.loads(text)
            if kind == POST:
                skipping = _is_repeated(row, seen, tally, files[ERROR])
                if not skipping:
                    tally.post(row)
                    files[POST].write(f"{text}\n".encode())
            elif kind == FINDING and not skipping:
                row["known"] = row["fingerprint"] in known
                tally.finding(row, known=row["known"])
                _write(files[FINDING], row)
            elif kind == ERROR:
                tally.error(row)
                files[ERROR].write(f"{text}\n".encode())
    return tally


def _lines(work: WorkFolder, numbers: Iterable[int]) -> Iterator[Line]:
    for number in numbers:
        yield from work.read(number)


def _is_repeated(row: dict[str, Any], seen: Seen, tally: Tally, errors: BinaryIO) -> bool:
    met = seen.first(row)
    if met is None:
        return False
    place, same = met
    tally.duplicates += 1
    message = (
        f"与 {place} 编号和内容都相同，只算一次。"
        if same
        else f"编号与 {place} 相同而内容不同，两条都已检查；请核对编号。"
    )
    told = {"record": row["record"], "id": row["id"], "message": message, "checked": not same}
    tally.error({"checked": True})
    _write(errors, told)
    return same


def _write(file: BinaryIO, row: dict[str, Any]) -> None:
    file.write(json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")


def known_from(path: Path) -> frozenset[str]:
    """The fingerprints in an earlier run's findings.jsonl. ValueError for any other file."""
    found = set()
    with path.open(encoding="utf-8") as file:
        for line in file:
            fingerprint = json.loads(line)["fingerprint"] if line.strip() else None
            if isinstance(fingerprint, str):
                found.add(fingerprint)
    return frozenset(found)


def write_json(target: Path, value: object) -> None:
    """The whole file or the one there was: what a kill leaves behind is never half of it."""
    made = target.with_name(f".{target.name}.new")
    with made.open("w", encoding="utf-8", newline="\n") as file:
        file.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")
        file.flush()
        os.fsync(file.fileno())
    made.replace(target)
