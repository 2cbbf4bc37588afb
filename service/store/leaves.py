"""休假: who is away from when to when. Nothing is offered to them meanwhile, nor are they told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from review.draft import Person
from service.store.people import People
from service.store.tables import leave


@dataclass(frozen=True, slots=True, kw_only=True)
class Leave:
    """Somebody's absence, from a moment on and up to another, that one excluded."""

    id: int
    person: Person
    starts_at: datetime
    ends_at: datetime
    made_by: int
    at: datetime
    ended_at: datetime | None = None

    def holds(self, now: datetime) -> bool:
        """Whether they are away at a moment."""
        return self.ended_at is None and self.starts_at <= now < self.ends_at


class Leaves:
    """Repository of `leave`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._people = People(connection)

    def away(self, now: datetime) -> Mapping[int, Leave]:
        """Who is away at a moment, by the person's number."""
        query = (
            select(leave)
            .where(leave.c.ended_at.is_(None), leave.c.starts_at <= now, leave.c.ends_at > now)
            .order_by(leave.c.ends_at, leave.c.id)
        )
        rows = self._connection.execute(query).all()
        return {one.person.id: one for one in self._made(rows)}

    def standing(self, now: datetime) -> tuple[Leave, ...]:
        """Absences that last or are to come, soonest first."""
        query = (
            select(leave)
            .where(leave.c.ended_at.is_(None), leave.c.ends_at > now)
            .order_by(leave.c.starts_at, leave.c.id)
        )
        return self._made(self._connection.execute(query).all())

    def of(self, person_id: int, start: datetime, end: datetime) -> tuple[Leave, ...]:
        """One person's absences that touch a span."""
        query = select(leave).where(
            leave.c.person_id == person_id,
            leave.c.ended_at.is_(None),
            leave.c.starts_at < end,
            leave.c.ends_at > start,
        )
        return self._made(self._connection.execute(query.order_by(leave.c.starts_at)).all())

    def get(self, leave_id: int) -> Leave | None:
        """The absence of this number."""
        rows = self._connection.execute(select(leave).where(leave.c.id == leave_id)).all()
        return next(iter(self._made(rows)), None)

    def add(self, given: Leave) -> Leave:
        """Stores a new absence under the next number, which it is returned with."""
        last = self._connection.execute(select(func.max(leave.c.id))).scalar() or 0
        made = replace(given, id=last + 1)
        self._connection.execute(
            insert(leave).values(
                id=made.id,
                person_id=made.person.id,
                starts_at=made.starts_at,
                ends_at=made.ends_at,
                made_by=made.made_by,
                at=made.at,
            )
        )
        return made

    def end(self, leave_id: int, now: datetime) -> None:
        """Back before the time, or not gone at all."""
        self._connection.execute(update(leave).where(leave.c.id == leave_id).values(ended_at=now))

    def _made(self, rows: Sequence[Row[Any]]) -> tuple[Leave, ...]:
        known = self._people.named({row.person_id for row in rows})
        return tuple(
            Leave(
                id=row.id,
                person=known[row.person_id],
                starts_at=row.starts_at,
                ends_at=row.ends_at,
                made_by=row.made_by,
                at=row.at,
                ended_at=row.ended_at,
            )
            for row in rows
        )
