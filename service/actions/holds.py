"""认领、接手、放回: who has a draft on their desk. It keeps nobody from signing; it tells them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from review import flow
from review.draft import Action, Draft, Person
from review.permission import may_read
from review.refusal import NotAllowedError, Refusal, clock_time
from service.actions.desk import found_draft, seated
from service.actions.errors import InvalidError, MissingError
from service.office import Office
from service.store import UnitOfWork
from service.store.deed import Deed
from service.store.leases import Lease

CLAIM: Final = timedelta(minutes=30)
"""How long a claim lasts; a page that is open renews it."""

LOOK: Final = timedelta(minutes=2)
"""How long somebody counts as looking after their page was last heard of."""

MOST_AT_ONCE: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """`refused`: by draft, one sentence each."""

    taken: tuple[int, ...]
    refused: Mapping[int, str]


def claim_drafts(office: Office, actor: Person, ids: Iterable[int]) -> Claims:
    """Claims each draft that this person could sign and nobody else holds."""
    wanted = tuple(dict.fromkeys(ids))
    if not wanted:
        raise InvalidError("没有选择稿件，请先勾选要认领的稿件。")
    if len(wanted) > MOST_AT_ONCE:
        raise InvalidError(f"一次最多认领{MOST_AT_ONCE}篇，您选了{len(wanted)}篇，请分几次认领。")
    taken: list[int] = []
    refused: dict[int, str] = {}
    now = office.now()
    with office.write() as unit:
        person = seated(unit, actor, now)
        held = unit.leases.of(wanted, now)
        for number in wanted:
            try:
                draft = _signable(unit, person, number)
            except (NotAllowedError, MissingError) as error:
                refused[number] = error.sentence
                continue
            lease = held.get(number)
            if lease is not None and lease.person.id != person.id:
                refused[number] = held_by(lease)
                continue
            if lease is None or lease.claimed_at is None:
                _record(unit, Deed.DRAFT_CLAIMED, draft, person, now)
            _hold(unit, draft, person, now, since=lease.since if lease else now)
            taken.append(number)
    return Claims(taken=tuple(taken), refused=refused)


def take_over_draft(office: Office, actor: Person, draft_id: int) -> Lease:
    """The draft on this person's desk, whoever had it; from whom is recorded."""
    now = office.now()
    with office.write() as unit:
        person = seated(unit, actor, now)
        draft = _signable(unit, person, draft_id)
        lease = unit.leases.of([draft_id], now).get(draft_id)
        if lease is not None and lease.person.id == person.id:
            return lease
        if lease is None:
            _record(unit, Deed.DRAFT_CLAIMED, draft, person, now)
        else:
            detail = {"from": str(lease.person.id)}
            _record(unit, Deed.DRAFT_TAKEN_OVER, draft, person, now, **detail)
        return _hold(unit, draft, person, now, since=now)


def put_back_draft(office: Office, actor: Person, draft_id: int) -> None:
    """Nobody's any more, if it was this person's; a claim given up is recorded."""
    now = office.now()
    with office.write() as unit:
        person = seated(unit, actor, now)
        draft = found_draft(unit, draft_id)
        lease = unit.leases.of([draft_id], now).get(draft_id)
        if lease is None or lease.person.id != person.id:
            sentence = "这篇稿件现在不在您手上，不用放回；请刷新页面查看。"
            raise NotAllowedError(Refusal.STATE, sentence)
        unit.leases.end(draft_id)
        if lease.claimed_at is not None:
            _record(unit, Deed.DRAFT_PUT_BACK, draft, person, now)


def look_at_draft(office: Office, actor: Person, draft_id: int) -> Lease | None:
    """Tells that this person has the page open. Whoever holds the draft now; None if nobody.

    Nothing is recorded: an open page is no deed.
    """
    now = office.now()
    with office.read() as reading:
        person = seated(reading, actor, now)
        draft = _readable(reading, person, draft_id)
        lease = reading.leases.of([draft_id], now).get(draft_id)
        mine = lease is None or lease.person.id == person.id
        fresh = lease is not None and lease.until - now > LOOK / 2
        if not mine or fresh or Action.SIGN not in flow.allowed(draft, person):
            return lease
    with office.write() as unit:
        draft = _readable(unit, person, draft_id)
        lease = unit.leases.of([draft_id], now).get(draft_id)
        if lease is not None and lease.person.id != person.id:
            return lease
        if Action.SIGN not in flow.allowed(draft, person):
            return lease
        made = Lease(
            draft=draft_id,
            person=person,
            since=lease.since if lease else now,
            until=now + LOOK,
            claimed_at=lease.claimed_at if lease else None,
        )
        unit.leases.put(made)
        return made


def held_by(lease: Lease) -> str:
    """Who holds it, how, and until when."""
    how = "已认领" if lease.claimed_at else "正在看"
    until = clock_time(lease.until)
    return f"{lease.person.name}{how}这篇稿件（到{until}）；要由您来审，请打开后按“接手”。"


def _signable(unit: UnitOfWork, person: Person, draft_id: int) -> Draft:
    draft = _readable(unit, person, draft_id)
    line = flow.MOVES.get((draft.state, Action.SIGN))
    if line is None:
        sentence = f"稿件现在是“{draft.state.label}”，不在审核中，不能认领。"
        raise NotAllowedError(Refusal.STATE, sentence)
    if Action.SIGN not in flow.allowed(draft, person):
        sentence = "这一步不由您签字，不能认领；您签过的、自己写的稿件也不能认领。"
        raise NotAllowedError(Refusal.ROLE, sentence)
    return draft


def _readable(unit: UnitOfWork, person: Person, draft_id: int) -> Draft:
    draft = found_draft(unit, draft_id)
    if not may_read(draft, person):
        raise MissingError(f"没有编号为{draft_id}的稿件，请从稿件列表里重新打开。")
    return draft


def _hold(
    unit: UnitOfWork, draft: Draft, person: Person, now: datetime, *, since: datetime
) -> Lease:
    lease = Lease(draft=draft.id, person=person, since=since, until=now + CLAIM, claimed_at=now)
    unit.leases.put(lease)
    return lease


def _record(
    unit: UnitOfWork, deed: Deed, draft: Draft, person: Person, now: datetime, **more: str
) -> None:
    detail = {"round": str(draft.round), "step": str(draft.step), **more}
    unit.events.record(deed, person, now, draft=draft.id, detail=detail)
