"""委托: roles lent for a time. What is signed by one is signed in the lender's stead (代签)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, func, insert, or_, select, update

from review.draft import Grant, Person, Role
from service.store.people import People
from service.store.tables import delegations, duty, leave, people


@dataclass(frozen=True, slots=True, kw_only=True)
class Delegation:
    """One role in one unit, lent from a moment on and up to another, that one excluded."""

    id: int
    lender: Person
    borrower: Person
    unit: int
    role: Role
    starts_at: datetime
    ends_at: datetime
    reason: str
    made_by: int
    at: datetime
    ended_at: datetime | None

    def holds(self, now: datetime) -> bool:
        """Whether the role is lent at a moment."""
        return self.ended_at is None and self.starts_at <= now < self.ends_at


class Delegations:
    """Repository of `delegations`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._people = People(connection)

    def get(self, delegation_id: int) -> Delegation | None:
        """The delegation of this id."""
        rows = self._connection.execute(
            select(delegations).where(delegations.c.id == delegation_id)
        ).all()
        return next(iter(self._made(rows)), None)

    def standing(self, now: datetime) -> tuple[Delegation, ...]:
        """Those that hold at a moment or will later, soonest first."""
        query = _rows().where(delegations.c.ended_at.is_(None), delegations.c.ends_at > now)
        return self._made(self._connection.execute(query).all())

    def of(self, person_id: int) -> tuple[Delegation, ...]:
        """Everything this person ever lent or was lent."""
        query = _rows().where(
            or_(delegations.c.from_id == person_id, delegations.c.to_id == person_id)
        )
        return self._made(self._connection.execute(query).all())

    def acting(self, person: Person, now: datetime) -> Person:
        """The person with what is lent to them at a moment, and the units they are on duty for.

        Whoever is on leave is on duty for none. A lender whose account is shut, or who lost the role since, lends nothing.
        """
        query = (
            _rows()
            .join(people, people.c.id == delegations.c.from_id)
            .where(
                delegations.c.to_id == person.id,
                delegations.c.ended_at.is_(None),
                delegations.c.starts_at <= now,
                delegations.c.ends_at > now,
                people.c.disabled_at.is_(None),
            )
        )
        lent = {
            Grant(
                role=one.role,
                unit=one.unit,
                lent_by=replace(one.lender, grants=frozenset()),
            )
            for one in self._made(self._connection.execute(query).all())
            if one.role in one.lender.roles_in(one.unit)
        }
        watched = self._watched(person, now)
        if not lent and not watched:
            return person
        return replace(person, grants=person.grants | lent, watches=watched)

    def _watched(self, person: Person, now: datetime) -> frozenset[int]:
        query = (
            select(duty.c.unit_id)
            .outerjoin(
                leave,
                (leave.c.person_id == duty.c.person_id)
                & leave.c.ended_at.is_(None)
                & (leave.c.starts_at <= now)
                & (leave.c.ends_at > now),
            )
            .where(
                duty.c.person_id == person.id,
                duty.c.ended_at.is_(None),
                duty.c.starts_at <= now,
                duty.c.ends_at > now,
                leave.c.id.is_(None),
            )
        )
        return frozenset(self._connection.execute(query).scalars())

    def add(self, given: Delegation) -> Delegation:
        """Stores a new delegation under the next number, which it is returned with."""
        last = self._connection.execute(select(func.max(delegations.c.id))).scalar() or 0
        made = replace(given, id=last + 1)
        self._connection.execute(
            insert(delegations).values(
                id=made.id,
                from_id=made.lender.id,
                to_id=made.borrower.id,
                unit_id=made.unit,
                role=made.role.value,
                starts_at=made.starts_at,
                ends_at=made.ends_at,
                reason=made.reason,
                made_by=made.made_by,
                at=made.at,
            )
        )
        return made

    def end(self, delegation_id: int, now: datetime) -> None:
        """Ends it before its time."""
        self._connection.execute(
            update(delegations).where(delegations.c.id == delegation_id).values(ended_at=now)
        )

    def _made(self, rows: Sequence[Row[Any]]) -> tuple[Delegation, ...]:
        known = self._people.named(_people_of(rows))
        return tuple(
            Delegation(
                id=row.id,
                lender=known[row.from_id],
                borrower=known[row.to_id],
                unit=row.unit_id,
                role=Role(row.role),
                starts_at=row.starts_at,
                ends_at=row.ends_at,
                reason=row.reason,
                made_by=row.made_by,
                at=row.at,
                ended_at=row.ended_at,
            )
            for row in rows
        )


def _people_of(rows: Sequence[Row[Any]]) -> Collection[int]:
    return {who for row in rows for who in (row.from_id, row.to_id)}


def _rows() -> Select[Any]:
    return select(delegations).order_by(delegations.c.starts_at, delegations.c.id)
