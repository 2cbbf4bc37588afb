"""写错的统一社会信用代码。

Said to be a credit code, yet of another length or with a check character that does not fit: a sign
was lost, added, or typed wrong. Registration numbers of 15 digits stand beside the same label.
"""

from __future__ import annotations

import re
from datetime import date

from review.kinds import pattern
from review.model import Basis, Gate, Severity
from review.numbers import is_credit_code
from review.rule import Bad, Rule

_LENGTH = 18


def _does_not_hold(match: re.Match[str]) -> bool:
    code = match["code"]
    return len(code) != _LENGTH or not is_credit_code(code)


RULE = Rule(
    id="TXT221",
    name="写错的统一社会信用代码",
    gate=Gate.TEXT,
    severity=Severity.WARN,
    basis=(
        Basis("法人和其他组织统一社会信用代码编码规则（GB 32100—2015）", "", date(2015, 10, 1)),
    ),
    message="统一社会信用代码应为18位，这个代码的位数或者校验码不符，请对照证照核对。",
    check=pattern(
        r"社会信用代码(?:证号|号码|号)?(?:为|是)?[ ]?[:：]?[ ]?(?P<code>[1-9anyp][0-9a-z]{15,18})(?![0-9a-z*×●■-])",
        only_if=_does_not_hold,
        group="code",
    ),
    bad=(
        Bad("统一社会信用代码：【91350100M000100Y44】。"),
        Bad(
            "社会信用代码为【91350100M00010Y43】，社会信用代码【１１４４１７００００７２８０４２０Ｘ】"
        ),
    ),
    good=(
        "统一社会信用代码：91350100M000100Y43，统一社会信用代码11441700007280420Y。",
        "统一社会信用代码/注册号：441800000012345，统一社会信用代码：9144************3X。",
        "统一社会信用代码由18位阿拉伯数字或者大写英文字母组成。",
    ),
)
