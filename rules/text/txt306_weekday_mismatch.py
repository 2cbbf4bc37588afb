"""对不上的星期。A date and the weekday given with it.

With a year it is arithmetic. Without one it is only a hint, and only where none of the years that
the text names or that lie about the day of reading makes it right.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from review.kinds import structure
from review.model import Basis, Gate, Severity
from review.rule import Bad, Mark, Reading, Rule, Text

_DAYS = "一二三四五六日"
_WEEKDAY = re.compile("(?P<word>星期|周|礼拜)(?P<weekday>[一二三四五六日天])")
_DATE = re.compile(
    r"(?:(?P<year>(?:19|20)[0-9]{2})年)?(?<![0-9])(?P<month>[0-9]{1,2})月(?P<day>[0-9]{1,2})[日号]"
    r"[ ]?[，,]?[（(]?(?:农历[^（）()，。\n]{1,12}[，、])?$"
)
_REACH = 34  # characters before a weekday in which its date may stand
_YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})年")
_LUNAR = re.compile(r"(?:农历|阴历|夏历)$")


def find(reading: Reading) -> Iterator[Mark]:
    """Weekdays that do not belong to the date before them."""
    for text in reading.texts:
        around = {reading.as_of.year + step for step in (-1, 0, 1)}
        years: set[int] = set()
        for weekday in _WEEKDAY.finditer(text.folded):
            head = text.folded[max(0, weekday.start() - _REACH) : weekday.start()]
            match = _DATE.search(head)
            if match is None or _LUNAR.search(head[: match.start()]):
                continue
            given = _DAYS.index(weekday["weekday"].replace("天", "日"))
            if match["year"]:
                right = _weekdays([int(match["year"])], match)
                if right and given not in right:
                    yield _mark(text, weekday, min(right), None)
                continue
            years = years or {int(year) for year in _YEAR.findall(text.folded)}
            right = _weekdays(years | around, match)
            if right and given not in right:
                yield _mark(text, weekday, None, Severity.HINT)


def _weekdays(years: Iterable[int], match: re.Match[str]) -> set[int]:
    found: set[int] = set()
    for year in years:
        try:
            found.add(date(year, int(match["month"]), int(match["day"])).weekday())
        except ValueError:
            continue
    return found


def _mark(text: Text, match: re.Match[str], right: int | None, severity: Severity | None) -> Mark:
    start, end = match.start("word"), match.end("weekday")
    suggestions = () if right is None else (match["word"] + _DAYS[right],)
    return Mark(span=text.span(start, end), suggestions=suggestions, severity=severity)


RULE = Rule(
    id="TXT306",
    name="与日期不符的星期",
    gate=Gate.TEXT,
    severity=Severity.WARN,
    basis=(Basis("政府网站与政务新媒体检查指标（国办秘函〔2019〕19号）", "发布内容准确"),),
    message="星期与日期对不上，请核对。",
    check=structure(find, literals=("星期", "礼拜", *(f"周{day}" for day in f"{_DAYS}天"))),
    bad=(
        Bad("定于2024年5月1日（【星期二】）上午召开，2026年11月23日【周日】结束。"),
        Bad("2019年5月17日（【星期天】）", as_of=date(2019, 6, 1)),
        Bad("会议改在11月23日（【星期五】）举行。"),
    ),
    good=(
        "定于2024年5月1日（星期三）上午召开，2026年11月23日周一结束。",
        "农历8月15日（星期三）；2024年9月17日（农历八月十五，星期二）。",
        "11月23日（星期一）举行；2019年刊发的报道称，5月17日（星期五）。",
        "2024年5月1日，周三多次到场；5月3日周边道路畅通。",
    ),
)
