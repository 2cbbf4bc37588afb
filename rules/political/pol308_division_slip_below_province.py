"""省名后的下级区划名写错。浙江省嘉新市: no place of that name, and one slip from one that lies there.

Names of two characters and 市 or 县 are too near each other to be judged by themselves. Behind the
superior's full name only its own places come into question, and only what sounds or looks alike.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from review.model import Basis, Gate, Severity
from review.near.slip import Kind, slip
from review.rule import Bad, Hits, Mark, Matcher, Reading, Rule
from review.text import fold_literal
from review.wordlist import Entry, Library

_LISTS = ("political/divisions", "political/divisions_short", "political/former_divisions")
_PLACE = re.compile(
    r"[\u4e00-\u9fff]{1,8}?(?:市|县|区|旗|自治州|地区|盟)(?![\u4e00-\u9fff]?(?:域|级|管|直|内))"
)
_LONG = 4


@dataclass(frozen=True, slots=True)
class _Below:
    lists: tuple[str, ...] = _LISTS

    def compile(self, rule: Rule, library: Library) -> Matcher:
        del rule
        return _BelowMatcher([entry for name in self.lists for entry in library[name].entries])


class _BelowMatcher:
    always = False

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._known = {fold_literal(entry.word) for entry in entries}
        provinces: dict[str, str] = {}
        self._places: dict[str, list[str]] = defaultdict(list)
        for entry in entries:
            code = str(entry.extra.get("code", ""))
            if code.endswith("0000") and len(entry.word) > len("某省"):
                provinces[fold_literal(entry.word)] = code[:2]
            elif code:
                self._places[code[:2]].append(fold_literal(entry.word))
        self._codes = list(provinces.values())
        self.literals = tuple(provinces)

    def find(self, reading: Reading, hits: Hits) -> Iterator[Mark]:
        for text in reading.texts:
            for hit in hits.get(text.field, ()):
                match = _PLACE.match(text.folded, hit.end)
                if match is None or match[0] in self._known:
                    continue
                if any(
                    match[0].endswith(one)
                    for one in ("省市", "区县", "各市", "各县", "市区", "城区", "新区")
                ):
                    continue
                if any(
                    text.folded.startswith(name, hit.end) for name in self._known_from(match[0])
                ):
                    continue
                right = self._meant(match[0], self._codes[hit.literal])
                if len(right) == 1:
                    yield Mark(
                        span=text.span(hit.end, match.end()),
                        suggestions=tuple(right),
                        message=f"没有“{match[0]}”，疑似“{right[0]}”写错，行政区划名称须逐字核对。",
                    )

    def _known_from(self, written: str) -> Iterator[str]:
        """Names that begin what was written: 西安市户县."""
        return (written[:size] for size in range(2, len(written)) if written[:size] in self._known)

    def _meant(self, written: str, code: str) -> list[str]:
        found: list[str] = []
        for name in self._places[code]:
            if abs(len(name) - len(written)) > 1 or name[-1] != written[-1]:
                continue
            made = slip(written, name)
            if made is None or made.at == len(name) - 1:
                continue
            if made.alike or made.kind is Kind.SWAPPED or len(name) >= _LONG:
                found.append(name)
        return found


RULE = Rule(
    id="POL308",
    name="省名后的区划名称写错",
    gate=Gate.POLITICAL,
    severity=Severity.WARN,
    basis=(Basis("中华人民共和国行政区划代码（民政部公布）"),),
    message="疑似行政区划名称写错，请核对。",
    check=_Below(),
    bad=(
        Bad("先后赴浙江省【嘉新市】、江苏省苏州市考察。"),
        Bad("来自黑龙江省【佳木市】和贵州省【遵仪市】的客商。"),
        Bad("四川省【绵羊市】代表团。"),
    ),
    good=(
        "浙江省嘉兴市、贵州省遵义市、四川省绵阳市、黑龙江省佳木斯市。",
        "广东省各市县区、浙江省山区县、四川省内县区、河南省新区建设。",
        "湖南省市县三级联动，云南省属地区分类，陕西省西安市鄠邑区。",
        "江西省赣南地区，广东省粤北山区，福建省闽东地区。",
    ),
)
