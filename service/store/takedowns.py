"""撤下: one row for each posting that was out when its draft was withdrawn, until it is down.

Worked off like the outbox: claimed in a short transaction, tried outside it, settled only if the
claim is still ours. Taking down what is down already does no harm, so a worker that died simply
leaves its row to the next.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, Select, or_, select, update

from review.draft import Person
from service.store.outbox import LEASE
from service.store.tables import postings, takedowns


class TakedownState(StrEnum):
    """STANDS: it is still up, or nobody knows. LEFT: a person says that it stays up."""

    PLANNED = "planned"
    WORKING = "working"
    GONE = "gone"
    STANDS = "stands"
    LEFT = "left"

    @property
    def label(self) -> str:
        return {
            "planned": "待撤下",
            "working": "撤下中",
            "gone": "已撤下",
            "stands": "尚未撤下",
            "left": "未能撤下",
        }[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class Takedown:
    """Where taking one posting down stands. `run_at` None while open: a person has to do it."""

    posting: str
    release: str
    draft: int
    platform: str
    handle: str
    url: str
    state: TakedownState
    asked_by: int
    asked_at: datetime
    run_at: datetime | None
    attempts: int
    reference: str
    code: str
    message: str
    closed_at: datetime | None

    @property
    def needs_person(self) -> bool:
        return self.closed_at is None and self.run_at is None


class Takedowns:
    """Repository of `takedowns`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def plan(self, posting: str, actor: Person, now: datetime) -> bool:
        """A row for this posting, due at once; False if it has one."""
        if self.get(posting) is not None:
            return False
        self._connection.execute(
            takedowns.insert().values(
                posting_key=posting,
                state=TakedownState.PLANNED.value,
                asked_by=actor.id,
                asked_at=now,
                run_at=now,
                attempts=0,
                reference="",
                code="",
                message="",
            )
        )
        return True

    def get(self, posting: str) -> Takedown | None:
        row = self._connection.execute(_whole().where(takedowns.c.posting_key == posting)).first()
        return _record(row) if row else None

    def of(self, release: str) -> tuple[Takedown, ...]:
        """All of a release, in the order its postings went out."""
        rows = self._connection.execute(
            _whole().where(postings.c.release_id == release).order_by(postings.c.position)
        )
        return tuple(_record(row) for row in rows)

    def waiting_for_person(self, limit: int = 200) -> tuple[Takedown, ...]:
        """What only a person can bring on, the oldest first."""
        rows = self._connection.execute(
            _whole()
            .where(takedowns.c.closed_at.is_(None), takedowns.c.run_at.is_(None))
            .order_by(takedowns.c.asked_at, takedowns.c.posting_key)
            .limit(limit)
        )
        return tuple(_record(row) for row in rows)

    def claim(self, now: datetime) -> Takedown | None:
        """The next one due, taken for LEASE and as it stands then; None if there is none."""
        row = self._connection.execute(
            _whole()
            .where(
                takedowns.c.closed_at.is_(None),
                takedowns.c.run_at <= now,
                or_(takedowns.c.lease_until.is_(None), takedowns.c.lease_until <= now),
            )
            .order_by(takedowns.c.run_at, takedowns.c.posting_key)
            .limit(1)
        ).first()
        if row is None:
            return None
        self._connection.execute(
            update(takedowns)
            .where(takedowns.c.posting_key == row.posting_key)
            .values(
                state=TakedownState.WORKING.value,
                lease_until=now + LEASE,
                attempts=row.attempts + 1,
            )
        )
        return self.get(row.posting_key)

    def settle(  # what a platform answered has many parts
        self,
        claimed: Takedown,
        state: TakedownState,
        *,
        run_at: datetime | None,
        closed_at: datetime | None,
        reference: str = "",
        code: str = "",
        message: str = "",
    ) -> bool:
        """What the attempt came to. False, and nothing written, if the claim is no longer ours."""
        done = self._connection.execute(
            update(takedowns)
            .where(
                takedowns.c.posting_key == claimed.posting,
                takedowns.c.attempts == claimed.attempts,
                takedowns.c.closed_at.is_(None),
            )
            .values(
                state=state.value,
                run_at=run_at,
                lease_until=None,
                closed_at=closed_at,
                reference=reference or claimed.reference,
                code=code,
                message=message,
            )
        )
        return done.rowcount == 1


def _whole() -> Select[Any]:
    return select(
        takedowns,
        postings.c.release_id,
        postings.c.draft_id,
        postings.c.platform,
        postings.c.handle,
        postings.c.url,
    ).join(postings, postings.c.key == takedowns.c.posting_key)


def _record(row: Row[Any]) -> Takedown:
    return Takedown(
        posting=row.posting_key,
        release=row.release_id,
        draft=row.draft_id,
        platform=row.platform,
        handle=row.handle,
        url=row.url,
        state=TakedownState(row.state),
        asked_by=row.asked_by,
        asked_at=row.asked_at,
        run_at=row.run_at,
        attempts=row.attempts,
        reference=row.reference,
        code=row.code,
        message=row.message,
        closed_at=row.closed_at,
    )
