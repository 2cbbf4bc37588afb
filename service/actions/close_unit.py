"""停用单位. Nothing new is written for it; what is on its way goes on."""

from __future__ import annotations

from review.draft import Person
from review.staff import TOP
from service.actions.desk import found_unit
from service.actions.errors import InvalidError
from service.actions.staff import keeper
from service.office import Office
from service.store.deed import Deed


def close_unit(office: Office, actor: Person | None, unit_id: int) -> None:
    """Nothing new is drafted for it any more; what is there goes its way."""
    with office.write() as unit:
        by = keeper(office, unit, actor, unit_id)
        bureau = found_unit(unit, unit_id)
        if unit_id == TOP:
            raise InvalidError("最上级单位就是本系统的单位，不能停用。")
        below = [
            one.unit.name
            for one in unit.units.all()
            if one.unit.parent == unit_id and one.closed_at is None
        ]
        if below:
            raise InvalidError(f"{bureau.unit.name}下还有{below[0]}在用，请先停用或改挂下属单位。")
        if bureau.closed_at is None:
            now = office.now()
            unit.units.set_closed(unit_id, now)
            unit.events.record(Deed.UNIT_CLOSED, by, now, detail={"unit": str(unit_id)})
