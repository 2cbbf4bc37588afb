"""Delegations, duty and leave over the API."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Annotated, Self

from fastapi import APIRouter, Query
from pydantic import AwareDatetime, Field

from review.draft import Person, Role, Unit
from service.actions.end_duty import end_duty
from service.actions.end_leave import end_leave
from service.actions.errors import MissingError
from service.actions.hand_over_duty import hand_over_duty
from service.actions.lend_role import Lending, lend_role
from service.actions.roster_facts import WatchFacts
from service.actions.set_duty import set_duty
from service.actions.take_back_role import take_back_role
from service.actions.take_leave import take_leave
from service.api.credentials import PersonHere
from service.api.shapes import In, Out, PersonOut, Words
from service.edge.door import OfficeHere
from service.edge.opened import Number
from service.edge.scope import branch_of, colleagues
from service.office import Office
from service.store.delegations import Delegation
from service.store.duty import Watch
from service.store.leaves import Leave

router = APIRouter(tags=["委托、值班和休假"])

Id = Annotated[int, Field(ge=1, le=2**31 - 1)]
_AHEAD = timedelta(days=31)


class DelegationOut(Out):
    id: int
    lender: PersonOut
    borrower: PersonOut
    unit: int
    role: str
    starts_at: datetime
    ends_at: datetime
    reason: str

    @classmethod
    def of(cls, lent: Delegation) -> Self:
        return cls(
            id=lent.id,
            lender=PersonOut.of(lent.lender),
            borrower=PersonOut.of(lent.borrower),
            unit=lent.unit,
            role=lent.role.value,
            starts_at=lent.starts_at,
            ends_at=lent.ends_at,
            reason=lent.reason,
        )


class WatchOut(Out):
    id: int
    unit: int
    person: PersonOut
    starts_at: datetime
    ends_at: datetime

    @classmethod
    def of(cls, watch: Watch) -> Self:
        return cls(
            id=watch.id,
            unit=watch.unit,
            person=PersonOut.of(watch.person),
            starts_at=watch.starts_at,
            ends_at=watch.ends_at,
        )


class RosterOut(Out):
    """`present`: who answers now, perhaps for a unit above."""

    present: list[WatchOut]
    watches: list[WatchOut]


class LeaveOut(Out):
    id: int
    person: PersonOut
    starts_at: datetime
    ends_at: datetime

    @classmethod
    def of(cls, away: Leave) -> Self:
        return cls(
            id=away.id,
            person=PersonOut.of(away.person),
            starts_at=away.starts_at,
            ends_at=away.ends_at,
        )


class LendingIn(In):
    """`ends_at` is the first moment at which the role is no longer lent."""

    lender: Id
    borrower: Id
    unit: Id
    role: Role
    starts_at: AwareDatetime
    ends_at: AwareDatetime
    reason: Words


class TurnIn(In):
    person: Id
    starts_at: AwareDatetime
    ends_at: AwareDatetime


class TurnsIn(In):
    """All of them are set, or none."""

    unit: Id
    turns: Annotated[list[TurnIn], Field(min_length=1, max_length=400)]


class HandoverIn(In):
    words: Words


class LeaveIn(In):
    """`person` left out: oneself."""

    person: Id | None = None
    starts_at: AwareDatetime
    ends_at: AwareDatetime


@router.get("/delegations")
def list_delegations(office: OfficeHere, person: PersonHere) -> list[DelegationOut]:
    """What is or will be lent by or to the caller, and in the units they keep."""
    with office.read() as unit:
        known = unit.units.known()
        return [
            DelegationOut.of(one)
            for one in unit.delegations.standing(office.now())
            if person.id in {one.lender.id, one.borrower.id}
            or person.holds(Role.ADMIN, known[one.unit])
        ]


@router.post("/delegations", status_code=HTTPStatus.CREATED)
def lend(given: LendingIn, office: OfficeHere, person: PersonHere) -> DelegationOut:
    lending = Lending(
        lender=given.lender,
        borrower=given.borrower,
        unit=given.unit,
        role=given.role,
        starts_at=given.starts_at,
        ends_at=given.ends_at,
        reason=given.reason,
    )
    return DelegationOut.of(lend_role(office, person, lending))


@router.post("/delegations/{delegation_id}/end", status_code=HTTPStatus.NO_CONTENT)
def take_back(delegation_id: Number, office: OfficeHere, person: PersonHere) -> None:
    take_back_role(office, person, delegation_id)


@router.get("/duty")
def roster(
    office: OfficeHere,
    person: PersonHere,
    unit: Annotated[int, Query(ge=1, le=2**31 - 1)],
    start: AwareDatetime | None = None,
) -> RosterOut:
    """A unit's roster for a month on from `start` (now, if it is left out)."""
    where = _seen(office, person, unit)
    first = start or office.now()
    try:
        last = first + _AHEAD
    except OverflowError:
        last = first
    with office.read() as work:
        return RosterOut(
            present=[WatchOut.of(one) for one in work.duty.on_duty(where, office.now())],
            watches=[WatchOut.of(one) for one in work.duty.between([where.id], first, last)],
        )


@router.post("/duty", status_code=HTTPStatus.CREATED)
def put_on(given: TurnsIn, office: OfficeHere, person: PersonHere) -> Sequence[WatchOut]:
    _seen(office, person, given.unit)
    turns = [
        WatchFacts(person=one.person, starts_at=one.starts_at, ends_at=one.ends_at)
        for one in given.turns
    ]
    return [WatchOut.of(one) for one in set_duty(office, person, given.unit, turns)]


@router.post("/duty/{watch_id}/end", status_code=HTTPStatus.NO_CONTENT)
def take_off(watch_id: Number, office: OfficeHere, person: PersonHere) -> None:
    end_duty(office, person, watch_id)


@router.post("/duty/{watch_id}/hand-over", status_code=HTTPStatus.NO_CONTENT)
def hand_over(watch_id: Number, given: HandoverIn, office: OfficeHere, person: PersonHere) -> None:
    hand_over_duty(office, person, watch_id, given.words)


@router.get("/leave")
def list_leave(office: OfficeHere, person: PersonHere) -> list[LeaveOut]:
    """Who of the caller's colleagues is or will be away."""
    with office.read() as unit:
        now = office.now()
        near = {person.id, *(one.id for one in colleagues(unit, person, now))}
        return [LeaveOut.of(one) for one in unit.leaves.standing(now) if one.person.id in near]


@router.post("/leave", status_code=HTTPStatus.CREATED)
def go_on_leave(given: LeaveIn, office: OfficeHere, person: PersonHere) -> LeaveOut:
    whose = given.person or person.id
    return LeaveOut.of(take_leave(office, person, whose, given.starts_at, given.ends_at))


@router.post("/leave/{leave_id}/end", status_code=HTTPStatus.NO_CONTENT)
def come_back(leave_id: Number, office: OfficeHere, person: PersonHere) -> None:
    end_leave(office, person, leave_id)


def _seen(office: Office, person: Person, unit_id: int) -> Unit:
    with office.read() as unit:
        found = branch_of(unit, person).get(unit_id)
    if found is None:
        raise MissingError(f"没有编号为{unit_id}的单位，请从单位列表里重新选择。")
    return found
