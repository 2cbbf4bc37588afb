"""数字与汉字数词混用. 3千, 百分之5, 5%个百分点: a number is in one system, with only 万 and 亿 behind it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from review.kinds import pattern
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule

_TENS = {"十": 10, "百": 100, "千": 1000}


def _plain(match: re.Match[str]) -> Sequence[str]:
    if match["percent"]:
        return (f"{match['percent']}个百分点",)
    if match["rate"]:
        return (f"{match['rate']}%",)
    value = float(match["digits"]) * _TENS[match["tens"]]
    return (f"{value:.0f}",) if value == int(value) else ()


RULE = Rule(
    id="TXT223",
    name="数字与汉字数词混用",
    gate=Gate.TEXT,
    severity=Severity.HINT,
    basis=(Basis("出版物上数字用法（GB/T 15835—2011）", "5.1、5.2", date(2011, 11, 1)),),
    message="一个数值不应同时用阿拉伯数字和汉字数词（“万”“亿”除外）。",
    check=pattern(
        r"(?P<percent>[0-9]{1,3}(?:\.[0-9]{1,2})?)%个百分点"
        r"|百分之(?P<rate>[0-9]{1,3}(?:\.[0-9]{1,2})?)(?![0-9])"
        r"|(?<![0-9.第—\-])(?P<digits>[0-9]{1,3}(?:\.[0-9])?)(?P<tens>[十百千])(?=多?余?[个名人元户家件项吨亩斤公里次台套辆座所万亿头只株棵]{1}(?!分|年大计|强|科|佳|校|村|县|帕|瓦|克|米|伏|赫|卡|焦|里马|字))",
        suggest=_plain,
    ),
    bad=(
        Bad("占总数的【百分之15】，同比提高【2.5%个百分点】。"),
        Bad("来了【3千】人，发放【5百】元，安置【2千】多户。"),
    ),
    good=(
        "占总数的百分之十五，来了3000人，共3.5亿元，2千克，5千瓦，提高2.5个百分点。",
        "第5百货商店，500百帕，10千伏，100千米，世界500强，2个百分点。",
        "三千人，一百余户，3万余人，上千万元。",
    ),
)
