"""The report as JSON, schema xianshen.report/1: what outside programs rely on.

NOTE: Adding a key is no change to them; renaming, removing or reordering gates is.
"""

from __future__ import annotations

import json

from review.model import REPORT_SCHEMA, Basis, Failure, Finding, GateResult
from review.output.run import Judged, Places, Run


def render_json(run: Run) -> str:
    """All documents and errors of a run, ending in a line end."""
    content = {
        "schema": REPORT_SCHEMA,
        "ruleset": {
            "version": run.ruleset.version,
            "digest": run.ruleset.digest,
            "rules": len(run.ruleset.rules),
        },
        "documents": [_document(judged) for judged in run.judged],
        "errors": [{"path": unread.path, "message": unread.message} for unread in run.unread],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _document(judged: Judged) -> dict[str, object]:
    places = Places(judged.document, judged.places)
    report = judged.report
    return {
        "path": judged.path,
        "title": judged.document.title,
        "digest": report.document,
        "as_of": report.as_of.isoformat(),
        "format": judged.format,
        "verdict": str(report.verdict),
        "gates": [_gate(gate) for gate in report.gates],
        "findings": [_finding(finding, places) for finding in report.findings],
        "failures": [_failure(failure) for failure in report.failures],
        "notices": list(judged.notices),
    }


def _gate(result: GateResult) -> dict[str, object]:
    return {
        "gate": str(result.gate),
        "label": result.gate.label,
        "rules": result.rules,
        "findings": len(result.findings),
        "failures": len(result.failures),
    }


def _finding(finding: Finding, places: Places) -> dict[str, object]:
    span = finding.span
    line, column = places.locate(span.field, span.start)
    return {
        "rule": finding.rule,
        "name": finding.name,
        "gate": str(finding.gate),
        "severity": str(finding.severity),
        "field": span.field,
        "start": span.start,
        "end": span.end,
        "line": line,
        "column": column,
        "place": places.name(span),
        "text": places.quote(span),
        "message": finding.message,
        "suggestions": list(finding.suggestions),
        "basis": [_basis(basis) for basis in finding.basis],
    }


def _basis(basis: Basis) -> dict[str, object]:
    return {
        "title": basis.title,
        "clause": basis.clause,
        "date": basis.date.isoformat() if basis.date else None,
    }


def _failure(failure: Failure) -> dict[str, object]:
    return {"rule": failure.rule, "error": failure.error}
