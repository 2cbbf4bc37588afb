"""禁发时段: when nothing new is shown to readers, as the office has set it.

A period is `22:30-06:30`, each day, over midnight too, or `2026-10-01 00:00/2026-10-08 00:00`,
once; both by China's clock. A text for an emergency does not wait (who handed it in said why).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, timezone
from typing import Self

CHINA = timezone(timedelta(hours=8))
_DAILY = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)")
_MOMENT = "%Y-%m-%d %H:%M"


class BadPeriodError(ValueError):
    """A period that cannot be read. One Chinese sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiet:
    """`daily`: from and until, by China's clock; `once`: moments, aware."""

    daily: tuple[tuple[time, time], ...] = ()
    once: tuple[tuple[datetime, datetime], ...] = ()

    @classmethod
    def of(cls, periods: tuple[str, ...]) -> Self:
        """Raises BadPeriodError for a period that is none, or that never ends."""
        daily: list[tuple[time, time]] = []
        once: list[tuple[datetime, datetime]] = []
        for period in periods:
            found = _DAILY.fullmatch(period.strip())
            if found:
                hours = [int(part) for part in found.groups()]
                begins, ends = time(hours[0], hours[1]), time(hours[2], hours[3])
                if begins == ends:
                    raise BadPeriodError(f"禁发时段“{period}”没有长度，请改正。")
                daily.append((begins, ends))
                continue
            start, _, end = period.partition("/")
            try:
                first, last = (
                    datetime.strptime(part.strip(), _MOMENT).replace(tzinfo=CHINA)
                    for part in (start, end)
                )
            except ValueError:
                raise BadPeriodError(
                    f"禁发时段“{period}”读不懂，应写成 22:30-06:30 或 "
                    "2026-10-01 00:00/2026-10-08 00:00，请改正。"
                ) from None
            if first >= last:
                raise BadPeriodError(f"禁发时段“{period}”的结束不在开始之后，请改正。")
            once.append((first, last))
        quiet = cls(daily=tuple(daily), once=tuple(once))
        noon = datetime(2026, 1, 1, tzinfo=UTC)
        if quiet.after(noon) > noon + timedelta(days=400):
            raise BadPeriodError("禁发时段合起来占满了全天，什么也发不出去，请改正。")
        return quiet

    def after(self, moment: datetime) -> datetime:
        """The first moment from then on that lies in no period; aware, in the zone it came in."""
        local = moment.astimezone(CHINA)
        for _ in range(400 * (len(self.daily) + 1) + len(self.once)):
            later = self._end_of_a_period(local)
            if later is None:
                return moment if local == moment else local.astimezone(moment.tzinfo)
            local = later
        return (local + timedelta(days=1000)).astimezone(moment.tzinfo)

    def _end_of_a_period(self, local: datetime) -> datetime | None:
        """When the period that this moment lies in ends; None if it lies in none."""
        for begins, ends in self.daily:
            day = local.date()
            # It began today, or yesterday and goes over midnight.
            for since in (day, day - timedelta(days=1)):
                first = datetime.combine(since, begins, CHINA)
                last = datetime.combine(since, ends, CHINA)
                if last <= first:
                    last += timedelta(days=1)
                if first <= local < last:
                    return last
        return next((last for first, last in self.once if first <= local < last), None)
