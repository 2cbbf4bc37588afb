"""PDF files: the words of every page in lines joined as they were written, and what lies beside them.

Nothing in a file is run: the engine is built without scripts. It is not made for several threads
at once; who calls from such keeps one call from the other (service.reading).
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import pypdfium2 as pdfium
from pypdfium2 import raw

from review.formats.pdf_lines import Line, joined
from review.formats.people import OUR_NAME, PROPERTIES
from review.formats.place import Place
from review.formats.source import Format, Read, UnreadableError
from review.model import Document, Hidden, Link

MOST_PAGES = 3000
"""More is a book."""

_PASSWORD = raw.FPDF_ERR_PASSWORD
_LABELS = (("Author", "作者"),)
_LONGEST_TOLD = 10_000

Seer = Callable[["pdfium.PdfPage"], str]
"""Reads the words in the picture of a page."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters of the body that stand on a page, and what numbers they have there."""

    start: int
    end: int
    page: int
    numbers: Sequence[int]


def read_pdf(name: str, data: bytes, seer: Seer | None = None) -> Read:
    """Raises UnreadableError. `seer` reads pages that are pictures; without one they are told of."""
    try:
        return _read(name, data, seer)
    except UnreadableError:
        raise
    except Exception as error:  # whatever the engine says of hostile bytes, the file is at fault
        raise _broken(name) from error


def _read(name: str, data: bytes, seer: Seer | None) -> Read:
    with open_pdf(name, data) as file:
        pages = len(file)
        if pages > MOST_PAGES:
            raise UnreadableError(
                f"「{name}」有 {pages} 页，最多 {MOST_PAGES} 页；请拆成几份再试。"
            )
        text = _Text()
        blind: list[int] = []
        hidden: list[Hidden] = []
        links: list[Link] = []
        for number in range(pages):
            page = file[number]
            if not text.add_page(page, number):
                shown = _has_picture(page)
                words = seer(page) if seer and shown else ""
                text.add_seen(words, number)
                if shown and not words:
                    blind.append(number + 1)
            hidden += _remarks(page)
            links += _links(file, page)
            page.close()
        hidden += _properties(file)
        notices = _notices(name, file, blind, seen=text.seen)
    if not text.body.strip():
        if blind:
            raise UnreadableError(
                f"「{name}」是扫描件，{pages} 页都是图片，没有文字可查；请用原稿的 docx，"
                "或由管理员装上文字识别（xianshen[ocr]）后再试。"
            )
        raise UnreadableError(f"「{name}」里没有文字；请核对是不是选错了文件。")
    document = Document(
        body=text.body, links=tuple(dict.fromkeys(links)), hidden=tuple(dict.fromkeys(hidden))
    )
    return Read(document=document, format=Format.PDF, notices=notices, places=tuple(text.places))


def open_pdf(name: str, data: bytes) -> pdfium.PdfDocument:
    """The file, to be closed. Raises UnreadableError."""
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD or "password" in str(error).lower():
            raise UnreadableError(
                f"「{name}」加了密码，读不了；请取消密码后再试，或用原稿的 docx。"
            ) from error
        raise _broken(name) from error


def _broken(name: str) -> UnreadableError:
    return UnreadableError(
        f"「{name}」已经损坏或没有传完整，打不开；请重新导出 PDF，或用原稿的 docx。"
    )


def stretches_of(file: pdfium.PdfDocument) -> tuple[Stretch, ...]:
    """Where on its pages each character of the body stands: the same walk as reading."""
    text = _Text()
    for number in range(len(file)):
        page = file[number]
        text.add_page(page, number)
        page.close()
    return tuple(text.stretches)


class _Text:
    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self.stretches: list[Stretch] = []
        self.places: list[Place] = []
        self.seen = 0

    @property
    def body(self) -> str:
        return "".join(self._pieces)

    def add_page(self, page: pdfium.PdfPage, number: int) -> bool:
        """Whether the page has words of its own."""
        lines = _lines(page)
        start = self._begin()
        for line, joins in joined(lines):
            if self._length > start and not joins:
                self._write("\n")
            self.stretches.append(
                Stretch(self._length, self._length + len(line.text), number, line.numbers)
            )
            self._write(line.text)
        self._end(start, number)
        return bool(lines)

    def add_seen(self, words: str, number: int) -> None:
        """What was read in the picture of a page."""
        if words:
            start = self._begin()
            self._write(words)
            self._end(start, number)
            self.seen += 1

    def _begin(self) -> int:
        if self._length:
            self._write("\n")
        return self._length

    def _end(self, start: int, number: int) -> None:
        if self._length > start:
            self.places.append(Place("body", start, self._length, f"第 {number + 1} 页"))

    def _write(self, text: str) -> None:
        self._pieces.append(text)
        self._length += len(text)


