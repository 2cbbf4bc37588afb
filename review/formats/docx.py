"""Word documents: text in reading order, and all that is in the file without being in the text.

Tables, text boxes, foot- and endnotes are text; headers and footers are captions; comments,
tracked deletions and hidden text are what must not go out by accident.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import docx as python_docx
from docx.oxml.ns import qn

from review.formats import docx_tags
from review.formats.codes import links_in_picture
from review.formats.container import broken, inspect_container, locked
from review.formats.docx_about import hidden_comment, picture_of, properties_of
from review.formats.docx_parts import (
    Style,
    address_of,
    means_of_hiding,
    parts_of,
    read_styles,
    root_of,
    style_name,
    value_of,
)
from review.formats.docx_rows import Row, is_row_of_cells
from review.formats.source import UnreadableError
from review.model import Document, Hidden, Link, Media, Span

if TYPE_CHECKING:
    from docx.opc.part import Part
    from docx.oxml.xmlchemy import BaseOxmlElement

_LETTER = re.compile(r"[^\W\d_]")


def read_docx(name: str, data: bytes) -> tuple[Document, tuple[str, ...]]:
    """A document and notices on what of it was not read. Raises UnreadableError."""
    members = inspect_container(name, data)
    if "word/document.xml" not in members and not any(m.startswith("word/") for m in members):
        raise UnreadableError(f"「{name}」不是 Word 文档；请用 Word 或 WPS 另存为 docx 再试。")
    if "EncryptedPackage" in members:
        raise locked(name)
    try:
        part = python_docx.Document(io.BytesIO(data)).part
        reader = _Reader(part, read_styles(part))
        reader.read()
        reader.hidden += properties_of(part)
        return reader.document(), reader.notices(name)
    except UnreadableError:
        raise
    except Exception as error:  # whatever a parser says of hostile bytes, the file is at fault
        raise broken(name) from error


@dataclass(slots=True)
class _OpenLink:
    href: str
    start: int | None = None
    piece: int = 0


@dataclass(slots=True)
class _Reader:
    part: Part
    styles: dict[str, Style]
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    title: str = ""
    captions: list[str] = field(default_factory=list)
    hidden: list[Hidden] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    media: list[Media] = field(default_factory=list)
    boxes: list[BaseOxmlElement] = field(default_factory=list)
    fields: list[tuple[list[str], _OpenLink | None]] = field(default_factory=list)
    open_links: list[_OpenLink] = field(default_factory=list)
    secret: list[str] = field(default_factory=list)
    secret_means: str = ""
    paragraph_style: str = ""
    unread: set[str] = field(default_factory=set)
    row: Row | None = None

    def read(self) -> None:
        """Body, notes, then what stands around them."""
        self._walk(root_of(self.part), "")
        for notes in parts_of(self.part, "footnotes", "endnotes"):
            for note in root_of(notes):
                if note.get(qn("w:type"), "normal") == "normal":
                    self._walk_part(notes, note)
        for comments in parts_of(self.part, "comments"):
            self.hidden += map(hidden_comment, root_of(comments).iter(qn("w:comment")))
        for margin in parts_of(self.part, "header", "footer"):
            aside = _Reader(margin, self.styles)
            aside._walk(root_of(margin), "")
            text = aside._text().strip()
            if _LETTER.search(text) and text not in self.captions:
                self.captions.append(text)
            self.hidden += aside.hidden
            self.links += (replace(link, span=None) for link in aside.links)
            self.media += aside.media

    def document(self) -> Document:
        """Everything collected, as a document."""
        return Document(
            title=self.title,
            body=self._text(),
            captions=tuple(self.captions),
            links=tuple(self.links),
            media=tuple(self.media),
            hidden=tuple(hidden for hidden in self.hidden if hidden.text),
        )

    def notices(self, name: str) -> tuple[str, ...]:
        found = [f"「{name}」中的{thing}没有检查，请人工核对。" for thing in sorted(self.unread)]
        if self.media:
            found.append(f"「{name}」含 {len(self.media)} 张图片，图中的文字没有检查，请人工核对。")
        return tuple(found)

    def _text(self) -> str:
        return "".join(self.pieces).removesuffix("\n")

    def _walk_part(self, part: Part, element: BaseOxmlElement) -> None:
        own, self.part = self.part, part
        self._walk(element, "")
        self.part = own

    def _walk(self, element: BaseOxmlElement, means: str) -> None:
        for child in element:
            tag = child.tag
            if not isinstance(tag, str) or tag in docx_tags.SKIPPED:
                self._note_instruction(child)
            elif tag == qn("w:p"):
                self._read_paragraph(child, means)
            elif tag == qn("w:r"):
                self._walk(
                    child, means or means_of_hiding(child, self.styles, self.paragraph_style)
                )
            elif tag in {qn("w:t"), qn("w:delText"), docx_tags.MATH_TEXT}:
                self._add(child.text or "", means)
            elif tag in docx_tags.SIGNS:
                self._add(docx_tags.SIGNS[tag], means)
            elif tag in docx_tags.HIDING:
                self._walk(child, means or docx_tags.HIDING[tag])
            elif tag == qn("w:txbxContent"):
                self.boxes.append(child)
            elif tag == qn("w:tr"):
                self._read_row(child, means)
            elif tag == qn("w:tc") and self.row:
                self.row.begin_cell(child)
                self._walk(child, means)
            elif tag == f"{docx_tags.MC}AlternateContent":
                # What follows the first choice says the same for older programs.
                self._walk(child[0] if len(child) else child, means)
            elif not self._read_reference(child, tag, means):
                self._note_thing(child)
                self._walk(child, means)

    def _read_reference(self, element: BaseOxmlElement, tag: str, means: str) -> bool:
        """Whether an element is one of the three ways of writing a link, and now read."""
        if tag == qn("w:hyperlink"):
            self._read_link(element, self._target(element.get(qn("r:id"), "")), means)
        elif tag == qn("w:fldSimple"):
            self._read_link(element, address_of(element.get(qn("w:instr"), "")), means)
        elif tag == qn("w:fldChar"):
            self._read_field(element.get(qn("w:fldCharType"), ""), means)
        else:
            return False
        return True

    def _read_paragraph(self, paragraph: BaseOxmlElement, means: str) -> None:
        properties = paragraph.find(qn("w:pPr"))
        outer = self.paragraph_style
        self.paragraph_style = "" if properties is None else value_of(properties, "w:pStyle")
        start, piece = self.length, len(self.pieces)
        self._walk(paragraph, means)
        self._tell_secret()
        is_title = style_name(self.styles, self.paragraph_style) in {"title", "标题"}
        if is_title and not self.title and not self._links_since(start):
            self.title = "".join(self.pieces[piece:]).strip()
            if self.title:
                del self.pieces[piece:]
                self.length = start
        if self.length > start or not self.title or start:
            self._emit("\n")
        self.paragraph_style = outer
        boxes, self.boxes = self.boxes, []
        for box in boxes:
            self._walk(box, "")

    def _read_row(self, row: BaseOxmlElement, means: str) -> None:
        if self.row or not is_row_of_cells(row):
            self._walk(row, means)
            return
        self.row = Row()
        self._walk(row, means)
        self._tell_secret()
        self.row = None
        self._emit("\n")

    def _links_since(self, start: int) -> bool:
        return any(link.span and link.span.start >= start for link in self.links)

    def _add(self, text: str, means: str) -> None:
        if means:
            if means != self.secret_means:
                self._tell_secret()
            self.secret_means = means
            self.secret.append(text)
            return
        if self.secret:
            self._tell_secret()
        if self.row and text != "\n":
            self._put(self.row.gap())
        for link in self.open_links:
            if link.start is None:
                link.start, link.piece = self.length, len(self.pieces)
        self._emit(text)

    def _emit(self, text: str) -> None:
        if self.row and text == "\n":
            self.row.break_line()
        else:
            self._put(text)

    def _put(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)

    def _tell_secret(self) -> None:
        text = "".join(self.secret)
        if text.strip():
            self.hidden.append(Hidden(text=text, means=self.secret_means))
        self.secret, self.secret_means = [], ""

    def _read_link(self, element: BaseOxmlElement, href: str, means: str) -> None:
        link = _OpenLink(href)
        self.open_links.append(link)
        self._walk(element, means)
        self._close_link(link, means)

    def _read_field(self, kind: str, means: str) -> None:
        if kind == "begin":
            self.fields.append(([], None))
        elif kind == "separate" and self.fields:
            instruction, _ = self.fields.pop()
            link = _OpenLink(address_of("".join(instruction)))
            self.open_links.append(link)
            self.fields.append((instruction, link))
        elif kind == "end" and self.fields:
            _, opened = self.fields.pop()
            if opened:
                self._close_link(opened, means)

    def _close_link(self, link: _OpenLink, means: str) -> None:
        self.open_links.remove(link)
        if not link.href:
            return
        if link.start is None or link.start >= self.length:
            self.links.append(Link(href=link.href, hidden=bool(means or self.secret)))
            return
        span = Span(field="body", start=link.start, end=self.length)
        text = "".join(self.pieces[link.piece :])
        self.links.append(Link(href=link.href, text=text, span=span))

    def _note_instruction(self, element: BaseOxmlElement) -> None:
        if element.tag == qn("w:instrText") and self.fields:
            self.fields[-1][0].append(element.text or "")

    def _note_thing(self, element: BaseOxmlElement) -> None:
        tag = str(element.tag)
        if tag == qn("w:altChunk"):
            self.unread.add("嵌入文档")
        elif tag == qn("w:object"):
            self.unread.add("嵌入对象")
        elif tag == qn("wp:docPr"):
            if alt := (element.get("descr") or "").strip():
                self.captions.append(alt)
        elif tag == qn("a:blip"):
            self._note_picture(element.get(qn("r:embed"), ""))
        elif tag == f"{docx_tags.VML}imagedata":
            self._note_picture(element.get(qn("r:id"), ""))

    def _note_picture(self, relation: str) -> None:
        found = self.part.rels.get(relation)
        if found is None or found.is_external:
            return
        picture, told = picture_of(found.target_part)
        if all(known.digest != picture.digest for known in self.media):
            self.media.append(picture)
            self.hidden += told
            self.links += links_in_picture(found.target_part.blob)

    def _target(self, relation: str) -> str:
        found = self.part.rels.get(relation)
        return found.target_ref if found is not None and found.is_external else ""
