"""随附材料. Files beside a draft: what it rests on, what permits it, what readers get with it.

They are read when they are handed in, and what they say is part of the text from then on: judged
with it, signed with it. A change of them is a new version like any other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from review.draft import Draft, Person
from review.formats import Read, UnreadableError
from review.formats.sniff import PICTURES
from review.model import Document, Enclosure, EnclosureKind
from service.actions.desk import found_draft, seated
from service.actions.errors import InvalidError
from service.actions.save_draft import save_draft
from service.office import Office
from service.reading import read_file
from service.store.media import Picture

MOST: Final = 20
LONGEST: Final = 500_000
"""Characters that one enclosure may say; more is a book."""

_PROVES_BY_LOOK: Final = frozenset(
    {EnclosureKind.AUTHORISATION, EnclosureKind.MAP_APPROVAL, EnclosureKind.OTHER}
)
"""Kinds that may be a scan nobody here can read: a person looks at them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """A file as it came, with its declared kind."""

    name: str
    kind: EnclosureKind
    data: bytes


def change_enclosures(
    office: Office,
    actor: Person,
    draft_id: int,
    *,
    version: int,
    kept: Sequence[Enclosure],
    added: Sequence[Handed] = (),
) -> Draft:
    """The draft with exactly these enclosures. InvalidError says what is wrong with which file."""
    new = [enclosure_of(office, handed) for handed in added]
    listed = tuple({one.digest: one for one in (*kept, *new)}.values())
    if len(listed) > MOST:
        raise InvalidError(f"一篇稿件最多附 {MOST} 份材料，现在有 {len(listed)} 份，请移除一些。")
    with office.read() as unit:
        base = unit.drafts.document(found_draft(unit, draft_id).document)
    document = replace(base, enclosures=listed)
    saved = save_draft(office, actor, draft_id, version=version, document=document)
    store_files(office, actor, added)
    return saved


def enclosure_of(office: Office, handed: Handed) -> Enclosure:
    """The enclosure a file makes, read. InvalidError for one too large, empty or unreadable."""
    most = office.settings.upload_megabytes
    if not handed.data:
        raise InvalidError(f"“{handed.name}”是空的，请核对是不是选错了文件。")
    if len(handed.data) > most * 1024 * 1024:
        size = len(handed.data) / 1024 / 1024
        raise InvalidError(
            f"“{handed.name}”有 {size:.1f} MB，最多 {most} MB；请压缩或拆开后再上传。"
        )
    text = "" if handed.kind is EnclosureKind.MANUSCRIPT else _text(handed)
    if len(text) > LONGEST:
        raise InvalidError(
            f"“{handed.name}”有 {len(text)} 字，一份材料最多 {LONGEST // 10_000} 万字；请拆开再上传。"
        )
    digest = _file(handed).digest
    return Enclosure(name=handed.name, digest=digest, kind=handed.kind, text=text)


def store_files(
    office: Office, actor: Person, files: Sequence[Handed], pictures: Sequence[Picture] = ()
) -> None:
    """Keeps the bytes of files whose text has been saved: of a refused text nothing is kept."""
    if not files and not pictures:
        return
    now = office.now()
    with office.write() as unit:
        person = seated(unit, actor, now)
        for handed in files:
            unit.pictures.put(_file(handed), person, now)
        for picture in pictures:
            unit.pictures.put(picture, person, now)


def with_manuscript(document: Document, enclosure: Enclosure) -> Document:
    """The document with the file its text was taken from, in place of an earlier one."""
    others = (one for one in document.enclosures if one.kind is not EnclosureKind.MANUSCRIPT)
    return replace(document, enclosures=(enclosure, *others))


def _file(handed: Handed) -> Picture:
    ending = handed.name.rpartition(".")[2].lower()[:12]
    return Picture(kind=f"file/{ending if ending.isalnum() else 'bin'}", data=handed.data)


def _text(handed: Handed) -> str:
    try:
        return said_in(read_file(handed.name, handed.data))
    except UnreadableError as error:
        pictures = handed.data.startswith(PICTURES) or b"%PDF-" in handed.data[:1024]
        if pictures and handed.kind in _PROVES_BY_LOOK:
            return ""
        raise InvalidError(str(error)) from error


def said_in(read: Read) -> str:
    """All a file says, shown or not, as one text."""
    document = read.document
    parts = [document.title, document.summary, document.body, *document.captions]
    parts += [f"{hidden.means}：{hidden.text}" for hidden in document.hidden]
    parts += [link.href for link in document.links if link.href not in document.body]
    return "\n".join(part for part in parts if part.strip())
