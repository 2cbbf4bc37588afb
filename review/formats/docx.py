"""Word documents: text in reading order, and all that is in the file without being in the text.

Tables, text boxes, foot- and endnotes are text; headers and footers are captions; comments,
tracked deletions and hidden text are what must not go out by accident.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import docx as python_docx
from docx.oxml.ns import qn

from review.formats import docx_tags
from review.formats.codes import Looker
from review.formats.container import broken, inspect_container, locked
from review.formats.docx_about import (
    hidden_comment,
    is_our_remark,
    notes_of,
    picture_of,
    properties_of,
)
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
from review.formats.docx_written import OpenLink, Origin, Written
from review.formats.place import Place
from review.formats.source import Format, Read, UnreadableError
from review.model import Document, Media

if TYPE_CHECKING:
    from docx.document import Document as WordFile
    from docx.opc.part import Part
    from docx.oxml.xmlchemy import BaseOxmlElement

_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A Word file as read: the document, what of it was not read, where its words stand.

    `file` is the tree that `origins` point into, for whoever writes into it (output.docx).
    """

    document: Document
    notices: tuple[str, ...]
    places: tuple[Place, ...]
    file: WordFile
    origins: Sequence[Origin]

    def read(self) -> Read:
        return Read(
            document=self.document, format=Format.DOCX, notices=self.notices, places=self.places
        )


def read_docx(name: str, data: bytes) -> Word:
    """Raises UnreadableError."""
    members = inspect_container(name, data)
    if "word/document.xml" not in members and not any(m.startswith("word/") for m in members):
        raise UnreadableError(f"「{name}」不是 Word 文档；请用 Word 或 WPS 另存为 docx 再试。")
    if "EncryptedPackage" in members:
        raise locked(name)
    try:
        file = python_docx.Document(io.BytesIO(data))
        reader = _Reader(file.part, read_styles(file.part))
        reader.read()
        reader.written.hidden += properties_of(file.part)
        notices = reader.notices(name)
        if any(member.endswith("vbaProject.bin") for member in members):
            notices = (*notices, f"「{name}」带有宏，没有运行；发出前请另存为不带宏的 docx。")
        return Word(
            document=reader.document(),
            notices=notices,
            places=tuple(reader.written.places),
            file=file,
            origins=tuple(reader.written.origins()),
        )
    except UnreadableError:
        raise
    except Exception as error:  # whatever a parser says of hostile bytes, the file is at fault
        raise broken(name) from error


