"""The clock: the only place that asks what time it is. Everyone else is handed the time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone

Clock = Callable[[], datetime]

CHINA = timezone(timedelta(hours=8))
"""The whole country keeps one time; a fixed offset needs no time zone database."""


def wall_clock() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)


def day_of(at: datetime) -> date:
    """The calendar day of that moment in China."""
    return at.astimezone(CHINA).date()


def local_time(at: datetime) -> datetime:
    """The same moment as clocks in China show it."""
    return at.astimezone(CHINA)
