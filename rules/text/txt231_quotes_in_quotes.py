"""引号套用不当. Within “” stand ‘’, and ‘’ stand nowhere else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from review.kinds import structure
from review.model import Basis, Gate, Severity
from review.rule import Bad, Mark, Reading, Rule

_NESTED = re.compile("“[^“”\n\r]{0,80}(?P<inner>“[^“”\n\r]{1,80}”)[^“”\n\r]{0,80}”")
_SINGLE = re.compile("‘[^‘’“”\n\r]{1,40}’")
_QUOTES = re.compile("[“”]")
_REACH = 400  # characters before a single quotation mark in which the double one may open


def find(reading: Reading) -> Iterator[Mark]:
    """Double quotation marks within double ones, single ones outside of any."""
    for text in reading.texts:
        submitted = text.submitted
        for match in _NESTED.finditer(submitted):
            yield Mark(
                span=text.raw_span(*match.span("inner")),
                suggestions=(f"‘{match['inner'][1:-1]}’",),
            )
        for match in _SINGLE.finditer(submitted):
            before = _QUOTES.findall(submitted[max(0, match.start() - _REACH) : match.start()])
            if not before or before[-1] == "”":
                yield Mark(
                    span=text.raw_span(*match.span()),
                    suggestions=(f"“{match[0][1:-1]}”",),
                    message="引号一般先用双引号，双引号里面再用单引号。",
                    severity=Severity.HINT,
                )


RULE = Rule(
    id="TXT231",
    name="套用不当的引号",
    gate=Gate.TEXT,
    severity=Severity.WARN,
    basis=(Basis("标点符号用法（GB/T 15834—2011）", "4.8.3.4", date(2012, 6, 1)),),
    message="引号里还要用引号时，外面用双引号，里面用单引号。",
    check=structure(find, waits=(_NESTED, _SINGLE)),
    bad=(
        Bad("他说：“要把【“一网通办”】落到实处。”"),
        Bad("推进【‘放管服’】改革。"),
    ),
    good=(
        "他说：“要把‘一网通办’落到实处。”推进“放管服”改革。",
        "“一网通办”“最多跑一次”；It‘s OK。",
        "第一条修改为：\n“第一段话。\n“第二段话。”",
    ),
)
