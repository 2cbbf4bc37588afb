"""Weeks, months, quarters and years in China's days; anything else asked is told why not."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as some

from service.actions.errors import InvalidError
from service.edge.periods import Kind, period_asked, period_of

TODAY = date(2026, 11, 24)
DAYS = some.dates(min_value=date(2001, 1, 1), max_value=date(2098, 12, 31))


@pytest.mark.parametrize(
    ("kind", "first", "last", "label"),
    [
        ("week", date(2026, 11, 23), date(2026, 11, 29), "2026-11-23至2026-11-29"),
        ("month", date(2026, 11, 1), date(2026, 11, 30), "2026年11月"),
        ("quarter", date(2026, 10, 1), date(2026, 12, 31), "2026年第4季度"),
        ("year", date(2026, 1, 1), date(2026, 12, 31), "2026年"),
        ("", date(2026, 11, 1), date(2026, 11, 30), "2026年11月"),
    ],
)
def test_the_period_today_lies_in(kind: str, first: date, last: date, label: str):
    found = period_asked(kind, "", "", "", TODAY)
    assert (found.first, found.last, found.label) == (first, last, label)


def test_a_period_begins_and_ends_at_midnight_in_china():
    found = period_asked("month", "2026-11-24", "", "", TODAY)
    assert found.start == datetime(2026, 10, 31, 16, tzinfo=UTC)
    assert found.end == datetime(2026, 11, 30, 16, tzinfo=UTC)


@given(DAYS, some.sampled_from([kind for kind in Kind if kind is not Kind.CUSTOM]))
def test_periods_join_without_gap_and_their_parts_fill_them(day: date, kind: Kind):
    found = period_of(kind, day)
    assert found.first <= day <= found.last
    assert found.before.end == found.start
    assert found.after.start == found.end
    assert found.after.before == found
    ends = [last for _, last in found.buckets()]
    assert ends == sorted(set(ends))
    assert ends[-1] == found.last
    assert len(ends) <= 31


@given(DAYS, some.integers(0, 700))
def test_parts_of_a_chosen_period_fill_it(day: date, length: int):
    last = min(date.fromordinal(day.toordinal() + length), date(2099, 12, 31))
    found = period_asked("custom", "", day.isoformat(), last.isoformat(), TODAY)
    assert found.buckets()[-1][1] == last
    assert len(found.buckets()) <= 45


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        ("", "2026-11-24", "两个日期"),
        ("2026-11-24", "2026-11-23", "早于"),
        ("2020-01-01", "2026-11-24", "最长"),
        ("2026-13-01", "2026-11-24", "写成"),
        ("昨天", "今天", "写成"),
        ("0001-01-01", "0001-01-02", "之间"),
        ("9999-12-30", "9999-12-31", "之间"),
    ],
)
def test_what_is_no_period_is_told(first: str, last: str, told: str):
    with pytest.raises(InvalidError, match=told):
        period_asked("custom", "", first, last, TODAY)
