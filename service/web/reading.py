"""A report as a page shows it: gate by gate, findings of one rule together, each with its words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from review.correction import can_correct
from review.draft import Answer, Waiver
from review.model import Basis, Document, Failure, Finding, Gate, Report, Severity
from service.edge.comparison import field_label
from service.web.marking import Piece, Quote, cut, quote

MOST_LISTED: Final = 60
"""Findings of one kind that are listed; all are marked in the text and counted."""

_VISIBLE_FIELDS = ("title", "summary", "body", "author", "source", "variant", "correction")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One finding on the page. `settled` is the waiver or answer that lets it stand."""

    number: int
    finding: Finding
    field: str
    quote: Quote
    settled: Waiver | Answer | None

    @property
    def correctable(self) -> bool:
        """Whether a suggestion can be taken here: what stands in a file is put right in the file."""
        return can_correct(self.finding.span)

    @property
    def pending(self) -> bool:
        """Still in the way of submission."""
        return self.settled is None and self.finding.severity is not Severity.HINT


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """同类: the findings of one rule that say the same."""

    rule: str
    name: str
    severity: Severity
    message: str
    basis: tuple[Basis, ...]
    found: tuple[Shown, ...]

    @property
    def fixable(self) -> int:
        """How many have one certain suggestion."""
        return sum(
            len(shown.finding.suggestions) == 1 and shown.correctable for shown in self.found
        )

    @property
    def listed(self) -> tuple[Shown, ...]:
        """Those listed one by one; a page of thousands could be neither loaded nor read."""
        return self.found[:MOST_LISTED]

    @property
    def anchor(self) -> str:
        """The group's place on the page."""
        return f"group-{self.found[0].number}"

    @property
    def answerable(self) -> int:
        """How many wait for an answer that may be the same for all of them."""
        if self.severity is not Severity.WARN:
            return 0
        return sum(shown.pending for shown in self.found)


@dataclass(frozen=True, slots=True, kw_only=True)
class GatePart:
    gate: Gate
    rules: int
    groups: tuple[Group, ...]
    failures: tuple[Failure, ...]

    @property
    def total(self) -> int:
        return sum(len(group.found) for group in self.groups)

    @property
    def worst(self) -> str:
        """The class of the gate's badge: its gravest finding, or pass."""
        if self.failures:
            return "block"
        ranked = sorted((group.severity for group in self.groups), key=lambda found: found.rank)
        return ranked[0].value if ranked else "pass"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of the document in pieces, ready to be marked."""

    name: str
    label: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One document with its report. `shown` is in page order: number 1 is the first."""

    document: Document
    report: Report
    shown: tuple[Shown, ...]
    gates: tuple[GatePart, ...]
    fields: tuple[Field, ...]
    anchors: Mapping[int, str]

    @property
    def counts(self) -> tuple[tuple[Severity, int], ...]:
        """How many findings of each severity, gravest first."""
        return tuple(
            (severity, sum(shown.finding.severity is severity for shown in self.shown))
            for severity in Severity
        )

    @property
    def muted(self) -> int:
        """How many are hints because a unit muted them."""
        return sum(shown.finding.muted > 0 for shown in self.shown)

    @property
    def pending(self) -> tuple[Shown, ...]:
        """What still has to be fixed, waived or answered before submission."""
        return tuple(shown for shown in self.shown if shown.pending)

    @property
    def open_groups(self) -> tuple[tuple[Group, int], ...]:
        """The groups with something to deal with, gravest first, and how many that is in each."""
        groups = [
            (group, sum(shown.pending for shown in group.found))
            for part in self.gates
            for group in part.groups
        ]
        return tuple(
            sorted((one for one in groups if one[1]), key=lambda one: one[0].severity.rank)
        )

    @property
    def settled(self) -> tuple[Shown, ...]:
        return tuple(shown for shown in self.shown if shown.settled is not None)

    def severity_of(self, numbers: Sequence[int]) -> str:
        """The gravest severity among findings that share a piece of text."""
        return min((self.shown[n - 1].finding.severity for n in numbers), key=lambda s: s.rank)

    def title_of(self, numbers: Sequence[int]) -> str:
        """What a pointer resting on a mark is told."""
        return "；".join(
            f"{shown.finding.severity.label}：{shown.finding.name}"
            for shown in (self.shown[n - 1] for n in numbers)
        )

    def anchor_of(self, number: int) -> str:
        """Where on the page the finding of this number is dealt with."""
        return self.anchors.get(number, "")

    def all_settled(self, numbers: Sequence[int]) -> bool:
        return not any(self.shown[n - 1].pending for n in numbers) and any(
            self.shown[n - 1].settled for n in numbers
        )


def read(
    document: Document, report: Report, settlements: Iterable[Waiver | Answer] = ()
) -> Reading:
    """The report laid out for a page. Settlements of another text are not counted."""
    by_key = {s.finding: s for s in settlements if s.document == report.document}
    shown = tuple(
        Shown(
            number=number,
            finding=finding,
            field=field_label(finding.span.field),
            quote=quote(document, finding.span),
            settled=by_key.get(finding.key),
        )
        for number, finding in enumerate(report.findings, 1)
    )
    by_finding = {id(found.finding): found for found in shown}
    gates = tuple(
        GatePart(
            gate=result.gate,
            rules=result.rules,
            groups=_groups([by_finding[id(finding)] for finding in result.findings]),
            failures=result.failures,
        )
        for result in report.gates
    )
    return Reading(
        document=document,
        report=report,
        shown=shown,
        gates=gates,
        fields=tuple(_fields(document, shown)),
        anchors={
            found.number: f"found-{found.number}" if place < MOST_LISTED else group.anchor
            for part in gates
            for group in part.groups
            for place, found in enumerate(group.found)
        },
    )


def _groups(shown: Sequence[Shown]) -> tuple[Group, ...]:
    kinds: dict[tuple[str, str, Severity], list[Shown]] = {}
    for found in shown:
        finding = found.finding
        kinds.setdefault((finding.rule, finding.message, finding.severity), []).append(found)
    groups = [
        Group(
            rule=rule,
            name=found[0].finding.name,
            severity=severity,
            message=message,
            basis=found[0].finding.basis,
            found=tuple(found),
        )
        for (rule, message, severity), found in kinds.items()
    ]
    return tuple(sorted(groups, key=lambda group: group.severity.rank))


def _fields(document: Document, shown: Sequence[Shown]) -> Iterable[Field]:
    marked: dict[str, list[Shown]] = {}
    for found in shown:
        marked.setdefault(found.finding.span.field, []).append(found)
    for name, text in document.fields():
        visible = name.partition(":")[0] in _VISIBLE_FIELDS
        if not text or not (visible or name in marked):
            continue
        if name == "markup":
            continue
        spans = [(found.number, found.finding.span) for found in marked.get(name, ())]
        yield Field(name=name, label=field_label(name), pieces=cut(text, spans))
