"""待寄: notices on their way out of the house. A letter that cannot go waits its turn; none is lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection, func, insert, select, update

from service.store.tables import letters

LEASE = timedelta(minutes=2)
"""Longer than sending one batch can take; a worker that needs more has died."""

FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=1)
MOST_ATTEMPTS = 60
"""More than two days of trying; then it is for a person to look at."""


class Channel(StrEnum):
    """How a notice leaves the house."""

    MAIL = "mail"
    HOOK = "hook"

    @property
    def label(self) -> str:
        return {"mail": "邮件", "hook": "网络通知"}[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One notice to be sent one way; `attempt` is the number of this try."""

    notice: int
    channel: Channel
    attempt: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Backlog:
    """What has not gone out: how many wait, since when the longest, how many were given up."""

    waiting: int
    tried: int
    failed: int
    trouble: str


class Letters:
    """Repository of `letters`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def post(self, notice: int, channel: Channel, now: datetime) -> None:
        """To be sent as soon as may be."""
        self._connection.execute(
            insert(letters).values(
                notice_id=notice,
                channel=channel.value,
                state="waiting",
                attempts=0,
                run_at=now,
                trouble="",
            )
        )

    def claim(self, channel: Channel, now: datetime, most: int) -> tuple[Letter, ...]:
        """Those that are due, taken for one try: another worker does not get them meanwhile."""
        query = (
            select(letters.c.notice_id, letters.c.attempts)
            .where(
                letters.c.state == "waiting",
                letters.c.channel == channel.value,
                letters.c.run_at <= now,
            )
            .order_by(letters.c.run_at, letters.c.notice_id)
            .limit(most)
        )
        taken = tuple(
            Letter(notice=row.notice_id, channel=channel, attempt=row.attempts + 1)
            for row in self._connection.execute(query)
        )
        for letter in taken:
            self._set(letter, attempts=letter.attempt, run_at=now + LEASE)
        return taken

    def any_due(self, channel: Channel, now: datetime) -> bool:
        """Whether anything waits to go now."""
        query = select(letters.c.notice_id).where(
            letters.c.state == "waiting",
            letters.c.channel == channel.value,
            letters.c.run_at <= now,
        )
        return self._connection.execute(query.limit(1)).first() is not None

    def sent(self, letter: Letter, now: datetime) -> None:
        """It is out."""
        self._set(letter, state="sent", sent_at=now, trouble="")

    def postpone(self, letter: Letter, now: datetime, trouble: str) -> None:
        """It could not go: tried again later, and at long last given up. `trouble`: why, for people."""
        if letter.attempt >= MOST_ATTEMPTS:
            self.give_up(letter, trouble)
            return
        pause = min(FIRST_PAUSE * (1 << min(letter.attempt - 1, 10)), LONGEST_PAUSE)
        self._set(letter, run_at=now + pause, trouble=trouble)

    def put_off(self, channel: Channel, until: datetime, trouble: str) -> None:
        """The whole channel is out of order: what is due on it waits until then."""
        self._connection.execute(
            update(letters)
            .where(
                letters.c.state == "waiting",
                letters.c.channel == channel.value,
                letters.c.run_at < until,
            )
            .values(run_at=until, trouble=trouble)
        )

    def give_up(self, letter: Letter, trouble: str) -> None:
        """It will never go this way."""
        self._set(letter, state="failed", trouble=trouble)

    def backlog(self) -> Mapping[Channel, Backlog]:
        """What has not gone out, by channel."""
        rows = self._connection.execute(
            select(
                letters.c.channel,
                letters.c.state,
                func.count().label("number"),
                func.max(letters.c.attempts).label("tried"),
                func.max(letters.c.trouble).label("trouble"),
            )
            .where(letters.c.state != "sent")
            .group_by(letters.c.channel, letters.c.state)
        ).all()
        found: dict[Channel, Backlog] = {}
        for channel in Channel:
            by_state = {row.state: row for row in rows if row.channel == channel.value}
            if not by_state:
                continue
            waits, failed = by_state.get("waiting"), by_state.get("failed")
            found[channel] = Backlog(
                waiting=waits.number if waits else 0,
                tried=waits.tried if waits else 0,
                failed=failed.number if failed else 0,
                trouble=next((row.trouble for row in (waits, failed) if row and row.trouble), ""),
            )
        return found

    def _set(self, letter: Letter, **values: object) -> None:
        self._connection.execute(
            update(letters)
            .where(letters.c.notice_id == letter.notice, letters.c.channel == letter.channel.value)
            .values(**values)
        )
