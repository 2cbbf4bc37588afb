"""每日摘要: once a working day, to each person for whom there is anything to say."""

from __future__ import annotations

from datetime import timedelta

from review.draft import Person
from service.actions.announce import announce
from service.actions.route_plan import at_work
from service.clock import day_of, local_time
from service.office import Office
from service.store import UnitOfWork
from service.store.notices import NoticeKind


def send_digests(office: Office) -> int:
    """Today's digests, if their hour has come and they are not out yet. How many there were.

    A day is remembered for each person; a clock that goes back finds it done.
    """
    now = office.now()
    local, day = local_time(now), day_of(now)
    if local.hour < office.settings.digest_hour or not office.calendar.works_on(day):
        return 0
    today = day.isoformat()
    with office.read() as unit:
        if not unit.notices.lack_digest(today):
            return 0
    sent = 0
    with office.write() as unit:
        lacking = unit.notices.lack_digest(today)
        for person in at_work(office, unit):
            if person.id not in lacking:
                continue
            detail = _told(office, unit, person)
            if detail:
                key = f"digest-{today}"
                told = {**detail, "day": today}
                sent += announce(
                    office,
                    unit,
                    NoticeKind.DIGEST,
                    (person,),
                    key=key,
                    now=now,
                    draft=None,
                    detail=told,
                )
        for number in lacking:
            unit.notices.set_digest_day(number, today)
    return sent


def _told(office: Office, unit: UnitOfWork, person: Person) -> dict[str, str]:
    now = office.now()
    midnight = local_time(now).replace(hour=0, minute=0, second=0, microsecond=0)
    heaps = unit.drafts.queue.heaps(person, now, midnight + timedelta(days=1))
    late = sum(heap.late for heap in heaps)
    told = {
        "waiting": sum(heap.number for heap in heaps),
        "late": late,
        "soon": sum(heap.soon for heap in heaps) - late,
        "returned": unit.drafts.queue.came_back(person),
    }
    return {name: str(number) for name, number in told.items() if number}
