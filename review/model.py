"""The nouns of a review. All frozen; work is functions from noun to noun.

Offsets everywhere are code points of the text as submitted, counted from 0, end exclusive.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any, cast

from review.terms import AiUse, Category, EnclosureKind, Gate, Severity, VariantKind, Verdict

__all__ = [
    "AiUse",
    "Basis",
    "Category",
    "Document",
    "Enclosure",
    "EnclosureKind",
    "Facts",
    "Failure",
    "Finding",
    "Gate",
    "GateResult",
    "Hidden",
    "Link",
    "Media",
    "Note",
    "Report",
    "Severity",
    "Span",
    "Variant",
    "VariantKind",
    "Verdict",
    "canonical",
    "digest_of",
    "digest_of_bytes",
]

REPORT_SCHEMA = "xianshen.report/1"


def digest_of(value: object) -> str:
    """SHA-256 over canonical JSON: keys sorted, no spaces, UTF-8. Written `sha256:<hex>`.

    NOTE: Choose carefully! Stored sign-offs and seals name digests made here; a change of the
    canonical form makes every one of them unverifiable.
    """
    text = json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=date.isoformat
    )
    return "sha256:" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def digest_of_bytes(data: bytes) -> str:
    """SHA-256 of a file's bytes, written as `digest_of` writes it."""
    return "sha256:" + hashlib.sha256(data).hexdigest()


LATER: Mapping[str, bool] = MappingProxyType({"later": True})
"""Metadata of a field that a noun did not have when first texts were signed.

Such a field is digested only where it says something, so that what was signed before stays what
it was. A field without it is digested always. Never take it away from a field again.
"""


def canonical(value: object) -> object:
    """A noun as it is digested: dataclasses as objects, `LATER` fields left out at their default."""
    if isinstance(value, str | int) or value is None:  # bool and enums among them
        return value
    if isinstance(value, tuple):
        return [canonical(item) for item in value]
    if not is_dataclass(value) or isinstance(value, type):
        return value
    return {
        name: canonical(item)
        for name, default in _digested(cast("Hashable", type(value)))
        if (item := getattr(value, name)) != default
    }


@cache
def _digested(kind: Hashable) -> tuple[tuple[str, object], ...]:
    """Of a dataclass: its fields, and the value at which each is left out."""
    return tuple(
        (each.name, each.default if each.metadata.get("later") else _ALWAYS)
        for each in fields(cast("Any", kind))
    )


_ALWAYS = object()  # equal to no value: such a field is never left out


