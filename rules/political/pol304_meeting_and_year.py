"""会议届次与史实不符。十九届八中全会 was never held; 二十届三中全会 was held in 2024.

A committee whose term has ended held the plenums it held. Whether the present one has met again
by a day after the list was last read through nobody can tell from here, so that is not judged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from review.model import Basis, Gate, Severity
from review.rule import Bad, Good, Hits, Mark, Matcher, Reading, Rule, Text
from review.wordlist import Entry, Library

_LIST = "political/congresses"
_DIGITS = "一二三四五六七八九"
_NUMBER = "(?:二十[一二三]?|十[一二三四五六七八九]?|[七八九])"
_DAY = r"(?P<year>(?:19|20)[0-9]{2})年(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日)?(?:(?:至|-|—)[0-9]{1,2}日)?"
_WHOSE = "(?:中国共产党第?|中共第?|党的第?|第)?"
_HELD = "(?:在北京|在京)?(?:胜利|隆重|顺利)?(?:召开|举行|开幕|闭幕|审议通过)"
_FORMS = re.compile(
    rf"(?:{_DAY}(?P<when>(?:在北京|在京)?(?:召开|举行)的|，|)?{_WHOSE})?"
    rf"(?P<what>(?P<term>{_NUMBER})届(?P<plenum>十?[{_DIGITS}]|十)中全会"
    rf"|(?P<congress>{_NUMBER})大(?P<opens>(?=召开|胜利召开|隆重召开|在北京|在京|开幕|闭幕))?(?!以来|前|后)"
    rf"|(?P<npc>{_NUMBER})届全国(?:人大|人民代表大会第)(?P<session>[{_DIGITS}])次会议)"
    rf"(?P<held>{_HELD})?"
)
_USUAL = 7  # plenums in a term; only the eighth and the thirteenth committee held more
_SIXTH_NPC = (6, 1983)  # from then on five sessions a term, one each year
_NPC_SESSIONS = 5


@dataclass(frozen=True, slots=True)
class _Meetings:
    lists: tuple[str, ...] = (_LIST,)

    def compile(self, rule: Rule, library: Library) -> Matcher:
        del rule
        return _MeetingsMatcher(library[_LIST].entries)


class _MeetingsMatcher:
    always = False
    literals: Sequence[str] = (
        "中全会",
        "召开的党的",
        "举行的党的",
        "召开的中国共产党",
        "召开的中共",
        "大召开",
        "大胜利召开",
        "大隆重召开",
        "大在",
        "大开幕",
        "大闭幕",
        "届全国人",
    )

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._plenums: dict[tuple[int, int], date] = {}
        self._congresses: dict[int, int] = {}
        for entry in entries:
            number, held, year = (entry.extra.get(key) for key in ("congress", "last", "year"))
            plenum = entry.extra.get("plenum")
            if isinstance(number, int) and isinstance(year, int):
                self._congresses[number] = year
            elif isinstance(number, int) and isinstance(plenum, int) and isinstance(held, date):
                self._plenums[number, plenum] = held
        self._present = max(self._congresses)

    def find(self, reading: Reading, hits: Hits) -> Iterator[Mark]:
        for text in reading.texts:
            end = 0
            for hit in sorted(hits.get(text.field, ())):
                first, last = text.paragraph(hit.start)
                start = max(first, end, hit.start - 40)
                for match in _FORMS.finditer(text.folded, start, min(last, hit.end + 20)):
                    if match.start("what") >= end:
                        end = match.end("what")
                        yield from self._judge(text, match)

    def _judge(self, text: Text, match: re.Match[str]) -> Iterator[Mark]:
        year = int(match["year"]) if match["year"] and _tells_when(match) else None
        if match["plenum"]:
            term, plenum = _value(match["term"]), _value(match["plenum"])
            held = self._plenums.get((term, plenum))
            if held is None:
                if mark := self._never_held(text, match, term):
                    yield mark
            elif year is not None and year != held.year:
                yield _mark(
                    text,
                    match,
                    f"{match['what']}于{held.year}年举行，与所写年份不符。",
                    (f"{held.year}年",),
                )
        elif match["congress"]:
            right = self._congresses.get(_value(match["congress"]))
            if right and year is not None and year != right:
                yield _mark(
                    text,
                    match,
                    f"{match['what']}于{right}年召开，与所写年份不符。",
                    (f"{right}年",),
                )
        else:
            yield from _judge_session(text, match, year)

    def _never_held(self, text: Text, match: re.Match[str], term: int) -> Mark | None:
        known = [plenum for number, plenum in self._plenums if number == term]
        if not known or (term == self._present and _value(match["plenum"]) <= _USUAL):
            return None
        if term == self._present:
            return Mark(
                span=text.span(*match.span("what")),
                message=f"截至名单通读之日，第{match['term']}届中央委员会举行过{max(known)}次全会，请核对。",
                severity=Severity.WARN,
            )
        return Mark(
            span=text.span(*match.span("what")),
            message=f"第{match['term']}届中央委员会共举行{max(known)}次全会，没有{match['what']}。",
        )


def _tells_when(match: re.Match[str]) -> bool:
    """Whether the year says when it was held, and not what happened later in its spirit."""
    opened = bool(match["congress"]) and match["opens"] is not None
    return match["when"].endswith("的") or bool(match["held"]) or opened


def _judge_session(text: Text, match: re.Match[str], year: int | None) -> Iterator[Mark]:
    number, first_year = _SIXTH_NPC
    term, session = _value(match["npc"]), _value(match["session"])
    if term < number:
        return
    if session > _NPC_SESSIONS:
        yield Mark(
            span=text.span(*match.span("what")),
            message=f"每届全国人大任期五年，每年举行一次会议，没有{match['what']}。",
        )
        return
    right = first_year + 5 * (term - number) + session - 1
    if year is not None and year != right:
        yield _mark(
            text, match, f"{match['what']}于{right}年举行，与所写年份不符。", (f"{right}年",)
        )


def _mark(text: Text, match: re.Match[str], message: str, suggestions: tuple[str, ...]) -> Mark:
    start = match.start("year")
    return Mark(
        span=text.span(start, match.end("year") + 1),
        suggestions=suggestions,
        message=message,
        severity=Severity.WARN,
    )


def _value(number: str) -> int:
    """十九 as 19."""
    tens, found, ones = number.rpartition("十")
    unit = _DIGITS.index(ones) + 1 if ones else 0
    return (10 * (_DIGITS.index(tens) + 1 if tens else 1) if found else 0) + unit


RULE = Rule(
    id="POL304",
    name="会议届次与史实不符",
    gate=Gate.POLITICAL,
    severity=Severity.BLOCK,
    basis=(
        Basis("中国共产党章程", "第十九条、第二十二条"),
        Basis("中华人民共和国宪法", "第六十条、第六十一条"),
    ),
    message="会议的届次、年份与史实不符，请核对。",
    check=_Meetings(),
    bad=(
        Bad("认真学习【十九届八中全会】精神。"),
        Bad("贯彻【二十届八中全会】部署。"),
        Bad("【2023年】召开的党的二十届三中全会作出部署。"),
        Bad("【2018年】10月，党的十九大胜利召开。"),
        Bad("【2017年】召开的党的十八大对决胜全面建成小康社会作出部署。"),
        Bad("【2024年】3月，十四届全国人大三次会议在北京举行。"),
        Bad(
            "深入贯彻党的【十八届九中全会】精神，【十三届全国人大六次会议】提出，第【十四届全国人民代表大会第六次会议】。"
        ),
    ),
    good=(
        "2024年7月，党的二十届三中全会在北京召开；2025年10月召开的二十届四中全会。",
        "2025年，党的二十届三中全会精神宣讲走进乡村，2026年党的二十届四中全会精神深入人心。",
        "1992年召开的十三届九中全会，1978年12月召开的党的十一届三中全会，八届十二中全会。",
        "2022年10月，党的二十大胜利召开；2023年3月，十四届全国人大一次会议召开。",
        "十四届全国人大常委会第十次会议，市十四届人大六次会议，中共某市第十九届八次全会。",
        Good("党的二十届五中全会即将召开。", as_of=date(2027, 1, 1)),
    ),
)
