"""From a document to the HTML a platform is given, and from HTML back to what readers read.

What was signed is the text, so layout is kept only where it says exactly that text; whatever else
the markup holds (scripts, hidden words, foreign pictures) never leaves the house.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from urllib.parse import urlsplit

import nh3
from selectolax.lexbor import LexborHTMLParser, LexborNode

from review.model import AiUse, Document, Link
from service.platforms.platform import Rendering

_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "figcaption"}
    | {"figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "ol", "p"}
    | {"pre", "section", "table", "tbody", "td", "th", "thead", "tr", "ul"}
)
_UNREAD = frozenset({"script", "style", "template", "noscript", "title", "head", "iframe"})
_LAYOUT = {"p", "br", "h2", "h3", "h4", "strong", "b", "em", "i", "u", "sup", "sub", "blockquote"}
_LAYOUT |= {"ul", "ol", "li", "table", "thead", "tbody", "tr", "td", "th", "section", "a", "img"}
LONGEST_TITLE = 120  # our own: a list of pages with longer titles cannot be read
_AI_LABELS = {
    AiUse.PARTLY: "（本文部分内容由人工智能生成）",
    AiUse.FULLY: "（本文内容由人工智能生成）",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The HTML of a body, and Chinese sentences about what of the draft it leaves out."""

    content: str
    notes: tuple[str, ...]


def lines_of(text: str) -> str:
    """Plain text as a reader reads it: blank lines gone, runs of white space one space."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def plain(content: str) -> str:
    """What a reader reads of an HTML fragment or page, written as `lines_of` writes it."""
    body = LexborHTMLParser(content).body
    return "" if body is None else lines_of("".join(_words(body)))


def _words(node: LexborNode) -> Iterator[str]:
    for child in node.iter(include_text=True):
        tag = child.tag or ""
        if tag == "-text":
            # Line ends inside a text node are mere white space in HTML.
            yield " ".join(re.split(r"[\n\r\f\t ]+", child.text_content or ""))
        elif tag in _BLOCKS:
            yield "\n"
            yield from _words(child)
            yield "\n"
        elif tag not in _UNREAD:
            yield from _words(child)


def sendable(text: str) -> str:
    """Without the characters HTML, JSON or XML cannot carry: controls, half and non-characters."""
    return "".join(
        mark
        for mark in text
        if mark in "\n\r\t"
        or (mark not in "\ufffe\uffff" and unicodedata.category(mark) not in {"Cc", "Cs"})
    )


def laid_out(
    document: Document,
    *,
    platform: str,
    keeps_link: Callable[[str], bool],
    keeps_image: Callable[[str], bool],
) -> Layout:
    """The body as HTML, with the source and AI statements; `platform` is its label in notes."""
    notes: list[str] = []
    if sendable(document.body) != document.body:
        notes.append(f"{platform}不能显示的控制字符已去除。")
    content = _from_markup(document, keeps_link, keeps_image)
    if content is None:
        content = "\n".join(_paragraphs(document, keeps_link))
        if document.markup:
            notes.append(f"原网页排版与审定文字不完全一致，{platform}按审定文字重新分段。")
    pictures = max(
        len(document.media),
        len(LexborHTMLParser(document.markup).css("img")) if document.markup else 0,
    )
    left_out = pictures - content.count("<img ")
    if left_out > 0:
        notes.append(f"{left_out} 张图片及其说明不随稿发到{platform}。")
    links = {link.href for link in document.links if not link.hidden}
    if any(not keeps_link(href) for href in links):
        notes.append(f"部分链接在{platform}只保留文字，不可点击。")
    if document.correction.strip():
        content = f"<p>{escape(correction_line(document))}</p>\n{content}"
    for line in (
        f"来源：{document.source}" if document.source.strip() else "",
        ai_label(document),
    ):
        if line:
            content += f"\n<p>{escape(sendable(line))}</p>"
    return Layout(content=content, notes=tuple(notes))


def ai_label(document: Document) -> str:
    """The line that tells readers of AI's part, the same everywhere; "" if it had none."""
    return _AI_LABELS.get(document.facts.ai_use, "")


