"""销假: back before the time, or not gone at all."""

from __future__ import annotations

from review.draft import Person
from service.actions.desk import seated
from service.actions.errors import MissingError
from service.actions.roster_facts import keeps_person
from service.office import Office
from service.store.deed import Deed


def end_leave(office: Office, actor: Person, leave_id: int) -> None:
    """Ends an absence; one that is over stays as it is."""
    with office.write() as unit:
        now = office.now()
        by = seated(unit, actor, now)
        away = unit.leaves.get(leave_id)
        if away is None:
            raise MissingError(f"没有编号为{leave_id}的休假，请从名单里重新选择。")
        keeps_person(unit, by, away.person.id)
        if away.ended_at is None and away.ends_at > now:
            unit.leaves.end(leave_id, now)
            detail = {"leave": str(leave_id), "person": str(away.person.id)}
            unit.events.record(Deed.LEAVE_ENDED, by, now, detail=detail)
