"""撤销或者更名的行政区划。襄樊市, 崇文区, 广西省: names that stand in no table any more.

What happened before the change is told with the name of its time: after 原, within 《》, and in a
paragraph that names a year up to that of the change, nothing is marked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from review.kinds import words
from review.model import Basis, Gate, Severity
from review.rule import Bad, Check, Good, Hits, LetGo, Mark, Matcher, Reading, Rule
from review.text import fold_literal
from review.wordlist import Library

_LISTS = ("political/former_divisions",)
_FORMER = (
    "原",
    "旧",
    "时任",
    "当时的",
    "当年的",
    "曾任",
    "撤销",
    "撤消",
    "旧称",
    "古称",
    "前身是",
    "县级",
)
_CHANGE = re.compile(
    r"撤销|撤县|撤市|撤地|设市|设区|更名|改名|改称|改为|改设|并入|划归|划入|合并|原名|旧称|曾名|前身|解放前|建国前|新中国成立前"
    r"|民国|清代|清朝|明代|明朝|宋代|唐代|抗战|抗日|红军|土改|知青|生前|籍贯|祖籍|出生"
)
# 原北京市崇文区: the word for both stands before the superior.
_FORMER_ABOVE = re.compile(r"(?<![草高平中太荒])(?:原|时任)[\u4e00-\u9fff]{1,7}[省市州盟区]$")
_YEAR = re.compile(r"(?<![0-9])((?:1[0-9]|20)[0-9]{2})年")


@dataclass(frozen=True, slots=True)
class _Former:
    words: Check

    @property
    def lists(self) -> tuple[str, ...]:
        return self.words.lists

    def compile(self, rule: Rule, library: Library) -> Matcher:
        last: dict[str, int] = {}
        for name in _LISTS:
            for entry in library[name].entries:
                if entry.valid_from:
                    last[fold_literal(entry.word)] = entry.valid_from.year
        return _FormerMatcher(self.words.compile(rule, library), last)


class _FormerMatcher:
    always = False

    def __init__(self, inner: Matcher, last: dict[str, int]) -> None:
        self._inner = inner
        self._last = last
        self.literals: Sequence[str] = inner.literals

    def find(self, reading: Reading, hits: Hits) -> Iterator[Mark | LetGo]:
        for mark in self._inner.find(reading, hits):
            text = reading.text(mark.span.field)
            start = text.folded_offset(mark.span.start)
            end = text.folded_offset(mark.span.end)
            if start not in text.word_edges(start, end):
                continue
            if _FORMER_ABOVE.search(text.folded, max(0, start - 10), start):
                continue
            first, last = text.paragraph(start)
            if _CHANGE.search(text.folded, first, last):
                continue
            changed = self._last.get(text.folded[start:end], 0)
            years = _YEAR.findall(text.folded, first, last)
            if not any(int(year) <= changed for year in years):
                yield mark


RULE = Rule(
    id="POL113",
    name="现在没有的行政区划名称",
    gate=Gate.POLITICAL,
    severity=Severity.WARN,
    basis=(
        Basis("行政区划管理条例", "第六条至第八条"),
        Basis("国务院关于行政区划变更的批复"),
    ),
    message="现在没有这个行政区划名称（已撤销、更名或者写错级别），现为{suggest}；写变更以前的事请加“原”。",
    check=_Former(
        words(
            *_LISTS,
            edges=False,
            unless_before=_FORMER,
            unless_after=(
                "民",
                "场",
                "级",
                "域",
                "别",
                "道",
                "际",
                "容",
                "志",
                "衙",
                "令",
                "丞",
                "学宫",
            ),
            unless_inside=("《》", "〈〉", "“”"),
        )
    ),
    bad=(
        Bad("考察团赴【襄樊市】学习经验，【襄樊市】委、【密云县】政府接待。"),
        Bad("家住北京市【崇文区】的王女士来电咨询。"),
        Bad("【英德县】茶叶协会参展，【昆山县】代表团到访。"),
        Bad("【莱芜市】代表队获得二等奖。"),
        Bad("航班由昆明飞往【思茅市】。"),
        Bad("【广西省】南宁市和【内蒙古省】呼和浩特市的代表团抵达。"),
    ),
    good=(
        Good("考察团赴襄樊市学习经验。", as_of=Bad("").as_of.replace(year=2009)),
        "考察团赴襄阳市学习经验，到北京市东城区、济南市莱芜区调研。",
        "2010年，襄樊市更名为襄阳市；原崇文区并入东城区。",
        "原北京市崇文区人民法院旧档，时任湖北省襄樊市市长。",
        "1998年7月参加工作，任思茅市翠云区干事，原莱芜市政府驻地。",
        "英德县志记载，明清时期当地已产茶；1985年，英德县隶属韶关。",
        "广西省级重点项目、新疆省道改造，大丰市民、大丰市场，1951年广西省人民政府布告。",
        "十大港区建成投产，当地四方区位优势明显，天下关区之首。",
    ),
)
