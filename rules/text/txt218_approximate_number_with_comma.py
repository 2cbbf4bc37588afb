"""概数里的顿号。Two neighbouring numerals for a rough number take no mark between them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from review.kinds import pattern
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule

_ORDER = "一二三四五六七八九"


def _neighbours(match: re.Match[str]) -> bool:
    return _ORDER.find(match["high"]) - _ORDER.find(match["low"]) == 1


def _joined(match: re.Match[str]) -> Sequence[str]:
    return (f"{match['low']}{match['high']}",)


RULE = Rule(
    id="TXT218",
    name="概数里的顿号",
    gate=Gate.TEXT,
    severity=Severity.HINT,
    basis=(Basis("标点符号用法（GB/T 15834—2011）", "4.5.3.4", date(2012, 6, 1)),),
    message="相邻两个数字表示概数时，中间不用顿号。",
    check=pattern(
        r"(?<![第十百千〇零、周初一二三四五六七八九年级])(?P<whole>(?P<low>[一二三四五六七八九])、(?P<high>[一二三四五六七八九]))"
        r"(?=[十百千万]?(?:天|个月|年(?![级制])|个(?!五年)|公里|岁|倍|人|名|米|分钟|小时|里路))",
        view="submitted",
        group="whole",
        only_if=_neighbours,
        suggest=_joined,
    ),
    bad=(
        Bad("大约需要【三、四】天，离城【七、八】公里。"),
        Bad("来了【五、六】十人。"),
    ),
    good=(
        "需要三四天；第二、三产业；小学三、四年级；第一、二个百年奋斗目标。",
        "一、个人申请。二、三产业融合；一、三年后再说。",
        "第五、六人民医院；三、五年规划。",
    ),
)
