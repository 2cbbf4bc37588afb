"""The text of a Word file as it is gathered: piece by piece, each with the element it came from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from review.formats.docx_rows import Row
from review.formats.place import Place
from review.model import Hidden, Link, Span

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement


@dataclass(frozen=True, slots=True)
class Origin:
    """A stretch of a document's field, and the one element of the file that holds just that text."""

    field: str
    start: int
    text: str
    element: BaseOxmlElement

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(slots=True)
class OpenLink:
    """A link whose words are being read."""

    href: str
    start: int | None = None
    piece: int = 0


@dataclass(slots=True)
class Written:
    """Visible text, links over it, and what is kept from being seen. A piece that no one element
    holds (a line end, the gap between cells) has no element.
    """

    pieces: list[str] = field(default_factory=list)
    elements: list[BaseOxmlElement | None] = field(default_factory=list)
    length: int = 0
    title: str = ""
    title_origins: list[Origin] = field(default_factory=list)
    hidden: list[Hidden] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    row: Row | None = None
    _open: list[OpenLink] = field(default_factory=list)
    _secret: list[str] = field(default_factory=list)
    _means: str = ""

    def text(self) -> str:
        """What is seen, without the last line end."""
        return "".join(self.pieces).removesuffix("\n")

    def origins(self) -> Iterator[Origin]:
        """Every stretch of title and body that one element holds, in reading order."""
        yield from self.title_origins
        at = 0
        for piece, element in zip(self.pieces, self.elements, strict=True):
            if element is not None:
                yield Origin("body", at, piece, element)
            at += len(piece)

    def add(self, text: str, means: str, element: BaseOxmlElement | None = None) -> None:
        """Text of an element; `means` tells how it is kept from being seen, empty if it is not."""
        if means:
            if means != self._means:
                self.tell_secret()
            self._means = means
            self._secret.append(text)
            return
        if self._secret:
            self.tell_secret()
        if self.row and text != "\n":
            self._put(self.row.gap(), None)
        for link in self._open:
            if link.start is None:
                link.start, link.piece = self.length, len(self.pieces)
        self._emit(text, element)

    def end_paragraph(self, start: int) -> None:
        """A paragraph that began there is over; an empty one between title and text is no line."""
        if self.length > start or not self.title or start:
            self._emit("\n", None)

    def end_line(self) -> None:
        """A line is over."""
        self._emit("\n", None)

    def take_title(self, start: int, piece: int) -> None:
        """Makes the paragraph that began there the title, unless it holds a link or nothing."""
        if any(link.span and link.span.start >= start for link in self.links):
            return
        words = "".join(self.pieces[piece:])
        self.title = words.strip()
        if not self.title:
            return
        at = len(words.lstrip()) - len(words)
        for text, element in zip(self.pieces[piece:], self.elements[piece:], strict=True):
            if element is not None:
                self.title_origins.append(Origin("title", at, text, element))
            at += len(text)
        del self.pieces[piece:], self.elements[piece:]
        self.length = start

    def tell_secret(self) -> None:
        """What was kept from being seen up to here is one remark."""
        text = "".join(self._secret)
        if text.strip():
            self.hidden.append(Hidden(text=text, means=self._means))
        self._secret, self._means = [], ""

    def open_link(self, href: str) -> OpenLink:
        """What follows is the words of a link."""
        link = OpenLink(href)
        self._open.append(link)
        return link

    def close_link(self, link: OpenLink, means: str) -> None:
        """The words of a link are over."""
        self._open.remove(link)
        if not link.href:
            return
        if link.start is None or link.start >= self.length:
            self.links.append(Link(href=link.href, hidden=bool(means or self._secret)))
            return
        span = Span(field="body", start=link.start, end=self.length)
        text = "".join(self.pieces[link.piece :])
        self.links.append(Link(href=link.href, text=text, span=span))

    def _emit(self, text: str, element: BaseOxmlElement | None) -> None:
        if self.row and text == "\n":
            self.row.break_line()
        else:
            self._put(text, element)

    def _put(self, text: str, element: BaseOxmlElement | None) -> None:
        self.pieces.append(text)
        self.elements.append(element)
        self.length += len(text)
