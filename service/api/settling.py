"""逐项处理 over the API: reasons said again, false alarms, and every rule with its record."""

from __future__ import annotations

from datetime import date
from http import HTTPStatus
from typing import Annotated, Self

from fastapi import APIRouter, Path, Query

from review.model import Gate
from review.output.text import describe_message
from service.actions.mark_false_alarm import mark_false_alarm
from service.actions.reapply_settlement import reapply_settlement
from service.api.credentials import PersonHere
from service.api.drafts import Version
from service.api.records import DraftOut
from service.api.shapes import BasisOut, In, Key, Out, Words
from service.edge.door import OfficeHere
from service.edge.opened import Number
from service.edge.rulebook import Record, record_of, records_of

router = APIRouter(tags=["逐项处理"])

RuleId = Annotated[str, Path(pattern=r"^[A-Z]{3}[0-9]{3}$")]


class ReapplyIn(In):
    version: Version
    finding: Key


class FalseAlarmIn(In):
    finding: Key
    reason: Words = ""


class PrecisionOut(Out):
    """Of the findings somebody did something about, those nobody called a false alarm, with
    Wilson's interval (95 in 100).
    """

    right: int
    total: int
    low: float
    high: float


class RuleOut(Out):
    """A rule with its record: `let_stand` are those waived or answered."""

    id: str
    name: str
    gate: str
    severity: str
    message: str
    basis: list[BasisOut]
    lists: list[str]
    valid_from: date | None
    valid_to: date | None
    hits: int
    recent: int
    fixed: int
    let_stand: int
    false_alarms: int
    precision: PrecisionOut | None

    @classmethod
    def of(cls, record: Record) -> Self:
        rule, outcome, share = record.rule, record.outcome, record.precision
        return cls(
            id=rule.id,
            name=rule.name,
            gate=rule.gate.value,
            severity=rule.severity.value,
            message=describe_message(rule.message),
            basis=[
                BasisOut(title=one.title, clause=one.clause, date=one.date) for one in rule.basis
            ],
            lists=list(rule.check.lists),
            valid_from=rule.valid_from,
            valid_to=rule.valid_to,
            hits=record.hits,
            recent=record.recent,
            fixed=outcome.fixed,
            let_stand=outcome.waived + outcome.answered,
            false_alarms=outcome.false_alarms,
            precision=PrecisionOut(
                right=share.hits, total=share.total, low=share.low, high=share.high
            )
            if share
            else None,
        )


@router.post("/drafts/{draft_id}/reapply")
def reapply(draft_id: Number, given: ReapplyIn, office: OfficeHere, person: PersonHere) -> DraftOut:
    """The reason given for the same passage of an earlier text, given again."""
    settled = reapply_settlement(
        office, person, draft_id, version=given.version, finding=given.finding
    )
    return DraftOut.of(settled, person)


@router.post("/drafts/{draft_id}/false-alarm", status_code=HTTPStatus.NO_CONTENT)
def false_alarm(
    draft_id: Number, given: FalseAlarmIn, office: OfficeHere, person: PersonHere
) -> None:
    """Changes nothing about the draft, only what the rule is known for."""
    mark_false_alarm(office, person, draft_id, finding=given.finding, reason=given.reason)


@router.get("/rules")
def list_rules(
    office: OfficeHere,
    person: PersonHere,  # noqa: ARG001  # for people of the house only
    gate: Gate | None = None,
    words: Annotated[str, Query(max_length=60)] = "",
) -> list[RuleOut]:
    """Every rule, or those of a gate or with some words, each with its record."""
    return [RuleOut.of(record) for record in records_of(office, gate, words)]


@router.get("/rules/{rule_id}")
def one_rule(rule_id: RuleId, office: OfficeHere, person: PersonHere) -> RuleOut:  # noqa: ARG001  # as above
    return RuleOut.of(record_of(office, rule_id)[0])
