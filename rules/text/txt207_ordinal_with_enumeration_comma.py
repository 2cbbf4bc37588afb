"""阿拉伯数字序次语后的顿号。After 1 stands a dot; the enumeration comma belongs to 一、."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from review.kinds import structure
from review.model import Basis, Gate, Severity
from review.rule import Bad, Mark, Reading, Rule
from rules.text._signs import numbered

_ORDINAL = re.compile(
    r"[ \t\u00a0\u3000]{0,8}(?P<ordinal>[0-9]{1,2}、)(?![ \t\u00a0\u3000]{0,4}[0-9])"
)


def find(reading: Reading) -> Iterator[Mark]:
    """The ordinal at the head of a line, its comma included."""
    for text in reading.texts:
        for start, line in numbered(text):
            if match := _ORDINAL.match(line):
                span = text.raw_span(start + match.start("ordinal"), start + match.end("ordinal"))
                yield Mark(span=span, suggestions=(match["ordinal"][:-1] + ".",))


RULE = Rule(
    id="TXT207",
    name="阿拉伯数字序次语后的顿号",
    gate=Gate.TEXT,
    severity=Severity.HINT,
    basis=(Basis("标点符号用法（GB/T 15834—2011）", "附录B.3.3", date(2012, 6, 1)),),
    message="阿拉伯数字作序次语，后面用下脚点“.”，不用顿号。",
    check=structure(find, waits=(_ORDINAL,)),
    bad=(
        Bad("【1、】仅填写保留的账号；\n【2、】没有地址的填写“无”。"),
        Bad("备注：\n\u3000\u3000【10、】若有更多，请另附页。"),
    ),
    good=(
        "1.仅填写保留的账号；\n（2）没有地址的填写“无”。",
        "2、3月份数据一并报送。",
        "二、重点任务\n第1、2项由办公室负责。",
    ),
)
