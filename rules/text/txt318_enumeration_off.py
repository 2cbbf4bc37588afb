"""段内分项不连续或与所说项数不符. 三个方面：一是…二是…四是….

Only within one paragraph: a text may go on elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from review.kinds import structure
from review.model import Basis, Gate, Severity
from review.rule import Bad, Mark, Reading, Rule, Text

_NUMERALS = "一二三四五六七八九十"
_ITEM = re.compile(
    rf"(?:^|(?<=[。；：:，,！？“（]))(?P<mark>(?P<number>[{_NUMERALS}])(?P<form>是|要|抓|看|为了))"
)
_INLINE = re.compile(r"(?:^|(?<=[。；：:，,]))[（(](?P<number>[0-9]{1,2})[）)](?=[一-鿿“《])")
_CIRCLED = re.compile(r"(?:^|(?<=[。；：:，,]))(?P<number>[①-⑳])")
_SAID = re.compile(
    rf"(?P<said>(?P<number>[两{_NUMERALS}])(?:个?方面|个|项|点|条|类|大)[一-鿿]{{0,8}})[：:]$"
)
_SECOND = re.compile("二[是要抓看为]|[（(][23][）)]|[②③]")
_LEAP = 3
_REACH = 16


def find(reading: Reading) -> Iterator[Mark]:
    """Items that leave one out or come twice, and counts that announce another number of them."""
    for text in reading.texts:
        seconds = [
            place
            for form in ("二是", "二要", "二抓", "二看", "二为")
            for place, _ in text.places(form)
        ]
        for first, last in _paragraphs(text, seconds):
            yield from _items(text, first, last)
        for pattern, signs in ((_INLINE, ("（2）", "（3）", "(2)", "(3)")), (_CIRCLED, ("②", "③"))):
            places = [place for sign in signs for place, _ in text.places(sign)]
            for first, last in _paragraphs(text, places):
                yield from _inline(text, pattern, first, last)


def _paragraphs(text: Text, places: list[int]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for place in sorted(places):
        if not found or place >= found[-1][1]:
            found.append(text.paragraph(place))
    return found


def _items(text: Text, first: int, last: int) -> Iterator[Mark]:
    by_form: dict[str, list[re.Match[str]]] = {}
    for match in _ITEM.finditer(text.folded, first, last):
        by_form.setdefault(match["form"], []).append(match)
    for matches in by_form.values():
        values = [_NUMERALS.index(match["number"]) + 1 for match in matches]
        if values[0] != 1 or values.count(1) != 1:
            continue  # begun elsewhere, or several lists in one another
        broken = False
        for before, value, match in zip(values, values[1:], matches[1:], strict=False):
            if value == before + 1:
                continue
            broken = True
            if value == before or before + 1 < value <= before + _LEAP:
                told = "重复" if value == before else f"前面是“{_NUMERALS[before - 1]}”"
                yield Mark(
                    span=text.span(*match.span("mark")),
                    message=f"分项序号不连续（{told}），请核对是否漏项或错号。",
                )
        head = text.folded[max(first, matches[0].start() - _REACH) : matches[0].start()]
        said = _SAID.search(head)
        if said and not broken and len(values) > 1:
            number = 2 if said["number"] == "两" else _NUMERALS.index(said["number"]) + 1
            if number != len(values):
                end = matches[0].start() - 1
                yield Mark(
                    span=text.span(end - len(said["said"]), end),
                    message=f"前面说“{said['said']}”，后面列了{len(values)}项，请核对。",
                )


def _inline(text: Text, pattern: re.Pattern[str], first: int, last: int) -> Iterator[Mark]:
    known = 0
    for match in pattern.finditer(text.folded, first, last):
        sign = match["number"]
        value = int(sign) if sign.isdecimal() and sign.isascii() else ord(sign) - ord("①") + 1
        if known and known + 1 < value <= known + _LEAP:
            yield Mark(
                span=text.span(*match.span()),
                message=f"分项序号从{known}跳到{value}，请核对是否漏项或错号。",
            )
        known = value if known or value == 1 else 0


RULE = Rule(
    id="TXT318",
    name="段内分项不连续或与项数不符",
    gate=Gate.TEXT,
    severity=Severity.WARN,
    basis=(Basis("党政机关公文格式（GB/T 9704—2012）", "7.3.3"),),
    message="段内分项的序号不连续，或者与前面所说的项数不符，请核对。",
    check=structure(find, waits=(_SECOND,)),
    bad=(
        Bad("要抓好以下工作：一是加强领导，压实责任；二是健全机制；【四是】强化保障。"),
        Bad("下一步做到【三个坚持】：一是坚持原则；二是坚持实干；三是坚持创新；四是坚持廉洁。"),
        Bad("申请人应当提交下列材料：（1）申请表；（2）身份证明；【（4）】场地证明。"),
    ),
    good=(
        "要抓好三项工作：一是加强领导；二是健全机制；三是强化保障。",
        "会议强调，二是健全机制，四是强化保障的要求须落实；统一是方向，万一要是停电怎么办。",
        "第一类：一是甲；二是乙。第二类：一是丙；二是丁；三是戊。",
        "提交（1）申请表；（2）身份证明；（3）场地证明。两个问题：一是人手不足；二是经费紧张。",
    ),
)
