"""What every verb about an incident does first, and what it writes into the log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from review.clearance import SHORTEST_REASON
from review.draft import SYSTEM, Person
from review.refusal import NotAllowedError, Refusal
from review.staff import Role, Unit
from service.actions.desk import found_unit, seated, words
from service.actions.errors import InvalidError, MissingError
from service.store import UnitOfWork
from service.store.deed import Deed
from service.store.incidents import Incident, IncidentKind, IncidentStep
from service.store.incidents_ledger import words_digest

MINDING = (Role.FINAL, Role.PUBLISHER, Role.ADMIN)
"""Who may deal with a unit's incidents."""

LONGEST_LINE = 120
"""Characters of an incident's subject, of an account's name, and of whom it was reported to."""

_DEEDS = {
    IncidentStep.OPENED: Deed.INCIDENT_OPENED,
    IncidentStep.HANDLED: Deed.INCIDENT_HANDLED,
    IncidentStep.REPORTED: Deed.INCIDENT_REPORTED,
    IncidentStep.TRANSFERRED: Deed.INCIDENT_TRANSFERRED,
    IncidentStep.CLOSED: Deed.INCIDENT_CLOSED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentFacts:
    """What is known of an incident when it is found. `subject`: one line, no words of the text."""

    unit: int
    kind: IncidentKind
    subject: str
    note: str = ""
    draft: int | None = None
    posting: str | None = None
    account: str = ""
    drill: bool = False


def line_typed(typed: str, what: str) -> str:
    """One line as it is kept. InvalidError if it is empty or too long."""
    text = " ".join(words(typed, what).split())
    if not text:
        raise InvalidError(f"请填写{what}。")
    if len(text) > LONGEST_LINE:
        raise InvalidError(f"{what}有{len(text)}个字，最多{LONGEST_LINE}个字，请缩短。")
    return text


def note_typed(typed: str, what: str) -> str:
    """What was done or seen, as it is kept. InvalidError without words that say something."""
    text = words(typed, what)
    if len(text) < SHORTEST_REASON:
        raise InvalidError(f"请写明{what}，至少{SHORTEST_REASON}个字。")
    return text


def minds(person: Person, unit: Unit) -> bool:
    """Whether this person may deal with a unit's incidents."""
    return person.holds_any(MINDING, unit)


def may_see(person: Person, unit: Unit) -> bool:
    """Whoever has a role in the unit or above it, and who administers or audits it."""
    return any(grant.unit in unit.line for grant in person.grants)


def found_incident(unit: UnitOfWork, by: Person, incident_id: int) -> Incident:
    """The incident; MissingError if there is none this person may know of."""
    found = unit.incidents.get(incident_id)
    if found is not None:
        units = {found.unit, found.keeper}
        if any(may_see(by, found_unit(unit, number).unit) for number in units):
            return found
    raise MissingError(f"没有编号为{incident_id}的事件，请从事件列表里重新选择。")


def minded(
    unit: UnitOfWork, actor: Person, incident_id: int, now: datetime
) -> tuple[Incident, Person]:
    """An open incident and who deals with it. MissingError, NotAllowedError, InvalidError."""
    by = seated(unit, actor, now)
    found = found_incident(unit, by, incident_id)
    if not minds(by, found_unit(unit, found.keeper).unit):
        sentence = "处理事件需要该单位的“终审”“发布”或“管理员”角色，请联系本单位负责人。"
        raise NotAllowedError(Refusal.ROLE, sentence)
    if found.closed_at is not None:
        raise InvalidError(f"第{found.id}号事件已经了结，不能再改；有新情况请另行登记。")
    return found, by


def record_step(  # a step has a who, when, what and to whom
    unit: UnitOfWork,
    incident: Incident,
    step: IncidentStep,
    by: Person,
    now: datetime,
    *,
    told: str = "",
    note: str = "",
) -> None:
    """The Event of a step that was just stored. The words themselves stay in the table."""
    number = unit.incidents.steps(incident.id)[-1].number
    detail = {
        "incident": str(incident.id),
        "step": str(number),
        "words": words_digest(told, note),
    }
    if step is IncidentStep.OPENED:
        detail |= {
            "unit": str(incident.unit),
            "kind": incident.kind.value,
            "digest": incident.digest,
        }
        if incident.posting:
            detail["posting"] = incident.posting
        if incident.drill:
            detail["drill"] = "1"
    if step is IncidentStep.TRANSFERRED:
        detail["to"] = told
    unit.events.record(_DEEDS[step], by, now, draft=incident.draft, detail=detail)


def opened(unit: UnitOfWork, facts: IncidentFacts, by: Person, now: datetime) -> Incident:
    """Stores and logs a new incident; its facts are taken as they are."""
    made = unit.incidents.open(
        Incident(
            id=0,
            unit=facts.unit,
            kind=facts.kind,
            draft=facts.draft,
            posting=facts.posting,
            account=facts.account,
            subject=facts.subject,
            drill=facts.drill,
            found_at=now,
            found_by=SYSTEM.id if by == SYSTEM else by.id,
            note=facts.note,
        )
    )
    record_step(unit, made, IncidentStep.OPENED, by, now, note=made.note)
    return made
