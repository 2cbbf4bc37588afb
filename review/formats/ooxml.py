"""Parts of an office file read from its zip: XML that resolves nothing and fetches nothing."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from review.formats.people import names_told
from review.formats.photo import POSITION, POSITION_KEPT, tells_position
from review.model import Hidden, Media, digest_of_bytes

_ABOUT = ("docProps/core.xml", "docProps/app.xml")
_PICTURE = re.compile(r".*/media/[^/]+\.(?:png|jpe?g|gif|bmp|webp|tiff?)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part refers to: a part by its name in the zip, or an address outside."""

    kind: str
    target: str
    outside: bool


def local(tag: object) -> str:
    """A tag without its namespace: transitional and strict files differ in nothing else."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def parse(archive: zipfile.ZipFile, name: str) -> etree._Element | None:
    """A whole part; None if the file has none of that name."""
    try:
        data = archive.read(name)
    except KeyError:
        return None
    return etree.fromstring(data, _parser())


def walk(archive: zipfile.ZipFile, name: str, *tags: str) -> Iterator[etree._Element]:
    """Elements of a part as they end, each forgotten after its turn: parts may be large."""
    with archive.open(name) as stream:
        for _, element in etree.iterparse(
            stream, tag=[f"{{*}}{tag}" for tag in tags], resolve_entities=False, no_network=True
        ):
            yield element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]


def relations(archive: zipfile.ZipFile, name: str) -> dict[str, Relation]:
    """What a part refers to, by id."""
    folder, _, own = name.rpartition("/")
    root = parse(archive, f"{folder}/_rels/{own}.rels")
    found: dict[str, Relation] = {}
    for each in () if root is None else root:
        outside = each.get("TargetMode") == "External"
        target = each.get("Target", "")
        if not outside:
            target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        kind = each.get("Type", "").rpartition("/")[2]
        found[each.get("Id", "")] = Relation(kind, target, outside)
    return found


def about(archive: zipfile.ZipFile) -> list[Hidden]:
    """Who the file's properties name."""
    roots = [root for name in _ABOUT if (root := parse(archive, name)) is not None]
    return names_told(element for root in roots for element in root)


def pictures(archive: zipfile.ZipFile) -> Iterator[tuple[Media, bytes, list[Hidden]]]:
    """The pictures of a file with their bytes, and a remark on those that tell where they are from."""
    for name in sorted(archive.namelist()):
        if _PICTURE.fullmatch(name):
            data = archive.read(name)
            own = name.rpartition("/")[2]
            told = [Hidden(text=f"{own}：{POSITION_KEPT}", means=POSITION)]
            media = Media(name=own, digest=digest_of_bytes(data))
            yield media, data, told if tells_position(data) else []


def pictures_in(data: bytes) -> Iterator[tuple[Media, bytes]]:
    """The pictures of an office file that has been read, with their bytes."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for media, content, _ in pictures(archive):
            yield media, content


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True)
