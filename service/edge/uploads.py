"""A file that becomes a draft, or the next version of one; and the draft given back as a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from review.formats import Format, UnreadableError
from review.formats.docx import read_docx
from review.formats.ooxml import pictures_in
from review.model import Document, Enclosure, EnclosureKind, Report
from review.output.docx import annotate_docx
from review.output.manuscript import word_of
from service.actions.change_enclosures import Handed, enclosure_of, with_manuscript
from service.actions.change_pictures import picture_of
from service.actions.errors import InvalidError
from service.edge.manuscript import manuscript_of, one_line, problems
from service.office import Office
from service.reading import mark_pdf, read_file
from service.store.media import Picture

ACCEPTED: Final = (
    ".docx,.doc,.wps,.xlsx,.xls,.csv,.pdf,.html,.htm,.md,.txt,.jpg,.jpeg,.png,.gif,.webp,.bmp"
)
"""What the file field offers; what a file is its bytes decide."""

_GIVEN_BACK: Final = frozenset({Format.DOCX, Format.PDF, Format.XLSX})
_ZIP: Final = b"PK"


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What a file came to. `files` and `pictures` are to be kept once the text is saved."""

    document: Document
    notices: tuple[str, ...]
    files: tuple[Handed, ...] = ()
    pictures: tuple[Picture, ...] = ()


def take(office: Office, name: str, data: bytes) -> Taken:
    """The document in a file. Raises UnreadableError, InvalidError."""
    if not name and not data:
        raise UnreadableError("没有选择文件，请选一个文件再提交。")
    most = office.settings.upload_megabytes
    if len(data) > most * 1024 * 1024:
        size = len(data) / 1024 / 1024
        raise UnreadableError(
            f"“{name}”有 {size:.1f} MB，最多 {most} MB；请压缩图片或拆成几份再导入。"
        )
    read = read_file(name, data)
    own = name.replace("\\", "/").rpartition("/")[2]
    title = one_line(read.document.title) or one_line(own.rpartition(".")[0])
    document = replace(read.document, title=title)
    if not document.body.strip():
        raise UnreadableError(
            f"“{own}”里没有可以作为正文的文字；请在编辑页录入正文，再从“配图”添加图片。"
        )
    _check_length(own, document)
    pictures = tuple(_pictures(data, document))
    if read.format not in _GIVEN_BACK:
        return Taken(document=document, notices=read.notices, pictures=pictures)
    handed = Handed(name=one_line(own)[-100:], kind=EnclosureKind.MANUSCRIPT, data=data)
    document = with_manuscript(document, enclosure_of(office, handed))
    return Taken(document=document, notices=read.notices, files=(handed,), pictures=pictures)


def renewed(base: Document, taken: Document) -> Document:
    """The next version of a draft by a file: its text and what hides in it, all else as declared."""
    pictures = tuple(media for media in base.media if media.alt)
    alts = tuple(media.alt for media in pictures)
    proofs = tuple(one for one in base.enclosures if one.kind is not EnclosureKind.MANUSCRIPT)
    return replace(
        base,
        title=taken.title,
        body=taken.body,
        links=taken.links,
        hidden=taken.hidden,
        markup=taken.markup,
        captions=(*taken.captions, *alts),
        media=(*taken.media, *pictures),
        enclosures=(*taken.enclosures, *proofs),
    )


def marked(
    office: Office,
    document: Document,
    judge: Callable[[Document], Report],
    at: datetime,
    *,
    changes: bool,
) -> bytes:
    """The draft as a Word file with a comment on each finding: the file it was taken from where the
    text is still that file's, else one made of the text. `judge` gives the report on a text.
    """
    own = _manuscript(office, document, ".docx", ".docm")
    if own is not None and not own.startswith(_ZIP):
        own = None
    for data in (own, word_of(document)):
        if data is None:
            continue
        text = read_docx("稿件.docx", data).document
        if text.body == document.body or data is not own:
            return annotate_docx("稿件.docx", data, judge(text), at=at, changes=changes)
    raise AssertionError("a file is always made of the text")


def marked_pdf(
    office: Office, document: Document, judge: Callable[[Document], Report], at: datetime
) -> bytes | None:
    """The PDF the draft was taken from with each finding highlighted; None if the draft has none,
    or says something else by now.
    """
    data = _manuscript(office, document, ".pdf")
    if data is None:
        return None
    text = read_file("稿件.pdf", data).document
    if text.body != document.body:
        return None
    try:
        return mark_pdf("稿件.pdf", data, judge(text), at)
    except ValueError:  # words read in pictures stand nowhere on the page
        return None


def _manuscripts(document: Document) -> tuple[Enclosure, ...]:
    return tuple(one for one in document.enclosures if one.kind is EnclosureKind.MANUSCRIPT)


def _manuscript(office: Office, document: Document, *endings: str) -> bytes | None:
    for listed in _manuscripts(document):
        if listed.name.lower().endswith(endings):
            with office.read() as unit:
                found = unit.pictures.get(listed.digest)
            return found.data if found else None
    return None


def _pictures(data: bytes, document: Document) -> Iterator[Picture]:
    """The pictures in a file that may go out as they are; the others are to be put in by hand."""
    wanted = {media.digest for media in document.media}
    found = (
        pictures_in(data) if data.startswith(_ZIP) else [(media, data) for media in document.media]
    )
    for media, content in found:
        if media.digest in wanted:
            with suppress(InvalidError):  # too large, of another kind, telling where it was taken
                yield picture_of(media.name, content)


def _check_length(name: str, document: Document) -> None:
    found = problems(manuscript_of(document))
    too_long = found.get("title") or found.get("body")
    if too_long:
        raise UnreadableError(f"文件“{name}”不能导入：{too_long}")