def _lines(page: pdfium.PdfPage) -> list[Line]:
    textpage = page.get_textpage()
    try:
        letters, numbers = _letters(textpage)
        lines: list[Line] = []
        at = 0
        for part in letters.split("\n"):
            text = part.rstrip("\r ")
            first = at + len(text) - len(text.lstrip(" "))
            at += len(part) + 1
            if text := text.lstrip(" "):
                own = numbers[first : first + len(text)]
                left, bottom, _, _ = box_of(textpage, own[0])
                _, _, right, top = box_of(textpage, own[-1])
                lines.append(Line(text, own, left, right, top, bottom))
        return lines
    finally:
        textpage.close()


def _letters(textpage: pdfium.PdfTextPage) -> tuple[str, Sequence[int]]:
    """The characters of a page, and the number each has there: one beyond U+FFFF has two."""
    count = raw.FPDFText_CountChars(textpage)
    codes = [raw.FPDFText_GetUnicode(textpage, at) for at in range(count)]
    if not any(0xD800 <= code < 0xE000 for code in codes):
        return "".join(map(_letter, codes)), range(count)
    letters: list[str] = []
    numbers: list[int] = []
    for at, code in enumerate(codes):
        if 0xDC00 <= code < 0xE000 and at and 0xD800 <= codes[at - 1] < 0xDC00:
            letters[-1] = chr(0x10000 + ((codes[at - 1] - 0xD800) << 10) + code - 0xDC00)
            continue
        letters.append(_letter(code))
        numbers.append(at)
    return "".join(letters), numbers


def _letter(code: int) -> str:
    if code in {0x02, 0xFFFE}:  # what the engine gives for a hyphen at a line's end
        return "-"
    if code == 0 or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
        return "\ufffd"
    return chr(code)


def box_of(textpage: pdfium.PdfTextPage, at: int) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of a character on its page, in points."""
    box = raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(textpage, at, box)
    return box.left, box.bottom, box.right, box.top


def _has_picture(page: pdfium.PdfPage) -> bool:
    return any(True for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3))


def _remarks(page: pdfium.PdfPage) -> Iterator[Hidden]:
    for number in range(raw.FPDFPage_GetAnnotCount(page)):
        annotation = raw.FPDFPage_GetAnnot(page, number)
        try:
            if raw.FPDFAnnot_GetSubtype(annotation) == raw.FPDF_ANNOT_LINK:
                continue
            if told(annotation, b"T") == OUR_NAME:
                continue
            if text := told(annotation, b"Contents").strip():
                yield Hidden(text=text, means="批注")
        finally:
            raw.FPDFPage_CloseAnnot(annotation)


def told(annotation: object, key: bytes) -> str:
    """What an annotation says under a key; empty for nothing or far too much."""
    size = raw.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    if not 2 < size <= _LONGEST_TOLD * 2:
        return ""
    buffer = ctypes.create_string_buffer(size)
    raw.FPDFAnnot_GetStringValue(
        annotation, key, ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), size
    )
    return buffer.raw[:size].decode("utf-16-le", "replace").rstrip("\0")


def _links(file: pdfium.PdfDocument, page: pdfium.PdfPage) -> Iterator[Link]:
    place, link = ctypes.c_int(0), raw.FPDF_LINK()
    while raw.FPDFLink_Enumerate(page, place, link):
        action = raw.FPDFLink_GetAction(link)
        size = raw.FPDFAction_GetURIPath(file, action, None, 0) if action else 0
        if 1 < size <= _LONGEST_TOLD:
            buffer = ctypes.create_string_buffer(size)
            raw.FPDFAction_GetURIPath(file, action, buffer, size)
            yield Link(href=buffer.value.decode("utf-8", "replace"))


def _properties(file: pdfium.PdfDocument) -> Sequence[Hidden]:
    about = file.get_metadata_dict(skip_empty=True)
    told = [
        f"{label}：{about[key].strip()}" for key, label in _LABELS if about.get(key, "").strip()
    ]
    return [Hidden(text="\n".join(told), means=PROPERTIES)] if told else []


def _notices(
    name: str, file: pdfium.PdfDocument, blind: Sequence[int], *, seen: int
) -> tuple[str, ...]:
    found: list[str] = []
    if blind:
        shown = "、".join(map(str, blind[:10])) + ("等" if len(blind) > 10 else "")
        found.append(f"「{name}」第 {shown} 页是图片，图中的文字没有检查，请人工核对。")
    if seen:
        found.append(f"「{name}」有 {seen} 页是由图片识别出来的文字，可能认错，请对照原件。")
    if raw.FPDFDoc_GetJavaScriptActionCount(file) > 0:
        found.append(f"「{name}」带有脚本，没有运行；请重新导出不带脚本的 PDF。")
    if count := file.count_attachments():
        found.append(f"「{name}」里还嵌有 {count} 个文件，没有检查；请取出来单独检查。")
    return tuple(found)
