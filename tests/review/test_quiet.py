"""禁发时段: periods as an office writes them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.quiet import CHINA, BadPeriodError, Quiet

PERIODS = ("22:30-06:30", "12:00-13:00", "2026-10-01 00:00/2026-10-08 00:00")
MOMENTS = st.datetimes(
    datetime.fromisoformat("2026-09-01"),
    datetime.fromisoformat("2026-12-01"),
    timezones=st.sampled_from([UTC, CHINA]),
)


@given(MOMENTS)
def test_the_next_moment_is_free_and_nothing_between_is(moment: datetime):
    quiet = Quiet.of(PERIODS)
    free = quiet.after(moment)
    assert free >= moment
    assert quiet.after(free) == free
    if free > moment:
        step = (free - moment) / 7
        assert all(quiet.after(moment + step * part) == free for part in range(7))


@pytest.mark.parametrize(
    ("moment", "free"),
    [
        ("2026-11-23 22:30", "2026-11-24 06:30"),
        ("2026-11-24 06:29", "2026-11-24 06:30"),
        ("2026-11-24 06:30", "2026-11-24 06:30"),
        ("2026-11-24 12:59", "2026-11-24 13:00"),
        ("2026-10-03 10:00", "2026-10-08 06:30"),
        ("2026-09-30 23:00", "2026-10-08 06:30"),
    ],
)
def test_periods_meet_and_go_over_midnight(moment: str, free: str):
    given_, wanted = (
        datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=CHINA) for text in (moment, free)
    )
    assert Quiet.of(PERIODS).after(given_) == wanted


@pytest.mark.parametrize(
    "period",
    [
        "",
        "22:30",
        "24:00-06:00",
        "22:30-22:30",
        "2026-10-08 00:00/2026-10-01 00:00",
        "2026-10-01/2026-10-08",
        "夜里",
    ],
)
def test_a_period_that_makes_no_sense_is_refused_in_one_sentence(period: str):
    with pytest.raises(BadPeriodError) as caught:
        Quiet.of((period,))
    assert str(caught.value).endswith("请改正。")


def test_periods_that_leave_no_moment_free_are_refused():
    with pytest.raises(BadPeriodError, match="占满"):
        Quiet.of(("00:00-12:00", "12:00-00:00"))


def test_without_periods_every_moment_is_free():
    now = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
    assert Quiet().after(now) == now
    assert Quiet().after(now + timedelta(days=1)) > now
