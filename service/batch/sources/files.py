"""A folder or a ZIP of files, of the kinds that `check` reads: one file one post.

Nothing is unpacked onto the disk, so no name in a ZIP leads anywhere; links that lead out of the
folder are not followed.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from review.formats import EXTENSIONS, MAX_BYTES, UnreadableError, read_document
from review.model import Document
from service.batch.sources import Record, Shard, SourceError, stamp_of

_A_SHARD = 100  # files
_META = re.compile(r"""(?is)<meta\b[^>]{0,600}>""")
_ATTRIBUTE = re.compile(r"""(?is)\b(name|content)\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)""")
_DAY = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})([-_.]?)([0-9]{2})\2([0-9]{2})(?![0-9])")
_MANIFEST = "manifest.json"
_MOST_MANIFEST = 64 * 1024
_RATIO, _SMALL = 250, 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Folder:
    """Files below a folder, in the order of their names, listed once into the work folder."""

    name: str
    path: Path

    def stamp(self, work: Path) -> str:
        try:
            found = sorted(_walk(self.path))
        except OSError as error:
            message = (
                f"文件夹「{error.filename or self.name}」打不开（{error.strerror}）；请检查权限。"
            )
            raise SourceError(message) from error
        listed = "".join(f"{json.dumps(one, ensure_ascii=True)}\n" for one in found)
        digest = hashlib.sha256(listed.encode("ascii")).hexdigest()
        target = work / f"files-{_tag(self.name)}.jsonl"
        if not target.exists():
            made = target.with_suffix(".new")
            made.write_text(listed, encoding="ascii")
            made.rename(target)
        return digest

    def plan(self, number: int, work: Path) -> Iterator[Shard]:
        return _plan(number, sum(1 for _ in self._listed(work)))

    def read(self, shard: Shard, work: Path) -> Iterator[Record]:
        root = self.path.resolve()
        for number, name in enumerate(self._listed(work)):
            if number >= shard.end:
                return
            if number >= shard.start:
                yield self._record(root, name)

    def _listed(self, work: Path) -> Iterator[str]:
        with (work / f"files-{_tag(self.name)}.jsonl").open(encoding="ascii") as file:
            for line in file:
                yield json.loads(line)[0]

    def _record(self, root: Path, name: str) -> Record:
        path = root / name
        place = f"{self.name}/{name}"
        try:
            if not path.resolve().is_relative_to(root):
                return Record(place=place, error="是指向文件夹外面的链接，没有读。")
            with path.open("rb") as file:
                data = file.read(MAX_BYTES + 1)
            beside = path.with_name(_MANIFEST)
            manifest = beside.read_bytes()[:_MOST_MANIFEST] if beside.is_file() else b""
        except OSError as error:
            return Record(place=place, error=f"读不了（{error.strerror}）；请核对权限。")
        return _read(place, name, data, manifest)


@dataclass(frozen=True, slots=True)
class Packed:
    """The files of a ZIP."""

    name: str
    path: Path

    def stamp(self, work: Path) -> str:  # noqa: ARG002  # nothing is put by
        stamp = stamp_of(self.path, self.name)
        with self._open() as archive:
            if any(one.flag_bits & 1 for one in archive.infolist()):
                message = f"「{self.name}」加了密码，读不了；请解压以后检查那个文件夹。"
                raise SourceError(message)
        return stamp

    def plan(self, number: int, work: Path) -> Iterator[Shard]:  # noqa: ARG002
        with self._open() as archive:
            return _plan(number, len(_members(archive)))

    def read(self, shard: Shard, work: Path) -> Iterator[Record]:  # noqa: ARG002
        with self._open() as archive:
            members = _members(archive)
            for member in members[shard.start : shard.end]:
                yield self._record(archive, member)

    def _record(self, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Record:
        place = f"{self.name}/{member.filename}"
        size, packed = member.file_size, max(member.compress_size, 1)
        if size > MAX_BYTES or (size > _SMALL and size > _RATIO * packed):
            return Record(place=place, error="解压后大得不正常，疑似压缩炸弹，没有读。")
        try:
            with archive.open(member) as file:
                data = file.read(MAX_BYTES + 1)
        except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, ValueError):
            return Record(place=place, error="在压缩包里已经损坏，读不出来。")
        return _read(place, member.filename, data, b"")

    def _open(self) -> zipfile.ZipFile:
        try:
            return zipfile.ZipFile(self.path)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            message = f"「{self.name}」不是 ZIP 压缩包，或已经损坏；请重新打包。"
            raise SourceError(message) from error


def _walk(folder: Path) -> Iterator[tuple[str, int, int]]:
    def refuse(error: OSError) -> None:
        raise error

    for root, folders, files in os.walk(folder, onerror=refuse):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            if _wanted(name):
                path = Path(root) / name
                found = path.lstat()
                yield path.relative_to(folder).as_posix(), found.st_size, found.st_mtime_ns


def _members(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    return sorted(
        (one for one in archive.infolist() if not one.is_dir() and _wanted(one.filename)),
        key=lambda one: one.filename,
    )


def _wanted(name: str) -> bool:
    last = name.rpartition("/")[2]
    return not last.startswith((".", "~$")) and Path(last).suffix.lower() in EXTENSIONS


def _plan(number: int, files: int) -> Iterator[Shard]:
    for start in range(0, files, _A_SHARD):
        end = min(start + _A_SHARD, files)
        yield Shard(source=number, start=start, end=end, weight=end - start)


def _read(place: str, name: str, data: bytes, manifest: bytes) -> Record:
    try:
        document = read_document(place, data).document
    except UnreadableError as error:
        return Record(place=place, error=str(error))
    fields: dict[str, object] = {"id": name, **_declared(document)}
    if "published_at" not in fields and (match := _DAY.search(name)):
        fields["published_at"] = f"{match[1]}-{match[3]}-{match[4]}"
    if "account" not in fields and "/" in name:
        fields["account"] = name.partition("/")[0]
    fields |= _signed(manifest)
    return Record(place=place, fields=fields, document=document)


def _declared(document: Document) -> Mapping[str, object]:
    """What a government page says of itself (国办发〔2017〕47号): its site, day and source."""
    named: dict[str, str] = {}
    for tag in _META.findall(document.markup[:200_000]):
        found = {key.lower(): value.strip("\"'") for key, value in _ATTRIBUTE.findall(tag)}
        named.setdefault(found.get("name", "").lower(), found.get("content", ""))
    keys = {"published_at": "pubdate", "account": "sitename"}
    return {key: named[meta] for key, meta in keys.items() if named.get(meta, "").strip()}


def _signed(manifest: bytes) -> Mapping[str, object]:
    """The digest that was signed, from the manifest beside a page of our own site."""
    try:
        found = json.loads(manifest) if manifest else {}
    except (ValueError, RecursionError):
        return {}
    if not isinstance(found, dict) or not isinstance(found.get("document"), str):
        return {}
    day = found.get("published_at")
    return {"signed": found["document"], **({"published_at": day} if isinstance(day, str) else {})}


def _tag(name: str) -> str:
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:12]
