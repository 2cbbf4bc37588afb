"""The nouns of a review. All frozen; work is functions from noun to noun.

Offsets everywhere are code points of the text as submitted, counted from 0, end exclusive.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import date
from enum import StrEnum

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


class Gate(StrEnum):
    """关. The five of 国办发〔2018〕123号 and, sixth, commercial advertising and page integrity."""

    POLITICAL = "political"
    LEGAL = "legal"
    POLICY = "policy"
    CONFIDENTIALITY = "confidentiality"
    TEXT = "text"
    ADVERTISING = "advertising"

    @property
    def label(self) -> str:
        return _GATE_LABELS[self]

    @property
    def prefix(self) -> str:
        """The three letters every rule id of this gate begins with."""
        return _GATE_PREFIXES[self]


_GATE_LABELS = {
    Gate.POLITICAL: "政治关",
    Gate.LEGAL: "法律关",
    Gate.POLICY: "政策关",
    Gate.CONFIDENTIALITY: "保密关",
    Gate.TEXT: "文字关",
    Gate.ADVERTISING: "广告",
}
_GATE_PREFIXES = {
    Gate.POLITICAL: "POL",
    Gate.LEGAL: "LEG",
    Gate.POLICY: "PCY",
    Gate.CONFIDENTIALITY: "CON",
    Gate.TEXT: "TXT",
    Gate.ADVERTISING: "ADV",
}


class Severity(StrEnum):
    """`block` must go or be waived in writing, `warn` must be answered, `hint` is shown only."""

    BLOCK = "block"
    WARN = "warn"
    HINT = "hint"

    @property
    def label(self) -> str:
        return {"block": "拦截", "warn": "核对", "hint": "提示"}[self]

    @property
    def rank(self) -> int:
        """0 is gravest."""
        return {"block": 0, "warn": 1, "hint": 2}[self]


class Verdict(StrEnum):
    """What a whole report comes to: its gravest finding, or pass."""

    PASS = "pass"  # noqa: S105  # a verdict, no password
    HINT = "hint"
    WARN = "warn"
    BLOCK = "block"

    @property
    def label(self) -> str:
        return {"pass": "通过", "hint": "提示", "warn": "核对", "block": "拦截"}[self]


class Category(StrEnum):
    """类别: what kind of piece it is; part of what decides its route."""

    NEWS = "news"
    NOTICE = "notice"
    POLICY_DOCUMENT = "policy_document"
    INTERPRETATION = "interpretation"
    LEADER_ACTIVITY = "leader_activity"
    HIGHER_AUTHORITY = "higher_authority"
    REPOST = "repost"
    EMERGENCY = "emergency"
    PUBLIC_LIST = "public_list"
    SERVICE = "service"

    @property
    def label(self) -> str:
        return {
            "news": "动态",
            "notice": "通知公告",
            "policy_document": "政策文件",
            "interpretation": "政策解读",
            "leader_activity": "领导活动",
            "higher_authority": "上级政务活动（通稿）",
            "repost": "转载",
            "emergency": "突发应急",
            "public_list": "公示名单",
            "service": "服务信息",
        }[self]


class AiUse(StrEnum):
    """人工智能使用情况, declared by the author (标识办法, in force 2025-09-01)."""

    NONE = "none"
    PARTLY = "partly"
    FULLY = "fully"

    @property
    def label(self) -> str:
        return {"none": "未使用", "partly": "部分使用", "fully": "全部生成"}[self]


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
    """A picture or file that goes out with the text. `digest` is of its bytes."""

    name: str
    digest: str
    alt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hidden:
    """Text that is in the file but that no reader sees, and the means by which it is hidden."""

    text: str
    means: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the author declares about the piece; nothing here is guessed by the machine."""

    category: Category = Category.NEWS
    ai_use: AiUse = AiUse.NONE
    repost: bool = False
    source_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """稿件版本: one version of a text. Another character is another document.

    `markup` is the HTML as fetched or pasted, where there is one: page rules (4xx) look at it.
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

    @property
    def digest(self) -> str:
        return digest_of(asdict(self))

    def fields(self) -> Iterator[tuple[str, str]]:
        """Every text of the document with the name its spans bear, in the order it is read."""
        yield "title", self.title
        yield "summary", self.summary
        yield "body", self.body
        yield "author", self.author
        yield "source", self.source
        for number, caption in enumerate(self.captions):
            yield f"caption:{number}", caption
        for number, hidden in enumerate(self.hidden):
            yield f"hidden:{number}", hidden.text
        for number, link in enumerate(self.links):
            yield f"link:{number}", link.href
        yield "markup", self.markup

    def text_of(self, name: str) -> str:
        """The text of one field; KeyError if the document has none of that name."""
        for known, text in self.fields():
            if known == name:
                return text
        raise KeyError(name)

    def quote(self, span: Span) -> str:
        """The submitted words a span stands for."""
        return self.text_of(span.field)[span.start : span.end]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """问题. Stores where, not what: the words are cut from the document when shown."""

    rule: str
    name: str
    gate: Gate
    severity: Severity
    span: Span
    message: str
    suggestions: tuple[str, ...] = ()
    basis: tuple[Basis, ...] = ()

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
        return digest_of(asdict(self))
