"""倒置的起止日期. A stretch of days that ends before it begins, or lasts longer than it can.

A range of months without a year may run into the next year, so it is not spoken of.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from review.kinds import pattern
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule

_JOINT = r"(?:至|到|—|——|–|－|-|～|~|―)"
_NUMERALS = {char: value for value, char in enumerate("零一二三四五六七八九十")} | {"两": 2}


_MORNING = 7 * 60  # minutes; earlier ends may be hours of the afternoon or of the next day


def _wrong(match: re.Match[str]) -> bool:
    if match["begins"] is not None:
        begins, ends = _minutes(match["begins"]), _minutes(match["ends"])
        return ends < begins and ends >= _MORNING
    if match["first_year"] is not None:
        return int(match["first_year"]) > int(match["last_year"])
    try:
        year = int(match["year"] or 2000)
        begin = date(year, int(match["month"]), int(match["day"]))
        end = date(
            int(match["year2"] or year),
            int(match["month2"] or match["month"]),
            int(match["day2"]),
        )
    except ValueError:
        return False  # no day at all is another rule's matter
    if end < begin:
        same_year = match["year2"] is not None and match["year"] is not None
        return match["month2"] is None or same_year
    days = match["days"]
    if days is None:
        return False
    lasts = (end - begin).days
    return _count(days) not in {lasts, lasts + 1}


def _minutes(clock: str) -> int:
    hour, minute = re.split("[:：]", clock)
    return int(hour) * 60 + int(minute)


def _count(numeral: str) -> int:
    if numeral.isascii():
        return int(numeral)
    tens, ten, ones = numeral.partition("十")
    if not ten:
        return _NUMERALS[numeral] if len(numeral) == 1 else 0
    return _NUMERALS.get(tens, 1) * 10 + (_NUMERALS.get(ones, 0) if ones else 0)


def _swapped(match: re.Match[str]) -> Sequence[str]:
    if match["first_year"] is None:
        return ()
    return (
        match[0]
        .replace(match["first_year"], "\0")
        .replace(match["last_year"], match["first_year"])
        .replace("\0", match["last_year"]),
    )


RULE = Rule(
    id="TXT314",
    name="倒置或与天数不符的起止日期",
    gate=Gate.TEXT,
    severity=Severity.WARN,
    basis=(Basis("政府网站与政务新媒体检查指标（国办秘函〔2019〕19号）", "发布内容准确"),),
    message="止日早于起日，或者天数与起止日期对不上，请核对。",
    check=pattern(
        rf"(?<![0-9])(?:(?P<year>(?:19|20)[0-9]{{2}})年)?(?<![0-9.])(?P<month>[0-9]{{1,2}})月(?P<day>[0-9]{{1,2}})日?{_JOINT}"
        r"(?:(?P<year2>(?:19|20)[0-9]{2})年)?(?:(?P<month2>[0-9]{1,2})月)?(?P<day2>[0-9]{1,2})日(?![均内])"
        r"(?:[，,（(]{0,2}(?:活动|会议|展会|培训|展期|会期|赛期|假期)?(?:为期|历时|会期|展期|共计|共)(?:为|共)?(?P<days>[0-9]{1,3}|[一二两三四五六七八九十]{1,3})天)?"
        rf"|(?<![0-9])(?P<first_year>20[0-9]{{2}})年?{_JOINT}(?P<last_year>20[0-9]{{2}})(?=年[^龄])"
        rf"|(?<=[上下]午)[ ]?(?P<begins>[0-9]{{1,2}}[:：][0-9]{{2}}){_JOINT}(?P<ends>[0-9]{{1,2}}[:：][0-9]{{2}})(?![0-9:：])",
        only_if=_wrong,
        suggest=_swapped,
    ),
    bad=(
        Bad("报名时间：【2024年5月10日至8日】，公示期【5月20日—12日】。"),
        Bad("实施期限为【2025—2023】年；【2024年5月8日至2023年6月1日】。"),
        Bad("上午【11:00—9:00】办理业务。"),
        Bad("展会于【5月8日至12日，为期三天】。"),
    ),
    good=(
        "报名时间：2024年5月8日至10日，公示期5月12日—20日，11月15日至次年3月15日供暖。",
        "展会于5月8日至12日，为期5天；6月1日至3日，会期两天；2023—2025年。",
        "采暖期为11月15日至3月15日；2024年12月30日至2025年1月5日。",
        "上午9:00—11:30，下午2:30—5:30，上午10:00—17:00，上午11:00—1:30，下午10:00—2:00。",
        "文号2024-2023号；5月10日至少8日内完成。",
    ),
)
