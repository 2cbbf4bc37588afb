"""The outbox: one row a posting, written with the release itself, worked off one claim at a time.

A claim is one short transaction; sending happens outside it; the result is written only if the
claim is still ours. A row whose worker died is claimed again when its lease has run out, and then
counts as doubtful: whether it went out is for the platform to say.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, exists, or_, select, update

from review.draft import State
from review.release import PostingState, Release
from service.store.outbox import DOUBTFUL, LEASE, READ_AGAIN, Claim, PostingRecord, Reading
from service.store.tables import drafts, postings

__all__ = ["Claim", "PostingRecord", "Postings", "Reading"]


class Postings:
    """The repository; what it changes is committed by the unit of work it belongs to."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def plan(self, release: Release) -> None:
        """Rows for every posting of a release, due at once, in its order."""
        for position, posting in enumerate(release.postings):
            self._connection.execute(
                postings.insert().values(
                    key=posting.key,
                    release_id=release.id,
                    draft_id=release.draft,
                    platform=posting.platform,
                    rendering=posting.rendering,
                    position=position,
                    depends_on=json.dumps(posting.depends_on),
                    state=PostingState.PLANNED.value,
                    planned_at=release.at,
                    run_at=release.at,
                    attempts=0,
                    handle="",
                    url="",
                    reference="",
                    code="",
                    message="",
                    reading="",
                    read_digest="",
                )
            )

    def get(self, key: str) -> PostingRecord:
        """KeyError if there is no such posting."""
        row = self._connection.execute(select(postings).where(postings.c.key == key)).first()
        if row is None:
            raise KeyError(key)
        return _record(row)

    def of(self, release: str) -> tuple[PostingRecord, ...]:
        """All postings of a release, in the order they go out."""
        return self._listed(
            select(postings).where(postings.c.release_id == release).order_by(postings.c.position)
        )

    def waiting_for_person(self) -> tuple[PostingRecord, ...]:
        """Refused and undecided postings, and altered ones of drafts that count as released."""
        parked = and_(postings.c.closed_at.is_(None), postings.c.run_at.is_(None))
        altered = and_(
            postings.c.reading.in_([Reading.DIFFERS.value, Reading.GONE.value]),
            exists().where(
                drafts.c.id == postings.c.draft_id,
                drafts.c.state.in_([State.RELEASING.value, State.RELEASED.value]),
            ),
        )
        return self._listed(
            select(postings)
            .where(or_(parked, altered))
            .order_by(postings.c.planned_at, postings.c.key)
        )

    def outcomes(self, release: str) -> Mapping[str, bool] | None:
        """Whether each platform carries the release; None while any posting is still open."""
        records = self.of(release)
        if any(record.closed_at is None for record in records):
            return None
        return {record.platform: record.state is PostingState.CONFIRMED for record in records}

    def claim(self, now: datetime) -> Claim | None:
        """The next posting due, taken for LEASE; None if there is none.

        Due is what its release's draft still wants out and whose dependences are all confirmed;
        and, whatever became of the draft, what may be out already and has to be asked after.
        On PostgreSQL rows that others are claiming are passed over; on SQLite the writer's lock
        is already held.
        """
        wanted = (
            select(drafts.c.state).where(drafts.c.id == postings.c.draft_id).scalar_subquery()
        ) == State.RELEASING.value
        doubtful = postings.c.state.in_([state.value for state in DOUBTFUL])
        due = (
            select(postings, wanted.label("wanted"))
            .where(
                postings.c.closed_at.is_(None),
                postings.c.run_at <= now,
                or_(postings.c.lease_until.is_(None), postings.c.lease_until <= now),
                or_(doubtful, wanted),
            )
            .order_by(postings.c.run_at, postings.c.release_id, postings.c.position)
            .with_for_update(skip_locked=True, of=postings)
        )
        for row in self._connection.execute(due):
            found = _record(row)
            if found.state in DOUBTFUL or self._may_go(found):
                return self._taken(found, now, may_send=bool(row.wanted))
        return None

    def _may_go(self, posting: PostingRecord) -> bool:
        confirmed = {
            other.platform
            for other in self.of(posting.release)
            if other.state is PostingState.CONFIRMED
        }
        return confirmed.issuperset(posting.depends_on)

    def _taken(self, posting: PostingRecord, now: datetime, *, may_send: bool) -> Claim:
        attempt = posting.attempts + 1
        self._connection.execute(
            update(postings)
            .where(postings.c.key == posting.key)
            .values(
                state=PostingState.SENDING.value,
                lease_until=now + LEASE,
                attempts=attempt,
                tried_at=now,
            )
        )
        return Claim(posting=posting, attempt=attempt, may_send=may_send)

    def confirm(  # a receipt has several parts
        self, key: str, attempt: int, *, handle: str, url: str, reference: str, now: datetime
    ) -> bool:
        """The posting is out. False, and nothing written, if the claim is no longer ours."""
        return self._finish(
            key,
            attempt,
            state=PostingState.CONFIRMED.value,
            handle=handle,
            url=url,
            reference=reference,
            code="",
            message="",
            confirmed_at=now,
            closed_at=now,
            run_at=None,
        )

    def set_aside(  # noqa: PLR0913  # what a platform answered has many parts
        self,
        key: str,
        attempt: int,
        state: PostingState,
        *,
        run_at: datetime | None,
        closed_at: datetime | None,
        tried_at: datetime | None,
        handle: str,
        code: str,
        reference: str,
        message: str,
    ) -> bool:
        """The attempt did not end in a receipt. `run_at` None: waits for a person, or is over.

        False, and nothing written, if the claim is no longer ours.
        """
        return self._finish(
            key,
            attempt,
            state=state.value,
            run_at=run_at,
            closed_at=closed_at,
            tried_at=tried_at,
            handle=handle,
            code=code,
            reference=reference,
            message=message,
        )

    def decide(
        self,
        key: str,
        state: PostingState,
        *,
        run_at: datetime | None,
        closed_at: datetime | None,
        url: str,
        reading: Reading,
        message: str,
    ) -> None:
        """What a person decided about a posting that nobody is working on."""
        confirmed = state is PostingState.CONFIRMED
        self._connection.execute(
            update(postings)
            .where(postings.c.key == key)
            .values(
                state=state.value,
                run_at=run_at,
                lease_until=None,
                closed_at=closed_at,
                confirmed_at=closed_at if confirmed else None,
                url=url,
                reading=reading.value,
                message=message,
            )
        )

    def stop(self, release: str, now: datetime, message: str) -> None:
        """Close what has not been sent; what may be out stays open until somebody knows."""
        self._connection.execute(
            update(postings)
            .where(
                postings.c.release_id == release,
                postings.c.closed_at.is_(None),
                postings.c.state.in_([PostingState.PLANNED.value, PostingState.REFUSED.value]),
            )
            .values(state=PostingState.REFUSED.value, run_at=None, closed_at=now, message=message)
        )

    def keep_reading(
        self, key: str, reading: Reading, digest: str, message: str, now: datetime
    ) -> None:
        """What the last read-back came to; UNREAD if it could not be had this time."""
        self._connection.execute(
            update(postings)
            .where(postings.c.key == key)
            .values(reading=reading.value, read_digest=digest, read_at=now, message=message)
        )

    def unread(self, now: datetime) -> tuple[PostingRecord, ...]:
        """Confirmed by the platform, not read back yet, and not tried within READ_AGAIN."""
        return self._listed(
            select(postings)
            .where(
                postings.c.state == PostingState.CONFIRMED.value,
                postings.c.reading == Reading.UNREAD.value,
                or_(postings.c.read_at.is_(None), postings.c.read_at <= now - READ_AGAIN),
            )
            .order_by(postings.c.confirmed_at, postings.c.key)
        )

    def _listed(self, query: Select[Any]) -> tuple[PostingRecord, ...]:
        return tuple(_record(row) for row in self._connection.execute(query))

    def _finish(self, key: str, attempt: int, **values: object) -> bool:
        done = self._connection.execute(
            update(postings)
            .where(
                postings.c.key == key,
                postings.c.attempts == attempt,
                postings.c.state == PostingState.SENDING.value,
            )
            .values(lease_until=None, **values)
        )
        return done.rowcount == 1


def _record(row: Row[Any]) -> PostingRecord:
    return PostingRecord(
        key=row.key,
        release=row.release_id,
        draft=row.draft_id,
        platform=row.platform,
        rendering=row.rendering,
        position=row.position,
        depends_on=tuple(json.loads(row.depends_on)),
        state=PostingState(row.state),
        planned_at=row.planned_at,
        run_at=row.run_at,
        lease_until=row.lease_until,
        attempts=row.attempts,
        tried_at=row.tried_at,
        handle=row.handle,
        url=row.url,
        reference=row.reference,
        code=row.code,
        message=row.message,
        confirmed_at=row.confirmed_at,
        closed_at=row.closed_at,
        reading=Reading(row.reading),
        read_at=row.read_at,
        read_digest=row.read_digest,
    )
