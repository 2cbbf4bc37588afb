"""The walk through the gates: document and ruleset in, report out.

A rule that raises becomes a Failure, never silence: the report is then not clean.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
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
from review.rule import LetGo, Mark, Reading, Rule
from review.ruleset import Ruleset
from review.text import Text

_FURNISHED = "body"
_NOTHING: Mapping[str, Sequence[Hit]] = {}


def review(document: Document, ruleset: Ruleset, as_of: date) -> Report:
    """Judge a document by the rules and list entries that hold on a day."""
    texts = [Text(name, text, ruleset.segmenter) for name, text in document.fields() if text]
    hits: dict[int, dict[str, Sequence[Hit]]] = {}
    for text in texts:
        scanned = ruleset.automaton.scan(text.folded, text.row)
        for owner, shared in enumerate(ruleset.shared, len(ruleset.rules)):
            text.heard[shared] = scanned.pop(owner, ())
        for owner, found in scanned.items():
            hits.setdefault(owner, {})[text.field] = found
        for owner, found in ruleset.sieves.through(text):
            fields = hits.setdefault(owner, {})
            fields[text.field] = [*fields[text.field], *found] if text.field in fields else found
    body = next((text for text in texts if text.field == _FURNISHED), None)
    order = {text.field: number for number, text in enumerate(texts)}
    in_force = ruleset.in_force(as_of)
    findings: list[Finding] = []
    failures: dict[Gate, list[Failure]] = {gate: [] for gate in Gate}
    notes: dict[Gate, list[Note]] = {gate: [] for gate in Gate}
    readings: dict[tuple[str, ...], Reading] = {}
    for number in sorted(in_force.always.union(hits) & in_force.rules):
        rule, matcher = ruleset.rules[number], ruleset.matchers[number]
        fields_read = rule.reads
        reading = readings.get(fields_read)
        if reading is None:
            wanted = [text for text in texts if text.field.partition(":")[0] in fields_read]
            reading = readings[fields_read] = Reading(document, as_of, wanted, ruleset.library)
        try:
            marked = list(matcher.find(reading, _only(hits.get(number, _NOTHING), reading)))
        except Exception as error:  # noqa: BLE001  # whatever a rule does, the text is not passed
            failures[rule.gate].append(
                Failure(rule=rule.id, gate=rule.gate, error=type(error).__name__)
            )
            continue
        if not marked:
            continue
        findings += _findings(rule, marked, body)
        notes[rule.gate] += [
            Note(rule=rule.id, span=each.span, edges=each.edges)
            for each in marked
            if isinstance(each, LetGo)
        ]

    def place(span: Span) -> tuple[int, int, int]:
        return order.get(span.field, len(order)), span.start, span.end

    if ruleset.mutes:
        findings = quieted(findings, document, ruleset.mutes, as_of)
    kept: dict[Gate, list[Finding]] = {gate: [] for gate in Gate}
    for finding in without_echoes(giving_way(findings, in_force.yields)):
        kept[finding.gate].append(finding)
    return Report(
        document=document.digest,
        ruleset=ruleset.digest,
        as_of=as_of,
        gates=tuple(
            GateResult(
                gate=gate,
                rules=in_force.of_gate[gate],
                findings=tuple(sorted(kept[gate], key=lambda one: (place(one.span), one.rule))),
                failures=tuple(failures[gate]),
                notes=tuple(sorted(notes[gate], key=lambda one: (place(one.span), one.rule))),
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
