"""值班交接: what whoever is on duty tells whoever comes next."""

from __future__ import annotations

from review.draft import Person
from review.model import digest_of
from service.actions.desk import check_admin, found_unit, seated, words
from service.actions.end_duty import found_watch
from service.actions.errors import InvalidError
from service.office import Office
from service.store.deed import Deed
from service.store.duty import Handover


def hand_over_duty(office: Office, actor: Person, watch_id: int, said: str) -> Handover:
    """The note. By whoever has the turn, or an administrator of the unit."""
    text = words(said, "交接说明")
    if not text:
        raise InvalidError("交接说明是空的；没有要交接的，请写“无”或简述当班情况。")
    with office.write() as unit:
        now = office.now()
        by = seated(unit, actor, now)
        watch = found_watch(unit, by, watch_id)
        if watch.person.id != by.id:
            check_admin(by, found_unit(unit, watch.unit).unit)
        if watch.ended_at is not None:
            raise InvalidError("这个班次已经撤下，不能再写交接说明。")
        if now < watch.starts_at:
            raise InvalidError("这个班次还没有开始，交班时再写交接说明。")
        note = unit.duty.hand_over(watch_id, by, text, now)
        detail = {
            "duty": str(watch_id),
            "unit": str(watch.unit),
            "number": str(note.number),
            "words": digest_of(text),
        }
        unit.events.record(Deed.DUTY_HANDED_OVER, by, now, detail=detail)
        return note
