"""The index: published texts, and for each the pairs of characters that stand in it.

FTS5's own trigrams cannot be asked for a word of two characters, which most Chinese words are; so
each post is indexed by its pairs, without places (`detail=none`), and the posts that have all pairs
of a word are looked through for the word itself.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from review.folding import fold, fold_literal
from review.model import Document

_RUN: Final = re.compile(r"\w+")
_VERSION: Final = 1
_BATCH: Final = 2000
_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS posts (
    id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, platform TEXT NOT NULL,
    account TEXT NOT NULL, published_on TEXT NOT NULL, url TEXT NOT NULL, title TEXT NOT NULL,
    body TEXT NOT NULL, digest TEXT NOT NULL, folded TEXT NOT NULL);
CREATE VIRTUAL TABLE IF NOT EXISTS grams USING fts5(
    pair, content='', detail=none, columnsize=0, tokenize='unicode61');
"""


class ArchiveError(Exception):
    """An index that cannot be used. One Chinese sentence: what, where, and the cure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivedPost:
    """One published text. `key` is the archive's own name for it, after which it is replaced."""

    key: str
    platform: str
    account: str
    published_on: date | None
    url: str
    document: Document


class ArchiveIndex:
    """One file. Opened for writing it is made if it is not there."""

    def __init__(self, path: Path, *, writing: bool = False) -> None:
        """Raises ArchiveError for a file that is none of ours, or is not there."""
        if not writing and not path.is_file():
            raise ArchiveError(f"存档索引 {path} 不存在；请先用 xianshen archive add 建立。")
        try:
            if writing:
                self._connection = sqlite3.connect(path)
                self._connection.execute("PRAGMA journal_mode = WAL")
            else:
                address = f"{path.absolute().as_uri()}?mode=ro"
                self._connection = sqlite3.connect(address, uri=True, check_same_thread=False)
            version = self._connection.execute("PRAGMA user_version").fetchone()[0]
            if version == 0 and writing:
                self._connection.executescript(_SCHEMA)
                self._connection.execute(f"PRAGMA user_version = {_VERSION}")
            elif version != _VERSION:
                raise ArchiveError(f"{path} 不是这一版先审的存档索引，请换一个文件名重新建立。")
        except sqlite3.Error:
            raise ArchiveError(f"存档索引 {path} 打不开或已损坏，请重新建立。") from None
        self._path = path

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        self._connection.close()

    def __len__(self) -> int:
        """How many posts it holds."""
        return int(self._connection.execute("SELECT count(*) FROM posts").fetchone()[0])

    def add(self, posts: Iterable[ArchivedPost]) -> tuple[int, int]:
        """Takes in posts; one known by its key is replaced if it changed. Returns how many were
        new or changed, and how many stood already. What was taken in stays, whatever comes after.
        """
        new = same = 0
        waiting = iter(posts)
        try:
            while batch := list(islice(waiting, _BATCH)):
                with self._connection:
                    changed = sum(map(self._add, batch))
                new, same = new + changed, same + len(batch) - changed
        except sqlite3.Error:
            raise ArchiveError(
                f"存档索引 {self._path} 写不进去（磁盘已满或没有权限），"
                "已写入的保留；请腾出空间后再次运行，会接着做。"
            ) from None
        return new, same

    def find(self, word: str, *, limit: int | None = None) -> tuple[ArchivedPost, ...]:
        """The posts in which a word stands, newest first, written in whatever way folding knows."""
        where, values = self._where(word)
        if not where:
            return ()
        query = (
            "SELECT key, platform, account, published_on, url, title, body FROM posts "  # noqa: S608  # the condition is ours, words are bound
            f"WHERE {where} ORDER BY published_on DESC, id DESC LIMIT ?"
        )
        rows = self._connection.execute(query, (*values, -1 if limit is None else limit))
        return tuple(_post(*row) for row in rows)

    def count(self, word: str) -> dict[tuple[str, str], int]:
        """In how many posts of each platform and account a word stands."""
        where, values = self._where(word)
        if not where:
            return {}
        query = (
            "SELECT platform, account, count(*) FROM posts "  # noqa: S608  # see find
            f"WHERE {where} GROUP BY platform, account ORDER BY count(*) DESC, platform, account"
        )
        return {(row[0], row[1]): row[2] for row in self._connection.execute(query, values)}

    def every(self) -> Iterator[ArchivedPost]:
        """Every post, in the order they came."""
        query = (
            "SELECT key, platform, account, published_on, url, title, body FROM posts ORDER BY id"
        )
        for row in self._connection.execute(query):
            yield _post(*row)

    def _where(self, word: str) -> tuple[str, tuple[object, ...]]:
        folded = fold_literal(word)
        if not folded.strip():
            return "", ()
        pairs = sorted(_pairs(folded))
        if not pairs:  # a single character, or marks alone: looked for everywhere
            return "instr(folded, ?) > 0", (folded,)
        asked = " AND ".join(f'"{pair}"' for pair in pairs)
        return (
            "id IN (SELECT rowid FROM grams WHERE grams MATCH ?) AND instr(folded, ?) > 0",
            (asked, folded),
        )

    def _add(self, post: ArchivedPost) -> bool:
        document = post.document
        known = self._connection.execute(
            "SELECT id, digest, folded FROM posts WHERE key = ?", (post.key,)
        ).fetchone()
        if known and known[1] == document.digest:
            return False
        folded = fold(f"{document.title}\n{document.body}")[0]
        if known:
            self._connection.execute("DELETE FROM posts WHERE id = ?", (known[0],))
            # FTS5 without contents is told what it had, or it would keep it.
            self._connection.execute(
                "INSERT INTO grams (grams, rowid, pair) VALUES ('delete', ?, ?)",
                (known[0], " ".join(sorted(_pairs(known[2])))),
            )
        made = self._connection.execute(
            "INSERT INTO posts (key, platform, account, published_on, url, title, body, digest, "
            "folded) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                post.key,
                post.platform,
                post.account,
                post.published_on.isoformat() if post.published_on else "",
                post.url,
                document.title,
                document.body,
                document.digest,
                folded,
            ),
        )
        self._connection.execute(
            "INSERT INTO grams (rowid, pair) VALUES (?, ?)",
            (made.lastrowid, " ".join(sorted(_pairs(folded)))),
        )
        return True


def _pairs(folded: str) -> set[str]:
    """Each two characters that stand side by side within a run of letters and digits."""
    return {run[at : at + 2] for run in _RUN.findall(folded) for at in range(len(run) - 1)}


def _post(  # a row
    key: str, platform: str, account: str, published_on: str, url: str, title: str, body: str
) -> ArchivedPost:
    return ArchivedPost(
        key=key,
        platform=platform,
        account=account,
        published_on=date.fromisoformat(published_on) if published_on else None,
        url=url,
        document=Document(title=title, body=body),
    )
