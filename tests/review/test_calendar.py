"""Working hours: deadlines over nights, weekends, holidays and worked weekends."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.calendar import CHINA, ROUND_THE_CLOCK, Calendar
from review.routes import BadRouteError
from rules.routes import load_calendar

OURS = load_calendar()
MOMENTS = st.integers(0, 62_000_000).map(
    lambda second: datetime(2025, 1, 1, tzinfo=CHINA) + timedelta(seconds=second)
)
HOURS = st.integers(0, 60)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CHINA)


@pytest.mark.parametrize(
    ("start", "hours", "due"),
    [
        ("2026-11-23 09:00", 2, "2026-11-23 11:00"),
        ("2026-11-23 11:00", 2, "2026-11-23 15:00"),
        ("2026-11-23 12:30", 1, "2026-11-23 15:00"),
        ("2026-11-23 17:00", 1, "2026-11-24 09:00"),
        ("2026-11-27 17:00", 4, "2026-11-30 12:00"),
        ("2026-11-28 10:00", 1, "2026-11-30 09:30"),
        ("2026-09-30 16:30", 2, "2026-10-08 09:30"),
        ("2026-10-09 17:00", 1, "2026-10-10 09:00"),
        ("2026-02-14 17:00", 1, "2026-02-24 09:00"),
        ("2026-11-23 09:00", 7, "2026-11-24 09:00"),
    ],
)
def test_deadlines_pass_over_what_is_no_working_time(start: str, hours: int, due: str):
    assert OURS.after(at(start), hours) == at(due)


@given(MOMENTS, HOURS)
def test_as_much_work_lies_before_a_deadline_as_was_asked_for(start: datetime, hours: int):
    due = OURS.after(start, hours)
    assert OURS.between(start, due) == timedelta(hours=hours)
    assert due >= start
    local = due.astimezone(CHINA)
    assert OURS.works_on(local.date())
    assert any(begins <= local.time() <= ends for begins, ends in OURS.hours)


@given(MOMENTS, HOURS, st.integers(1, 60))
def test_one_deadline_after_another_is_the_deadline_of_both(start: datetime, one: int, other: int):
    assert OURS.after(OURS.after(start, one), other) == OURS.after(start, one + other)


@given(MOMENTS, HOURS)
def test_without_office_hours_time_simply_passes(start: datetime, hours: int):
    assert ROUND_THE_CLOCK.after(start, hours) == start + timedelta(hours=hours)
    assert ROUND_THE_CLOCK.between(start, start - timedelta(hours=1)) == timedelta()


@given(MOMENTS, MOMENTS)
def test_a_clock_that_went_backwards_has_worked_nothing(one: datetime, other: datetime):
    assert OURS.between(max(one, other), min(one, other)) == timedelta()


def test_an_office_that_never_opens_still_has_deadlines():
    closed = Calendar(hours=((time(9), time(17)),), holidays=frozenset(
        date(2026, 1, 1) + timedelta(days=day) for day in range(5000)
    ))  # fmt: skip
    assert closed.after(datetime(2026, 1, 1, tzinfo=UTC), 1) > datetime(2030, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    "text", ["", "hours = 3", 'hours = [["8", "9"]]\n[[years]]\nyear = 2026\nholidays = ["x"]\nworkdays = []']
)  # fmt: skip
def test_a_calendar_that_cannot_be_used_is_refused_in_one_sentence(tmp_path, text: str):
    (tmp_path / "calendar.toml").write_text(text, encoding="utf-8")
    with pytest.raises(BadRouteError) as caught:
        load_calendar(tmp_path / "calendar.toml")
    assert str(caught.value).endswith("。")
