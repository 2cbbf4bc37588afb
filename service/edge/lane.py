"""应急通道 as a page shows it: whether a draft may take it, who may open it, and what is owed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from review import flow
from review.calendar import ROUND_THE_CLOCK
from review.draft import OWING, Action, Draft, Person, Remark, SignOff
from review.model import Category, Document
from review.routes import Plan
from service.actions.route_plan import plan_for, staff_fault
from service.actions.withdraw_at_once import why_not_at_once
from service.edge.routing import PlannedStep
from service.office import Office


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """The lane before it is taken: its steps by the clock, and what keeps the draft from it."""

    plan: Plan
    steps: tuple[PlannedStep, ...]
    wanting: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Emergency:
    """`lane`: None unless the draft may take it. `declared`: who found it an emergency and why.

    `owes`: signatures are owed after release; `objection`: the one that was refused.
    """

    lane: Lane | None = None
    declared: Remark | None = None
    may_declare: bool = False
    may_withdraw: bool = False
    why_not_withdraw: str = ""
    owes: bool = False
    due: datetime | None = None
    objection: SignOff | None = None


def emergency_of(office: Office, draft: Draft, document: Document, person: Person) -> Emergency:
    """What of the emergency lane concerns this person about this draft now."""
    allowed = flow.allowed(draft, person)
    with office.read() as unit:
        remarks = unit.drafts.signatures.remarks([draft.id]).get(draft.id, ())
    declared = next((one for one in remarks if one.action is Action.DECLARE), None)
    urgent = declared is not None or document.facts.category is Category.EMERGENCY
    lane = None
    if Action.SUBMIT in allowed and urgent and office.routes.lane is not None:
        lane = _lane(office, draft)
    refused = why_not_at_once(draft, person) if draft.state in OWING else None
    return Emergency(
        lane=lane,
        declared=declared,
        may_declare=Action.DECLARE in allowed and not urgent and office.routes.lane is not None,
        may_withdraw=draft.state in OWING and refused is None,
        why_not_withdraw=refused.sentence if refused else "",
        owes=draft.state in OWING and draft.waits_at is not None,
        due=draft.deadline,
        objection=draft.sign_offs[-1] if draft.objected else None,
    )


def _lane(office: Office, draft: Draft) -> Lane:
    with office.read() as unit:
        made = plan_for(office, unit, draft, emergency=True)
        staff = staff_fault(office, unit, draft, made) if not made.faults else ""
    at = office.now()
    steps: list[PlannedStep] = []
    for step in made.route.steps:
        at = ROUND_THE_CLOCK.after(at, step.hours)
        steps.append(PlannedStep(step=step, due=at))
    return Lane(
        plan=made,
        steps=tuple(steps),
        wanting=(*(f"缺{one}" for one in made.missing), *made.faults, *([staff] if staff else [])),
    )
