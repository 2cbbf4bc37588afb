"""省略号、破折号前后多余的标点. A comma before …… or behind —— says nothing."""

from __future__ import annotations

import re
from datetime import date

from review.kinds import pattern
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule


def _lone(match: re.Match[str]) -> tuple[str, ...]:
    return (re.sub("[，、；：。]", "", match[0]),)


RULE = Rule(
    id="TXT229",
    name="省略号、破折号旁边多余的标点",
    gate=Gate.TEXT,
    severity=Severity.HINT,
    basis=(Basis("标点符号用法（GB/T 15834—2011）", "附录B.2.3、B.2.4", date(2012, 6, 1)),),
    message="省略号前后、破折号前后通常不再用逗号、顿号、分号、冒号。",
    check=pattern(
        r"[，、；：]……|……[，、；：]|(?<=[一-鿿])[，、；]——|——[，、；：。](?=[一-鿿])",
        view="submitted",
        suggest=_lone,
    ),
    bad=(
        Bad("苹果、梨、桃【、……】应有尽有，他想了想【……，】没有说话。"),
        Bad("我们的目标【，——】让群众满意。"),
    ),
    good=(
        "苹果、梨、桃……应有尽有。他想了想……没有说话。真好啊！……",
        "我们的目标——让群众满意；主要措施：\n——加强领导。\n——压实责任。",
        "“知道了……”，他答道。",
    ),
)
