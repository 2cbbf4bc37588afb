"""事实: the dates, numbers, sums, names, telephones, document numbers and addresses a text states.

Each is brought to one form however it is written: 全角 or 半角, digits or 中文数字, 万 and 亿, a
year given once for several days. What is doubtful is left out: a fact not found is not compared.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from review.persons import NAME
from review.reckoning import DIGITS, amount, flattened, numbers


class FactKind(StrEnum):
    DATE = "date"
    TIME = "time"
    NUMBER = "number"
    PHONE = "phone"
    DOCUMENT = "document"
    ADDRESS = "address"
    NAME = "name"

    @property
    def label(self) -> str:
        return {
            "date": "日期",
            "time": "时间",
            "number": "数字",
            "phone": "电话",
            "document": "文号",
            "address": "网址",
            "name": "姓名",
        }[self]


class Vague(StrEnum):
    """How a number is meant: exactly, or more than it (余、多、超过), less (近), about (约)."""

    EXACT = ""
    OVER = "over"
    UNDER = "under"
    ABOUT = "about"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """`value` is the one form; `start` and `end` are offsets into the text as submitted.

    A date is `年-月-日`, `?` for what is neither said nor known from the dates before it; `stated`
    is the same without what was known so. A number is followed by `|` and its unit. A time ends
    in `?` where nothing says which half of the day it is.
    """

    kind: FactKind
    value: str
    start: int
    end: int
    vague: Vague = Vague.EXACT
    stated: str = ""


_MONTH = "1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]"
_DAY = "3[01]|[12][0-9]|0?[1-9]|三十一?|二十[一二三四五六七八九]?|十[一二三四五六七八九]?|[一二三四五六七八九]"
_TO = "(?:至|到|和|、|[-—–~～]{1,2})"
_DATE = re.compile(
    rf"(?<![0-9{DIGITS}十])(?:(?P<year>[12][0-9]{{3}}|[{DIGITS}]{{4}})年"
    rf"(?:(?P<month>{_MONTH})月(?:(?P<day>{_DAY})(?:(?=[日号])|{_TO}(?P<until>{_DAY})(?=[日号]))[日号])?)?"
    r"|(?P<year2>[12][0-9]{3})(?P<mark>[-/.])(?P<month2>1[0-2]|0?[1-9])(?P=mark)(?P<day2>3[01]|[12][0-9]|0?[1-9])(?![0-9])"
    rf"|(?P<month3>{_MONTH})月(?P<day3>{_DAY})(?:(?=[日号])|{_TO}(?P<until3>{_DAY})(?=[日号]))[日号])"
    rf"|(?<=[至到和、~～—–-])(?P<day4>{_DAY})日(?!本|常|益|报|前|后)"
)
# With these words before it, an hour below this one is counted from noon.
_AFTER_NOON = {"中午": 3} | dict.fromkeys(("下午", "傍晚", "晚上", "今晚", "晚"), 12)
_TIME = re.compile(
    r"(?P<half>凌晨|清晨|早上|上午|中午|下午|傍晚|晚上|今晚|早|晚)?(?<![0-9:.])(?P<hour>2[0-4]|1[0-9]|0?[0-9])"
    r"(?::(?P<minute>[0-5][0-9])(?![0-9:])|[时点](?!间|[0-9])(?:整|(?P<thirty>半))?|[时点](?P<minute2>[0-5]?[0-9])分)"
)
_PHONE = re.compile(
    r"(?<![0-9.-])(?:\(0[0-9]{2,3}\)|0[0-9]{2,3}[-—]?)?[2-9][0-9]{6,7}(?:-[0-9]{1,5})?(?![0-9.,万亿元人])"
    r"|(?<![0-9])1[3-9][0-9]{9}(?![0-9])|(?<![0-9])[48]00-?[0-9]{3}-?[0-9]{4}(?![0-9])"
)
_DOCUMENT = re.compile(
    r"(?P<word>[一-鿿A-Za-z]{1,8})[〔\[(【](?P<year>[12][0-9]{3})[〕\])】]第?(?P<number>[0-9]{1,5})号"
)
# No brackets and no Chinese: prose goes on behind an address.
_ADDRESS = re.compile(r"(?:https?://|www\.)[A-Za-z0-9.:%_~#?&=+@!$*/-]+", re.IGNORECASE)
_POST = (
    "书记|主席|总理|部长|省长|市长|县长|区长|州长|镇长|乡长|主任|局长|厅长|院长|检察长|秘书长|校长"
)
_SAID = "说|在|赴|到|率|带队|出席|主持|强调|指出|表示|介绍|宣布|致辞|讲话|参加|陪同|会见"
# The shortest that fits; no office or body is a name, nor what often stands behind a title.
_WHO = NAME.replace("{1,2}", "{1,2}?")
_NO_NAME = "党[组委总]|曾[来经]|来[华自到]|向[总全]|[一-鿿]{1,2}[部局委厅院室会处组区县市省镇乡校位门府科站办]"
_NAME = re.compile(
    rf"(?:(?<=[，。；、：（(\s])|^)(?P<before>(?!{_NO_NAME}){_WHO})(?=(?:副|常务副)?(?:{_POST})|同志)"
    rf"|(?:{_POST})(?P<after>(?!{_NO_NAME}|[高任相全方常应连万成路时和向明单华计解强项包简])(?:{_WHO}))(?=同志|[，。；、：（(]|{_SAID}|$)"
)


def facts_of(text: str) -> tuple[Fact, ...]:
    """Every fact in the order of the text; no two kinds over the same characters."""
    flat, places = flattened(text)
    taken: list[tuple[int, int]] = []
    found: list[Fact] = []
    for looked in (_addresses, _documents, _dates, _times, _phones, _names, _numbers):
        new: list[tuple[int, int]] = []
        for fact in looked(flat):
            if _free(taken, fact.start, fact.end):
                new.append((fact.start, fact.end))
                found.append(
                    Fact(
                        kind=fact.kind,
                        value=fact.value,
                        start=places[fact.start],
                        end=places[fact.end - 1] + 1,
                        vague=fact.vague,
                        stated=fact.stated,
                    )
                )
        taken = sorted({*taken, *new})
    return tuple(sorted(found, key=lambda fact: (fact.start, fact.end, fact.value)))


def _free(taken: list[tuple[int, int]], start: int, end: int) -> bool:
    at = bisect_right(taken, (start, end))
    return (at == 0 or taken[at - 1][1] <= start) and (at == len(taken) or end <= taken[at][0])


def _addresses(text: str) -> Iterator[Fact]:
    for match in _ADDRESS.finditer(text):
        told = match[0].rstrip(".:?!*-")
        host, slash, path = re.sub(r"(?i)^https?://", "", told).partition("/")
        value = host.lower() + (slash + path).rstrip("/")
        end = match.start() + len(told)
        yield Fact(kind=FactKind.ADDRESS, value=value, start=match.start(), end=end)


def _documents(text: str) -> Iterator[Fact]:
    for match in _DOCUMENT.finditer(text):
        # Where the word begins no text says: its last two characters tell one series from another.
        word = match["word"][-2:]
        yield Fact(
            kind=FactKind.DOCUMENT,
            value=f"{word.upper()}〔{match['year']}〕{int(match['number'])}号",
            start=match.end("word") - len(word),
            end=match.end(),
        )


def _dates(text: str) -> Iterator[Fact]:
    year = month = "?"
    for match in _DATE.finditer(text):
        part = match.groupdict()
        told_year = part["year"] or part["year2"]
        told_month = part["month"] or part["month2"] or part["month3"]
        if told_year:
            year, month = str(amount(told_year)), "?"
        if told_month:
            month = str(amount(told_month))
        first = part["day"] or part["day2"] or part["day3"] or part["day4"]
        for day in (first, part["until"] or part["until3"]):
            if day is None and first is not None:
                continue
            named = str(amount(day)) if day else "?"
            yield Fact(
                kind=FactKind.DATE,
                value=f"{year}-{month}-{named}",
                start=match.start(),
                end=match.end(),
                stated=f"{year if told_year else '?'}-{month if told_month else '?'}-{named}",
            )
            if day is None:
                break


def _times(text: str) -> Iterator[Fact]:
    for match in _TIME.finditer(text):
        hour = int(match["hour"])
        minute = int(match["minute"] or match["minute2"] or (30 if match["thirty"] else 0))
        half = match["half"] or ""
        if hour < _AFTER_NOON.get(half, 0):
            hour += 12
        sure = "" if half or hour > 12 else "?"
        yield Fact(
            kind=FactKind.TIME,
            value=f"{hour % 24:02d}:{minute:02d}{sure}",
            start=match.start(),
            end=match.end(),
        )


def _phones(text: str) -> Iterator[Fact]:
    for match in _PHONE.finditer(text):
        digits = "".join(filter(str.isdigit, match[0]))
        yield Fact(kind=FactKind.PHONE, value=digits, start=match.start(), end=match.end())


def _names(text: str) -> Iterator[Fact]:
    for match in _NAME.finditer(text):
        group = "before" if match["before"] else "after"
        start, end = match.span(group)
        yield Fact(kind=FactKind.NAME, value=match[group], start=start, end=end)


def _numbers(text: str) -> Iterator[Fact]:
    for number in numbers(text):
        before = text[max(0, number.start - 2) : number.start]
        vague = Vague.EXACT
        if number.more or before in {"超过", "突破", "高于"} or before[-1:] in {"超", "逾"}:
            vague = Vague.OVER
        elif before[-1:] == "近" or before == "接近":
            vague = Vague.UNDER
        elif before[-1:] == "约":
            vague = Vague.ABOUT
        yield Fact(
            kind=FactKind.NUMBER,
            value=f"{number.value.normalize():f}|{number.unit}",
            start=number.start,
            end=number.end,
            vague=vague,
        )
