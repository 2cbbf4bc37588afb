"""培训: who was trained in what, when, and until when that counts."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select

from service.store.tables import trainings


@dataclass(frozen=True, slots=True, kw_only=True)
class Training:
    """One training of one person. `valid_until` is included."""

    id: int
    person: int
    topic: str
    hours: int
    day: date
    valid_until: date
    made_by: int
    at: datetime


class Trainings:
    """Repository of `trainings`: it appends and reads."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, people: Collection[int]) -> tuple[Training, ...]:
        """What these people were trained in, newest first."""
        query = select(trainings).where(trainings.c.person_id.in_(list(people)))
        rows = self._connection.execute(query.order_by(trainings.c.day.desc(), trainings.c.id))
        return tuple(_training(row) for row in rows)

    def valid_until(self, person_id: int) -> date | None:
        """The last day on which some training of theirs counts."""
        query = select(func.max(trainings.c.valid_until)).where(trainings.c.person_id == person_id)
        last = self._connection.execute(query).scalar()
        return date.fromisoformat(last) if last else None

    def add(self, given: Training) -> Training:
        """Stores a new one under the next number, which it is returned with."""
        last = self._connection.execute(select(func.max(trainings.c.id))).scalar() or 0
        made = replace(given, id=last + 1)
        self._connection.execute(
            insert(trainings).values(
                id=made.id,
                person_id=made.person,
                topic=made.topic,
                hours=made.hours,
                day=made.day.isoformat(),
                valid_until=made.valid_until.isoformat(),
                made_by=made.made_by,
                at=made.at,
            )
        )
        return made


def _training(row: Row[Any]) -> Training:
    return Training(
        id=row.id,
        person=row.person_id,
        topic=row.topic,
        hours=row.hours,
        day=date.fromisoformat(row.day),
        valid_until=date.fromisoformat(row.valid_until),
        made_by=row.made_by,
        at=row.at,
    )
