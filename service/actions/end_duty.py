"""撤下排班: somebody else takes it, or nobody need."""

from __future__ import annotations

from review.draft import Person, Role
from service.actions.desk import check_admin, found_unit, seated
from service.actions.errors import InvalidError, MissingError
from service.office import Office
from service.store import UnitOfWork
from service.store.deed import Deed
from service.store.duty import Watch


def found_watch(unit: UnitOfWork, by: Person, watch_id: int) -> Watch:
    """The turn, if it is one's own or of a unit one belongs to or keeps; else MissingError."""
    watch = unit.duty.get(watch_id)
    if watch is not None:
        line = found_unit(unit, watch.unit).unit.line
        own = {grant.unit for grant in by.grants if grant.lent_by is None}
        keeps = any(
            grant.role in (Role.ADMIN, Role.AUDITOR) and grant.unit in line for grant in by.grants
        )
        if watch.person.id == by.id or watch.unit in own or keeps:
            return watch
    raise MissingError(f"没有编号为{watch_id}的班次，请从值班表里重新选择。")


def end_duty(office: Office, actor: Person, watch_id: int) -> None:
    """Takes a turn off the roster; what was done in it stands."""
    with office.write() as unit:
        now = office.now()
        by = seated(unit, actor, now)
        watch = found_watch(unit, by, watch_id)
        check_admin(by, found_unit(unit, watch.unit).unit)
        if watch.ended_at is not None:
            return
        if watch.ends_at <= now:
            raise InvalidError("这个班次已经值完，留作记录，不能撤下。")
        unit.duty.end(watch_id, now)
        detail = {"duty": str(watch_id), "unit": str(watch.unit)}
        unit.events.record(Deed.DUTY_ENDED, by, now, detail=detail)
