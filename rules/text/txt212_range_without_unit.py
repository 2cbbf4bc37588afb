"""数值范围的写法。The percent sign stands at both ends, and ASCII ~ is no range mark."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from review.kinds import pattern
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule


def _whole(match: re.Match[str]) -> Sequence[str]:
    if match["low"] is None:
        return ("～", "—")
    return (f"{match['low']}%～{match['high']}%",)


RULE = Rule(
    id="TXT212",
    name="不完整的数值范围",
    gate=Gate.TEXT,
    severity=Severity.HINT,
    basis=(
        Basis("出版物上数字用法（GB/T 15835—2011）", "5.1.4", date(2011, 11, 1)),
        Basis("标点符号用法（GB/T 15834—2011）", "4.13.3.2", date(2012, 6, 1)),
    ),
    message="数值范围两端都应带百分号，连接号用“～”或“—”。",
    check=pattern(
        r"(?<![0-9.%\-a-zA-Z/:])(?P<low>[0-9]{1,3}(?:\.[0-9]{1,2})?)[～~\-—–]"
        r"(?P<high>[0-9]{1,3}(?:\.[0-9]{1,2})?)%"
        r"|(?<=[0-9年月日时分元%])~(?=[0-9])",
        suggest=_whole,
    ),
    bad=(
        Bad("合格率为【63～68%】，增长【5-10%】。"),
        Bad("办理时间为9:00【~】11:30。"),
    ),
    good=(
        "合格率为63%～68%，增长5%—10%，办理时间9:00—11:30。",
        "2019-20%号文件袋，型号A-10%，A股http://a.gov.cn/~10/",
    ),
)
