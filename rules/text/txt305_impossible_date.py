"""不存在的日期和时刻。2月30日, 13月, and the 29th of February of a year that has none."""

from __future__ import annotations

import re
from datetime import date

from review.kinds import pattern
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule

_LONGEST = (0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_LUNAR = re.compile(r"(?:农历|阴历|夏历|[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年)[闰]?$")
_OTHER = re.compile(r"(?:佛历|回历|伊历|藏历|傣历|彝历|干支)[^，。\n]{0,8}$")


def _impossible(match: re.Match[str]) -> bool:
    if not _wrong(match):
        return False
    head = match.string[max(0, match.start() - 10) : match.start()]
    return not (_LUNAR.search(head) or _OTHER.search(head))


def _wrong(match: re.Match[str]) -> bool:
    if match["hour_alone"] is not None:
        return True
    clock = match["hour"] or match["hour_named"]
    if clock is not None:
        hour, minute = int(clock), int(match["minute"] or match["minute_named"])
        return hour > 24 or minute > 59 or (hour == 24 and minute > 0)  # a clock's
    month, day = int(match["month"]), int(match["day"])
    if not 1 <= month <= 12 or not 1 <= day <= _LONGEST[month]:  # a year's
        return True
    if match["year"] is None:
        return False
    try:
        date(int(match["year"]), month, day)
    except ValueError:
        return True
    return False


RULE = Rule(
    id="TXT305",
    name="不存在的日期",
    gate=Gate.TEXT,
    severity=Severity.WARN,
    basis=(Basis("党政机关公文格式（GB/T 9704—2012）", "7.3.5.4", date(2012, 7, 1)),),
    message="日历上没有这个日期或时刻，请核对。",
    check=pattern(
        r"(?<![0-9])(?:(?P<year>(?:19|20)[0-9]{2})年)?(?<![0-9.])(?P<month>[0-9]{1,2})月(?P<day>[0-9]{1,2})[日号](?![0-9均常间])"
        r"|(?<=[日号上下午晨晚前至于在])(?P<hour>[0-9]{1,2})[:：](?P<minute>[0-9]{2})(?![0-9:：])"
        r"|(?<=[上下中]午|凌晨|晚上|早上|当日|[0-9]日)(?P<hour_alone>2[5-9]|[3-9][0-9])[时点](?![0-9一-鿿]{0,2}分)"
        r"|(?<![0-9.])(?P<hour_named>[0-9]{1,2})时(?P<minute_named>[0-9]{1,2})分(?![0-9之])",
        only_if=_impossible,
    ),
    bad=(
        Bad("于【2月30日】前报送，截至【2023年2月29日】。"),
        Bad("5月1日凌晨【25时】停水。"),
        Bad("会议时间：【25时30分】，截止时间当日【17时75分】。"),
        Bad("定于【2024年13月5日】上午【9:75】召开，【11月31日】结束。"),
    ),
    good=(
        "2024年2月29日，12月31日，24:00前完成，第30号公告。",
        "农历2月30日，比分为25:99。",
        "8时30分至24时00分；选手用时2小时75分的说法有误。",
        "甲辰年2月30日；上午9:30—11:59；《圣经》3:16",
    ),
)
