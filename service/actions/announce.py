"""告知: a notice to each of several people, and letters to those who want one. Part of a unit of
work of somebody else's: what is told is stored with what it tells of, or not at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from review import flow
from review.draft import Draft, Person
from review.staff import Role
from service.office import Office
from service.store import UnitOfWork
from service.store.letters import Channel
from service.store.notices import NOTHING_CHOSEN, NoticeKind, Where


def announce(  # who is told what, of which draft, when
    office: Office,
    unit: UnitOfWork,
    kind: NoticeKind,
    people: Iterable[Person],
    *,
    key: str,
    now: datetime,
    draft: int | None,
    detail: Mapping[str, str],
) -> int:
    """How many were told. Whoever was told under this key before is not told again."""
    named = {person.id: person for person in people}
    if not named:
        return 0
    choices = unit.notices.choices(list(named))
    told: list[int] = []
    for number in named:
        wants = choices.get(number, NOTHING_CHOSEN)
        notice = unit.notices.add(
            key,
            number,
            kind,
            now,
            draft=draft,
            detail=detail,
            shown=wants.wants(kind, Where.PAGE),
        )
        if notice is None:
            continue
        told.append(notice)
        if office.settings.smtp_host and wants.mail and wants.wants(kind, Where.MAIL):
            unit.letters.post(notice, Channel.MAIL, now)
    if told and office.settings.webhook_url and kind.value in office.settings.webhook_kinds:
        unit.letters.post(told[0], Channel.HOOK, now)  # one message, however many were told
    return len(told)


def signers_of(draft: Draft, people: Iterable[Person]) -> tuple[Person, ...]:
    """Who of these could sign the waiting step now."""
    return tuple(person for person in people if flow.may_sign(draft, person))


def heads_of(
    unit: UnitOfWork, draft: Draft, people: Iterable[Person], *, top: bool = False
) -> tuple[Person, ...]:
    """Whom a step that nobody signs goes up to: the leader in charge (分管负责人) and the
    administrators of the signing unit, or else of the nearest unit above that has any.

    `top`: those of the topmost unit instead.
    """
    there = {person.id: person for person in people}
    line = draft.signing_unit.line
    for number in line[:1] if top else tuple(reversed(line)):
        bureau = unit.units.get(number)
        found = [
            person
            for person in there.values()
            if number in {grant.unit for grant in person.grants if grant.role is Role.ADMIN}
            or (bureau is not None and bureau.supervisor == person.id)
        ]
        if found:
            return tuple(found)
    return ()


def step_told(draft: Draft) -> dict[str, str]:
    """What a notice tells of the waiting step."""
    step = draft.current_step
    if step is None:
        return {}
    told = {"step": step.kind.label}
    if draft.deadline is not None:
        told["due"] = draft.deadline.isoformat()
    return told
