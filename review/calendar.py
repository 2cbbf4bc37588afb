"""工作时间: by when something is due that is to take so many working hours.

Holidays and working weekends are data (the State Council's yearly notice). For a year nobody has
entered, weekends alone are taken to be free.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from fractions import Fraction

CHINA = timezone(timedelta(hours=8))
_SATURDAY = 5
_FAR = 3660  # days; no deadline of a signature lies further off


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """When an office works. `hours`: from and to, of a working day, in order and apart; without
    any it works at all hours of all days.

    `holidays` are free though weekdays, `workdays` worked though weekends.
    """

    hours: tuple[tuple[time, time], ...]
    holidays: frozenset[date] = frozenset()
    workdays: frozenset[date] = frozenset()
    known: frozenset[int] = frozenset()

    def works_on(self, day: date) -> bool:
        """Whether a day is a working day."""
        if day in self.workdays:
            return True
        return day.weekday() < _SATURDAY and day not in self.holidays

    def after(self, start: datetime, hours: float) -> datetime:
        """The moment, in UTC, at which so many working hours have passed since `start`.

        Work that is due in no time at all is due when work next begins.
        """
        if not self.hours:
            return start.astimezone(UTC) + timedelta(hours=hours)
        left = Fraction(hours).limit_denominator(3600) * 3600
        now = start.astimezone(CHINA)
        day = now.date()
        for _ in range(_FAR):
            if self.works_on(day):
                for begins, ends in self.hours:
                    opens = max(datetime.combine(day, begins, CHINA), now)
                    closes = datetime.combine(day, ends, CHINA)
                    span = Fraction(int((closes - opens) / timedelta(microseconds=1)), 1_000_000)
                    if span > 0 and left <= span:
                        micro = int(left * 1_000_000)
                        return (opens + timedelta(microseconds=micro)).astimezone(UTC)
                    left -= max(span, Fraction(0))
            day += timedelta(days=1)
        return datetime.combine(day, time(), CHINA).astimezone(UTC)

    def between(self, start: datetime, end: datetime) -> timedelta:
        """The working time between two moments; none if the clock went backwards."""
        if not self.hours:
            return max(end - start, timedelta())
        total = timedelta()
        first, last = start.astimezone(CHINA), end.astimezone(CHINA)
        day = first.date()
        while day <= last.date():
            if self.works_on(day):
                for begins, ends in self.hours:
                    opens = max(datetime.combine(day, begins, CHINA), first)
                    closes = min(datetime.combine(day, ends, CHINA), last)
                    total += max(closes - opens, timedelta())
            day += timedelta(days=1)
        return total


ROUND_THE_CLOCK = Calendar(hours=())
"""Every hour of every day."""
