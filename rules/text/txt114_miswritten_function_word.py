"""误写的虚词. 既使…，也 for 即使, 好象 for 好像: what follows shows that no other word is meant.

既使甲满意，又使乙满意 is right, and so is 也使 in its second half.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from review.kinds import pattern
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule


def _right(match: re.Match[str]) -> Sequence[str]:
    return ("即使" if match[0] == "既使" else "好像",)


RULE = Rule(
    id="TXT114",
    name="误写的虚词",
    gate=Gate.TEXT,
    severity=Severity.WARN,
    basis=(
        Basis("现代汉语词典", "即使、好像"),
        Basis("中华人民共和国国家通用语言文字法", "第九条", date(2001, 1, 1)),
    ),
    message="疑为“即使”“好像”之误，请核对。",
    check=pattern(
        r"既使(?![用命者])(?=[^，。；！？\n又]{1,16}，[^，。；！？\n又]{0,4}?(?:也(?![使让令为给促用])|仍|依然))"
        r"|(?<![爱友良美])好象(?![牙征棋形限])",
        suggest=_right,
        wait_for=("既使", "好象"),
        unless_inside=("“”", "‘’"),
    ),
    bad=(
        Bad("【既使】工期再紧，也不能放松安全。"),
        Bad("老人【好象】回到了从前，【既使】下雨，他仍坚持巡河。"),
    ),
    good=(
        "既使企业满意，又使群众满意；既使农民增收，也使村集体受益。",
        "既使用电子证照，也可用纸质证照；好象牙制品不得买卖。",
        "“好象”是“好像”的误写；天气好，象征着吉祥。",
    ),
)
