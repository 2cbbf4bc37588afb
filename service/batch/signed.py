"""What was signed and released, to hold an archive against: from evidence packs or from our house.

Kept as one file beside the shards: every process looks a text up by the digest that was signed, or
by the address it went out under.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from service.batch.sources import SourceError

_MOST = 64 * 1024 * 1024  # of one member of a pack
NAME = "signed.sqlite"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """A text that was released, its lines as people signed them, and where it went out."""

    digest: str
    title: str
    body: str
    urls: tuple[str, ...] = ()


def keep(work: Path, texts: Iterable[Signed]) -> int:
    """Writes the file; the later of two texts under one address stands. How many texts there are."""
    made = work / f"{NAME}.new"
    made.unlink(missing_ok=True)
    base = sqlite3.connect(made)
    count = 0
    with base:
        base.execute("CREATE TABLE texts (digest TEXT PRIMARY KEY, body TEXT)")
        base.execute("CREATE TABLE urls (url TEXT PRIMARY KEY, digest TEXT)")
        for one in texts:
            base.execute("INSERT OR REPLACE INTO texts VALUES (?, ?)", (one.digest, one.body))
            base.executemany(
                "INSERT OR REPLACE INTO urls VALUES (?, ?)",
                [(address(url), one.digest) for url in one.urls],
            )
            count += 1
    base.close()
    made.replace(work / NAME)
    return count


class SignedTexts:
    """The kept file, for looking up."""

    def __init__(self, path: Path) -> None:
        self._base = sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True)

    def digest_at(self, url: str) -> str:
        """The digest that was released under an address; "" if none was."""
        found = self._base.execute(
            "SELECT digest FROM urls WHERE url = ?", (address(url),)
        ).fetchone()
        return str(found[0]) if found else ""

    def body_of(self, digest: str) -> str | None:
        found = self._base.execute("SELECT body FROM texts WHERE digest = ?", (digest,)).fetchone()
        return str(found[0]) if found else None

    def close(self) -> None:
        self._base.close()


def address(url: str) -> str:
    """An address as it is compared: without its scheme, fragment and closing slash."""
    bare = url.strip().partition("#")[0]
    return bare.partition("://")[2].rstrip("/") or bare


def from_packs(paths: Iterable[Path]) -> Iterator[Signed]:
    """The released texts of evidence packs, or of all packs in a folder. Raises SourceError.

    A text that is not what its name says is refused: it may have been changed with the page.
    """
    for given in paths:
        found = sorted(given.glob("*.zip")) if given.is_dir() else [given]
        if not found:
            message = f"文件夹「{given}」里没有证据包（.zip）；请核对路径。"
            raise SourceError(message)
        for path in found:
            try:
                with zipfile.ZipFile(path) as pack:
                    yield from _of_pack(pack, path)
            except (zipfile.BadZipFile, OSError, ValueError, KeyError, TypeError) as error:
                message = f"「{path}」不是完整的证据包（{type(error).__name__}）；请重新导出。"
                raise SourceError(message) from None


def _of_pack(pack: zipfile.ZipFile, path: Path) -> Iterator[Signed]:
    releases = [
        json.loads(_member(pack, name))
        for name in sorted(pack.namelist())
        if name.startswith("releases/")
    ]
    urls: dict[str, tuple[str, ...]] = {}
    for told in json.loads(_member(pack, "record.json"))["releases"]:
        urls[told["id"]] = tuple(one["url"] for one in told["postings"] if one["url"])
    for release in sorted(releases, key=lambda one: str(one["at"])):
        digest = str(release["document"])
        data = _member(pack, f"documents/{digest.removeprefix('sha256:')}.json")
        if f"sha256:{hashlib.sha256(data).hexdigest()}" != digest:
            message = f"证据包「{path}」里的文字与签发的摘要不符，没有采用；请核对证据包来源。"
            raise SourceError(message)
        document: dict[str, Any] = json.loads(data)
        yield Signed(
            digest=digest,
            title=str(document["title"]),
            body=str(document["body"]),
            urls=urls.get(str(release["id"]), ()),
        )


def _member(pack: zipfile.ZipFile, name: str) -> bytes:
    if pack.getinfo(name).file_size > _MOST:
        raise ValueError(name)
    return pack.read(name)
