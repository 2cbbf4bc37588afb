"""两位数年份。A year is written in full."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from review.kinds import pattern
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule

_THIS_CENTURY = 40


def _full(match: re.Match[str]) -> Sequence[str]:
    year = match[0][:2]
    return (f"{'20' if int(year) < _THIS_CENTURY else '19'}{year}年",)


RULE = Rule(
    id="TXT211",
    name="两位数年份",
    gate=Gate.TEXT,
    severity=Severity.WARN,
    basis=(
        Basis("出版物上数字用法（GB/T 15835—2011）", "", date(2011, 11, 1)),
        Basis("党政机关公文格式（GB/T 9704—2012）", "7.3.5.4", date(2012, 7, 1)),
    ),
    message="年份应写全四位数字。",
    check=pattern(
        r"(?<![0-9年月.\-—–~～至到、/’'‘〔（(第满共])(?<!有期徒刑)(?<!历时)(?<!任职)[0-9]{2}年(?=(?:1[0-2]|[1-9])月(?!份?龄|零|又))",
        suggest=_full,
    ),
    bad=(
        Bad("他于【98年】8月参加抗洪，【19年】5月退休。"),
        Bad("该文件【21年】10月修订。"),
    ),
    good=(
        "2019年5月17日，90年代，历时12年3个月，有期徒刑10年6个月。",
        "1998—99年3月赛季，2019、20年5月两次调整。",
        "’98年8月抗洪精神；工龄满20年6月以上。",
    ),
)
