"""HTML from a clipboard as the plain text an editor holds: headings, lists and tables kept as lines.

What browsers draw beside the text (the numbers of a list) is written out, for nobody draws it in a
plain text. Links and hidden blocks come along beside the text, so that they are judged with it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from review.formats.depth import too_deep
from review.formats.html import read_html
from review.model import Hidden

LONGEST = 8_000_000
"""Characters of markup. WeChat's editor writes forty for one that is seen."""

_BULLET = "· "
_TOP_HEADING = re.compile(r"<(/?)h1(?=[\s>])", re.IGNORECASE)  # no page's name, a line like others
_MANY_FEEDS = re.compile(r"\n{3,}")


@dataclass(frozen=True, slots=True)
class PastedLink:
    href: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pasted:
    """`pictures` counts those that stay behind."""

    text: str
    links: tuple[PastedLink, ...] = ()
    hidden: tuple[Hidden, ...] = ()
    pictures: int = 0


def read_paste(markup: str) -> Pasted | None:
    """What was pasted; None for markup that no editor makes, whose plain text has to do."""
    if len(markup) > LONGEST or too_deep(markup):
        return None
    tree = LexborHTMLParser(_TOP_HEADING.sub(r"<\1h2", markup))
    for title in tree.css("head title, meta"):
        title.decompose()
    _number(tree)
    pictures = len(tree.css("img"))
    document = read_html(tree.html or "")
    links = dict.fromkeys(
        PastedLink(link.href, link.text.strip())
        for link in document.links
        if not link.hidden and link.text.strip()
    )
    unseen = [
        Hidden(text=link.href, means="看不见的链接") for link in document.links if link.hidden
    ]
    return Pasted(
        text=_MANY_FEEDS.sub("\n\n", document.body),
        links=tuple(links),
        hidden=(*document.hidden, *unseen),
        pictures=pictures,
    )


def _number(tree: LexborHTMLParser) -> None:
    for rows in tree.css("ol, ul"):
        start = rows.attributes.get("start") or "1"
        number = int(start) if start.isdecimal() and len(start) < 6 else 1
        for item in rows.iter():
            if item.tag == "li":
                _begin(item, f"{number}. " if rows.tag == "ol" else _BULLET)
                number += 1


def _begin(item: LexborNode, sign: str) -> None:
    inner: LexborNode | None = item
    while inner is not None and inner.first_child is not None and inner.first_child.tag == "p":
        inner = inner.first_child
    first = inner.first_child if inner is not None else None
    if first is not None:
        first.insert_before(sign)
