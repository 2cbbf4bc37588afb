"""The outbox: one row a posting, written with the release itself, worked off one claim at a time."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import and_, case, exists, literal, or_, select, update

from review.draft import State
from review.release import PostingState, Release
from service.store.claims import Claims, record_of
from service.store.instant import Instant
from service.store.outbox import READ_AGAIN, Claim, PostingRecord, Reading
from service.store.tables import drafts, postings

__all__ = ["Claim", "PostingRecord", "Postings", "Reading"]


class Postings(Claims):
    """The repository; what it changes is committed by the unit of work it belongs to."""

    def plan(
        self, release: Release, *, stages: Collection[str] = (), fire_at: datetime | None = None
    ) -> None:
        """Rows for every posting of a release, in its order.

        `stages`: the platforms that hold a text before they show it; that is done at once.
        `fire_at`: readers see nothing before; None: as soon as may be.
        """
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
                    run_at=release.at if posting.platform in stages else fire_at or release.at,
                    stages=int(posting.platform in stages),
                    fire_at=fire_at,
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
        return record_of(row)

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
        if state is PostingState.PLANNED:
            # Not out, a person says: what was staged for it may be used up, so it is staged anew.
            self._connection.execute(
                update(postings)
                .where(postings.c.key == key, postings.c.stages == 1)
                .values(staged_at=None, staged_url="", handle="")
            )
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

    def hold(self, release: str, at: datetime | None) -> None:
        """Nothing unsent of the release goes on from now; None: it may again."""
        self._connection.execute(
            update(postings)
            .where(postings.c.release_id == release, postings.c.closed_at.is_(None))
            .values(held_at=at)
        )

    def reschedule(self, release: str, fire_at: datetime, now: datetime) -> None:
        """Readers see what is not out yet not before `fire_at`; staging goes on meanwhile."""
        to_be_staged = and_(postings.c.stages == 1, postings.c.staged_at.is_(None))
        self._connection.execute(
            update(postings)
            .where(
                postings.c.release_id == release,
                postings.c.closed_at.is_(None),
                postings.c.state == PostingState.PLANNED.value,
            )
            .values(
                fire_at=fire_at,
                run_at=case((to_be_staged, literal(now, Instant)), else_=literal(fire_at, Instant)),
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
