"""降低若干倍。What falls by one time its size is nothing: a fall is told in parts or per cent."""

from __future__ import annotations

import re

from review.kinds import pattern
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule


def _large(match: re.Match[str]) -> bool:
    return match["number"] not in {"零", "0"}


RULE = Rule(
    id="TXT108",
    name="降低若干倍的说法",
    gate=Gate.TEXT,
    severity=Severity.WARN,
    basis=(Basis("中华人民共和国统计法", "第七条"),),
    message="减少、下降、缩小不能用倍数表示，应写“下降到几分之几”或“下降百分之几”。",
    check=pattern(
        r"(?:减少|降低|下降|缩小|缩短|减低|压缩|缩减|削减|减轻|跌|降)(?:了|近|约|超过|将近){0,2}"
        r"(?P<number>[0-9]{1,5}(?:\.[0-9]{1,2})?|[一二两三四五六七八九十百千几数]{1,4})(?:多|余)?倍(?!镜|率|数|频|速|加|压)",
        only_if=_large,
    ),
    bad=(
        Bad("审批时间比原来【缩短了3倍】，办事成本【下降两倍】。"),
        Bad("发案率【降低了近五倍】，能耗【减少一倍】。"),
    ),
    good=(
        "审批时间缩短到原来的三分之一，产量增加3倍，成本下降20%。",
        "缩小10倍镜下的影像；倍数下降；下降到原来的0.5倍。",
        "上升一倍，减少一半，降低倍率。",
    ),
)
