"""上下级区划不符。浙江省苏州市: both names are right, only the one does not lie in the other.

Judged is a name that follows its superior's name without anything between. A place that once
belonged to the superior (formerly, in the list) is let be: the text may tell of that time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from review.model import Basis, Gate, Severity
from review.rule import Bad, Hits, Mark, Matcher, Reading, Rule, Text
from review.text import fold_literal
from review.wordlist import Entry, Library

_LISTS = ("political/divisions", "political/divisions_short")
_UNLISTED = ("71", "81", "82")  # their own divisions are not in the list
_SHORT_FORMS = ("特别行政区", "维吾尔自治区", "壮族自治区", "回族自治区", "自治区", "省", "市")
_LEAST = 3  # 城区, 郊区 and 矿区 are no names by themselves
# What a part of any town may be called.
_ORDINARY = frozenset(
    {
        "老城区",
        "新城区",
        "东城区",
        "西城区",
        "南城区",
        "北城区",
        "城东区",
        "城西区",
        "城北区",
        "城中区",
        "市中区",
    }
)
# 海南 is a province and a prefecture, 吉林 a province and a city.
_TWICE = frozenset({"海南", "吉林"})


@dataclass(frozen=True, slots=True)
class _Places:
    lists: tuple[str, ...] = _LISTS

    def compile(self, rule: Rule, library: Library) -> Matcher:
        del rule
        return _PlacesMatcher([entry for name in self.lists for entry in library[name].entries])


class _PlacesMatcher:
    always = False

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._places: dict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
        self._names = {str(entry.extra["code"]): entry.word for entry in entries}
        superiors: dict[str, set[str]] = defaultdict(set)
        for entry in entries:
            code, name = str(entry.extra["code"]), fold_literal(entry.word)
            once = entry.extra.get("formerly", ())
            if len(name) >= _LEAST:
                self._places[name].append((code, once if isinstance(once, tuple) else ()))
            if code.endswith("00") and code[:2] not in _UNLISTED:
                superiors[name].add(_reach(code))
                if code.endswith("0000"):
                    superiors[_short(name)].add(_reach(code))
        self._superiors = list(superiors.items())
        self.literals = tuple(superiors)
        self._sizes: dict[str, list[int]] = defaultdict(list)
        for name in sorted(self._places, key=len, reverse=True):
            if len(name) not in self._sizes[name[:2]]:
                self._sizes[name[:2]].append(len(name))

    def find(self, reading: Reading, hits: Hits) -> Iterator[Mark]:
        for text in reading.texts:
            end = 0
            found = sorted(hits.get(text.field, ()), key=lambda hit: (hit.start, -hit.end))
            for hit in found:
                if hit.start < end:  # 鞍山市 within 马鞍山市
                    continue
                end = hit.end
                if place := self._place(text.folded, hit.end):
                    name, reaches = self._superiors[hit.literal]
                    if mark := self._judge(text, (hit.start, hit.end), name, place, reaches):
                        yield mark

    def _place(self, folded: str, start: int) -> str:
        """The longest listed name that begins here."""
        for size in self._sizes.get(folded[start : start + 2], ()):
            if folded[start : start + size] in self._places:
                return folded[start : start + size]
        return ""

    def _judge(
        self, text: Text, superior: tuple[int, int], name: str, place: str, reaches: set[str]
    ) -> Mark | None:
        start, end = superior
        candidates = self._places[place]
        depth = min(map(len, reaches))
        lower = [code for code, _ in candidates if len(_reach(code)) > depth]
        if not lower or name in _TWICE or place in _ORDINARY:
            return None
        prefixes = tuple(reaches)
        for code, once in candidates:
            if code.startswith(prefixes) or any(one.startswith(prefixes) for one in once):
                return None
        if not text.unbroken(start, end + len(place)):
            return None
        homes = [home for code in lower if (home := self._home(code))]
        suggestions = (
            [f"{home}{self._names[lower[0]]}" for home in homes] if len(homes) == 1 else []
        )
        return Mark(
            span=text.span(start, end + len(place)),
            suggestions=tuple(suggestions),
            message=f"“{place}”不属于“{name}”，按行政区划表属于{'、'.join(dict.fromkeys(homes))}，请核对。",
        )

    def _home(self, code: str) -> str:
        """The province of a prefecture; province and prefecture of a county."""
        above = [code[:2] + "0000"] + ([code[:4] + "00"] if not code.endswith("00") else [])
        return "".join(self._names.get(one, "") for one in above)


def _reach(code: str) -> str:
    """What the codes of all that lies in it begin with."""
    return code[:2] if code.endswith("0000") else code[:4] if code.endswith("00") else code


def _short(name: str) -> str:
    """浙江省 as 浙江."""
    return next((name.removesuffix(form) for form in _SHORT_FORMS if name.endswith(form)), name)


RULE = Rule(
    id="POL303",
    name="上下级行政区划不符",
    gate=Gate.POLITICAL,
    severity=Severity.WARN,
    basis=(
        Basis("行政区划管理条例"),
        Basis("中华人民共和国行政区划代码（民政部公布）"),
    ),
    message="下级行政区划不属于前面的上级，请核对。",
    check=_Places(),
    bad=(
        Bad("【浙江省苏州市】的企业代表参加。"),
        Bad("来自【广州市福田区】的志愿者。"),
        Bad("【湖南荆州市】发布暴雨预警。"),
        Bad("【河南省张家口市】供稿。"),
    ),
    good=(
        "浙江省杭州市余杭区，江苏省苏州市昆山市，河南省济源市，湖北省神农架林区。",
        "吉林省长春市朝阳区、辽宁省朝阳市朝阳县、北京市朝阳区。",
        "吉林市长春市两地，海南三亚市，青海省海南藏族自治州贵德县，海南贵德县。",
        "安徽省市场监督管理局，重庆市区县两级，上海市南京东路，台湾新竹县，香港东区。",
        "吉林省公主岭市，四平市公主岭市当时尚未划转，北京市通州区。",
        "浙江省、苏州市，广州市及福田区，湖南山区群众，安徽省马鞍山市花山区，漯河市西城区管委会。",
        "原重庆江北区、原渝北区撤销后设立两江新区。",
    ),
)
