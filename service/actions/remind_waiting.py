"""催办: before a step is due, when it is, and up the line when it is not signed after that.

Each is given once a step, written down under the step before anybody is told: a clock that goes
back gives none again.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from review.calendar import ROUND_THE_CLOCK
from review.draft import SYSTEM, Draft, Person
from service.actions.announce import announce, heads_of, signers_of, step_told
from service.actions.route_plan import at_work
from service.office import Office
from service.store import UnitOfWork
from service.store.deed import Deed
from service.store.notices import NoticeKind
from service.store.reminders import Near

_MOST: Final = 500
_SOON, _DUE, _UP, _TOP = "soon", "due", "up", "top"
_LAST: Final = _UP
"""What is given last at an ordinary step; only what is owed after release goes to the very top."""


def remind_waiting(office: Office) -> int:
    """Gives every reminder that is due; returns how many steps were reminded of."""
    now = office.now()
    before = now + timedelta(minutes=office.settings.remind_minutes)
    with office.read() as unit:
        near = unit.reminders.near(before, _LAST, _MOST)
    wanted = {one.draft: kinds for one in near if (kinds := _new(office, one, now))}
    if not wanted:
        return 0
    done = 0
    with office.write() as unit:
        people = at_work(office, unit)
        for number, kinds in wanted.items():
            draft = unit.drafts.get(number)
            if draft is None or draft.waits_at is None:
                continue
            given = unit.reminders.given(number, draft.round, draft.waits_at)
            # A step reached only now has its own time, and is looked at next time.
            if draft.deadline in {one.due for one in near if one.draft == number} and (
                left := tuple(kind for kind in kinds if kind not in given)
            ):
                _remind(office, unit, draft, left, people, now)
                done += 1
    return done


def _new(office: Office, near: Near, now: datetime) -> tuple[str, ...]:
    """The reminders this step has come to and that were not given, the earliest first."""
    calendar = ROUND_THE_CLOCK if near.clock else office.calendar
    hours = office.settings.escalate_minutes / 60
    up = calendar.after(near.due, hours)
    lead = min(timedelta(minutes=office.settings.remind_minutes), (near.due - near.since) / 2)
    moments = [(_SOON, near.due - lead), (_DUE, near.due), (_UP, up)]
    if near.later:
        moments.append((_TOP, calendar.after(up, hours)))
    return tuple(kind for kind, at in moments if at <= now and kind not in near.given)


def _remind(  # a reminder has an office, a draft, kinds, people and a time
    office: Office,
    unit: UnitOfWork,
    draft: Draft,
    kinds: tuple[str, ...],
    people: tuple[Person, ...],
    now: datetime,
) -> None:
    """All of the kinds count as given; of several at once signers hear only the last."""
    step = draft.waits_at
    if step is None:
        return
    for kind in kinds:
        unit.reminders.give(draft.id, draft.round, step, kind, now)
    place = f"{draft.id}-{draft.round}-{step}"
    signers = signers_of(draft, people)
    late = [kind for kind in kinds if kind != _SOON]
    if _DUE in late:
        _tell(office, unit, NoticeKind.DUE, signers, f"due-{place}", draft, now)
    elif not late:
        lease = unit.leases.of([draft.id], now).get(draft.id)
        held = [one for one in signers if lease and lease.claimed_at and one.id == lease.person.id]
        _tell(office, unit, NoticeKind.SOON, held or signers, f"soon-{place}", draft, now)
    for kind in late:
        if kind != _DUE:
            _escalate(office, unit, draft, kind, people, signers, now)


def _escalate(
    office: Office,
    unit: UnitOfWork,
    draft: Draft,
    kind: str,
    people: tuple[Person, ...],
    signers: tuple[Person, ...],
    now: datetime,
) -> None:
    heads = heads_of(unit, draft, people, top=kind == _TOP)
    detail = {
        "round": str(draft.round),
        "step": str(draft.waits_at),
        "to": ",".join(str(one.id) for one in sorted(heads, key=lambda one: one.id)),
        "level": kind,
    }
    unit.events.record(Deed.STEP_ESCALATED, SYSTEM, now, draft=draft.id, detail=detail)
    names = "、".join(one.name for one in signers[:5])
    key = f"{kind}-{draft.id}-{draft.round}-{draft.waits_at}"
    _tell(office, unit, NoticeKind.ESCALATED, heads, key, draft, now, people=names)


def _tell(
    office: Office,
    unit: UnitOfWork,
    kind: NoticeKind,
    whom: tuple[Person, ...] | list[Person],
    key: str,
    draft: Draft,
    now: datetime,
    **more: str,
) -> None:
    detail = {**step_told(draft), **more}
    announce(office, unit, kind, whom, key=key, now=now, draft=draft.id, detail=detail)
