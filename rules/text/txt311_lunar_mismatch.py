"""公历与农历不符。A day given in both calendars, of which the two are not one day.

Without a year it is only a hint, and only where no year that the text names or that lies about the
day of reading makes it right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from review.kinds import structure
from review.model import Basis, Gate, Severity
from review.rule import Bad, Mark, Reading, Rule, Text
from rules.text import _calendar as calendar

_YEAR_NAMES = rf"(?:[{calendar.STEMS}][{calendar.BRANCHES}]|[0-9〇一二三四五六七八九]{{4}}|[{calendar.ANIMALS}])?"
_LUNAR = re.compile(
    rf"(?:农历|阴历|夏历)?(?:{_YEAR_NAMES}年)?(?P<date>{calendar.LUNAR_DAY})(?![0-9日号])"
)
_SOLAR = (
    r"(?:(?P<year>(?:19|20)[0-9]{2})年)?(?<![0-9])(?P<month>[0-9]{1,2})月(?P<day>[0-9]{1,2})[日号]"
)
_BEFORE = re.compile(
    rf"(?<!农历)(?<!阴历){_SOLAR}[（(，,、 ]{{0,2}}(?:(?:星期|周)[一二三四五六日天])?[，,、；（( ]{{0,2}}(?:即|也就是|为|是)?$"
)
_AFTER = re.compile(rf"[（(，,、 ]{{1,2}}(?:即|也就是|为|是)?(?:公历|阳历|新历)?的?{_SOLAR}")
_IS = re.compile(rf"(?:即|为|是)(?:公历|阳历|新历)?的?{_SOLAR}")  # the nearer of two beside it
_CUES = ("农历", "阴历", "夏历", "正月", "腊月", "冬月")
_REACH = 30
_YEARS = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})年")


def find(reading: Reading) -> Iterator[Mark]:
    """Lunar dates that are not the day given beside them."""
    for text in reading.texts:
        folded = text.folded
        taken = -1
        for at in sorted(place for cue in _CUES for place, _ in text.places(cue)):
            match = _LUNAR.match(folded, at)
            if match is None or match.start("date") < taken:
                continue
            beside = (
                _IS.match(folded, match.end())
                or _BEFORE.search(folded[max(0, at - _REACH) : at])
                or _AFTER.match(folded, match.end())
            )
            if beside is not None:
                taken = match.end()
                yield from _judge(text, match, beside, reading.as_of)


def _judge(text: Text, match: re.Match[str], beside: re.Match[str], as_of: date) -> Iterator[Mark]:
    month = calendar.read_month(match["lunar_month"])
    day = calendar.read_day(match["lunar_day"])
    named = beside["year"] is not None
    years = (
        {int(beside["year"])}
        if named
        else {as_of.year - 1, as_of.year, as_of.year + 1, *map(int, _YEARS.findall(text.folded))}
    )
    right = [one for year in years if (one := _lunar(year, beside)) is not None]
    if not right or any((one.month, one.day) == (month, day) for one in right):
        return
    yield Mark(
        span=text.span(*match.span("date")),
        suggestions=(right[0].spelled(),) if named else (),
        severity=None if named else Severity.HINT,
    )


def _lunar(year: int, beside: re.Match[str]) -> calendar.Lunar | None:
    if not calendar.knows(year):
        return None
    try:
        return calendar.lunar(date(year, int(beside["month"]), int(beside["day"])))
    except ValueError:
        return None


RULE = Rule(
    id="TXT311",
    name="公历与农历不符的日期",
    gate=Gate.TEXT,
    severity=Severity.WARN,
    basis=(Basis("农历的编算和颁行（GB/T 33661—2017）", "", date(2017, 9, 1)),),
    message="同一天的公历日期和农历日期对不上，请核对。",
    check=structure(find, literals=_CUES),
    bad=(
        Bad("2024年9月17日（农历【八月十四】）举行中秋晚会。"),
        Bad(
            "定于2025年1月29日（星期三，农历【正月初二】）开市；农历【五月初六】（2024年6月10日）赛龙舟。"
        ),
        Bad("活动于2月10日（农历【正月初三】）开始。", as_of=date(2024, 1, 5)),
    ),
    good=(
        "2024年9月17日（农历八月十五）举行中秋晚会，2025年1月28日（腊月廿九）除夕。",
        "农历五月初五（2024年6月10日）赛龙舟，2025年8月9日（农历乙巳年闰六月十六）。",
        "2026年除夕为2月16日，星期一，正月初一为2月17日。",
        "2023年1月22日，农历正月初一，2023年2月5日（正月十五，星期日）。",
        "2024年2月10日至17日（农历正月初一至初八）放假；9月17日召开会议，农历八月初一开渔。",
    ),
)
