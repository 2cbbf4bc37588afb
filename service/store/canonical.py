"""Documents, reports and routes as the JSON that is stored, and back, bit for bit.

What is read is digested again: a row that was changed behind our back is refused, not shown.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from typing import Any

from review.draft import Grade, Role, Route, Step, StepKind, Unit
from review.model import (
    AiUse,
    Basis,
    Category,
    Document,
    Enclosure,
    EnclosureKind,
    Facts,
    Failure,
    Finding,
    Gate,
    GateResult,
    Hidden,
    Link,
    Media,
    Note,
    Report,
    Severity,
    Span,
    Variant,
    VariantKind,
)
from service.store.errors import DamagedError

Json = dict[str, Any]  # as json.loads gives it; never leaves this module


def written(value: object) -> str:
    """Compact JSON with sorted keys that any database can hold.

    NUL is escaped by JSON itself; a lone surrogate, which UTF-8 cannot carry, becomes its escape.
    """
    text = json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=date.isoformat
    )
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def storable(text: str) -> str:
    """A text for showing in lists: without the characters a database column cannot hold."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


def document_written(document: Document) -> str:
    """A document as stored."""
    return written(asdict(document))


def document_read(content: str, digest: str) -> Document:
    """A stored document. Raises DamagedError if it is not the one of this digest."""
    try:
        document = _document(json.loads(content))
    except (ValueError, KeyError, TypeError, AttributeError):
        raise _damaged("稿件版本", digest) from None
    if document.digest != digest:
        raise _damaged("稿件版本", digest)
    return document


def report_written(report: Report) -> str:
    """A report as stored."""
    return written(asdict(report))


def report_read(content: str, digest: str) -> Report:
    """A stored report. Raises DamagedError if it is not the one of this digest."""
    try:
        report = _report(json.loads(content))
    except (ValueError, KeyError, TypeError, AttributeError):
        raise _damaged("检查报告", digest) from None
    if report.digest != digest:
        raise _damaged("检查报告", digest)
    return report


def route_written(route: Route) -> str:
    """A route as stored."""
    return written(asdict(route))


def route_read(content: str) -> Route:
    """A stored route."""
    value: Json = json.loads(content)
    return Route(
        grade=Grade(value["grade"]),
        reasons=tuple(value["reasons"]),
        steps=tuple(
            Step(
                kind=StepKind(step["kind"]),
                role=Role(step["role"]),
                reason=step["reason"],
                hours=step["hours"],
                unit=_unit(step.get("unit")),
                on_duty=step.get("on_duty", False),
                later=step.get("later", False),
            )
            for step in value["steps"]
        ),
    )


def _unit(value: Json | None) -> Unit | None:
    if value is None:
        return None
    return Unit(id=value["id"], name=value["name"], line=tuple(value["line"]))


def _damaged(what: str, digest: str) -> DamagedError:
    return DamagedError(
        f"{what}（{digest[7:19]}）与其摘要不符，数据可能被改动，已停止使用；"
        "请运行 xianshen audit verify 核查，并从备份恢复。"
    )


def _span(value: Json) -> Span:
    return Span(field=value["field"], start=value["start"], end=value["end"])


def _document(value: Json) -> Document:
    facts = value["facts"]
    return Document(
        title=value["title"],
        body=value["body"],
        summary=value["summary"],
        author=value["author"],
        source=value["source"],
        captions=tuple(value["captions"]),
        links=tuple(
            Link(
                href=link["href"],
                text=link["text"],
                span=_span(link["span"]) if link["span"] else None,
                hidden=link["hidden"],
            )
            for link in value["links"]
        ),
        media=tuple(Media(**media) for media in value["media"]),
        hidden=tuple(Hidden(**hidden) for hidden in value["hidden"]),
        facts=Facts(
            category=Category(facts["category"]),
            ai_use=AiUse(facts["ai_use"]),
            repost=facts["repost"],
            source_url=facts["source_url"],
            basis_document=facts.get("basis_document", ""),
            urgent=facts.get("urgent", False),
            platforms=tuple(facts.get("platforms", ())),
        ),
        markup=value["markup"],
        variants=tuple(
            Variant(kind=VariantKind(one["kind"]), text=one["text"])
            for one in value.get("variants", ())
        ),
        correction=value.get("correction", ""),
        enclosures=tuple(
            Enclosure(
                name=one["name"],
                digest=one["digest"],
                kind=EnclosureKind(one["kind"]),
                text=one["text"],
            )
            for one in value.get("enclosures", ())
        ),
    )


def _report(value: Json) -> Report:
    return Report(
        document=value["document"],
        ruleset=value["ruleset"],
        as_of=date.fromisoformat(value["as_of"]),
        gates=tuple(
            GateResult(
                gate=Gate(gate["gate"]),
                rules=gate["rules"],
                findings=tuple(_finding(finding) for finding in gate["findings"]),
                failures=tuple(
                    Failure(
                        rule=failure["rule"], gate=Gate(failure["gate"]), error=failure["error"]
                    )
                    for failure in gate["failures"]
                ),
                notes=tuple(
                    Note(rule=note["rule"], span=_span(note["span"]), edges=tuple(note["edges"]))
                    for note in gate["notes"]
                ),
            )
            for gate in value["gates"]
        ),
    )


def _finding(value: Json) -> Finding:
    return Finding(
        rule=value["rule"],
        name=value["name"],
        gate=Gate(value["gate"]),
        severity=Severity(value["severity"]),
        span=_span(value["span"]),
        message=value["message"],
        suggestions=tuple(value["suggestions"]),
        basis=tuple(
            Basis(
                title=basis["title"],
                clause=basis["clause"],
                date=date.fromisoformat(basis["date"]) if basis["date"] else None,
            )
            for basis in value["basis"]
        ),
        muted=value.get("muted", 0),
    )
