"""The nouns of a review. All frozen; work is functions from noun to noun.

Offsets everywhere are code points of the text as submitted, counted from 0, end exclusive.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from review.digest import LATER, canonical, digest_of, digest_of_bytes
from review.terms import AiUse, Category, EnclosureKind, Gate, Severity, VariantKind, Verdict

__all__ = [
    "LATER",
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
    `words` are those read in it by a machine.
    """

    name: str
    digest: str
    alt: str = ""
    credit: str = field(default="", metadata=LATER)
    ai_generated: bool = field(default=False, metadata=LATER)
    map_number: str = field(default="", metadata=LATER)
    words: str = field(default="", metadata=LATER)


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
        for number, picture in enumerate(self.media):
            if picture.words:
                yield f"picture:{number}", picture.words
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
