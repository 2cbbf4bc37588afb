"""概数里的顿号。Two neighbouring numerals for a rough number take no mark between them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from review.kinds import pattern
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule

_ORDER = "一二三四五六七八九"
_FIGURES = "123456789"


_SPELLED = str.maketrans(_FIGURES, _ORDER)


def _neighbours(match: re.Match[str]) -> bool:
    low, high = match["whole"].split("、")
    return any(row.find(high) - row.find(low) == 1 for row in (_ORDER, _FIGURES) if low in row)


def _joined(match: re.Match[str]) -> Sequence[str]:
    written = match["whole"].replace("、", "")
    return (written.translate(_SPELLED),)


RULE = Rule(
    id="TXT218",
    name="概数里的顿号",
    gate=Gate.TEXT,
    severity=Severity.HINT,
    basis=(Basis("标点符号用法（GB/T 15834—2011）", "4.5.3.4", date(2012, 6, 1)),),
    message="相邻两个数字表示概数时，中间不用顿号。",
    check=pattern(
        r"(?<![第十百千〇零、周初一二三四五六七八九年级])(?P<whole>[一二三四五六七八九]、[一二三四五六七八九]"
        r"(?=[十百千万]?(?:天|个月|年(?![级制])|个(?!五年)|公里|岁|倍|人|名|米|分钟|小时|里路))"
        r"|(?<=[一-鿿])(?<![件表图点条款组班栋])[1-9]、[1-9](?=个月|天|小时|分钟|公里|里路))",
        view="submitted",
        group="whole",
        only_if=_neighbours,
        suggest=_joined,
    ),
    bad=(
        Bad("大约需要【三、四】天，离城【七、八】公里。"),
        Bad("来了【五、六】十人。"),
        Bad("封闭施工【3、4】个月，步行约需【2、3】小时。"),
    ),
    good=(
        "需要三四天；第二、三产业；小学三、四年级；第一、二个百年奋斗目标。",
        "一、个人申请。二、三产业融合；一、三年后再说。",
        "第五、六人民医院；三、五年规划。",
        "第3、4个月；附件1、2；3、4月；工期分别为3、5个月；详见表1、2。",
    ),
)
