"""办理时间: how long steps took, in working hours and by the clock."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from math import ceil

from review.calendar import Calendar
from review.step import StepKind
from service.clock import CHINA
from service.store.figures import Timed

_HOUR = 3600
_MIDDLE, _MOST = 0.5, 0.9


class WorkClock:
    """Working time between two moments, quickly: the days between are added up once.

    Says what `Calendar.between` says.
    """

    def __init__(self, calendar: Calendar, first: date, last: date) -> None:
        self._calendar = calendar
        self._first = first
        self._whole = [0.0]
        day_long = sum(
            (datetime.combine(first, end) - datetime.combine(first, begin)).total_seconds()
            for begin, end in calendar.hours
        )
        for number in range((last - first).days + 1):
            day = first + timedelta(days=number)
            works = day_long if calendar.works_on(day) else 0.0
            self._whole.append(self._whole[-1] + works)

    def between(self, start: datetime, end: datetime) -> float:
        """Seconds."""
        if not self._calendar.hours:
            return max((end - start).total_seconds(), 0.0)
        return max(self._until(end) - self._until(start), 0.0)

    def _until(self, moment: datetime) -> float:
        here = moment.astimezone(CHINA)
        day = here.date()
        number = (day - self._first).days
        total = self._whole[number]
        if self._calendar.works_on(day):
            for begins, ends in self._calendar.hours:
                opens = datetime.combine(day, begins, CHINA)
                if here > opens:
                    closes = datetime.combine(day, ends, CHINA)
                    total += (min(here, closes) - opens).total_seconds()
        return total


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How long steps of a kind took. Hours; `late`: longer than the route allows."""

    kind: StepKind
    number: int
    late: int
    median: float
    most: float
    clock_median: float
    clock_most: float


@dataclass(slots=True)
class _Taken:
    working: list[float]
    clock: list[float]
    late: int = 0


def paces(timed: Iterable[Timed], calendar: Calendar) -> tuple[Pace, ...]:
    """By kind of step, in the order of routes; `most` is what nine of ten stayed within."""
    rows = tuple(timed)
    moments = [one.at for one in rows] + [at for one in rows for at in one.signed.values()]
    if not moments:
        return ()
    first, last = min(moments).astimezone(CHINA).date(), max(moments).astimezone(CHINA).date()
    clock = WorkClock(calendar, first, last)
    taken: dict[StepKind, _Taken] = {}
    for one in rows:
        reached = one.at
        steps = _steps(one.route)
        for number in sorted(one.signed):
            at = one.signed[number]
            if number >= len(steps):
                continue
            kind, hours, by_the_clock = steps[number]
            held = taken.setdefault(kind, _Taken([], []))
            working, whole = clock.between(reached, at), max((at - reached).total_seconds(), 0.0)
            held.working.append(working)
            held.clock.append(whole)
            held.late += (whole if by_the_clock else working) > hours * _HOUR
            reached = at
    return tuple(_pace(kind, taken[kind]) for kind in StepKind if kind in taken)


def _pace(kind: StepKind, taken: _Taken) -> Pace:
    return Pace(
        kind=kind,
        number=len(taken.working),
        late=taken.late,
        median=quantile(taken.working, _MIDDLE) / _HOUR,
        most=quantile(taken.working, _MOST) / _HOUR,
        clock_median=quantile(taken.clock, _MIDDLE) / _HOUR,
        clock_most=quantile(taken.clock, _MOST) / _HOUR,
    )


def quantile(values: Sequence[float], part: float) -> float:
    """The least value that so large a part does not exceed; the median of an even number lies
    halfway between the two in the middle.
    """
    ordered = sorted(values)
    place = ceil(len(ordered) * part) - 1
    if part == _MIDDLE and len(ordered) % 2 == 0:
        return (ordered[place] + ordered[place + 1]) / 2
    return ordered[place]


@lru_cache(maxsize=2048)
def _steps(route: str) -> tuple[tuple[StepKind, float, bool], ...]:
    return tuple(
        (
            StepKind(step["kind"]),
            float(step["hours"]),
            bool(step.get("on_duty") or step.get("later")),
        )
        for step in json.loads(route)["steps"]
    )
