"""谁在看: a reviewer's hold on a draft for a while, so that two do not read the same one.

A hold keeps nobody from signing: what must not be signed twice is kept by `review.flow`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from review.draft import Person
from service.store.people import People
from service.store.tables import leases


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """`claimed_at`: when it was claimed; None if the page is merely open."""

    draft: int
    person: Person
    since: datetime
    until: datetime
    claimed_at: datetime | None


class Leases:
    """Repository of `leases`: at most one a draft."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._people = People(connection)

    def of(self, drafts: Collection[int], now: datetime) -> Mapping[int, Lease]:
        """The holds that last, by draft."""
        if not drafts:
            return {}
        rows = self._connection.execute(
            select(leases).where(leases.c.draft_id.in_(drafts), leases.c.until > now)
        ).all()
        people = self._people.named([row.person_id for row in rows])
        return {
            row.draft_id: Lease(
                draft=row.draft_id,
                person=people[row.person_id],
                since=row.since,
                until=row.until,
                claimed_at=row.claimed_at,
            )
            for row in rows
        }

    def put(self, lease: Lease) -> None:
        """Puts this hold in the place of any other."""
        self.end(lease.draft)
        self._connection.execute(
            insert(leases).values(
                draft_id=lease.draft,
                person_id=lease.person.id,
                since=lease.since,
                until=lease.until,
                claimed_at=lease.claimed_at,
            )
        )

    def end(self, draft: int) -> None:
        """No hold on this draft."""
        self._connection.execute(delete(leases).where(leases.c.draft_id == draft))
