"""Taking postings for one attempt, and what the attempt came to.

A claim is one short transaction; sending happens outside it; the result is written only if the
claim is still ours. A row whose worker died is claimed again when its lease has run out, and then
counts as doubtful: whether it went out is for the platform to say.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, or_, select, update

from review.delivery import Phase, Standing, phase_of
from review.draft import State
from review.release import PostingState
from service.store.outbox import DOUBTFUL, LEASE, Claim, PostingRecord, Reading
from service.store.tables import drafts, postings

_AT_ONCE = 64
"""Rows looked at together; most looks find what is due among the first few."""


class Claims:
    """The half of the repository of `postings` that workers use."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, release: str) -> tuple[PostingRecord, ...]:
        """All postings of a release, in the order they go out."""
        return self._listed(
            select(postings).where(postings.c.release_id == release).order_by(postings.c.position)
        )

    def claim(self, now: datetime) -> Claim | None:
        """The next posting due, taken for LEASE; None if there is none.

        Due is what its release's draft still wants out, is not held, and has come to its phase;
        and, whatever became of the draft, what may be out already and has to be asked after.
        On PostgreSQL as on SQLite the writer's lock is already held.
        """
        for row in self._due(now):
            found = record_of(row)
            if found.doubtful:
                phase = Phase.SEND
            elif not row.wanted:
                phase = Phase.STAGE  # died while staging, of a draft withdrawn since: to be closed
            else:
                siblings = [standing_of(other) for other in self.of(found.release)]
                mine = next(one for one in siblings if one.platform == found.platform)
                phase = phase_of(mine, siblings)
            if phase is not Phase.WAIT:
                return self._taken(found, now, phase, may_send=bool(row.wanted))
        return None

    def _due(self, now: datetime) -> Iterator[Row[Any]]:
        wanted = (
            select(drafts.c.state).where(drafts.c.id == postings.c.draft_id).scalar_subquery()
        ) == State.RELEASING.value
        begun = postings.c.state.in_([state.value for state in DOUBTFUL])
        query = (
            select(postings, wanted.label("wanted"))
            .where(
                postings.c.closed_at.is_(None),
                postings.c.run_at <= now,
                or_(postings.c.lease_until.is_(None), postings.c.lease_until <= now),
                or_(begun, and_(wanted, postings.c.held_at.is_(None))),
            )
            .order_by(postings.c.run_at, postings.c.release_id, postings.c.position)
            .limit(_AT_ONCE)
        )
        offset = 0
        while True:
            rows = self._connection.execute(query.offset(offset)).all()
            yield from rows
            offset += len(rows)
            if len(rows) < _AT_ONCE:
                return

    def _taken(
        self, posting: PostingRecord, now: datetime, phase: Phase, *, may_send: bool
    ) -> Claim:
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
        return Claim(posting=posting, attempt=attempt, may_send=may_send, phase=phase)

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

    def keep_staged(  # what a platform holds has several parts
        self,
        posting: PostingRecord,
        attempt: int,
        *,
        handle: str,
        url: str,
        reference: str,
        now: datetime,
    ) -> bool:
        """The platform holds the text, unseen. False if the claim is no longer ours."""
        later = posting.fire_at if posting.fire_at and posting.fire_at > now else now
        return self._finish(
            posting.key,
            attempt,
            state=PostingState.PLANNED.value,
            handle=handle,
            staged_at=now,
            staged_url=url,
            reference=reference,
            tried_at=posting.tried_at,
            run_at=later,
            code="",
            message="",
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

    def stage_anew(self, key: str, now: datetime) -> None:
        """What this posting had staged does not serve any more; it was not published."""
        self._connection.execute(
            update(postings)
            .where(
                postings.c.key == key,
                postings.c.stages == 1,
                postings.c.state == PostingState.PLANNED.value,
                postings.c.closed_at.is_(None),
            )
            .values(staged_at=None, staged_url="", handle="", run_at=now)
        )

    def _listed(self, query: Select[Any]) -> tuple[PostingRecord, ...]:
        return tuple(record_of(row) for row in self._connection.execute(query))

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


def standing_of(record: PostingRecord) -> Standing:
    """A posting as the order of phases sees it."""
    return Standing(
        platform=record.platform,
        depends_on=record.depends_on,
        state=record.state,
        stages=record.stages,
        staged=record.staged_at is not None,
        over=record.closed_at is not None,
    )


def record_of(row: Row[Any]) -> PostingRecord:
    """A row of `postings`."""
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
        stages=bool(row.stages),
        staged_at=row.staged_at,
        staged_url=row.staged_url,
        fire_at=row.fire_at,
        held_at=row.held_at,
    )
