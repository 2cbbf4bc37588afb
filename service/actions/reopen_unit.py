"""恢复停用的单位."""

from __future__ import annotations

from review.draft import Person
from service.actions.desk import found_unit
from service.actions.staff import keeper
from service.office import Office
from service.store.deed import Deed


def reopen_unit(office: Office, actor: Person | None, unit_id: int) -> None:
    """Drafts may be written for it again."""
    with office.write() as unit:
        by = keeper(office, unit, actor, unit_id)
        if found_unit(unit, unit_id).closed_at is not None:
            unit.units.set_closed(unit_id, None)
            detail = {"unit": str(unit_id)}
            unit.events.record(Deed.UNIT_OPENED, by, office.now(), detail=detail)
