"""The lunar calendar, the solar terms and the festivals that follow from them, 1950 to 2050.

Months and leap months are data; two programs that compute them from the moon agree on every day of
these years (GB/T 33661—2017 农历的编算和颁行). Terms are computed from the sun.
"""

from __future__ import annotations

import math
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

FIRST_YEAR = 1950
# A year: days from 1 January to 正月初一 << 17 | leap month << 13 | one bit a month, 1 for 30 days.
_YEARS = (
    0x5E0536,
    0x480AAD,
    0x34B5AA,
    0x5805B2,
    0x420DA5,
    0x2E7D4A,
    0x540D4A,
    0x3D0A95,
    0x600A97,
    0x4C0556,
    0x36CAB5,
    0x5A0AD5,
    0x4606D2,
    0x308EA5,
    0x560EA5,
    0x40064A,
    0x286C97,
    0x4E0A9B,
    0x3AF55A,
    0x5E056A,
    0x480B69,
    0x34B752,
    0x5A0B52,
    0x420B25,
    0x2C964B,
    0x520A4B,
    0x3D14AB,
    0x6002AD,
    0x4A056D,
    0x36CB69,
    0x5C0DA9,
    0x460D92,
    0x309D25,
    0x560D25,
    0x415A4D,
    0x640A56,
    0x4E02B6,
    0x38C5B5,
    0x5E06D5,
    0x480EA9,
    0x34BE92,
    0x5A0E92,
    0x440D26,
    0x2C6A56,
    0x500A57,
    0x3D14D6,
    0x62035A,
    0x4A06D5,
    0x36B6C9,
    0x5C0749,
    0x460693,
    0x2E952B,
    0x54052B,
    0x3E0A5B,
    0x2A555A,
    0x4E056A,
    0x38FB55,
    0x600BA4,
    0x4A0B49,
    0x32BA93,
    0x580A95,
    0x42052D,
    0x2C8AAD,
    0x500AB5,
    0x3D35AA,
    0x6205D2,
    0x4C0DA5,
    0x36DD4A,
    0x5C0D4A,
    0x460C95,
    0x30952E,
    0x540556,
    0x3E0AB5,
    0x2A55B2,
    0x5006D2,
    0x38CEA5,
    0x5E0725,
    0x48064B,
    0x32AC97,
    0x560CAB,
    0x42055A,
    0x2C6AD6,
    0x520B69,
    0x3D7752,
    0x620B52,
    0x4C0B25,
    0x36DA4B,
    0x5A0A4B,
    0x4404AB,
    0x2EA55B,
    0x5405AD,
    0x3E0B6A,
    0x2A5B52,
    0x500D92,
    0x3AFD25,
    0x5E0D25,
    0x480A55,
    0x32B4AD,
    0x5804B6,
    0x4005B5,
    0x2C6DAA,
)
LAST_YEAR = FIRST_YEAR + len(_YEARS) - 1
_LEAP = 13
_START = 17

STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
ANIMALS = "鼠牛虎兔龙蛇马羊猴鸡狗猪"
TERMS = "小寒大寒立春雨水惊蛰春分清明谷雨立夏小满芒种夏至小暑大暑立秋处暑白露秋分寒露霜降立冬小雪大雪冬至"
MONTHS = ("正", "二", "三", "四", "五", "六", "七", "八", "九", "十", "冬", "腊")
_MONTHS_SPELLED = {"一": 1, "十一": 11, "十二": 12} | {
    name: at for at, name in enumerate(MONTHS, 1)
}
_ONES = "一二三四五六七八九十"
DAYS = (
    *(f"初{one}" for one in _ONES),
    *(f"十{one}" for one in _ONES[:9]),
    "二十",
    *(f"廿{one}" for one in _ONES[:9]),
    "三十",
)
LUNAR_DAY = (
    "(?P<leap>闰)?(?P<lunar_month>正|冬|腊|十[一二]?|[一二三四五六七八九]|[0-9]{1,2})月(?:份的?)?"
    "(?P<lunar_day>初[一二三四五六七八九十]|廿[一二三四五六七八九]|二?十[一二三四五六七八九]|二十|三十|[0-9]{1,2})"
)
"""A regular expression for a date of the lunar calendar, without its year."""
_DOUBTFUL = 0.02  # of a day; closer to midnight than this either day is let pass


class Lunar(NamedTuple):
    """A day of the lunar calendar."""

    year: int
    month: int
    leap: bool
    day: int

    def spelled(self) -> str:
        """As it is written: 八月十五."""
        return ("闰" if self.leap else "") + MONTHS[self.month - 1] + "月" + DAYS[self.day - 1]


