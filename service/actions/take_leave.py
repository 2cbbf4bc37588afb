"""登记休假. From when to when; why is nobody's business here."""

from __future__ import annotations

from datetime import datetime

from review.draft import Person
from review.refusal import clock_time
from service.actions.desk import seated
from service.actions.errors import InvalidError
from service.actions.roster_facts import LONGEST_LEAVE, check_span, keeps_person
from service.office import Office
from service.store.deed import Deed
from service.store.instant import written
from service.store.leaves import Leave


def take_leave(
    office: Office, actor: Person, person_id: int, starts_at: datetime, ends_at: datetime
) -> Leave:
    """Somebody's own absence, or that of somebody whose unit one keeps.

    Raises InvalidError: it overlaps another, or they are on duty then. MissingError.
    """
    with office.write() as unit:
        now = office.now()
        by = seated(unit, actor, now)
        person = keeps_person(unit, by, person_id)
        check_span(starts_at, ends_at, now, LONGEST_LEAVE, "休假")
        for other in unit.leaves.of(person.id, starts_at, ends_at):
            span = f"{clock_time(other.starts_at)}至{clock_time(other.ends_at)}"
            raise InvalidError(f"{person.name}{span}已登记休假，请勿重复；要改的请先销假。")
        for watch in unit.duty.of(person.id, starts_at, ends_at):
            sentence = f"{person.name}{clock_time(watch.starts_at)}起值班，请先换班再登记休假。"
            raise InvalidError(sentence)
        made = unit.leaves.add(
            Leave(id=0, person=person, starts_at=starts_at, ends_at=ends_at, made_by=by.id, at=now)
        )
        detail = {
            "leave": str(made.id),
            "person": str(person.id),
            "starts": written(starts_at),
            "ends": written(ends_at),
        }
        unit.events.record(Deed.LEAVE_SET, by, now, detail=detail)
        return made
