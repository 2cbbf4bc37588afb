"""统一身份: whose account elsewhere is whose here, who came unknown, and who is under way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from review.model import digest_of
from service.store.tables import identities, journeys, strangers

_MOST_STRANGERS = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """A binding. `ended_at` set means it holds no more."""

    id: int
    issuer: str
    subject: str
    person: int
    at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stranger:
    """Somebody who proved who they are elsewhere, and whom nobody has bound to a person here.

    `called` is what they are called there: to be recognised by, bound on it nobody is.
    """

    id: int
    issuer: str
    subject: str
    called: str
    first_at: datetime
    last_at: datetime
    times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Journey:
    """Somebody sent to an issuer. `session`: the hash of whose session it is, "" to sign in."""

    state: str
    session: str
    onward: str
    kept: str
    at: datetime


def account_digest(issuer: str, subject: str) -> str:
    """What the log knows an account elsewhere by."""
    return digest_of([issuer, subject])


class Identities:
    """Repository of `identities`, `strangers` and `journeys`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of_account(self, issuer: str, subject: str) -> Identity | None:
        """The binding that holds for this account."""
        row = self._connection.execute(
            select(identities).where(
                identities.c.issuer == issuer,
                identities.c.subject == subject,
                identities.c.ended_at.is_(None),
            )
        ).one_or_none()
        return None if row is None else _identity(row)

    def get(self, number: int) -> Identity | None:
        row = self._connection.execute(
            select(identities).where(identities.c.id == number)
        ).one_or_none()
        return None if row is None else _identity(row)

    def of_person(self, person_id: int) -> tuple[Identity, ...]:
        """The bindings that hold for a person."""
        rows = self._connection.execute(
            select(identities)
            .where(identities.c.person_id == person_id, identities.c.ended_at.is_(None))
            .order_by(identities.c.id)
        )
        return tuple(_identity(row) for row in rows)

    def all_standing(self) -> tuple[Identity, ...]:
        """Every binding that holds, by person."""
        rows = self._connection.execute(
            select(identities)
            .where(identities.c.ended_at.is_(None))
            .order_by(identities.c.person_id, identities.c.id)
        )
        return tuple(_identity(row) for row in rows)

    def bind(self, stranger: Stranger, person_id: int, by: int, now: datetime) -> Identity:
        """The stranger's account is this person's from now on."""
        last = self._connection.execute(select(func.max(identities.c.id))).scalar() or 0
        bound = Identity(
            id=last + 1,
            issuer=stranger.issuer,
            subject=stranger.subject,
            person=person_id,
            at=now,
            ended_at=None,
        )
        self._connection.execute(
            insert(identities).values(
                id=bound.id,
                issuer=bound.issuer,
                subject=bound.subject,
                person_id=person_id,
                bound_by=by,
                at=now,
            )
        )
        self.forget(stranger.id)
        return bound

    def end(self, number: int, now: datetime) -> None:
        self._connection.execute(
            update(identities).where(identities.c.id == number).values(ended_at=now)
        )

    def strangers(self) -> tuple[Stranger, ...]:
        """Whoever waits to be bound, the latest first."""
        rows = self._connection.execute(
            select(strangers).order_by(strangers.c.last_at.desc(), strangers.c.id)
        )
        return tuple(_stranger(row) for row in rows)

    def stranger(self, number: int) -> Stranger | None:
        row = self._connection.execute(
            select(strangers).where(strangers.c.id == number)
        ).one_or_none()
        return None if row is None else _stranger(row)

    def came(self, issuer: str, subject: str, called: str, now: datetime) -> int | None:
        """Writes a stranger down; their number if they never came before. The oldest give way."""
        known = (strangers.c.issuer == issuer) & (strangers.c.subject == subject)
        again = self._connection.execute(
            update(strangers)
            .where(known)
            .values(last_at=now, called=called, times=strangers.c.times + 1)
        )
        if again.rowcount:
            return None
        oldest = (
            select(strangers.c.id).order_by(strangers.c.last_at.desc()).offset(_MOST_STRANGERS - 1)
        )
        for number in self._connection.execute(oldest).scalars().all():
            self.forget(number)
        number = (self._connection.execute(select(func.max(strangers.c.id))).scalar() or 0) + 1
        self._connection.execute(
            insert(strangers).values(
                id=number,
                issuer=issuer,
                subject=subject,
                called=called,
                first_at=now,
                last_at=now,
                times=1,
            )
        )
        return number

    def forget(self, number: int) -> None:
        """A stranger is bound, or turned away."""
        self._connection.execute(delete(strangers).where(strangers.c.id == number))

    def depart(  # what one way there and back is
        self, journey: Journey, address: str, expires_at: datetime, most_kept: int
    ) -> bool:
        """Writes a departure down; those never come back from go. False if too much is kept."""
        self._connection.execute(delete(journeys).where(journeys.c.expires_at <= journey.at))
        kept = self._connection.execute(select(func.sum(func.length(journeys.c.kept)))).scalar()
        if journey.kept and (kept or 0) + len(journey.kept) > most_kept:
            return False
        self._connection.execute(
            insert(journeys).values(
                state=journey.state,
                session=journey.session,
                address=address,
                onward=journey.onward,
                kept=journey.kept,
                at=journey.at,
                expires_at=expires_at,
            )
        )
        return True

    def arrive(self, state: str, now: datetime) -> Journey | None:
        """The journey of this state, which cannot arrive again; None if there is none."""
        done = self._connection.execute(
            update(journeys)
            .where(
                journeys.c.state == state,
                journeys.c.arrived_at.is_(None),
                journeys.c.expires_at > now,
            )
            .values(arrived_at=now)
        )
        return self._journey(state) if done.rowcount == 1 else None

    def belongs(self, state: str, session: str) -> None:
        """What was kept on the journey waits for this session."""
        self._connection.execute(
            update(journeys).where(journeys.c.state == state).values(session=session)
        )

    def arrived(self, state: str, session: str, now: datetime) -> Journey | None:
        """A journey that came back and whose keepings are this session's."""
        found = self._connection.execute(
            select(journeys.c.state).where(
                journeys.c.state == state,
                journeys.c.session == session,
                journeys.c.arrived_at.is_not(None),
                journeys.c.expires_at > now,
            )
        ).scalar()
        return self._journey(state) if found else None

    def _journey(self, state: str) -> Journey:
        row = self._connection.execute(select(journeys).where(journeys.c.state == state)).one()
        return Journey(
            state=row.state, session=row.session, onward=row.onward, kept=row.kept, at=row.at
        )


def _identity(row: Row[Any]) -> Identity:
    return Identity(
        id=row.id,
        issuer=row.issuer,
        subject=row.subject,
        person=row.person_id,
        at=row.at,
        ended_at=row.ended_at,
    )


def _stranger(row: Row[Any]) -> Stranger:
    return Stranger(
        id=row.id,
        issuer=row.issuer,
        subject=row.subject,
        called=row.called,
        first_at=row.first_at,
        last_at=row.last_at,
        times=row.times,
    )
