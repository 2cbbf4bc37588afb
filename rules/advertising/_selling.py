"""How much a sentence sells: listed cues and a few shapes, each with its weight.

Kinds are capped, so that ten words of one kind say no more than three; an office's own words count
against it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from review.text import fold_literal
from review.wordlist import Wordlist
from rules._search import kept

OFFICE = "office"
ENOUGH = 4
_LEAST_SELLING = 3
_LONE_KIND = 6  # what one kind of cue must weigh to need no other beside it
_CAPS = {"shop": 3, "offer": 6, "deal": 4, "urge": 3, "claim": 6, "price": 2, "contact": 3}
_SELLING = {"offer": 6, "deal": 3, "claim": 3, "urge": 2, "contact": 2}
_COMMAS = "，,：:　 "
_TWICE = 2  # finds of one shape that count

_N = r"(?:[0-9]{1,7}(?:\.[0-9]{1,2})?|[一二两三四五六七八九十百千万半]{1,5})"
_UNIT = r"(?:斤|只|盒|箱|件|份|瓶|套|个|平|条|包|袋|双|克|位|次|趟|版|张|节|人|间|晚|颗|台|桶|本|罐|支|对|副|桌|卷|枚|月|年|天|小时|个月)"
_SHAPES = tuple(
    (kind, weight, re.compile(shape))
    for kind, weight, shape in (
        (
            "offer",
            3,
            (
                rf"买{_N}?[一-鿿]{{0,2}}[送赠]{_N}|[满充存拍]{_N}元?立?[减送返]"
                rf"|(?<![发输运护派报赠推选])送[一-鿿]{{0,4}}{_N}[一-鿿](?!万)|(?:再|还|另|免费)[送赠]"
                rf"|{_N}折(?![叠线射断合磨腰戟价扣])|续{_N}年送"
            ),
        ),
        (
            "offer",
            2,
            (
                rf"{_N}万?元?起(?![来步点诉草因飞伏到])|最高(?:可贷|额度){_N}万|利[率息][^，。]{{0,6}}(?:低至|仅|[0-9]厘)"
                r"|免费(?:送|领|赠|安装|试|体验|设计|量)|不收[一-鿿]{0,3}费"
            ),
        ),
        (
            "deal",
            3,
            r"(?:联系|咨询|找|加)(?:老|小|大)?[一-鿿](?:导|总|哥|姐|嫂|经理|老师|教练|老板|师傅|店长|女士|先生|医生|顾问)(?!说|介绍|表示)",
        ),
        (
            "offer",
            3,
            rf"免(?:一个月|首月|半年|全年|半)?[一-鿿]{{0,3}}(?:加盟|伙食|装修|安装|服务|中介|手续|利息|租金|物业)费|{_N}(?:个月|年|天)(?:内)?回本|只收{_N}元",
        ),
        (
            "shop",
            2,
            r"[一-鿿]{2,4}牌(?=[一-鿿]{2,6})(?<!品牌)(?<!门牌)(?<!车牌)(?<!挂牌)(?<!摘牌)(?<!招牌)(?<!金牌)(?<!银牌)(?<!铜牌)(?<!奖牌)(?<!王牌)(?<!授牌)(?<!揭牌)(?<!老牌)(?<!号牌)(?<!名牌)",
        ),
        ("price", 1, rf"{_N}元|[￥¥][0-9]{{1,6}}|{_N}毛|{_N}块钱|{_N}万(?:元|起)"),
        (
            "price",
            1,
            rf"{_N}元[/一每]?{_UNIT}|[一每](?:{_UNIT}|平方米|平米|斤装|箱十斤)[^，。]{{0,4}}?{_N}元|[斤只盒箱瓶套]装{_N}元",
        ),
        ("contact", 3, r"(?<![0-9])1[3-9][0-9](?:[ \-]?[0-9]){8}(?![0-9])"),
        (
            "contact",
            3,
            r"(?:微信|vx|v信|qq|加v)(?:号|同号)?[：:]?[ ]?[a-z0-9][a-z0-9_\-]{4,19}",
        ),
        (
            "contact",
            1,
            r"(?<![0-9])(?:0[0-9]{2,3}[ \-—]{0,3}[0-9]{7,8}|400[ \-]?[0-9]{3,4}[ \-]?[0-9]{3,4})(?![0-9])|地址[：:]|扫码|二维码|小程序",
        ),
    )
)


@dataclass(frozen=True, slots=True)
class Weighed:
    """What a sentence weighs, and where the clauses of its first and last cue begin and end."""

    total: int
    selling: int
    kinds: int
    start: int
    end: int

    @property
    def sells(self) -> bool:
        return (
            self.total >= ENOUGH
            and self.selling >= _LEAST_SELLING
            and (self.kinds > 1 or self.selling >= _LONE_KIND)
        )


@dataclass(frozen=True, slots=True)
class Cues:
    """The list made ready: what each word is, and by its first two characters, the longest first.

    One expression of them all would try some 1,600 alternatives at every character.
    """

    known: Mapping[str, tuple[str, int]]
    by_head: Mapping[str, tuple[str, ...]]


@kept
def cues_of(listed: Wordlist) -> Cues:
    """The cues of the list, made ready once."""
    known: dict[str, tuple[str, int]] = {}
    for entry in listed.entries:
        weight = entry.extra["weight"]
        if isinstance(weight, int):
            known[fold_literal(entry.word)] = (str(entry.extra["kind"]), weight)
    heads: dict[str, list[str]] = {}
    for word in sorted(known, key=len, reverse=True):
        heads.setdefault(word[:2], []).append(word)
    return Cues(known, {head: tuple(words) for head, words in heads.items()})


def _words(cues: Cues, text: str, first: int, last: int) -> Iterator[tuple[str, int]]:
    """Every listed word of a stretch that is not within one told of before, and its start."""
    covered = first
    heads = cues.by_head
    for start in range(first, last):
        words = heads.get(text[start : start + 2]) or heads.get(text[start])
        if words is None:
            continue
        for word in words:
            end = start + len(word)
            if covered < end <= last and text.startswith(word, start):
                covered = end
                yield word, start
                break


def weigh(cues: Cues, text: str, first: int, last: int) -> Weighed:
    """Weigh the sentence from `first` to `last`."""
    weights: dict[str, int] = {}
    spans: list[tuple[int, int]] = []
    seen: set[str] = set()
    for word, start in _words(cues, text, first, last):
        if word in seen:
            continue
        seen.add(word)
        kind, weight = cues.known[word]
        weights[kind] = weights.get(kind, 0) + weight
        if kind != OFFICE:
            spans.append((start, start + len(word)))
    for kind, weight, shape in _SHAPES:
        found = {match[0]: match.span() for match in shape.finditer(text, first, last)}
        for span in list(found.values())[:_TWICE]:
            weights[kind] = weights.get(kind, 0) + weight
            spans.append(span)
    total = weights.get(OFFICE, 0)
    total += sum(min(weights.get(kind, 0), cap) for kind, cap in _CAPS.items())
    return Weighed(
        total=total,
        selling=sum(min(weights.get(kind, 0), cap) for kind, cap in _SELLING.items()),
        kinds=len(weights.keys() - {OFFICE}),
        start=_clause_start(text, first, min((start for start, _ in spans), default=first)),
        end=_clause_end(text, max((end for _, end in spans), default=first), last),
    )


def _clause_start(text: str, first: int, at: int) -> int:
    """Where the clause begins that a cue stands in: nobody reads half of one."""
    return max(first, *(text.rfind(comma, first, at) + 1 for comma in _COMMAS))


def _clause_end(text: str, at: int, last: int) -> int:
    return min(
        (end for end in (text.find(comma, at, last) for comma in _COMMAS) if end >= 0), default=last
    )
