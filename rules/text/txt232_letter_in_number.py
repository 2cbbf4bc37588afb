"""数字里的字母. 1O0 with the letter O, l5日 with the letter l: they look like digits and are none."""

from __future__ import annotations

import re

from review.kinds import pattern
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule

_UNITS = "元人个户家件项年月日号万亿%％吨亩米公台套名所座岁天时分"


def _digits(match: re.Match[str]) -> tuple[str, ...]:
    return (re.sub("[OoＯ]", "0", match["number"]).replace("l", "1").replace("I", "1"),)


RULE = Rule(
    id="TXT232",
    name="数字里混入的字母",
    gate=Gate.TEXT,
    severity=Severity.WARN,
    basis=(Basis("政府网站与政务新媒体检查指标（国办秘函〔2019〕19号）", "严重表述错误、错别字"),),
    message="数字里混入了形状相近的字母，请改为数字。",
    check=pattern(
        rf"(?<![0-9A-Za-z.\-/#])(?P<number>[1-9][0-9]{{0,4}}[OoＯ][0-9OoＯ]{{0,5}}|[lI][0-9]{{1,5}}|[0-9]{{1,4}}[lI][0-9]{{1,4}})(?=[{_UNITS}])",
        view="submitted",
        group="number",
        only_if=lambda match: (
            not re.fullmatch("20?[0-9Oo]{2,3}", match["number"])
            or match.string[match.end() : match.end() + 1] != "年"
        ),
        suggest=_digits,
    ),
    bad=(
        Bad("补助标准为每人【1OO】元，共【l2】户。"),
        Bad("会议于5月【l5】日召开，完成率【9O】%。"),
    ),
    good=(
        "补助标准为每人100元，共12户，5月15日召开。",
        "A1O0号车位，5l桶装水，I5高速，型号X1O元件。",
        "O2O项目，氧气O2分压，编号TO100号。",
    ),
)
