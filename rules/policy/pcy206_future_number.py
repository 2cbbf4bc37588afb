"""未来年份的文号。〔2062〕 for 〔2026〕: no document is numbered in a year that has not begun."""

import re
from collections.abc import Iterator
from datetime import date

from review.kinds import structure
from review.model import Basis, Gate, Severity
from review.rule import Bad, Good, Mark, Reading, Rule

_YEAR = re.compile(r"〔(20[0-9]{2})〕(?=第?[0-9]{1,5}号)")


def _find(reading: Reading) -> Iterator[Mark]:
    for text in reading.texts:
        for match in _YEAR.finditer(text.folded):
            if int(match[1]) > reading.as_of.year:
                yield Mark(span=text.span(*match.span()))


RULE = Rule(
    id="PCY206",
    name="文号年份在稿件日期之后",
    gate=Gate.POLICY,
    severity=Severity.WARN,
    basis=(Basis("GB/T 9704-2012 党政机关公文格式", "7.2.5"),),
    message="发文字号的年份晚于稿件日期，请核对年份。",
    check=structure(_find, literals=("〔20",)),
    bad=(
        Bad("根据国办发【〔2062〕】12号文件"),
        Bad("清府办函【〔2020〕】118号", as_of=date(2019, 6, 1)),
    ),
    good=(
        "国办发〔2026〕1号、粤府〔2018〕90号。",
        "《规划（2035）》〔2035〕年远景目标，〔2030〕碳达峰行动。",
        Good("国办发〔2018〕123号", as_of=date(2018, 12, 27)),
    ),
)
