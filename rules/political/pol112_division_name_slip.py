"""行政区划名称错漏。齐齐哈市, 景东彝族自冶县: one slip in a name of four characters or more.

Shorter names are one character apart from each other too often; there POL303 helps, which knows
what lies where. A last character that only sounds like 市 or 县 is the next word as a rule:
霍尔果斯是, 乌兰察布时.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from review.kinds import near
from review.model import Basis, Gate, Severity
from review.rule import Bad, Check, Hits, LetGo, Mark, Matcher, Reading, Rule
from review.wordlist import Library

_KINDS = ("市", "县", "区", "旗", "州", "盟")


@dataclass(frozen=True, slots=True)
class _BeforeTheEnd:
    near: Check

    @property
    def lists(self) -> tuple[str, ...]:
        return self.near.lists

    def compile(self, rule: Rule, library: Library) -> Matcher:
        return _BeforeTheEndMatcher(self.near.compile(rule, library))


class _BeforeTheEndMatcher:
    def __init__(self, inner: Matcher) -> None:
        self._inner = inner
        self.always = inner.always
        self.literals: Sequence[str] = inner.literals

    def find(self, reading: Reading, hits: Hits) -> Iterator[Mark | LetGo]:
        for mark in self._inner.find(reading, hits):
            if isinstance(mark, LetGo) or not _next_word(reading.document.quote(mark.span), mark):
                yield mark


def _next_word(found: str, mark: Mark) -> bool:
    """Whether the name lacks but its 市, and what stands there belongs to what follows."""
    return any(name[:-1] == found[:-1] and name.endswith(_KINDS) for name in mark.suggestions)


RULE = Rule(
    id="POL112",
    name="行政区划名称错漏",
    gate=Gate.POLITICAL,
    severity=Severity.WARN,
    basis=(
        Basis("行政区划管理条例", "第五条", date(2019, 1, 1)),
        Basis(
            "政府网站与政务新媒体检查指标（国办秘函〔2019〕19号）",
            "单项否决：严重表述错误",
            date(2019, 4, 1),
        ),
    ),
    message="疑似把{suggest}写错，行政区划名称须逐字核对。",
    check=_BeforeTheEnd(
        near(
            "political/divisions",
            "political/place_short_names",
            seen="political/seen_slips",
            least=4,
        )
    ),
    bad=(
        Bad("【新疆维吾尔自冶区】成立七十周年。"),
        Bad("调研组到【景东彝族治县】走访。"),
        Bad("【乌鲁木其】至北京的航班。"),
        Bad("【张家介市】文旅局提示，【亳洲市】天气晴。"),
    ),
    good=(
        "新疆维吾尔自治区、广西壮族自治区、宁夏回族自治区、内蒙古自治区、西藏自治区。",
        "呼和浩特市、乌鲁木齐市、齐齐哈尔市、鄂尔多斯市、呼伦贝尔市。",
        "张家口市桥西区，张家港市杨舍镇，石家庄市新华区，葫芦岛市龙港区。",
        "民族自治县人民代表大会，土家族苗族自治县，彝族自治州州府。",
        "青山区青山湖畔，青山湖区人民政府，北戴河区北戴河新区，黄石港区。",
        "新疆霍尔果斯是陆路口岸，企业落户乌兰察布时只有两家，日本阿苏地区地震。",
        "延边朝鲜族自治州、甘孜藏族自治州、阿坝藏族羌族自治州、凉山彝族自治州。",
    ),
)
