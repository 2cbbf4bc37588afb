"""干支、生肖、闰月与年份不符。They follow from the year by arithmetic, a leap month from the table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from review.kinds import structure
from review.model import Basis, Gate, Severity
from review.rule import Bad, Mark, Reading, Rule
from rules.text import _calendar as calendar

_STEM_BRANCH = f"[{calendar.STEMS}][{calendar.BRANCHES}]"
_NAMED = re.compile(
    rf"(?<![0-9])(?P<year>(?:19|20)[0-9]{{2}})年?(?:[（(，]?(?:是|即|为)?(?:农历|夏历)?[“]?)"
    rf"(?P<name>(?P<pair>{_STEM_BRANCH})?(?P<animal>[{calendar.ANIMALS}])?)年"
    r"(?!出栏|产|均|存栏|屠宰|饲养|养殖|[0-9一二三四五六七八九十]|度|级|龄)"
)
_PAIR = re.compile(rf"(?P<pair>{_STEM_BRANCH})(?:年)?(?P<animal>[{calendar.ANIMALS}])年")
_LEAP = re.compile(
    r"(?<![0-9])(?P<year>(?:19|20)[0-9]{2})年(?:（[^（）\n]{1,8}）)?(?:农历|有|的)?闰(?P<month>十[一二]?|[一二三四五六七八九])月"
)


def find(reading: Reading) -> Iterator[Mark]:
    """Names of years and leap months that are not those of the year beside them."""
    for text in reading.texts:
        taken: set[int] = set()
        for match in _NAMED.finditer(text.folded):
            year, pair, animal = int(match["year"]), match["pair"], match["animal"]
            right = (calendar.stem_branch(year) if pair else "") + (
                calendar.animal(year) if animal else ""
            )
            if match["name"] and match["name"] != right:
                taken.add(match.start("name"))
                yield Mark(span=text.span(*match.span("name")), suggestions=(right,))
        for match in _PAIR.finditer(text.folded):
            place = calendar.BRANCHES.index(match["pair"][1])
            if match.start() not in taken and calendar.ANIMALS[place] != match["animal"]:
                yield Mark(
                    span=text.span(*match.span("animal")), suggestions=(calendar.ANIMALS[place],)
                )
        for match in _LEAP.finditer(text.folded):
            year = int(match["year"])
            if calendar.knows(year) and calendar.leap_month(year) != calendar.read_month(
                match["month"]
            ):
                yield Mark(span=text.span(*match.span()), message=_leap_message(year))


def _leap_message(year: int) -> str:
    month = calendar.leap_month(year)
    name = f"闰{calendar.MONTHS[month - 1]}月" if month else "没有闰月"
    return f"农历{year}年{name}，请核对。"


RULE = Rule(
    id="TXT312",
    name="与年份不符的干支、生肖和闰月",
    gate=Gate.TEXT,
    severity=Severity.WARN,
    basis=(Basis("农历的编算和颁行（GB/T 33661—2017）", "", date(2017, 9, 1)),),
    message="干支、生肖与年份对不上，请核对。",
    check=structure(
        find,
        literals=(
            *(f"{animal}年" for animal in calendar.ANIMALS),
            *(f"{branch}年" for branch in calendar.BRANCHES),
            "年闰",
            "农历闰",
            "有闰",
        ),
    ),
    bad=(
        Bad("2024年（【癸卯】年）春节，喜迎2025【龙】年。"),
        Bad("甲辰【蛇】年大吉，【2024年闰六月】。"),
        Bad("2026年是农历【乙巳蛇】年。"),
    ),
    good=(
        "2024年（甲辰年）春节，喜迎2025蛇年，2025年闰六月，2023年闰二月。",
        "1894年甲午战争，1911年辛亥革命，2023年猪年出栏量，乙巳蛇年新春。",
        "2024年龙年春晚；2020年鼠年产量；子年庙会。",
    ),
)