@dataclass(frozen=True, slots=True)
class Basis:
    """依据: the written ground of a rule."""

    title: str
    clause: str = ""
    date: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """Where something stands: a field of the document and a stretch of its submitted text."""

    field: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One hyperlink as submitted. `text` is what readers see, `span` where they see it."""

    href: str
    text: str = ""
    span: Span | None = None
    hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    """A picture or file that goes out with the text. `digest` is of its bytes.

    `alt` says what it shows, `credit` who made it, `map_number` is its 审图号 if it is a map.
    """

    name: str
    digest: str
    alt: str = ""
    credit: str = field(default="", metadata=LATER)
    ai_generated: bool = field(default=False, metadata=LATER)
    map_number: str = field(default="", metadata=LATER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hidden:
    """Text that is in the file but that no reader sees, and the means by which it is hidden."""

    text: str
    means: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosure:
    """随附材料: a file that lies beside the text. `digest` is of its bytes, `text` what it says.

    What readers will get (PUBLISHED) is judged as the text is; what only proves something is
    judged for secrets alone. The MANUSCRIPT the text was taken from says what the text says.
    """

    name: str
    digest: str
    kind: EnclosureKind
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """变体: what is published instead of, or beside, the whole text where it has no room."""

    kind: VariantKind
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the author declares about the piece; nothing here is guessed by the machine.

    `basis_document` is the number of the document it rests on, `urgent` asks for the 值班 lane.
    `platforms` are those it is meant for, by name; () leaves it to whoever releases it.
    """

    category: Category = Category.NEWS
    ai_use: AiUse = AiUse.NONE
    repost: bool = False
    source_url: str = ""
    basis_document: str = field(default="", metadata=LATER)
    urgent: bool = field(default=False, metadata=LATER)
    platforms: tuple[str, ...] = field(default=(), metadata=LATER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """稿件版本: one version of a text. Another character is another document.

    `markup` is the HTML as fetched or pasted, where there is one: page rules (4xx) look at it.
    `variants`: at most one of each kind. `correction` is the 更正说明 that readers are told where
    a text already published is corrected.
    """

    title: str = ""
    body: str = ""
    summary: str = ""
    author: str = ""
    source: str = ""
    captions: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    media: tuple[Media, ...] = ()
    hidden: tuple[Hidden, ...] = ()
    facts: Facts = field(default_factory=Facts)
    markup: str = ""
    variants: tuple[Variant, ...] = field(default=(), metadata=LATER)
    correction: str = field(default="", metadata=LATER)
    enclosures: tuple[Enclosure, ...] = field(default=(), metadata=LATER)

    @property
    def digest(self) -> str:
        return digest_of(canonical(self))

    def fields(self) -> Iterator[tuple[str, str]]:
        """Every text of the document with the name its spans bear, in the order it is read."""
        yield "title", self.title
        yield "summary", self.summary
        yield "body", self.body
        for variant in self.variants:
            yield f"variant:{variant.kind.value}", variant.text
        if self.correction:
            yield "correction", self.correction
        yield "author", self.author
        yield "source", self.source
        for number, caption in enumerate(self.captions):
            yield f"caption:{number}", caption
        for number, hidden in enumerate(self.hidden):
            yield f"hidden:{number}", hidden.text
        for number, link in enumerate(self.links):
            yield f"link:{number}", link.href
        for number, enclosure in enumerate(self.enclosures):
            family = "enclosure" if enclosure.kind is EnclosureKind.PUBLISHED else "proof"
            yield f"{family}:{number}", enclosure.text
        yield "markup", self.markup

    def text_of(self, name: str) -> str:
        """The text of one field; KeyError if the document has none of that name."""
        for known, text in self.fields():
            if known == name:
                return text
        raise KeyError(name)

    def variant(self, kind: str) -> str:
        """The text of one variant; "" if there is none of this kind."""
        return next((one.text for one in self.variants if one.kind.value == kind), "")

    def quote(self, span: Span) -> str:
        """The submitted words a span stands for."""
        return self.text_of(span.field)[span.start : span.end]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """问题. Stores where, not what: the words are cut from the document when shown.

    `muted` is the number of the mute that made it a hint, 0 if none did.
    """

    rule: str
    name: str
    gate: Gate
    severity: Severity
    span: Span
    message: str
    suggestions: tuple[str, ...] = ()
    basis: tuple[Basis, ...] = ()
    muted: int = field(default=0, metadata=LATER)

    @property
    def key(self) -> str:
        """Names this finding within its document; waivers and answers refer to it."""
        return f"{self.rule}@{self.span.field}:{self.span.start}-{self.span.end}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A hit that was let go because a word edge runs through it; kept so that it can be audited.

    `edges` are the word edges found around it, as offsets into the field.
    """

    rule: str
    span: Span
    edges: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A rule that raised. The report is then not clean. Holds the exception's type, never text."""

    rule: str
    gate: Gate
    error: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GateResult:
    gate: Gate
    rules: int
    findings: tuple[Finding, ...] = ()
    failures: tuple[Failure, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """检查报告. Same document, ruleset and as-of date: the same report, byte for byte."""

    document: str
    ruleset: str
    as_of: date
    gates: tuple[GateResult, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(finding for gate in self.gates for finding in gate.findings)

    @property
    def failures(self) -> tuple[Failure, ...]:
        return tuple(failure for gate in self.gates for failure in gate.failures)

    @property
    def verdict(self) -> Verdict:
        """The gravest finding; a rule that failed counts as block, for nobody knows what it missed."""
        if self.failures:
            return Verdict.BLOCK
        worst = min((finding.severity.rank for finding in self.findings), default=3)
        return (Verdict.BLOCK, Verdict.WARN, Verdict.HINT, Verdict.PASS)[worst]

    @property
    def digest(self) -> str:
        return digest_of(canonical(self))
