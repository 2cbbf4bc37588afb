"""书名号套用。Within 《》 a title stands in 〈〉."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from review.kinds import pattern
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule


def _single(match: re.Match[str]) -> Sequence[str]:
    if match[0] == f"《{match['inner']}》":
        return (match["inner"][1:-1],)
    return (f"〈{match['inner'][1:-1]}〉",)


RULE = Rule(
    id="TXT216",
    name="书名号里的双书名号",
    gate=Gate.TEXT,
    severity=Severity.WARN,
    basis=(Basis("标点符号用法（GB/T 15834—2011）", "4.15.3.5", date(2012, 6, 1)),),
    message="书名号里还用书名号时，外面用双书名号，里面用单书名号“〈〉”。",
    check=pattern(
        r"《[^《》\n]{0,40}(?P<inner>《[^《》\n]{1,60}》)[^《》、，。；\n]{0,40}》",
        view="submitted",
        group="inner",
        suggest=_single,
    ),
    bad=(
        Bad("《最高人民法院关于适用【《中华人民共和国工会法》】若干问题的解释》"),
        Bad("转发《关于印发【《实施方案》】的通知》。"),
        Bad("学习《【《民法典》】婚姻家庭编解读》，印发《【《实施方案》】》。"),
    ),
    good=(
        "《最高人民法院关于适用〈中华人民共和国工会法〉若干问题的解释》",
        "根据《中华人民共和国民法典》和《中华人民共和国个人信息保护法》的规定",
        "《关于印发实施方案的通知》《意见》",
    ),
)
