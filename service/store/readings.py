"""回读: every look at what a platform shows, and when the next is due.

The plan: at once, after five minutes, after a day, then each quarter for as long as it stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, and_, delete, insert, or_, select, text, update

from review.draft import State
from review.release import PostingState
from service.store.outbox import READ_AGAIN, PostingRecord, Reading
from service.store.tables import drafts, postings, readings, watches

PLAN = (timedelta(minutes=5), timedelta(days=1))
"""After the first look; counted from the platform's confirmation."""

QUARTER = timedelta(days=91)

LOOK_AGAIN = timedelta(hours=1)
"""After a look that found another text or none."""

LONGEST_PAUSE = timedelta(days=1)
"""Between two looks while the trouble lasts."""

_TROUBLE = {
    Reading.UNREAD: READ_AGAIN,
    Reading.DIFFERS: LOOK_AGAIN,
    Reading.GONE: LOOK_AGAIN,
}

LONGEST_SEEN = 200_000
"""Characters kept of what a platform showed where it was not what was signed."""

_STANDING = (State.RELEASING.value, State.RELEASED.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingRecord:
    """One look. `seen` is kept only where the platform showed other than what was signed."""

    number: int
    at: datetime
    reading: Reading
    digest: str
    message: str
    seen: str


class Readings:
    """Repository of `readings` and `watches`. Readings are appended and read, nothing else."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep(  # one look is all of this
        self,
        posting: PostingRecord,
        reading: Reading,
        now: datetime,
        *,
        digest: str,
        message: str,
        seen: str = "",
    ) -> None:
        """What a look came to; says when the next is due. The same trouble seen again is not kept
        again, and is looked for more and more seldom.
        """
        last = next(iter(self.of(posting.key, most=1)), None)
        again = (
            last is not None
            and reading in _TROUBLE
            and (last.reading, last.digest, last.message) == (reading, digest, message)
        )
        if not again:
            self._connection.execute(
                insert(readings).values(
                    posting_key=posting.key,
                    number=last.number + 1 if last else 1,
                    at=now,
                    reading=reading.value,
                    digest=digest,
                    message=message,
                    seen=seen[:LONGEST_SEEN],
                )
            )
        self._watch(posting, reading, now, since=last.at if last and again else now)

    def of(self, key: str, most: int = 50) -> tuple[ReadingRecord, ...]:
        """The last looks at a posting, newest first."""
        query = (
            select(readings)
            .where(readings.c.posting_key == key)
            .order_by(readings.c.number.desc())
            .limit(most)
        )
        return tuple(
            ReadingRecord(
                number=row.number,
                at=row.at,
                reading=Reading(row.reading),
                digest=row.digest,
                message=row.message,
                seen=row.seen,
            )
            for row in self._connection.execute(query)
        )

    def due(self, now: datetime, most: int) -> Sequence[str]:
        """Keys of postings to be looked at, those never read first.

        Only of drafts that count as out: what was withdrawn has its own check, and a look at it
        would find a drift where there is none.
        """
        standing = and_(drafts.c.id == postings.c.draft_id, drafts.c.state.in_(_STANDING))
        confirmed = postings.c.state == PostingState.CONFIRMED.value
        never = (
            select(postings.c.key)
            .join(drafts, standing)
            .outerjoin(watches, watches.c.posting_key == postings.c.key)
            .where(
                # Written out, as ix_postings_unread has it, or it is not used.
                text("postings.reading = '' AND postings.state = 'confirmed'"),
                watches.c.posting_key.is_(None),
                or_(postings.c.read_at.is_(None), postings.c.read_at <= now - READ_AGAIN),
            )
            .order_by(postings.c.confirmed_at, postings.c.key)
            .limit(most)
        )
        found = list(self._connection.execute(never).scalars())
        planned = (
            select(watches.c.posting_key)
            .join(postings, postings.c.key == watches.c.posting_key)
            .join(drafts, standing)
            .where(confirmed, watches.c.next_at <= now)
            .order_by(watches.c.next_at, watches.c.posting_key)
            .limit(max(0, most - len(found)))
        )
        return found + list(self._connection.execute(planned).scalars())

    def next_of(self, key: str) -> datetime | None:
        """When a posting is looked at next."""
        query = select(watches.c.next_at).where(watches.c.posting_key == key)
        return self._connection.execute(query).scalar()

    def stop(self, key: str) -> None:
        """No further look at this posting is due."""
        self._connection.execute(delete(watches).where(watches.c.posting_key == key))

    def _watch(
        self, posting: PostingRecord, reading: Reading, now: datetime, *, since: datetime
    ) -> None:
        """`since`: when a trouble was first seen; the pause doubles with every look after that."""
        before = self._connection.execute(
            select(watches.c.round).where(watches.c.posting_key == posting.key)
        ).scalar()
        done = before or 0
        if reading in _TROUBLE:
            next_at = now + min(max(now - since, _TROUBLE[reading]), LONGEST_PAUSE)
        else:
            done, next_at = _moved_on(done, posting.confirmed_at or now, now)
        values = {"round": done, "next_at": next_at}
        if before is None:
            self._connection.execute(insert(watches).values(posting_key=posting.key, **values))
            return
        self._connection.execute(
            update(watches).where(watches.c.posting_key == posting.key).values(**values)
        )


def _moved_on(done: int, begun: datetime, now: datetime) -> tuple[int, datetime]:
    """The number of looks done with this one, and when the next is due. Looks that a long stop
    of the worker swallowed are not made up for one by one.
    """
    done += 1
    while done <= len(PLAN) and begun + PLAN[done - 1] <= now:
        done += 1
    return done, begun + PLAN[done - 1] if done <= len(PLAN) else now + QUARTER
