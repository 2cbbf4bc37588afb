"""汉字序次语后误用的标点. 一 takes a 、 behind it; 第一 and 首先 a comma."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from review.kinds import structure
from review.model import Basis, Gate, Severity
from review.rule import Bad, Mark, Reading, Rule

_WORD = re.compile(
    r"(?:^|(?<=[\n\r。；：]))(?:第[一二三四五六七八九十]|首先|其次|再次)(?P<mark>、)(?![第一二三四五六七八九十两])"
)
_HEAD = re.compile(
    r"(?:^|(?<=[\n\r]))[ \t\u00a0\u3000]{0,8}[一二三四五六七八九十]{1,2}(?P<mark>[,，.．])(?=[一-鿿“《][^，,.．\n\r])"
)


def find(reading: Reading) -> Iterator[Mark]:
    """The mark behind an ordinal at the head of a sentence or a line."""
    for text in reading.texts:
        for pattern, right in ((_WORD, "，"), (_HEAD, "、")):
            for match in pattern.finditer(text.submitted):
                yield Mark(span=text.raw_span(*match.span("mark")), suggestions=(right,))


RULE = Rule(
    id="TXT226",
    name="汉字序次语后误用的标点",
    gate=Gate.TEXT,
    severity=Severity.HINT,
    basis=(Basis("标点符号用法（GB/T 15834—2011）", "附录B.3.2", date(2012, 6, 1)),),
    message="“一”类序次语后用顿号，“第一”“首先”后用逗号。",
    check=structure(find, waits=(_WORD, _HEAD)),
    bad=(
        Bad("一、要求。第一【、】加强领导。首先【、】要统一思想。"),
        Bad("一【，】总体要求\n二【.】重点任务"),
    ),
    good=(
        "第一，加强领导。首先，要统一思想。\n一、总体要求\n二、重点任务",
        "第一、二产业稳步增长。第一、第二名获奖。",
        "一，二，三，开始！\n万一，停电怎么办。",
    ),
)
