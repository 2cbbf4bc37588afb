"""审核路线 before it is taken: every step, its reason, by when, and what keeps a draft from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from review.draft import Draft, Grade, Step
from review.routes import Lowering, Plan
from review.secrecy import Question
from service.actions.route_plan import plan_for, staff_fault
from service.office import Office


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedStep:
    """One step, and by when it is signed if each before it takes all of its time."""

    step: Step
    due: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """The way ahead. `wanting`: sentences on what keeps the draft from being submitted.

    `lower`: the grades that may be asked for instead; `questions`: those the author answers.
    """

    plan: Plan
    steps: tuple[PlannedStep, ...]
    wanting: tuple[str, ...]
    lower: tuple[Grade, ...]
    questions: tuple[Question, ...]


def planned(office: Office, draft: Draft, lowering: Lowering | None = None) -> Planned:
    """The route this draft would take now."""
    with office.read() as unit:
        made = plan_for(office, unit, draft, lowering)
        usual = plan_for(office, unit, draft) if lowering else made
        staff = staff_fault(office, unit, draft, made)
    at = office.now()
    steps: list[PlannedStep] = []
    for step in made.route.steps:
        at = office.calendar.after(at, step.hours)
        steps.append(PlannedStep(step=step, due=at))
    return Planned(
        plan=made,
        steps=tuple(steps),
        wanting=(*(f"缺{one}" for one in made.missing), *made.faults, *([staff] if staff else [])),
        lower=tuple(grade for grade in Grade if made.lowest <= grade < usual.route.grade),
        questions=tuple(Question) if made.asks else (),
    )
