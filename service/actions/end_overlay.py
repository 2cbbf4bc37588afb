"""结束词库调整, before its time; or declining one that was only proposed."""

from __future__ import annotations

from review.draft import Person
from service.actions.agree_overlay import check_keeper, found_overlay
from service.actions.desk import seated
from service.office import Office
from service.store.deed import Deed


def end_overlay(office: Office, actor: Person, overlay_id: int) -> None:
    """Ends an overlay; one that has ended stays as it is. A proposal its maker may take back."""
    with office.write() as unit:
        now = office.now()
        by = seated(unit, actor, now)
        found, where = found_overlay(unit, by, overlay_id)
        if found.agreed_at is not None or found.made_by != by.id:
            check_keeper(by, where)
        if found.ended_at is not None:
            return
        unit.overlays.end(overlay_id, by.id, now)
        detail = {"overlay": str(overlay_id), "unit": str(found.unit)}
        unit.events.record(Deed.OVERLAY_ENDED, by, now, detail=detail)
