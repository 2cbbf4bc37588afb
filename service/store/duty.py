"""值班: who answers for a unit at a moment, what was handed over, and who was called for a draft."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from review.draft import Person, Unit
from service.store.people import People
from service.store.tables import duty, duty_calls, handovers, leave, people


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """One turn of duty for a unit, from a moment on and up to another, that one excluded."""

    id: int
    unit: int
    person: Person
    starts_at: datetime
    ends_at: datetime
    made_by: int
    at: datetime
    ended_at: datetime | None = None

    def holds(self, now: datetime) -> bool:
        """Whether this is the turn at a moment."""
        return self.ended_at is None and self.starts_at <= now < self.ends_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """交接: what somebody told whoever comes next."""

    watch: int
    number: int
    person: Person
    words: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """Who was on duty, and for which unit, when an urgent draft came in; perhaps nobody was."""

    draft: int
    round: int
    unit: int
    people: tuple[Person, ...]
    at: datetime


class Duty:
    """Repository of `duty`, `handovers` and `duty_calls`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._people = People(connection)

    def on_duty(self, unit: Unit, now: datetime) -> tuple[Watch, ...]:
        """Who answers for a unit at a moment: those of its own roster, else of the next unit
        above that has anybody. Whoever is away or whose account is shut does not count.
        """
        away = select(leave.c.person_id).where(
            leave.c.ended_at.is_(None), leave.c.starts_at <= now, leave.c.ends_at > now
        )
        query = (
            select(duty)
            .join(people, people.c.id == duty.c.person_id)
            .where(
                duty.c.unit_id.in_(unit.line),
                duty.c.ended_at.is_(None),
                duty.c.starts_at <= now,
                duty.c.ends_at > now,
                people.c.disabled_at.is_(None),
                duty.c.person_id.not_in(away),
            )
            .order_by(duty.c.starts_at, duty.c.id)
        )
        found = self._made(self._connection.execute(query).all())
        for nearest in reversed(unit.line):
            if there := tuple(watch for watch in found if watch.unit == nearest):
                return there
        return ()

    def between(self, units: Collection[int], start: datetime, end: datetime) -> tuple[Watch, ...]:
        """Every turn of these units that touches a span and was not taken off the roster."""
        query = (
            select(duty)
            .where(
                duty.c.unit_id.in_(units),
                duty.c.ended_at.is_(None),
                duty.c.starts_at < end,
                duty.c.ends_at > start,
            )
            .order_by(duty.c.starts_at, duty.c.unit_id, duty.c.id)
        )
        return self._made(self._connection.execute(query).all())

    def of(self, person_id: int, start: datetime, end: datetime) -> tuple[Watch, ...]:
        """One person's turns that touch a span, in whatever unit."""
        query = (
            select(duty)
            .where(
                duty.c.person_id == person_id,
                duty.c.ended_at.is_(None),
                duty.c.starts_at < end,
                duty.c.ends_at > start,
            )
            .order_by(duty.c.starts_at, duty.c.id)
        )
        return self._made(self._connection.execute(query).all())

    def get(self, watch_id: int) -> Watch | None:
        """The turn of this number."""
        rows = self._connection.execute(select(duty).where(duty.c.id == watch_id)).all()
        return next(iter(self._made(rows)), None)

    def add(self, given: Watch) -> Watch:
        """Stores a new turn under the next number, which it is returned with."""
        last = self._connection.execute(select(func.max(duty.c.id))).scalar() or 0
        made = replace(given, id=last + 1)
        self._connection.execute(
            insert(duty).values(
                id=made.id,
                unit_id=made.unit,
                person_id=made.person.id,
                starts_at=made.starts_at,
                ends_at=made.ends_at,
                made_by=made.made_by,
                at=made.at,
            )
        )
        return made

    def end(self, watch_id: int, now: datetime) -> None:
        """Takes it off the roster."""
        self._connection.execute(update(duty).where(duty.c.id == watch_id).values(ended_at=now))

    def hand_over(self, watch_id: int, person: Person, words: str, now: datetime) -> Handover:
        """Adds a note to a turn."""
        query = select(func.max(handovers.c.number)).where(handovers.c.duty_id == watch_id)
        number = (self._connection.execute(query).scalar() or 0) + 1
        self._connection.execute(
            insert(handovers).values(
                duty_id=watch_id, number=number, person_id=person.id, words=words, at=now
            )
        )
        return Handover(watch=watch_id, number=number, person=person, words=words, at=now)

    def handed_over(self, watches: Collection[int]) -> tuple[Handover, ...]:
        """The notes to these turns, oldest first."""
        query = (
            select(handovers)
            .where(handovers.c.duty_id.in_(set(watches)))
            .order_by(handovers.c.at, handovers.c.duty_id, handovers.c.number)
        )
        rows = self._connection.execute(query).all()
        known = self._people.named({row.person_id for row in rows})
        return tuple(
            Handover(
                watch=row.duty_id,
                number=row.number,
                person=known[row.person_id],
                words=row.words,
                at=row.at,
            )
            for row in rows
        )

    def call(self, called: Called) -> None:
        """Keeps who was on duty for a submission."""
        self._connection.execute(
            insert(duty_calls).values(
                draft_id=called.draft,
                round=called.round,
                unit_id=called.unit,
                people=people_told(called.people),
                at=called.at,
            )
        )

    def calls(self, draft_id: int) -> tuple[Called, ...]:
        """Who was called for a draft, round by round."""
        query = (
            select(duty_calls).where(duty_calls.c.draft_id == draft_id).order_by(duty_calls.c.round)
        )
        rows = self._connection.execute(query).all()
        ids = {row.round: [int(one) for one in row.people.split(",") if one] for row in rows}
        known = self._people.named({one for each in ids.values() for one in each})
        return tuple(
            Called(
                draft=row.draft_id,
                round=row.round,
                unit=row.unit_id,
                people=tuple(known[one] for one in ids[row.round]),
                at=row.at,
            )
            for row in rows
        )

    def _made(self, rows: Sequence[Row[Any]]) -> tuple[Watch, ...]:
        known = self._people.named({row.person_id for row in rows})
        return tuple(
            Watch(
                id=row.id,
                unit=row.unit_id,
                person=known[row.person_id],
                starts_at=row.starts_at,
                ends_at=row.ends_at,
                made_by=row.made_by,
                at=row.at,
                ended_at=row.ended_at,
            )
            for row in rows
        )


_MOST_CALLED = 20  # their numbers have to fit the column


def people_told(called: Collection[Person]) -> str:
    """People as log and table have them."""
    return ",".join(str(number) for number in sorted({one.id for one in called})[:_MOST_CALLED])
