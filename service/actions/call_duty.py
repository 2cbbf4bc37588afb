"""转值班: an urgent draft goes to who is on duty, and who that was is kept."""

from __future__ import annotations

from datetime import datetime

from review.draft import Draft, Person
from review.model import Category, Document
from service.store import UnitOfWork
from service.store.deed import Deed
from service.store.duty import Called, people_told


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
    return called
