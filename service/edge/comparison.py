"""What changed between two versions, as runs of text that stayed, came or went.

Paragraphs are aligned first and words within the changed ones after that, so that a long text
with one changed figure costs no more than its changed paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import pairwise
from typing import Final

from review.model import Document, Span, VariantKind

# Numbers, dates and Latin words change as wholes.
_TOKEN: Final = re.compile(r"[0-9]+(?:[.,:/-][0-9]+)*|[A-Za-z]+|\s|.", re.DOTALL)
_LONGEST_BLOCK: Final = 6000
_CONTEXT: Final = 60

FIELD_LABELS: Final = {
    "title": "标题",
    "summary": "摘要",
    "body": "正文",
    "author": "作者",
    "source": "来源",
    "markup": "网页代码",
    "caption": "图片说明",
    "hidden": "隐藏文字",
    "enclosure": "附件",
    "proof": "佐证材料",
    "picture": "图中文字",
    "link": "链接",
    "correction": "更正说明",
    **{f"variant:{kind.value}": kind.label for kind in VariantKind},
}


def field_label(name: str) -> str:
    """`caption:1` → 图片说明 2. Names with numbers count from 0, readers from 1."""
    kind, _, number = name.partition(":")
    label = FIELD_LABELS.get(name) or FIELD_LABELS.get(kind, kind)
    return f"{label} {int(number) + 1}" if number.isdigit() else label


Edges = Callable[[str], Sequence[int]]
"""Gives the offsets of all word edges of a text, 0 and its length included."""


class Kind(StrEnum):
    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A stretch of text. A SKIPPED run's text is not shown, only its length."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    label: str
    runs: tuple[Run, ...]


def compare(before: str, after: str, edges: Edges | None = None) -> tuple[Run, ...]:
    """The runs that lead from one text to the other: SAME and ADDED make up `after`.

    By words where `edges` tells where they end, else by characters.
    """
    return tuple(_joined(_blocks(before, after, edges)))


def compare_documents(
    before: Document, after: Document, edges: Edges | None = None
) -> tuple[FieldChange, ...]:
    """The fields that differ, with long unchanged stretches left out."""
    fields = (
        ("标题", before.title, after.title),
        ("摘要", before.summary, after.summary),
        ("正文", before.body, after.body),
        *(
            (kind.label, before.variant(kind.value), after.variant(kind.value))
            for kind in VariantKind
        ),
        ("更正说明", before.correction, after.correction),
        ("作者", before.author, after.author),
        ("来源", before.source, after.source),
        ("类别", before.facts.category.label, after.facts.category.label),
        ("人工智能使用", before.facts.ai_use.label, after.facts.ai_use.label),
        ("转载", _yes(before.facts.repost), _yes(after.facts.repost)),
        ("原文网址", before.facts.source_url, after.facts.source_url),
        ("依据文件", before.facts.basis_document, after.facts.basis_document),
        ("发布平台", "、".join(before.facts.platforms), "、".join(after.facts.platforms)),
        ("紧急", _yes(before.facts.urgent), _yes(after.facts.urgent)),
        ("图片说明", "\n".join(before.captions), "\n".join(after.captions)),
        ("链接", _links(before), _links(after)),
        ("隐藏文字", _hidden(before), _hidden(after)),
        ("附图附件", _media(before), _media(after)),
        ("随附材料", _enclosures(before), _enclosures(after)),
    )
    return tuple(
        FieldChange(label=label, runs=shorten(compare(old, new, edges)))
        for label, old, new in fields
        if old != new
    )


def moved_span(before: Document, after: Document, span: Span) -> Span | None:
    """Where a passage of the one text stands in the other; None if any of it was changed."""
    try:
        old, new = before.text_of(span.field), after.text_of(span.field)
    except KeyError:
        return None
    seen = shift = 0
    for run in compare(old, new):
        if run.kind is Kind.SAME:
            if seen <= span.start and span.end <= seen + len(run.text):
                return Span(field=span.field, start=span.start + shift, end=span.end + shift)
            seen += len(run.text)
        elif run.kind is Kind.ADDED:
            shift += len(run.text)
        else:
            seen += len(run.text)
            shift -= len(run.text)
    return None


def shorten(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Long unchanged runs keep their ends; what is left out is counted."""
    listed = list(runs)
    shown: list[Run] = []
    for place, run in enumerate(listed):
        head = 0 if place == 0 else _CONTEXT
        tail = 0 if place == len(listed) - 1 else _CONTEXT
        if run.kind is not Kind.SAME or len(run.text) <= head + tail + _CONTEXT:
            shown.append(run)
            continue
        cut = len(run.text) - tail
        shown.append(Run(kind=Kind.SAME, text=run.text[:head]))
        shown.append(Run(kind=Kind.SKIPPED, text=run.text[head:cut]))
        shown.append(Run(kind=Kind.SAME, text=run.text[cut:]))
    return tuple(run for run in shown if run.text)


def _blocks(before: str, after: str, edges: Edges | None) -> Iterator[Run]:
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, come = "".join(old[i:j]), "".join(new[k:m])
        if kind == "equal":
            yield Run(kind=Kind.SAME, text=gone)
        elif not gone or not come or len(gone) + len(come) > _LONGEST_BLOCK:
            yield Run(kind=Kind.REMOVED, text=gone)
            yield Run(kind=Kind.ADDED, text=come)
        else:
            yield from _words(_tokens(gone, edges), _tokens(come, edges))


def _tokens(text: str, edges: Edges | None) -> list[str]:
    if edges is None:
        return _TOKEN.findall(text)
    return [text[start:end] for start, end in pairwise(edges(text))]


def _words(old: Sequence[str], new: Sequence[str]) -> Iterator[Run]:
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for place, (kind, i, j, k, m) in enumerate(codes):
        gone, come = "".join(old[i:j]), "".join(new[k:m])
        inner = 0 < place < len(codes) - 1
        if kind == "equal" and not (inner and len(gone) == 1):
            yield Run(kind=Kind.SAME, text=gone)
        else:
            yield Run(kind=Kind.REMOVED, text=gone)
            yield Run(kind=Kind.ADDED, text=come)


def _joined(runs: Iterable[Run]) -> Iterator[Run]:
    gone = come = same = ""
    for run in runs:
        if run.kind is Kind.SAME:
            yield from _changed(gone, come)
            gone = come = ""
            same += run.text
            continue
        if same and run.text:
            yield Run(kind=Kind.SAME, text=same)
            same = ""
        if run.kind is Kind.REMOVED:
            gone += run.text
        else:
            come += run.text
    yield from _changed(gone, come)
    if same:
        yield Run(kind=Kind.SAME, text=same)


def _changed(gone: str, come: str) -> Iterator[Run]:
    if gone:
        yield Run(kind=Kind.REMOVED, text=gone)
    if come:
        yield Run(kind=Kind.ADDED, text=come)


def _yes(value: bool) -> str:  # noqa: FBT001  # a fact of the document, not a switch
    return "是" if value else "否"


def _links(document: Document) -> str:
    return "\n".join(f"{link.text or '（无文字）'} → {link.href}" for link in document.links)


def _hidden(document: Document) -> str:
    return "\n".join(hidden.text for hidden in document.hidden)


def _enclosures(document: Document) -> str:
    return "\n".join(
        f"{one.kind.label}：{one.name}（{one.digest[7:19]}）" for one in document.enclosures
    )


def _media(document: Document) -> str:
    return "\n".join(f"{media.name} {media.alt}".strip() for media in document.media)
