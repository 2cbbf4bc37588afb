"""农历日期用阿拉伯数字。Days of the lunar calendar are written in Chinese numerals."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from review.kinds import pattern
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule

_MONTHS = ("", "正", "二", "三", "四", "五", "六", "七", "八", "九", "十", "冬", "腊")
_DIGITS = ("十", "一", "二", "三", "四", "五", "六", "七", "八", "九")


def _day(day: int) -> str:
    if day in {10, 20, 30}:
        return {10: "初十", 20: "二十", 30: "三十"}[day]
    return ("初", "十", "廿")[day // 10] + _DIGITS[day % 10]


def _in_numerals(match: re.Match[str]) -> Sequence[str]:
    month, day = match["month"], int(match["day"] or match["alone"])
    if not 1 <= day <= 30 or (month and not 1 <= int(month) <= 12):
        return ()
    return (f"{_MONTHS[int(month)]}月{_day(day)}" if month else _day(day),)


RULE = Rule(
    id="TXT213",
    name="阿拉伯数字写的农历日期",
    gate=Gate.TEXT,
    severity=Severity.WARN,
    basis=(Basis("出版物上数字用法（GB/T 15835—2011）", "4.2.1", date(2011, 11, 1)),),
    message="农历月日应用汉字数字。",
    check=pattern(
        r"(?:(?<=农历)|(?<=阴历)|(?<=夏历))(?P<month>[0-9]{1,2})月初?(?P<day>[0-9]{1,2})(?:日|号)?(?![0-9])"
        r"|(?<=[正腊冬]月)(?:初|廿)?(?P<alone>[0-9]{1,2})(?:日|号)?(?![0-9月.%])",
        suggest=_in_numerals,
    ),
    bad=(
        Bad("农历【8月15】中秋节，农历【1月5日】开市。"),
        Bad("庙会于正月【初5】举行，腊月【23日】扫尘。"),
    ),
    good=(
        "农历八月十五中秋节，正月初五，腊月二十三。",
        "2024年2月10日（农历正月初一），农历新年2月10日到来。",
        "农历甲辰年（2024年）春节，正月里来2月10日开学。",
    ),
)
