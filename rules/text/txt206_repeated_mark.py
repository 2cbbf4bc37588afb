"""重复或相冲的标点。Two marks in a row where only one can be meant."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from review.kinds import pattern
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule


def _choices(match: re.Match[str]) -> Sequence[str]:
    marks = tuple(dict.fromkeys(match[0]))
    return marks if len(marks) < 3 else ()  # of three nobody knows which is meant


RULE = Rule(
    id="TXT206",
    name="重复或相冲的标点",
    gate=Gate.TEXT,
    severity=Severity.WARN,
    basis=(Basis("标点符号用法（GB/T 15834—2011）", "4.2.3.3、4.3.3.3、5.1.1", date(2012, 6, 1)),),
    message="两个标点连用，只应保留一个。",
    check=pattern(
        r"[，、；：][，、；：。][，、；：。]*|(?<!。)。[，、；：][，、；：。]*|(?<!。)。。(?!。)"
        r"|？？？？？*|！！！！！*|,[，、。；]|[，、。；],|[%％]{2}[%％]*(?![0-9a-zA-Z])",
        view="submitted",
        suggest=_choices,
    ),
    bad=(
        Bad("要加强领导【，，】压实责任【。。】"),
        Bad("抓好落实【、，】不得有误【，。】"),
        Bad("产量同比增长5.2【%%】，其中粮食增长3.1【％％】。"),
        Bad("办理结果【：：】已答复，群众满意【！！！！】"),
    ),
    good=(
        "他说：“知道了。”，随后离开；真的吗？！太好了！！！",
        "等等……。如下：（一）甲；（二）乙。",
        "很多。。。后面还有；“一网通办”、“最多跑一次”，《意见》、《通知》。",
    ),
)
