"""What a person typed as a draft: cleaned, judged complete or not, and made into a Document."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final
from urllib.parse import urlsplit

from review.model import AiUse, Category, Document, Link, Span, Variant, VariantKind
from service.edge.comparison import Kind, compare
from service.edge.pasted import beside_text

LONGEST_BODY: Final = 200_000
"""Characters. Longer than any post or document; a review page of more could not be read."""

_LONGEST_LINE: Final = {
    "title": 200,
    "summary": 2000,
    "author": 100,
    "source": 200,
    "basis_document": 200,
    "correction": 500,
}
_LONGEST_VARIANT: Final = 2000
_LABELS: Final = {
    "title": "标题",
    "summary": "摘要",
    "author": "作者",
    "source": "来源",
    "basis_document": "依据文件",
    "correction": "更正说明",
}
# Control characters but for tab and line feed, the non-characters, and halves of surrogate
# pairs: no reader ever sees them, databases and word processors choke on them.
_UNPRINTABLE: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def normalise(text: str) -> str:
    """Line ends as LF: a posted form has CR LF, and offsets must not depend on that."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def clean(text: str) -> tuple[str, int]:
    """The text without unprintable characters, and how many there were."""
    return _UNPRINTABLE.subn("", normalise(text))


def one_line(text: str) -> str:
    """A title or name as one line without blanks at its ends."""
    return " ".join(clean(text)[0].split("\n")).strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Manuscript:
    """The fields of a draft as typed; `category` and `ai_use` may hold no lawful value yet.

    `links` gives the kept links of the document it is based on, by number, with their address;
    None: all of them as they are. `bare` asks for the visible text alone. `variants`: by kind,
    the shorter wordings; `platforms`: None leaves them as they are.
    `pasted`: links and hidden blocks that came with pasted text, as `service.edge.pasted` writes them.
    """

    title: str = ""
    body: str = ""
    summary: str = ""
    author: str = ""
    source: str = ""
    category: str = Category.NEWS.value
    ai_use: str = AiUse.NONE.value
    repost: bool = False
    source_url: str = ""
    basis_document: str = ""
    urgent: bool = False
    variants: Mapping[str, str] = field(default_factory=dict)
    correction: str = ""
    platforms: tuple[str, ...] | None = None
    links: Mapping[int, str] | None = None
    bare: bool = False
    pasted: tuple[str, ...] = ()


def problems(manuscript: Manuscript) -> Mapping[str, str]:
    """What keeps it from being saved: by field, one sentence each. Empty if nothing does."""
    found: dict[str, str] = {}
    if not manuscript.title:
        found["title"] = "标题是空的，请填写标题。"
    if not manuscript.body.strip():
        found["body"] = "正文是空的，请粘贴或输入正文。"
    if len(manuscript.body) > LONGEST_BODY:
        found["body"] = (
            f"正文有 {len(manuscript.body)} 字，超过一篇稿件的上限 {LONGEST_BODY} 字，"
            "请拆成几篇再提交。"
        )
    for name, longest in _LONGEST_LINE.items():
        length = len(getattr(manuscript, name))
        if length > longest:
            found[name] = f"{_LABELS[name]}有 {length} 字，最多 {longest} 字，请精简。"
    for kind in VariantKind:
        length = len(manuscript.variants.get(kind.value, ""))
        if length > _LONGEST_VARIANT:
            found[f"variant-{kind.value}"] = (
                f"{kind.label}有 {length} 字，最多 {_LONGEST_VARIANT} 字，请精简。"
            )
    if manuscript.category not in {category.value for category in Category}:
        found["category"] = "类别不在列表中，请从列表里选一个。"
    if manuscript.ai_use not in {use.value for use in AiUse}:
        found["ai_use"] = "人工智能使用情况不在列表中，请从列表里选一个。"
    if manuscript.source_url and not _is_web_address(manuscript.source_url):
        found["source_url"] = "原文网址要以 http:// 或 https:// 开头，请改正或留空。"
    if manuscript.repost and not manuscript.source:
        found["source"] = "转载稿要写明来源单位，请填写来源。"
    return found


def document_of(manuscript: Manuscript, base: Document | None = None) -> Document:
    """The document typed, on top of what the earlier version holds beside its text.

    The page's code and hidden text belong to the text they came with: once the visible text is
    changed they are left behind. Links stay where their words were not touched.
    ValueError if `problems` finds any in category or AI use.
    """
    base = base or Document()
    changed = manuscript.bare or base.body != manuscript.body
    links = _kept(base.links, manuscript)
    if base.body != manuscript.body:
        links = _moved(links, base.body, manuscript.body)
    if changed:
        links = tuple(link for link in links if not link.hidden)
    beside = beside_text(manuscript.pasted, manuscript.body)
    return replace(
        base,
        title=manuscript.title,
        body=manuscript.body,
        summary=manuscript.summary,
        author=manuscript.author,
        source=manuscript.source,
        links=tuple(dict.fromkeys((*links, *beside.links))),
        variants=tuple(
            Variant(kind=kind, text=manuscript.variants[kind.value])
            for kind in VariantKind
            if manuscript.variants.get(kind.value)
        ),
        correction=manuscript.correction,
        hidden=(*(() if changed else base.hidden), *beside.hidden),
        markup="" if changed else base.markup,
        facts=replace(
            base.facts,
            category=Category(manuscript.category),
            ai_use=AiUse(manuscript.ai_use),
            repost=manuscript.repost,
            source_url=manuscript.source_url,
            basis_document=manuscript.basis_document,
            urgent=manuscript.urgent,
            platforms=(
                base.facts.platforms if manuscript.platforms is None else manuscript.platforms
            ),
        ),
    )


def manuscript_of(document: Document) -> Manuscript:
    """The other way: what the form shows of a stored version."""
    return Manuscript(
        title=document.title,
        body=document.body,
        summary=document.summary,
        author=document.author,
        source=document.source,
        category=document.facts.category.value,
        ai_use=document.facts.ai_use.value,
        repost=document.facts.repost,
        source_url=document.facts.source_url,
        basis_document=document.facts.basis_document,
        urgent=document.facts.urgent,
        variants={one.kind.value: one.text for one in document.variants},
        correction=document.correction,
        platforms=document.facts.platforms,
    )


def _kept(links: tuple[Link, ...], manuscript: Manuscript) -> tuple[Link, ...]:
    if manuscript.links is None:
        return links
    return tuple(
        replace(link, href=manuscript.links[number].strip())
        for number, link in enumerate(links)
        if number in manuscript.links
    )


def _moved(links: tuple[Link, ...], before: str, after: str) -> tuple[Link, ...]:
    same: list[tuple[int, int, int]] = []
    old = new = 0
    for run in compare(before, after):
        length = len(run.text)
        if run.kind is Kind.SAME:
            same.append((old, old + length, new - old))
        old += length if run.kind is not Kind.ADDED else 0
        new += length if run.kind is not Kind.REMOVED else 0
    kept: list[Link] = []
    for link in links:
        span = link.span
        if span is None or span.field != "body":
            kept.append(link)
            continue
        for start, end, shift in same:
            if start <= span.start and span.end <= end:
                moved = Span(field="body", start=span.start + shift, end=span.end + shift)
                kept.append(replace(link, span=moved))
                break
    return tuple(kept)


def _is_web_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc)
