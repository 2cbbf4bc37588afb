"""The lunar calendar and the solar terms, held to days that anybody can look up."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from rules.text import _calendar as calendar


@pytest.mark.parametrize(
    ("day", "spelled"),
    [
        (date(1984, 2, 2), "正月初一"),
        (date(2000, 2, 5), "正月初一"),
        (date(2023, 3, 22), "闰二月初一"),
        (date(2024, 9, 17), "八月十五"),
        (date(2025, 1, 28), "腊月廿九"),
        (date(2025, 7, 25), "闰六月初一"),
        (date(2026, 2, 17), "正月初一"),
        (date(2033, 12, 22), "闰冬月初一"),
    ],
)
def test_a_day_has_its_lunar_date(day: date, spelled: str):
    assert calendar.lunar(day).spelled() == spelled


def test_every_day_of_the_table_goes_there_and_back():
    day = date(calendar.FIRST_YEAR + 1, 1, 1)
    while day.year <= calendar.LAST_YEAR:
        one = calendar.lunar(day)
        assert calendar.solar(one.year, one.month, one.day, leap=one.leap) == day
        day += timedelta(1)


@pytest.mark.parametrize(
    ("year", "term", "day"),
    [
        (2012, "清明", date(2012, 4, 4)),
        (2024, "清明", date(2024, 4, 4)),
        (2025, "立春", date(2025, 2, 3)),
        (2026, "夏至", date(2026, 6, 21)),
    ],
)
def test_a_solar_term_has_its_day(year: int, term: str, day: date):
    assert calendar.term_days(year, term) == {day}


def test_a_term_near_midnight_may_be_either_day():
    assert calendar.term_days(2021, "冬至") == {date(2021, 12, 21), date(2021, 12, 22)}  # 23:59


def test_terms_follow_one_another_by_fourteen_to_sixteen_days():
    terms = [calendar.TERMS[at : at + 2] for at in range(0, 48, 2)]
    for year in range(calendar.FIRST_YEAR + 1, calendar.LAST_YEAR + 1):
        days = [min(calendar.term_days(year, term)) for term in terms]
        gaps = {(later - day).days for day, later in pairwise(days)}
        assert gaps <= {14, 15, 16}


def test_years_have_their_names():
    assert calendar.stem_branch(1984) == "甲子"
    assert calendar.stem_branch(2024) == "甲辰"
    assert calendar.animal(2026) == "马"
    assert calendar.leap_month(2025) == 6
    assert calendar.leap_month(2024) == 0
    assert calendar.eve(2025) == date(2025, 1, 28)


def test_what_is_no_lunar_date_has_no_day():
    assert calendar.solar(2024, 12, 30) is None
    assert calendar.solar(2024, 6, 1, leap=True) is None
    assert calendar.read_month("十三") == 0
    assert calendar.read_day("卅一") == 0
