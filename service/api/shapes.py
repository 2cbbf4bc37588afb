"""What goes over the wire about texts and people. Pydantic stays at this edge."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field

from review.draft import Person
from review.model import AiUse, Category, Document, Report, VariantKind
from review.secrecy import Question, Reply
from service.edge.manuscript import Manuscript, clean, manuscript_of, one_line

Words = Annotated[str, Field(max_length=20_000)]
Key = Annotated[str, Field(min_length=1, max_length=200)]


class In(BaseModel):
    """An input: nothing unknown in it, so that a misspelt field is not silently lost."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Out(BaseModel):
    model_config = ConfigDict(frozen=True)


class ErrorDetail(Out):
    code: str
    message: str


class ErrorOut(Out):
    """Every refusal: `code` for programs, `message` one Chinese sentence for people."""

    error: ErrorDetail


class DocumentIn(In):
    title: Annotated[str, Field(max_length=1000)] = ""
    body: Annotated[str, Field(max_length=5_000_000)]
    summary: Words = ""
    author: Annotated[str, Field(max_length=1000)] = ""
    source: Annotated[str, Field(max_length=1000)] = ""
    category: Category = Category.NEWS
    ai_use: AiUse = AiUse.NONE
    repost: bool = False
    source_url: Annotated[str, Field(max_length=2000)] = ""
    basis_document: Annotated[str, Field(max_length=200)] = ""
    urgent: bool = False
    variants: dict[VariantKind, Words] = Field(default_factory=dict)
    correction: Words = ""
    platforms: (
        Annotated[list[Annotated[str, Field(max_length=32)]], Field(max_length=32)] | None
    ) = None

    def manuscript(self) -> Manuscript:
        return Manuscript(
            title=one_line(self.title),
            body=clean(self.body)[0],
            summary=clean(self.summary)[0].strip(),
            author=one_line(self.author),
            source=one_line(self.source),
            category=self.category.value,
            ai_use=self.ai_use.value,
            repost=self.repost,
            source_url=one_line(self.source_url),
            basis_document=one_line(self.basis_document),
            urgent=self.urgent,
            variants={kind.value: clean(text)[0].strip() for kind, text in self.variants.items()},
            correction=one_line(self.correction),
            platforms=None if self.platforms is None else tuple(dict.fromkeys(self.platforms)),
        )


class EnclosureOut(Out):
    name: str
    kind: str
    digest: str
    text: str


class DocumentOut(Out):
    digest: str
    title: str
    body: str
    summary: str
    author: str
    source: str
    category: Category
    ai_use: AiUse
    repost: bool
    source_url: str
    basis_document: str
    urgent: bool
    variants: dict[str, str] = {}
    correction: str = ""
    platforms: list[str] = []
    enclosures: list[EnclosureOut] = []

    @classmethod
    def of(cls, document: Document) -> Self:
        typed = manuscript_of(document)
        return cls(
            digest=document.digest,
            title=typed.title,
            body=typed.body,
            summary=typed.summary,
            author=typed.author,
            source=typed.source,
            category=document.facts.category,
            ai_use=document.facts.ai_use,
            repost=typed.repost,
            source_url=typed.source_url,
            basis_document=typed.basis_document,
            urgent=typed.urgent,
            variants=dict(typed.variants),
            correction=typed.correction,
            platforms=list(document.facts.platforms),
            enclosures=[
                EnclosureOut(name=one.name, kind=one.kind.value, digest=one.digest, text=one.text)
                for one in document.enclosures
            ],
        )


class PersonOut(Out):
    id: int
    login: str
    name: str
    roles: list[str]

    @classmethod
    def of(cls, person: Person) -> Self:
        roles = sorted(role.value for role in person.roles)
        return cls(id=person.id, login=person.login, name=person.name, roles=roles)


class BasisOut(Out):
    title: str
    clause: str
    date: date | None


class FindingOut(Out):
    """Offsets are code points of the field as submitted, from 0, end exclusive."""

    key: str
    rule: str
    name: str
    gate: str
    severity: str
    field: str
    start: int
    end: int
    text: str
    message: str
    suggestions: list[str]
    basis: list[BasisOut]


class FailureOut(Out):
    rule: str
    gate: str
    error: str


class ReportOut(Out):
    digest: str
    document: str
    ruleset: str
    as_of: date
    verdict: str
    findings: list[FindingOut]
    failures: list[FailureOut]

    @classmethod
    def of(cls, document: Document, report: Report) -> Self:
        return cls(
            digest=report.digest,
            document=report.document,
            ruleset=report.ruleset,
            as_of=report.as_of,
            verdict=report.verdict.value,
            findings=[
                FindingOut(
                    key=finding.key,
                    rule=finding.rule,
                    name=finding.name,
                    gate=finding.gate.value,
                    severity=finding.severity.value,
                    field=finding.span.field,
                    start=finding.span.start,
                    end=finding.span.end,
                    text=document.quote(finding.span),
                    message=finding.message,
                    suggestions=list(finding.suggestions),
                    basis=[
                        BasisOut(title=b.title, clause=b.clause, date=b.date) for b in finding.basis
                    ],
                )
                for finding in report.findings
            ],
            failures=[
                FailureOut(rule=one.rule, gate=one.gate.value, error=one.error)
                for one in report.failures
            ],
        )


class ReplyShape(In):
    """One of the five secrecy questions answered."""

    question: Question
    yes: bool


def replies_of(given: Sequence[ReplyShape]) -> tuple[Reply, ...]:
    """The answers as the house has them."""
    return tuple(Reply(question=one.question, yes=one.yes) for one in given)