def read_month(numeral: str) -> int:
    """The number of a lunar month as written; 0 if there is no such month."""
    if numeral.isascii():
        return int(numeral) if 1 <= int(numeral) <= 12 else 0
    return _MONTHS_SPELLED.get(numeral, 0)


def read_day(numeral: str) -> int:
    """The number of a lunar day as written; 0 if there is no such day."""
    if numeral.isascii():
        return int(numeral) if 1 <= int(numeral) <= 30 else 0
    if len(numeral) == 3:
        numeral = numeral.replace("二十", "廿")
    return DAYS.index(numeral) + 1 if numeral in DAYS else 0


@cache
def _months(year: int) -> tuple[tuple[int, bool, date, int], ...]:
    """Number, whether a leap month, first day and length of each month of a lunar year."""
    row = _YEARS[year - FIRST_YEAR]
    leap = row >> _LEAP & 0xF
    first = date(year, 1, 1) + timedelta(row >> _START)
    order: list[tuple[int, bool]] = []
    for month in range(1, 13):
        order.append((month, False))
        if month == leap:
            order.append((month, True))
    found: list[tuple[int, bool, date, int]] = []
    for place, (month, is_leap) in enumerate(order):
        length = 30 if row >> place & 1 else 29
        found.append((month, is_leap, first, length))
        first += timedelta(length)
    return tuple(found)


def knows(year: int) -> bool:
    """Whether a year and the one before it are in the table."""
    return FIRST_YEAR < year <= LAST_YEAR


def lunar(day: date) -> Lunar:
    """The lunar date of a day of a year that is known."""
    year = day.year if day >= _months(day.year)[0][2] else day.year - 1
    for month, leap, first, length in reversed(_months(year)):
        if first <= day < first + timedelta(length):
            return Lunar(year, month, leap, (day - first).days + 1)
    raise ValueError(day)


def solar(year: int, month: int, day: int, *, leap: bool = False) -> date | None:
    """The day on which a lunar date of a known year falls; None if there is no such date."""
    for number, is_leap, first, length in _months(year):
        if (number, is_leap) == (month, leap):
            return first + timedelta(day - 1) if 1 <= day <= length else None
    return None


def leap_month(year: int) -> int:
    """The leap month of a lunar year; 0 if it has none."""
    return _YEARS[year - FIRST_YEAR] >> _LEAP & 0xF


def eve(year: int) -> date:
    """除夕 that falls in (the beginning of) a year: the day before 正月初一."""
    return _months(year)[0][2] - timedelta(1)


def stem_branch(year: int) -> str:
    """干支 of a lunar year."""
    return STEMS[(year - 4) % 10] + BRANCHES[(year - 4) % 12]


def animal(year: int) -> str:
    """生肖 of a lunar year."""
    return ANIMALS[(year - 4) % 12]


@cache
def term_days(year: int, term: str) -> frozenset[date]:
    """The day of a solar term of a year by Beijing time; two where it is too close to tell."""
    number = TERMS.index(term) // 2
    target = (285 + 15 * number) % 360  # 小寒 is at 285 degrees of the sun's longitude
    day = date(year, 1, 5).toordinal() + 15.2184 * number
    for _ in range(5):
        short = (target - _sun(day - 8 / 24) + 180) % 360 - 180
        day += short * 365.2422 / 360
    near = {day - _DOUBTFUL, day, day + _DOUBTFUL}
    return frozenset(date.fromordinal(math.floor(moment)) for moment in near)


def _sun(day: float) -> float:
    """Apparent longitude of the sun in degrees, good to a hundredth (Meeus, chapter 25).

    `day`: an ordinal as `date.toordinal` gives, with its fraction, in universal time.
    """
    # ordinal 730120 is 2000-01-01, and J2000.0 is its noon; clocks ran 70 s before the earth
    centuries = (day + 70 / 86400 - 730120.5) / 36525
    mean = 280.46646 + centuries * (36000.76983 + 0.0003032 * centuries)
    anomaly = math.radians(357.52911 + centuries * (35999.05029 - 0.0001537 * centuries))
    centre = (
        (1.914602 - 0.004817 * centuries) * math.sin(anomaly)
        + (0.019993 - 0.000101 * centuries) * math.sin(2 * anomaly)
        + 0.000289 * math.sin(3 * anomaly)
    )
    node = math.radians(125.04 - 1934.136 * centuries)
    return (mean + centre - 0.00569 - 0.00478 * math.sin(node)) % 360