@dataclass(slots=True)
class _Reader:
    part: Part
    styles: dict[str, Style]
    written: Written = field(default_factory=Written)
    captions: list[str] = field(default_factory=list)
    media: list[Media] = field(default_factory=list)
    boxes: list[BaseOxmlElement] = field(default_factory=list)
    fields: list[tuple[list[str], OpenLink | None]] = field(default_factory=list)
    paragraph_style: str = ""
    unread: set[str] = field(default_factory=set)
    about: str = "第 {} 段"
    counted: int = 0
    table: BaseOxmlElement | None = None
    tables: int = 0
    rows: int = 0
    remarks: int = 0
    looker: Looker = field(default_factory=Looker)

    def read(self) -> None:
        """Body, notes, then what stands around them."""
        self._walk(root_of(self.part), "")
        for notes in parts_of(self.part, "footnotes", "endnotes"):
            for number, note in enumerate(notes_of(notes), 1):
                self.about = f"注释 {number}"
                self._walk_part(notes, note)
        for comments in parts_of(self.part, "comments"):
            for comment in root_of(comments).iter(qn("w:comment")):
                if is_our_remark(comment):
                    self.remarks += 1
                else:
                    self.written.hidden.append(hidden_comment(comment))
        for margin in parts_of(self.part, "header", "footer"):
            aside = _Reader(margin, self.styles, looker=self.looker)
            aside._walk(root_of(margin), "")
            text = aside.written.text().strip()
            if _LETTER.search(text) and text not in self.captions:
                place = Place(f"caption:{len(self.captions)}", 0, len(text), "页眉页脚")
                self.written.places.append(place)
                self.captions.append(text)
            self.written.hidden += aside.written.hidden
            self.written.links += (replace(link, span=None) for link in aside.written.links)
            self.media += aside.media

    def document(self) -> Document:
        """Everything collected, as a document."""
        return Document(
            title=self.written.title,
            body=self.written.text(),
            captions=tuple(self.captions),
            links=tuple(self.written.links),
            media=tuple(self.media),
            hidden=tuple(hidden for hidden in self.written.hidden if hidden.text),
        )

    def notices(self, name: str) -> tuple[str, ...]:
        found = [f"「{name}」中的{thing}没有检查，请人工核对。" for thing in sorted(self.unread)]
        if self.media:
            found.append(f"「{name}」含 {len(self.media)} 张图片，图中的文字没有检查，请人工核对。")
        if self.remarks:
            found.append(
                f"「{name}」里有先审写下的 {self.remarks} 条批注，没有再检查；改好后请在文件里删去。"
            )
        return (*found, *self.looker.notices(name))

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
                self.written.add(child.text or "", means, child)
            elif tag in docx_tags.SIGNS:
                self.written.add(docx_tags.SIGNS[tag], means)
            elif tag in docx_tags.HIDING:
                self._walk(child, means or docx_tags.HIDING[tag])
            elif tag == qn("w:txbxContent"):
                self.boxes.append(child)
            elif tag == qn("w:tr"):
                self._read_row(child, means)
            elif tag == qn("w:tc") and self.written.row:
                self.written.row.begin_cell(child)
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
        outer, written = self.paragraph_style, self.written
        self.paragraph_style = "" if properties is None else value_of(properties, "w:pStyle")
        start, piece = written.length, len(written.pieces)
        self._walk(paragraph, means)
        written.tell_secret()
        is_title = style_name(self.styles, self.paragraph_style) in {"title", "标题"}
        if is_title and not written.title:
            written.take_title(start, piece)
        if not written.row:
            self._place(start)
        written.end_paragraph(start)
        self.paragraph_style = outer
        boxes, self.boxes = self.boxes, []
        for box in boxes:
            self._walk(box, "")

    def _place(self, start: int, label: str = "") -> None:
        if self.written.length > start:
            self.counted += not label
            label = label or self.about.format(self.counted)
            self.written.places.append(Place("body", start, self.written.length, label))

    def _read_row(self, row: BaseOxmlElement, means: str) -> None:
        if row.getparent() is not self.table:
            self.table, self.tables, self.rows = row.getparent(), self.tables + 1, 0
        self.rows += 1
        if self.written.row or not is_row_of_cells(row):
            self._walk(row, means)
            return
        start = self.written.length
        self.written.row = Row()
        self._walk(row, means)
        self.written.tell_secret()
        self.written.row = None
        self._place(start, f"表 {self.tables} 第 {self.rows} 行")
        self.written.end_line()

    def _read_link(self, element: BaseOxmlElement, href: str, means: str) -> None:
        link = self.written.open_link(href)
        self._walk(element, means)
        self.written.close_link(link, means)

    def _read_field(self, kind: str, means: str) -> None:
        if kind == "begin":
            self.fields.append(([], None))
        elif kind == "separate" and self.fields:
            instruction, _ = self.fields.pop()
            link = self.written.open_link(address_of("".join(instruction)))
            self.fields.append((instruction, link))
        elif kind == "end" and self.fields:
            _, opened = self.fields.pop()
            if opened:
                self.written.close_link(opened, means)

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
            self.written.hidden += told
            self.written.links += self.looker.links(found.target_part.blob)

    def _target(self, relation: str) -> str:
        found = self.part.rels.get(relation)
        return found.target_ref if found is not None and found.is_external else ""
