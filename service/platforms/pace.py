"""限频: once a platform says "enough", nothing more is sent to it until it may listen again.

Each posting waits by itself already; this spares the platform the others' first tries.
"""

from __future__ import annotations

import threading
from datetime import datetime, time, timedelta

from service.clock import local_time
from service.platforms.platform import Again, PlatformError, RefusedError

_MINUTE = timedelta(seconds=65)


class Pace:
    """One platform's: when it may be sent to again. Safe for several threads."""

    def __init__(self, label: str) -> None:
        self._label = label
        self._lock = threading.Lock()
        self._until: datetime | None = None
        self._again = Again.MINUTE

    def check(self, now: datetime) -> None:
        """RefusedError while the platform wants to be left alone; nothing was sent then."""
        with self._lock:
            if self._until is None or now >= self._until:
                return
            tomorrow = self._again is Again.TOMORROW
        when = "明天" if tomorrow else "一分钟后"
        raise RefusedError(
            f"{self._label}要求暂缓，没有发出，{when}自动再试。", again=self._again, code="paced"
        )

    def note(self, error: PlatformError, now: datetime) -> None:
        """Remembers what a refusal says about when to come again."""
        until = pause_until(error.again, now)
        if until is not None:
            with self._lock:
                self._until, self._again = until, error.again


def pause_until(again: Again, now: datetime) -> datetime | None:
    """Quotas are renewed at midnight in China; ten minutes for clocks that disagree."""
    if again is Again.MINUTE:
        return now + _MINUTE
    if again is Again.TOMORROW:
        local = local_time(now)
        tomorrow = local.date() + timedelta(days=1)
        return datetime.combine(tomorrow, time(0, 10), tzinfo=local.tzinfo)
    return None
