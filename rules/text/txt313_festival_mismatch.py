"""与日期不符的节日和节气. 9月18日是中秋节, in a year in which it is another day.

Holidays and commemorations by decision that are the same day each year are POL305's.

Festivals of the lunar calendar, solar terms and days such as 母亲节 move from year to year: without
a year it is a hint, and only where none of the years that could be meant makes it right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from review.kinds import structure
from review.model import Basis, Gate, Severity
from review.rule import Bad, Mark, Reading, Rule, Text
from review.wordlist import Entry, Library, Wordlist
from rules._search import kept
from rules.text import _calendar as calendar

_LIST = "text/observed_days"
_EVE = "除夕"
_TERMS = tuple(calendar.TERMS[at : at + 2] for at in range(0, len(calendar.TERMS), 2))
_DATE = r"(?:(?P<year>(?:19|20)[0-9]{2})年)?(?<![0-9])(?P<month>[0-9]{1,2})月(?P<day>[0-9]{1,2})日"
_BEFORE = re.compile(
    rf"(?<!农历){_DATE}(?:[（(](?:星期|周)[一二三四五六日天][）)])?"
    r"(?:(?:[，,]?(?:也)?(?:是|正是|即是|正值|恰逢|适逢|迎来|又是|就是)|[（(，,](?:即)?)"
    r"(?:[0-9]{4}年|今年的?|我国|中国|传统|一年一度的?|第[0-9一二三四五六七八九十]{1,4}个|国际|世界|全国|二十四节气(?:中的?|之)|农历|[“])*)$"
)
_AFTER = re.compile(
    rf"[”]?(?:节气)?(?:当天|当日)?(?:[（(](?:即)?(?P<bracket>{_DATE.replace('?P<', '?P<in_')})[）)]|(?:是|为|在)(?:公历)?{_DATE}(?![0-9至到—－-]))"
)
_NOT = re.compile("前|后|期间|假|将|临|来临|到来之|档|当周|天气|雪|雨|左右|放|至|到[0-9]")
_REACH = 40
_YEARS = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})年")


class _Days:
    """What day a festival is in a year, by its name."""

    def __init__(self, entries: dict[str, Entry]) -> None:
        self._entries = entries
        names = sorted((*entries, _EVE, *_TERMS), key=len, reverse=True)
        self.pattern = re.compile("|".join(map(re.escape, names)))

    def of(self, name: str, year: int) -> frozenset[date]:
        """The days of a festival in a year; none where they are not known."""
        entry = self._entries.get(name)
        if entry is None:
            if not calendar.knows(year):
                return frozenset()
            return (
                frozenset({calendar.eve(year)}) if name == _EVE else calendar.term_days(year, name)
            )
        extra = {key: value for key, value in entry.extra.items() if isinstance(value, int)}
        if "lunar_month" in extra:
            return _lunar_days(year, extra["lunar_month"], extra["lunar_day"])
        if "week" in extra:
            first = date(year, extra["month"], 1)
            ahead = (extra["weekday"] - first.isoweekday()) % 7 + 7 * (extra["week"] - 1)
            return frozenset({first + timedelta(ahead)})
        return frozenset({date(year, extra["month"], extra["day"])})

    def fixed(self, name: str) -> bool:
        """Whether it is the same day every year."""
        entry = self._entries.get(name)
        return entry is not None and "day" in entry.extra


def _lunar_days(year: int, month: int, day: int) -> frozenset[date]:
    if not calendar.knows(year):
        return frozenset()
    days = (calendar.solar(lunar_year, month, day) for lunar_year in (year - 1, year))
    return frozenset(day for day in days if day is not None and day.year == year)


@kept
def _days(listed: Wordlist) -> _Days:
    return _Days({entry.word: entry for entry in listed.entries})


def find(reading: Reading) -> Iterator[Mark]:
    """Festivals and terms beside a date that is not theirs."""
    days = _days(reading.library[_LIST])
    for text in reading.texts:
        yield from _find_in(text, reading.as_of, days)


def _names(library: Library) -> tuple[str, ...]:
    return (*(entry.word for entry in library[_LIST].entries), _EVE, *_TERMS)


def _find_in(text: Text, as_of: date, days: _Days) -> Iterator[Mark]:
    named: set[int] = set()
    for match in days.pattern.finditer(text.folded):
        start, end = match.span()
        given = _BEFORE.search(text.folded[max(0, start - _REACH) : start])
        if given is not None and not _NOT.match(text.folded, end):
            day = given["year"], given["month"], given["day"]
        elif after := _AFTER.match(text.folded, end):
            day = (
                (after["in_year"], after["in_month"], after["in_day"])
                if after["bracket"]
                else (after["year"], after["month"], after["day"])
            )
        else:
            continue
        named = named or {int(year) for year in _YEARS.findall(text.folded)}
        mark = _judge(text, match, day, named | {as_of.year + step for step in (-1, 0, 1)}, days)
        if mark is not None:
            yield mark


def _judge(
    text: Text,
    match: re.Match[str],
    given: tuple[str | None, str, str],
    around: set[int],
    days: _Days,
) -> Mark | None:
    name = match[0]
    sure = given[0] is not None or days.fixed(name)
    wanted: set[date] = set()
    for year in {int(given[0])} if given[0] else around:
        right = days.of(name, year)
        try:
            if not right or date(year, int(given[1]), int(given[2])) in right:
                return None
        except ValueError:
            return None  # no day at all is another rule's matter
        wanted |= right
    if not sure:
        return Mark(span=text.span(*match.span()), severity=Severity.HINT)
    day = min(wanted)
    told = f"{day.year}年{day.month}月{day.day}日" if given[0] else f"{day.month}月{day.day}日"
    return Mark(
        span=text.span(*match.span()), message=f"{name}是{told}，与前后所写日期不符，请核对。"
    )


RULE = Rule(
    id="TXT313",
    name="与日期不符的节日和节气",
    gate=Gate.TEXT,
    severity=Severity.WARN,
    basis=(
        Basis("政府网站与政务新媒体检查指标（国办秘函〔2019〕19号）", "发布内容准确"),
        Basis("农历的编算和颁行（GB/T 33661—2017）", "", date(2017, 9, 1)),
    ),
    message="节日、节气与所写日期对不上，请核对。",
    check=structure(find, literals=_names),
    bad=(
        Bad("2024年9月18日是【中秋节】，5月9日是【世界红十字日】。"),
        Bad("2025年【清明】（2025年4月5日）祭英烈，2024年2月9日，正值【元宵节】。"),
        Bad("今年9月18日是【中秋节】。", as_of=date(2024, 8, 1)),
        Bad("2024年5月19日是【母亲节】。"),
    ),
    good=(
        "2024年9月17日是中秋节，5月8日是世界红十字日，2025年4月4日清明祭英烈。",
        "9月15日，中秋节前夕，10月5日是国庆节假期，12月7日（大雪）。",
        "2024年5月12日是母亲节，也是第16个全国防灾减灾日；2025年1月28日（除夕）。",
        "春节（1月28日至2月4日）放假调休；3月12日是我国第46个植树节。",
        "4月5日是清明假期第二天，2021年6月21日，夏至。",
    ),
)
