"""One suggestion taken: the document with the flagged words replaced, and nothing else changed."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from review.model import Document, Link, Span

T = TypeVar("T")


def corrected(document: Document, span: Span, words: str) -> Document:
    """The document with `words` in place of what the span covers.

    Links further on in the same field keep standing on their words; a link whose words were
    replaced keeps its address and takes the new words. Raises KeyError for a field the document
    has not, ValueError for a span beyond its text.
    """
    text = document.text_of(span.field)
    if not 0 <= span.start <= span.end <= len(text):
        raise ValueError("the span lies outside the text")
    new = text[: span.start] + words + text[span.end :]
    family, _, number = span.field.partition(":")
    if not number:
        changed = _with_field(document, family, new)
    elif family == "caption":
        changed = replace(document, captions=_put(document.captions, int(number), new))
    elif family == "variant":
        variants = tuple(
            replace(one, text=new) if one.kind.value == number else one for one in document.variants
        )
        changed = replace(document, variants=variants)
    elif family == "hidden":
        hidden = replace(document.hidden[int(number)], text=new)
        changed = replace(document, hidden=_put(document.hidden, int(number), hidden))
    else:
        link = replace(document.links[int(number)], href=new)
        changed = replace(document, links=_put(document.links, int(number), link))
    links = tuple(_shifted(link, span, len(words), new) for link in changed.links)
    return replace(changed, links=links)


def _with_field(document: Document, name: str, text: str) -> Document:
    match name:
        case "title":
            return replace(document, title=text)
        case "summary":
            return replace(document, summary=text)
        case "body":
            return replace(document, body=text)
        case "author":
            return replace(document, author=text)
        case "source":
            return replace(document, source=text)
        case "markup":
            return replace(document, markup=text)
        case "correction":
            return replace(document, correction=text)
        case _:
            raise KeyError(name)


def _shifted(link: Link, span: Span, length: int, text: str) -> Link:
    at = link.span
    if at is None or at.field != span.field or at.end <= span.start:
        return link
    longer = length - (span.end - span.start)
    if at.start >= span.end:
        moved = Span(field=at.field, start=at.start + longer, end=at.end + longer)
        return replace(link, span=moved)
    start = min(at.start, span.start)
    end = max(at.end + longer, span.start + length)
    return replace(link, span=Span(field=at.field, start=start, end=end), text=text[start:end])


def _put(items: tuple[T, ...], number: int, item: T) -> tuple[T, ...]:
    return (*items[:number], item, *items[number + 1 :])
