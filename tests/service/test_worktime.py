"""How long steps took: the quick clock says what the calendar says, and quantiles are values."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from review.calendar import ROUND_THE_CLOCK, Calendar
from review.draft import Grade, Role, Route, Step
from review.step import StepKind
from service.clock import CHINA
from service.edge.worktime import WorkClock, paces, quantile
from service.store.canonical import route_written
from service.store.figures import Timed

OFFICE_HOURS = Calendar(
    hours=((time(9), time(12)), (time(14), time(18))),
    holidays=frozenset({date(2026, 10, 1), date(2026, 10, 2)}),
    workdays=frozenset({date(2026, 10, 10)}),
)
MOMENTS = some.datetimes(
    min_value=datetime(2026, 9, 20),  # noqa: DTZ001  # Hypothesis wants them bare
    max_value=datetime(2026, 10, 20),  # noqa: DTZ001
    timezones=some.just(UTC),
)


@given(MOMENTS, MOMENTS)
def test_the_quick_clock_says_what_the_calendar_says(one: datetime, other: datetime):
    quick = WorkClock(OFFICE_HOURS, date(2026, 9, 19), date(2026, 10, 22))
    expected = OFFICE_HOURS.between(one, other).total_seconds()
    assert quick.between(one, other) == pytest.approx(expected, abs=1e-3)


def test_where_work_never_stops_the_clock_counts_through():
    quick = WorkClock(ROUND_THE_CLOCK, date(2026, 10, 1), date(2026, 10, 3))
    start = datetime(2026, 10, 1, tzinfo=UTC)
    assert quick.between(start, start + timedelta(hours=30)) == 30 * 3600
    assert quick.between(start, start - timedelta(hours=1)) == 0


@pytest.mark.parametrize(
    ("values", "median", "most"),
    [
        ([7.0], 7, 7),
        ([1.0, 3.0], 2, 3),
        ([3.0, 1.0, 2.0], 2, 3),
        ([float(one) for one in range(1, 11)], 5.5, 9),
        ([float(one) for one in range(1, 101)], 50.5, 90),
    ],
)
def test_medians_and_nine_of_ten(values: list[float], median: float, most: float):
    assert quantile(values, 0.5) == median
    assert quantile(values, 0.9) == most


def test_each_step_is_timed_from_the_one_before_it():
    route = Route(
        grade=Grade.A,
        reasons=(),
        steps=(
            Step(kind=StepKind.FIRST, role=Role.FIRST, reason="", hours=2),
            Step(kind=StepKind.FINAL, role=Role.FINAL, reason="", hours=4),
        ),
    )

    def at(day: int, hour: int) -> datetime:
        return datetime(2026, 11, day, hour, tzinfo=CHINA).astimezone(UTC)

    # Friday 17:00 to Monday 10:00 is two working hours; then four with a break at noon.
    timed = Timed(route=route_written(route), at=at(20, 17), signed={0: at(23, 10), 1: at(23, 16)})
    first, last = paces([timed], OFFICE_HOURS)
    assert (first.kind, first.median, first.clock_median, first.late) == (
        StepKind.FIRST,
        2,
        65,
        0,
    )
    assert (last.median, last.clock_median, last.late) == (4, 6, 0)
    slow = Timed(route=route_written(route), at=at(20, 16), signed={0: at(23, 10)})
    (pace,) = paces([slow], OFFICE_HOURS)
    assert (pace.median, pace.late) == (3, 1)


def test_steps_of_the_emergency_lane_run_by_the_clock():
    step = Step(kind=StepKind.FINAL, role=Role.FINAL, reason="", hours=1, on_duty=True)
    route = Route(grade=Grade.C, reasons=(), steps=(step,))
    night = datetime(2026, 11, 21, 2, tzinfo=CHINA).astimezone(UTC)  # a Saturday
    timed = Timed(route=route_written(route), at=night, signed={0: night + timedelta(hours=2)})
    (pace,) = paces([timed], OFFICE_HOURS)
    assert (pace.median, pace.clock_median, pace.late) == (0, 2, 1)


def test_nothing_signed_is_no_pace():
    assert paces([], OFFICE_HOURS) == ()
