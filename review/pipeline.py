"""The walk through the gates: document and ruleset in, report out.

A rule that raises becomes a Failure, never silence: the report is then not clean.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from review.automaton import Hit
from review.model import (
    Document,
    Failure,
    Finding,
    Gate,
    GateResult,
    Note,
    Report,
    Severity,
    Span,
)
from review.mute import quieted
from review.overlap import giving_way, without_echoes
from review.page import in_furniture
from review.rule import LetGo, Mark, Matcher, Reading, Rule
from review.ruleset import InForce, Ruleset
from review.text import Text
from review.wordlist import Library

_FURNISHED = "body"
_NOTHING: Mapping[str, Sequence[Hit]] = {}


@dataclass(slots=True)
class _Read:
    """One document while it is being read: its texts, what concerns which rule, and what was found.

    `hits`: by rule, then by field.
    """

    document: Document
    texts: list[Text]
    hits: dict[int, dict[str, Sequence[Hit]]] = field(default_factory=dict)
    readings: dict[tuple[str, ...], Reading] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    failures: dict[Gate, list[Failure]] = field(default_factory=dict)
    notes: dict[Gate, list[Note]] = field(default_factory=dict)
    body: Text | None = None

    def reading(self, fields: tuple[str, ...], as_of: date, library: Library) -> Reading:
        """The document as rules that read these fields are to see it."""
        known = self.readings.get(fields)
        if known is None:
            wanted = [text for text in self.texts if text.field.partition(":")[0] in fields]
            known = self.readings[fields] = Reading(self.document, as_of, wanted, library)
        return known


def review(document: Document, ruleset: Ruleset, as_of: date) -> Report:
    """Judge a document by the rules and list entries that hold on a day."""
    (report,) = review_all([document], ruleset, as_of)
    return report


def review_all(documents: Sequence[Document], ruleset: Ruleset, as_of: date) -> list[Report]:
    """Judge documents as if one after the other.

    Each step is taken for all of them before the next, and each rule asked of all before the next:
    what a step works with then stays in the processor's nearer memory, which more than halves the
    time. All are held in memory, so they should be some dozens at a time.
    """
    read = [
        _Read(
            document,
            [Text(name, text, ruleset.segmenter) for name, text in document.fields() if text],
        )
        for document in documents
    ]
    for one in read:
        for text in one.texts:
            scanned, heard = ruleset.automaton.read(text.folded, text.row)
            for owner, shared in enumerate(ruleset.shared, len(ruleset.rules)):
                text.heard[shared] = heard[owner]
            for owner, found in scanned.items():
                one.hits.setdefault(owner, {})[text.field] = found
            if text.field == _FURNISHED:
                one.body = text
    for one in read:
        for text in one.texts:
            for owner, found in ruleset.sieves.through(text):
                hits = one.hits.setdefault(owner, {})
                hits[text.field] = [*hits[text.field], *found] if text.field in hits else found
    in_force = ruleset.in_force(as_of)
    concerned: dict[int, list[_Read]] = dict.fromkeys(in_force.always, read)
    for one in read:
        for number in one.hits.keys() & in_force.rules - in_force.always:
            concerned.setdefault(number, []).append(one)
    for number in sorted(concerned):
        rule, matcher = ruleset.rules[number], ruleset.matchers[number]
        fields = rule.reads
        for one in concerned[number]:
            _ask(one, rule, matcher, one.reading(fields, as_of, ruleset.library), number)
    return [_report(one, ruleset, in_force, as_of) for one in read]


def _ask(one: _Read, rule: Rule, matcher: Matcher, reading: Reading, number: int) -> None:
    """What a rule has to say of a document."""
    try:
        marked = list(matcher.find(reading, _only(one.hits.get(number, _NOTHING), reading)))
    except Exception as error:  # noqa: BLE001  # whatever a rule does, the text is not passed
        failure = Failure(rule=rule.id, gate=rule.gate, error=type(error).__name__)
        one.failures.setdefault(rule.gate, []).append(failure)
        return
    if not marked:
        return
    one.findings += _findings(rule, marked, one.body)
    one.notes.setdefault(rule.gate, []).extend(
        Note(rule=rule.id, span=each.span, edges=each.edges)
        for each in marked
        if isinstance(each, LetGo)
    )


def _report(one: _Read, ruleset: Ruleset, in_force: InForce, as_of: date) -> Report:
    order = {text.field: number for number, text in enumerate(one.texts)}
    findings = one.findings

    def place(span: Span) -> tuple[int, int, int]:
        return order.get(span.field, len(order)), span.start, span.end

    if ruleset.mutes:
        findings = quieted(findings, one.document, ruleset.mutes, as_of)
    kept: dict[Gate, list[Finding]] = {gate: [] for gate in Gate}
    for finding in without_echoes(giving_way(findings, in_force.yields)):
        kept[finding.gate].append(finding)
    return Report(
        document=one.document.digest,
        ruleset=ruleset.digest,
        as_of=as_of,
        gates=tuple(
            GateResult(
                gate=gate,
                rules=in_force.of_gate[gate],
                findings=tuple(sorted(kept[gate], key=lambda each: (place(each.span), each.rule))),
                failures=tuple(one.failures.get(gate, ())),
                notes=tuple(
                    sorted(one.notes.get(gate, ()), key=lambda each: (place(each.span), each.rule))
                ),
            )
            for gate in Gate
        ),
    )


def _only(hits: Mapping[str, Sequence[Hit]], reading: Reading) -> Mapping[str, Sequence[Hit]]:
    if all(map(reading.has, hits)):
        return hits
    return {field: found for field, found in hits.items() if reading.has(field)}


def _findings(rule: Rule, found: Iterable[Mark | LetGo], body: Text | None) -> list[Finding]:
    findings: dict[Span, Finding] = {}
    for mark in found:
        if not isinstance(mark, Mark):
            continue
        severity = rule.severity
        if mark.severity is not None and mark.severity.rank > severity.rank:
            severity = mark.severity
        if severity is not Severity.BLOCK and _furnished(mark.span, body):
            continue
        findings.setdefault(
            mark.span,
            Finding(
                rule=rule.id,
                name=rule.name,
                gate=rule.gate,
                severity=severity,
                span=mark.span,
                message=mark.message or rule.message,
                suggestions=mark.suggestions,
                basis=(*rule.basis, *(one for one in mark.basis if one not in rule.basis)),
            ),
        )
    return list(findings.values())


def _furnished(span: Span, body: Text | None) -> bool:
    if body is None or span.field != body.field:
        return False
    return in_furniture(body, span.start, span.end)
