"""并列的引号、书名号之间的顿号. The standard leaves it out; statutes in force often do not.

So only a hint, one for a text, and none where something stands between the two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from review.kinds import structure
from review.model import Basis, Gate, Severity
from review.rule import Bad, Mark, Reading, Rule

_BETWEEN = re.compile("(?:》、(?=《)|”、(?=“))")


def find(reading: Reading) -> Iterator[Mark]:
    """The first of them, with how many there are."""
    for text in reading.texts:
        found = list(_BETWEEN.finditer(text.submitted))
        if found:
            many = f"本篇共{len(found)}处。" if len(found) > 1 else ""
            yield Mark(
                span=text.raw_span(found[0].end() - 1, found[0].end()),
                suggestions=("",),
                message="并列的引号之间、并列的书名号之间通常不用顿号。" + many,
            )


RULE = Rule(
    id="TXT227",
    name="并列引号、书名号之间的顿号",
    gate=Gate.TEXT,
    severity=Severity.HINT,
    basis=(Basis("标点符号用法（GB/T 15834—2011）", "4.5.3.5", date(2012, 6, 1)),),
    message="并列的引号之间、并列的书名号之间通常不用顿号。",
    check=structure(find, waits=(_BETWEEN,)),
    bad=(
        Bad("根据《民法典》【、】《刑法》的规定"),
        Bad("推行“一网通办”【、】“最多跑一次”、“一件事”改革。"),
    ),
    good=(
        "根据《民法典》《刑法》的规定，推行“一网通办”“最多跑一次”改革。",
        "根据《实施意见》（国发〔2018〕1号）、《实施方案》（国办发〔2018〕2号）",
        "《民法典》、刑法和“一网通办”、政务公开。",
    ),
)