def correction_line(document: Document) -> str:
    """What readers are told first of a corrected text; "" if it corrects nothing."""
    told = lines_of(sendable(document.correction)).replace("\n", " ")
    return f"更正说明：{told}" if told else ""


def whole_page(
    document: Document, *, platform: str, label: str, read: Callable[[str, str, str, str], str]
) -> Rendering:
    """The document for a platform of our own, which shows all of it and links anywhere.

    `read` makes of title, summary, author and content what a reader reads.
    """
    layout = laid_out(
        document,
        platform=label,
        keeps_link=lambda href: host_of(href) != "",
        keeps_image=lambda _source: False,
    )
    title, summary, author = (
        lines_of(sendable(text)).replace("\n", " ")
        for text in (document.title, document.summary, document.author)
    )
    return Rendering(
        platform=platform,
        title=title,
        summary=summary,
        author=author,
        content=layout.content,
        text=read(title, summary, author, layout.content),
        notes=layout.notes,
        ai_label=ai_label(document),
    )


def page_complaints(rendering: Rendering, *, place: str) -> tuple[str, ...]:
    """Why a platform of our own will not take a rendering. `place` is what it is called."""
    sentences: list[str] = []
    if not rendering.title:
        sentences.append(f"{place}要求标题，请先填写标题再送审。")
    if not plain(rendering.content):
        sentences.append(f"{place}要求正文，请先填写正文再送审。")
    if len(rendering.title) > LONGEST_TITLE:
        sentences.append(
            f"标题有 {len(rendering.title)} 字，超过{place}上限 {LONGEST_TITLE} 字，请缩短后重新送审。"
        )
    return tuple(sentences)


def _from_markup(
    document: Document, keeps_link: Callable[[str], bool], keeps_image: Callable[[str], bool]
) -> str | None:
    """The layout as pasted, if it says the reviewed words and no others; else None."""
    if not document.markup:
        return None

    def keep(tag: str, name: str, value: str) -> str | None:
        if (tag, name) == ("a", "href"):
            return value if keeps_link(value) else None
        if (tag, name) == ("img", "src"):
            return value if keeps_image(value) else None
        return value

    cleaned = nh3.clean(
        sendable(document.markup),
        tags=_LAYOUT,
        attributes={"a": {"href"}, "img": {"src", "alt"}, "td": {"colspan"}, "th": {"colspan"}},
        clean_content_tags=set(_UNREAD - {"head"}),
        attribute_filter=keep,
        url_schemes={"http", "https"},
        link_rel=None,
    )
    cleaned = re.sub(r"<img(?![^>]* src=)[^>]*>", "", cleaned)
    if "".join(plain(cleaned).split()) != "".join(sendable(document.body).split()):
        return None
    return cleaned.strip()


def _paragraphs(document: Document, keeps_link: Callable[[str], bool]) -> Iterator[str]:
    links = sorted(
        (link for link in document.links if _linkable(link) and keeps_link(link.href)),
        key=lambda link: link.span.start if link.span else 0,
    )
    at = 0
    for line in document.body.splitlines(keepends=True):
        if line.strip():
            yield f"<p>{_line(document.body, at, at + len(line), links)}</p>"
        at += len(line)


def _line(body: str, start: int, end: int, links: list[Link]) -> str:
    pieces: list[str] = []
    at = start
    for link in links:
        span = link.span
        if span is None or not at <= span.start < span.end <= end:
            continue
        words = escape(sendable(body[span.start : span.end]))
        pieces.append(escape(sendable(body[at : span.start])))
        pieces.append(f'<a href="{escape(sendable(link.href))}">{words}</a>')
        at = span.end
    pieces.append(escape(sendable(body[at:end])))
    return "".join(pieces).strip()


def _linkable(link: Link) -> bool:
    return link.span is not None and link.span.field == "body" and not link.hidden


def host_of(address: str) -> str:
    """The host an http(s) address leads to, in lower case; "" for anything else."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return ""
    return (parts.hostname or "").lower() if parts.scheme in {"http", "https"} else ""
