"""Holding what a second reader says against the text: quoted verbatim, found once, or dropped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from review.model import Document, Span
from service.store.second_readings import Outcome, Remarked

KINDS = ("错别字", "语病", "标点", "数字", "前后不一", "其他")
_MOST = 50
_SHORTEST, _LONGEST = 2, 200
_LONGEST_REASON = 80
_PRIVATE = re.compile(r"[0-9０-９]{6,}")
"""Digits enough for a number that names a person; such a thing is not copied out of the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What a reader said that holds, and how much did not."""

    outcome: Outcome
    found: tuple[Remarked, ...] = ()
    dropped: int = 0


def located(document: Document, said: Iterable[object]) -> tuple[tuple[Remarked, ...], int]:
    """The remarks that quote title or body verbatim and in one place only; how many do not."""
    found: dict[Span, Remarked] = {}
    dropped = 0
    texts = (("title", document.title), ("body", document.body))
    for one in said:
        remark = _remark(texts, one) if isinstance(one, Mapping) else None
        if remark is None or remark.span in found or len(found) >= _MOST:
            dropped += 1
        else:
            found[remark.span] = remark
    return tuple(sorted(found.values(), key=lambda one: _place(texts, one.span))), dropped


def _remark(texts: Sequence[tuple[str, str]], one: Mapping[object, object]) -> Remarked | None:
    quote, suggestion = one.get("quote"), one.get("suggestion") or ""
    if not isinstance(quote, str) or not isinstance(suggestion, str) or suggestion == quote:
        return None
    if not _SHORTEST <= len(quote) <= _LONGEST or len(suggestion) > _LONGEST:
        return None
    places = [
        (name, at)
        for name, text in texts
        for at in (text.find(quote), text.rfind(quote))
        if at >= 0
    ]
    if len(set(places)) != 1:
        return None
    name, at = places[0]
    kind, reason = one.get("kind"), one.get("reason")
    return Remarked(
        span=Span(field=name, start=at, end=at + len(quote)),
        kind=kind if isinstance(kind, str) and kind in KINDS else "其他",
        message=_plain(reason, _LONGEST_REASON),
        suggestion=_plain(suggestion, _LONGEST),
    )


def _plain(words: object, longest: int) -> str:
    if not isinstance(words, str) or _PRIVATE.search(words):
        return ""
    return "".join(letter for letter in " ".join(words.split()) if letter.isprintable())[:longest]


def _place(texts: Sequence[tuple[str, str]], span: Span) -> tuple[int, int]:
    return [name for name, _ in texts].index(span.field), span.start
