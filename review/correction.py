"""One suggestion taken: the document with the flagged words replaced, and nothing else changed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, TypeVar

from review.model import Document, Link, Span

T = TypeVar("T")

_PLAIN = frozenset({"title", "summary", "body", "author", "source", "markup", "correction"})
IN_FILES = frozenset({"enclosure", "proof", "picture"})
"""Families of fields that are read out of files: only another file puts them right."""


def can_correct(span: Span) -> bool:
    """Whether the words of a span are the document's own to change."""
    return span.field.partition(":")[0] not in IN_FILES


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
    if not can_correct(span):
        raise KeyError(span.field)
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
    if name not in _PLAIN:
        raise KeyError(name)
    changes: dict[str, Any] = {name: text}
    return replace(document, **changes)


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
