"""转值班: an urgent draft goes to who is on duty, and who that was is kept."""

from __future__ import annotations

from datetime import datetime

from review import flow
from review.draft import SYSTEM, Action, Draft, Person
from review.model import Category, Document
from service.actions.holds import CLAIM
from service.store import UnitOfWork
from service.store.deed import Deed
from service.store.duty import Called, people_told
from service.store.leases import Lease


def is_urgent(document: Document) -> bool:
    """Whether a text goes to who is on duty."""
    return document.facts.urgent or document.facts.category is Category.EMERGENCY


def call_duty(
    unit: UnitOfWork, draft: Draft, document: Document, by: Person, now: datetime
) -> Called | None:
    """Keeps who is on duty for a draft that has just been submitted; None if it is not urgent.

    That nobody was on duty is kept as well.
    """
    if not is_urgent(document):
        return None
    watches = unit.duty.on_duty(draft.unit, now)
    people = {watch.person.id: watch.person for watch in watches}
    called = Called(
        draft=draft.id,
        round=draft.round,
        unit=watches[0].unit if watches else draft.unit.id,
        people=tuple(people[number] for number in sorted(people)),
        at=now,
    )
    unit.duty.call(called)
    detail = {
        "round": str(called.round),
        "unit": str(called.unit),
        "people": people_told(called.people),
    }
    unit.events.record(Deed.DUTY_CALLED, by, now, draft=draft.id, detail=detail)
    _assign(unit, draft, called, now)
    return called


def _assign(unit: UnitOfWork, draft: Draft, called: Called, now: datetime) -> None:
    """The first of those on duty who may sign the waiting step has it on their desk."""
    for person in called.people:
        acting = unit.delegations.acting(person, now)
        if Action.SIGN in flow.allowed(draft, acting):
            until = now + CLAIM
            unit.leases.put(
                Lease(draft=draft.id, person=acting, since=now, until=until, claimed_at=now)
            )
            detail = {"round": str(draft.round), "person": str(acting.id)}
            unit.events.record(Deed.DRAFT_ASSIGNED, SYSTEM, now, draft=draft.id, detail=detail)
            return
