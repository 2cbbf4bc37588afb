"""The report as SARIF 2.1.0, for editors and code hosts that show such results.

Offsets and columns are code points (`columnKind` says so) of the file itself. Where a format has
no lines (a Word file, a sheet) there is no region: `logicalLocations` names the paragraph, cell or
page, `properties` the field of the extracted text and the offsets in it.
"""

from __future__ import annotations

import hashlib
import json
from urllib.parse import quote

from review.model import Finding, Severity, Span
from review.output.run import Judged, Places, Run
from review.output.text import describe_basis, describe_message
from review.rule import Rule

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS = {Severity.BLOCK: "error", Severity.WARN: "warning", Severity.HINT: "note"}
_CONTEXT = 12

Json = dict[str, object]


def render_sarif(run: Run) -> str:
    """One SARIF log with one run, ending in a line end."""
    index = {rule.id: number for number, rule in enumerate(run.ruleset.rules)}
    notifications = [_unread(unread.path, unread.message) for unread in run.unread]
    notifications += [each for judged in run.judged for each in _failures(judged)]
    content = {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "xianshen",
                        "fullName": "先审 xianshen",
                        "version": run.ruleset.version,
                        "language": "zh-CN",
                        "rules": [_rule(rule) for rule in run.ruleset.rules],
                    }
                },
                "language": "zh-CN",
                "columnKind": "unicodeCodePoints",
                "invocations": [
                    {
                        "executionSuccessful": not notifications,
                        "toolExecutionNotifications": notifications,
                    }
                ],
                "artifacts": [
                    {
                        "location": {"uri": _uri(judged.path)},
                        "properties": {"documentDigest": judged.report.document},
                    }
                    for judged in run.judged
                ],
                "results": [each for judged in run.judged for each in _results(judged, index)],
                "properties": {"rulesetDigest": run.ruleset.digest},
            }
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _rule(rule: Rule) -> Json:
    bases = "；".join(describe_basis(basis) for basis in rule.basis)
    message = describe_message(rule.message)
    return {
        "id": rule.id,
        "name": rule.name,
        "shortDescription": {"text": rule.name},
        "fullDescription": {"text": message},
        "help": {"text": f"{message}依据：{bases}" if bases else message},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"gate": str(rule.gate), "severity": str(rule.severity)},
    }


def _results(judged: Judged, index: dict[str, int]) -> list[Json]:
    places = Places(judged.document, judged.places)
    return [_result(finding, judged, places, index) for finding in judged.report.findings]


def _result(finding: Finding, judged: Judged, places: Places, index: dict[str, int]) -> Json:
    span = finding.span
    artifact = {"uri": _uri(judged.path)}
    physical: Json = {"artifactLocation": artifact}
    if (region := _region(judged, span, places)) is not None:
        physical["region"] = region
    logical: Json = {"name": span.field, "fullyQualifiedName": span.field}
    if named := places.name(span):
        logical["decoratedName"] = named
    result: Json = {
        "ruleId": finding.rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [{"physicalLocation": physical, "logicalLocations": [logical]}],
        "partialFingerprints": {"xianshen/v1": _fingerprint(finding, places)},
        "properties": {
            "gate": str(finding.gate),
            "suggestions": list(finding.suggestions),
            "field": span.field,
            "start": span.start,
            "end": span.end,
        },
    }
    if finding.rule in index:
        result["ruleIndex"] = index[finding.rule]
    if judged.format == "plain" and span.field == "body" and len(finding.suggestions) == 1:
        deleted = {"charOffset": span.start, "charLength": span.end - span.start}
        replacement = {
            "deletedRegion": deleted,
            "insertedContent": {"text": finding.suggestions[0]},
        }
        change = {"artifactLocation": artifact, "replacements": [replacement]}
        result["fixes"] = [
            {"description": {"text": "按建议修改"}, "artifactChanges": [change]},
        ]
    return result


def _region(judged: Judged, span: Span, places: Places) -> Json | None:
    """Where in the file itself the words stand, if that can be told: a viewer would otherwise
    show another place. In a page it can where the words, with what is around them, stand once.
    """
    if judged.format == "plain":
        field, start = span.field, span.start
    elif span.field == "markup":
        field, start = "markup", span.start
    else:
        field, start = "markup", _only_place(judged, span, places)
    end = start + span.end - span.start
    if start < 0 or (judged.format == "plain" and field != "body"):
        return None
    line, column = places.locate(field, start)
    last_line, last_column = places.locate(field, end)
    return {
        "startLine": line,
        "startColumn": column,
        "endLine": last_line,
        "endColumn": last_column,
        "charOffset": start,
        "charLength": span.end - span.start,
    }


def _only_place(judged: Judged, span: Span, places: Places) -> int:
    source, words = judged.document.markup, places.quote(span)
    before, after = places.around(span, _CONTEXT)
    for wanted, lead in ((before + words + after, len(before)), (words, 0)):
        at = source.find(wanted) if wanted.strip() else -1
        if at >= 0 and source.find(wanted, at + 1) < 0:
            return at + lead
    return -1


def _fingerprint(finding: Finding, places: Places) -> str:
    """The same for the same words in the same surroundings, wherever edits move them."""
    before, after = places.around(finding.span, _CONTEXT)
    parts = "\0".join((finding.rule, before, places.quote(finding.span), after))
    return hashlib.sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()


def _failures(judged: Judged) -> list[Json]:
    return [
        {
            "level": "error",
            "message": {"text": f"规则 {failure.rule} 运行出错（{failure.error}），本文没有查完。"},
            "associatedRule": {"id": failure.rule},
            "locations": [_whole(judged.path)],
        }
        for failure in judged.report.failures
    ]


def _unread(path: str, message: str) -> Json:
    return {"level": "error", "message": {"text": message}, "locations": [_whole(path)]}


def _whole(path: str) -> Json:
    return {"physicalLocation": {"artifactLocation": {"uri": _uri(path)}}}


def _uri(path: str) -> str:
    raw = path.replace("\\", "/").encode("utf-8", "surrogateescape")
    return quote(raw, safe="/~!$&'()*+,;=@")
