"""Pages: what a reader sees, what he doesn't, and where the links lead. Nothing is ever fetched.

The parser is HTML5-correct (lexbor), so tag soup is read the way browsers read it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from review.formats.codes import links_in_address
from review.formats.lines import Lines, Stretch
from review.formats.photo import POSITION, POSITION_KEPT, tells_position_inline
from review.formats.rows import Rows
from review.formats.style import (
    WHITE,
    Colour,
    Styles,
    colour_of,
    ground_of,
    same_colour,
    transparent,
)
from review.formats.tags import ASIDE, BLOCKS, NOT_TEXT, PRESERVED, WITHOUT_CONTENT
from review.model import Document, Hidden, Link, Span

_IDLE = re.compile(r"\s*(?:#.*|javascript:\s*(?:void\s*\(?\s*0?\s*\)?)?\s*;*\s*)?", re.DOTALL)
_REFRESH = re.compile(r"(?i)[0-9.\s]*[;,]\s*(?:url\s*=\s*)?[\"']?([^\"']+)")
_BETWEEN_TITLES = " \t\r\n_-|—–·,，:："

Attributes = dict[str, str | None]


def read_html(text: str) -> Document:
    """A document of what the page shows.

    The title is the first seen <h1> (else what the page calls itself) and is then no part of the
    body; the body has a line per block; spans of links are those of their visible words.
    """
    tree = LexborHTMLParser(text)
    reader = _Reader(tree)
    if tree.root is not None:
        reader.walk(tree.root)
    return reader.document(text)


@dataclass(slots=True)
class _Place:
    """Where text goes for the moment, and what it looks like."""

    lines: Lines
    field: str = "body"
    means: str = ""
    colour: Colour | None = None
    ground: Colour | None = None


@dataclass(slots=True)
class _OpenLink:
    href: str
    place: _Place
    stretch: Stretch
    unseen: bool = False


@dataclass(slots=True)
class _Frame:
    """What is to be undone when an element ends."""

    node: LexborNode
    tag: str
    place: _Place | None = None
    link: _OpenLink | None = None


@dataclass(slots=True)
class _Reader:
    tree: LexborHTMLParser
    styles: Styles = field(init=False)
    body: Lines = field(default_factory=Lines)
    title: Lines = field(default_factory=Lines)
    captions: list[Lines] = field(default_factory=list)
    hidden: list[tuple[Lines, str]] = field(default_factory=list)
    links: list[_OpenLink] = field(default_factory=list)
    places: list[_Place] = field(default_factory=list)
    metas: dict[str, str] = field(default_factory=dict)
    title_taken: bool = False
    preserving: int = 0
    rows: Rows = field(default_factory=Rows)

    def __post_init__(self) -> None:
        self.styles = Styles(self.tree)
        self.places.append(_Place(self.body, ground=None if self.styles.outside else WHITE))
        for node in self.tree.css("meta"):
            attributes = node.attributes
            content = (attributes.get("content") or "").strip()
            if (attributes.get("http-equiv") or "").lower() == "refresh":
                if match := _REFRESH.match(content):
                    self._note_redirect(match[1].strip())
            elif name := (attributes.get("name") or attributes.get("property") or "").lower():
                self.metas.setdefault(name, content)

    def walk(self, root: LexborNode) -> None:
        """Every node in order, without recursion: pages nest a thousand deep when attacked."""
        frames: list[_Frame] = []
        node: LexborNode | None = root
        while node is not None:
            child = self._enter(node, frames)
            if child is not None:
                node = child
                continue
            while frames and node.next is None:
                frame = frames.pop()
                node = frame.node
                self.preserving -= frame.tag in PRESERVED
                self._leave(frame)
            node = node.next if frames else None

    def document(self, markup: str) -> Document:
        """Everything collected, as a document."""
        captions = [text for lines in self.captions if (text := lines.finish())]
        numbers = {
            id(lines): number
            for number, lines in enumerate(line for line in self.captions if line.finish())
        }
        hidden = [(lines, means) for lines, means in self.hidden if lines.finish()]
        numbers |= {id(lines): number for number, (lines, _) in enumerate(hidden)}
        title, extra = self._titles()
        return Document(
            title=title,
            body=self.body.finish(),
            summary=self.metas.get("description", ""),
            author=self.metas.get("author", ""),
            source=self.metas.get("contentsource", ""),
            captions=(*captions, *extra),
            links=tuple(self._link(link, numbers) for link in self.links),
            hidden=tuple(Hidden(text=lines.finish(), means=means) for lines, means in hidden),
            markup=markup,
        )

    def _enter(self, node: LexborNode, frames: list[_Frame]) -> LexborNode | None:
        """Takes in a node; its first child if that is to be walked next."""
        if node.is_text_node:
            text = node.text_content or ""
            self.places[-1].lines.write(text, preserved=self.preserving > 0)
        elif node.is_element_node and (tag := node.tag or "") not in NOT_TEXT:
            if tag in BLOCKS:
                self.places[-1].lines.break_line()
            if tag in WITHOUT_CONTENT:
                self._take(node, tag)
            else:
                return self._descend(node, tag, frames)
        return None

    def _take(self, node: LexborNode, tag: str) -> None:
        """An element that has no content of its own."""
        attributes, place = node.attributes, self.places[-1]
        if tag == "br":
            place.lines.break_line(forced=True)
        elif tag == "img":
            if (alt := attributes.get("alt") or "").strip() and not place.means:
                self.captions.append(Lines())
                self.captions[-1].write(alt)
            source = attributes.get("src") or ""
            for link in links_in_address(source):
                self.links.append(_OpenLink(link.href, place, Stretch(), bool(place.means)))
            if tells_position_inline(source):
                self.hidden.append((Lines(), POSITION))
                self.hidden[-1][0].write(POSITION_KEPT)
        elif tag == "iframe":
            self._note_frame(node)

    def _descend(self, node: LexborNode, tag: str, frames: list[_Frame]) -> LexborNode | None:
        attributes = node.attributes
        frame = _Frame(node=node, tag=tag, place=self._place(node, tag, attributes))
        if frame.place:
            self.places.append(frame.place)
        self.rows.enter(node, tag, self.places[-1].lines)
        if tag in {"a", "area"}:
            frame.link = self._open_link(attributes)
        first = node.first_child
        if first is None:
            self._leave(frame)
        else:
            frames.append(frame)
            self.preserving += tag in PRESERVED
        return first

    def _leave(self, frame: _Frame) -> None:
        if frame.link:
            frame.link.place.lines.end(frame.link.stretch)
            frame.link.unseen = bool(frame.link.place.means)
            self.links.append(frame.link)
        if frame.place:
            self.places.pop()
        self.rows.leave(frame.tag)
        if frame.tag in BLOCKS:
            self.places[-1].lines.break_line()

    def _place(self, node: LexborNode, tag: str, attributes: Attributes) -> _Place | None:
        """A new place if the element's text goes elsewhere or looks different."""
        place = self.places[-1]
        if place.means:
            return None  # within something hidden everything is
        style = self.styles.of(node, attributes)
        colour = colour_of(style["color"]) if "color" in style else place.colour
        ground = self._ground(attributes, style, place.ground)
        means = self.styles.means_of_hiding(tag, attributes, style)
        if not means and (transparent(style) or _unseen(colour, ground)):
            means = "文字与背景同色"
        if not means and tag == "noscript" and node.css_first("a[href]"):
            means = "noscript 标签"
        new = _Place(place.lines, place.field, means, colour, ground)
        if means:
            new.lines, new.field = Lines(), "hidden"
            self.hidden.append((new.lines, means))
        elif tag in ASIDE:
            new.lines, new.field = Lines(), "caption"
            self.captions.append(new.lines)
        elif tag == "h1" and not self.title_taken and node.text(deep=True, strip=True):
            self.title_taken = True
            new.lines, new.field = self.title, "title"
        return None if new == place else new

    def _ground(
        self, attributes: Attributes, style: Mapping[str, str], around: Colour | None
    ) -> Colour | None:
        found = ground_of(dict(style))
        if isinstance(found, tuple):
            return found
        # A class whose sheet we don't have may lay any ground.
        foreign = self.styles.outside or not self.styles.embedded
        unknown = found == "unknown" or attributes.get("background")
        return None if unknown or (foreign and attributes.get("class")) else around

    def _open_link(self, attributes: Attributes) -> _OpenLink | None:
        href = (attributes.get("href") or "").strip()
        if _IDLE.fullmatch(href):
            return None
        place = self.places[-1]
        return _OpenLink(href, place, place.lines.begin())

    def _note_frame(self, node: LexborNode) -> None:
        href = (node.attributes.get("src") or "").strip()
        if href and href != "about:blank":
            place = self.places[-1]
            style = self.styles.of(node, node.attributes)
            unseen = bool(self.styles.means_of_hiding("iframe", node.attributes, style))
            tiny = any(node.attributes.get(side) in {"0", "1"} for side in ("width", "height"))
            unseen = unseen or tiny or bool(place.means)
            self.links.append(_OpenLink(href, place, Stretch(), unseen))

    def _link(self, link: _OpenLink, numbers: Mapping[int, int]) -> Link:
        lines, start = link.place.lines, link.stretch.start
        if start is None:
            return Link(href=link.href, hidden=link.unseen)
        name = link.place.field
        if name in {"caption", "hidden"}:
            name = f"{name}:{numbers[id(lines)]}"
        span = Span(field=name, start=start, end=link.stretch.end)
        text = lines.finish()[span.start : span.end]
        return Link(href=link.href, text=text, span=span, hidden=link.unseen)

    def _note_redirect(self, href: str) -> None:
        self.links.append(_OpenLink(href, self.places[0], Stretch(), unseen=True))

    def _titles(self) -> tuple[str, list[str]]:
        """The title, and what else the page calls itself: shown in tabs and search results."""
        heads = [
            node.text(deep=True)
            for node in self.tree.css("title")
            if node.parent is not None and node.parent.tag in {"head", "body"}
        ]
        named = [" ".join(text.split()) for text in (self.metas.get("articletitle", ""), *heads)]
        title = self.title.finish() or next((text for text in named if text), "")
        extra: list[str] = []
        for text in (*named, self.metas.get("keywords", "")):
            rest = text.replace(title, " ").strip(_BETWEEN_TITLES) if title else text
            if rest and rest not in extra:
                extra.append(rest)
        return title, extra


def _unseen(colour: Colour | None, ground: Colour | None) -> bool:
    return colour is not None and ground is not None and same_colour(colour, ground)
