"""外国和少数民族人名里误写的间隔号. 马克·吐温 has U+00B7 between its parts; a stop, a bullet or ・ is not it."""

from __future__ import annotations

import re
from datetime import date

from review.kinds import pattern
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule
from review.text import HAN
from rules.text._signs import foreign_name


def _in_name(match: re.Match[str]) -> bool:
    return foreign_name(match.string, match.start())


RULE = Rule(
    id="TXT225",
    name="人名里误写的间隔号",
    gate=Gate.TEXT,
    severity=Severity.WARN,
    basis=(Basis("标点符号用法（GB/T 15834—2011）", "4.14", date(2012, 6, 1)),),
    message="外国人名和少数民族人名各部分之间用间隔号“·”。",
    check=pattern(
        rf"(?<=[{HAN}])[.．•・∙‧⋅･˙●](?=[{HAN}])",
        view="submitted",
        only_if=_in_name,
        suggest=lambda _: ("·",),
    ),
    bad=(
        Bad("作家马克【.】吐温，选手阿卜杜拉【・】艾山。"),
        Bad("外交官罗伯特【•】史密斯和迪丽娜尔【．】买买提出席。"),
    ),
    good=(
        "作家马克·吐温和阿卜杜拉·艾山，总统罗伯特·史密斯。",
        "一.加强领导。二.狠抓落实。会议由李华主持.王刚出席。",
    ),
)
