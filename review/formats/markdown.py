"""Markdown: its visible text, as far as can be each line on the line it has in the file.

Parsed as CommonMark with tables, so that what is taken for markup is what a site would take.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.utils import EnvType

from review.formats.html import read_html
from review.formats.plain import find_addresses
from review.model import Document, Hidden, Link, Span

_FRONT = re.compile(r"---[ \t]*\r?\n(.*?\r?\n)(?:---|\.\.\.)[ \t]*(?:\r?\n|$)", re.DOTALL)
_FRONT_LINE = re.compile(r"(?m)^([A-Za-z_]+)[ \t]*:[ \t]*(.+?)[ \t]*\r?$")
_FRONT_NAMES = {"description": "summary"}


def read_markdown(text: str) -> Document:
    """A document of the visible text; the first heading, if of the first level, is its title.

    Front matter between `---` gives title, summary, author and source. HTML within is read as a
    page is, its hidden parts included.
    """
    front = _FRONT.match(text)
    start = front.end() if front else 0
    named = {
        _FRONT_NAMES.get(key.lower(), key.lower()): value.strip("\"'")
        for key, value in reversed(_FRONT_LINE.findall(front[1] if front else ""))
    }
    env: EnvType = {}
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    tokens = parser.parse(text[start:], env)
    body = _Writer(parser=parser, name="body")
    title = replace(body, name="title", pieces=[])
    title_at = _title_inline(tokens) if not named.get("title") else -1
    skipped = text.count("\n", 0, start)
    line = column = cells = 0
    for at, token in enumerate(tokens):
        line = skipped + token.map[0] if token.map else line
        if at == title_at:
            title.add_inline(token)
        elif token.type in {"tr_open", "th_open", "td_open"}:
            column = 0 if token.type == "tr_open" else column + 1
        elif token.type == "inline" and column:
            if column == 1:
                body.go_to(line)
                cells = 1
            if token.children:  # cells stand side by side, as in a sheet that was pasted
                body.add("\t" * (column - cells))
                cells = column
            body.add_inline(token)
        elif token.type == "table_close":
            column = 0
        elif token.type == "inline":
            body.go_to(line)
            body.add_inline(token)
        elif token.type in {"fence", "code_block"}:
            body.go_to(line + (token.type == "fence"))
            body.add(token.content.rstrip("\n"))
        elif token.type == "html_block":
            body.go_to(line)
            body.add_page(token.content)
    written = "".join(body.pieces)
    return Document(
        title=named.get("title") or "".join(title.pieces),
        body=written,
        summary=named.get("summary", ""),
        author=named.get("author", ""),
        source=named.get("source", ""),
        captions=(*body.captions, *_footnotes(env)),
        links=(*body.links, *_bare_addresses(written, body.links)),
        hidden=tuple(body.hidden),
    )


@dataclass(slots=True, kw_only=True)
class _Writer:
    """The text of one field under construction, `line` line ends long by now."""

    parser: MarkdownIt
    name: str
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    line: int = 0
    links: list[Link] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)
    hidden: list[Hidden] = field(default_factory=list)

    def go_to(self, line: int) -> None:
        """Moves down to a line of the source, if it is not passed yet; in any case to a new one."""
        self.add("\n" * max(line - self.line, 1 if self.length else 0))

    def add(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)
        self.line += text.count("\n")

    def add_inline(self, token: Token) -> None:
        """A paragraph, heading or cell without its markup."""
        children = token.children or []
        if any(child.type == "html_inline" for child in children):
            self.add_page(self.parser.renderer.render(children, self.parser.options, {}))
            return
        opened: list[tuple[str, int, int]] = []
        for child in children:
            if child.type == "link_open":
                opened.append((str(child.attrs.get("href", "")), self.length, len(self.pieces)))
            elif child.type == "link_close" and opened:
                self._add_link(*opened.pop())
            elif child.type in {"softbreak", "hardbreak"}:
                self.add("\n")
            elif child.type == "image":
                if child.content:
                    self.captions.append(child.content)
            else:
                self.add(child.content)

    def add_page(self, markup: str) -> None:
        """What a piece of HTML shows; its links and hidden parts, moved to where they now stand."""
        page = read_html(markup)
        moved = {"title": (self.name, self.length)}
        if page.title:
            self.add(page.title + ("\n" if page.body else ""))
        moved["body"] = (self.name, self.length)
        self.add(page.body)
        for number in range(len(page.captions)):
            moved[f"caption:{number}"] = (f"caption:{len(self.captions) + number}", 0)
        for number in range(len(page.hidden)):
            moved[f"hidden:{number}"] = (f"hidden:{len(self.hidden) + number}", 0)
        self.captions += page.captions
        self.hidden += page.hidden
        for link in page.links:
            if link.span is None:
                self.links.append(link)
                continue
            name, by = moved[link.span.field]
            span = Span(field=name, start=link.span.start + by, end=link.span.end + by)
            self.links.append(replace(link, span=span))

    def _add_link(self, href: str, start: int, piece: int) -> None:
        text = "".join(self.pieces[piece:])
        span = Span(field=self.name, start=start, end=self.length) if text else None
        self.links.append(Link(href=href, text=text, span=span))


def _title_inline(tokens: Sequence[Token]) -> int:
    """Index of the title's text among the tokens; -1 if the first heading is no title."""
    for at, token in enumerate(tokens):
        if token.type == "heading_open":
            return at + 1 if token.tag == "h1" else -1
    return -1


def _footnotes(env: EnvType) -> list[str]:
    """`[^1]: text` without a space in it is a link definition to CommonMark; sites show a note."""
    references = env.get("references", {})
    return [unquote(found["href"]) for label, found in references.items() if label[:1] == "^"]


def _bare_addresses(body: str, links: Sequence[Link]) -> list[Link]:
    known = [link.span for link in links if link.span and link.span.field == "body"]
    return [
        link
        for link in find_addresses("body", body)
        if link.span
        and not any(span.start < link.span.end and link.span.start < span.end for span in known)
    ]
