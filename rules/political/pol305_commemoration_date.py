"""纪念日的日期写错。12月14日国家公祭日: a day that is fixed by decision, and another beside it.

Only a date that says of itself to be that day: next to the name, or with 是, 为, 将迎来 between.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from review.model import Basis, Gate, Severity
from review.rule import Bad, Hits, Mark, Matcher, Reading, Rule, Text
from review.text import fold_literal
from review.wordlist import Entry, Library

_LISTS = ("political/commemorations", "political/holidays")
_DATE = r"(?P<date>(?P<month>1[0-2]|[1-9])月(?P<day>3[01]|[12][0-9]|[1-9])日)"
_BEFORE = re.compile(
    _DATE
    + r"(?:[，,]?(?:是|为|系|即|将是|将迎来|迎来|正是|恰逢|正值|适逢|设为|定为|设立为|确定为|作为)+"
    r"(?:我国|中国|全国|国家|法定|的|一年一度的|每年的|今年的|第[0-9一二三四五六七八九十百]{1,4}个|我国第[0-9一二三四五六七八九十百]{1,4}个)*)?"
    r"[“\"（(]?$"
)
_AFTER = re.compile(r"[”\"]?(?:[（(]|是|为|定在|定于|在)(?:每年的?|今年的?)?" + _DATE)
_REACH = 40


@dataclass(frozen=True, slots=True)
class _Days:
    lists: tuple[str, ...] = _LISTS

    def compile(self, rule: Rule, library: Library) -> Matcher:
        del rule
        return _DaysMatcher(
            [one for name in self.lists for one in library[name].entries if "day" in one.extra]
        )


class _DaysMatcher:
    always = False

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = entries
        self.literals = tuple(fold_literal(entry.word) for entry in entries)

    def find(self, reading: Reading, hits: Hits) -> Iterator[Mark]:
        for text in reading.texts:
            end = 0
            for hit in sorted(hits.get(text.field, ()), key=lambda hit: (hit.start, -hit.end)):
                if hit.start < end:  # 国家公祭日 within the longer name
                    continue
                end = hit.end
                entry = self._entries[hit.literal]
                if mark := _judge(text, hit.start, hit.end, entry, reading.as_of):
                    yield mark


def _judge(text: Text, start: int, end: int, entry: Entry, as_of: date) -> Mark | None:
    first, last = text.paragraph(start)
    lead = text.folded[max(first, start - _REACH) : start]
    offset = max(first, start - _REACH)
    match = _BEFORE.search(lead)
    if match is None:
        match = _AFTER.match(text.folded, end, min(last, end + _REACH))
        offset = 0
    if match is None or not entry.holds(as_of):
        return None
    month, day = map(int, str(entry.extra["day"]).split("-"))
    if (int(match["month"]), int(match["day"])) == (month, day):
        return None
    return Mark(
        span=text.span(offset + match.start("date"), offset + match.end("date")),
        suggestions=(f"{month}月{day}日",),
        message=f"{entry.word}是{month}月{day}日，与所写日期不符，请核对。",
        basis=(Basis(entry.source, date=entry.valid_from),),
    )


RULE = Rule(
    id="POL305",
    name="纪念日的日期写错",
    gate=Gate.POLITICAL,
    severity=Severity.WARN,
    basis=(
        Basis("全国年节及纪念日放假办法"),
        Basis("全国人民代表大会常务委员会关于设立南京大屠杀死难者国家公祭日的决定"),
    ),
    message="日期与纪念日不符，请核对。",
    check=_Days(),
    bad=(
        Bad("【12月14日】是南京大屠杀死难者国家公祭日。"),
        Bad("每年【4月14日】为全民国家安全教育日。"),
        Bad("国家宪法日（【12月14日】）宣传活动。"),
        Bad("【9月20日】，是我国第十二个烈士纪念日。"),
    ),
    good=(
        "12月13日是南京大屠杀死难者国家公祭日，4月15日为全民国家安全教育日，国家宪法日（12月4日）。",
        "9月28日，烈士纪念日前夕，各地开展祭扫；3月8日国际劳动妇女节。",
        "教师节放假从9月8日起，9月9日，教师节文艺晚会举行；国庆节为10月1日。",
        "12月12日，国家公祭日前一天，11月8日晚，记者节晚会。",
        "12月1日至7日为宪法宣传周，12月4日是国家宪法日，11月9日为全国消防日。",
    ),
)
