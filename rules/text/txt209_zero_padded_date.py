"""补零的日期。In documents month and day are written without a leading zero."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from review.kinds import pattern
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule


def _plain(match: re.Match[str]) -> Sequence[str]:
    return (re.sub(r"(?<![0-9])0(?=[0-9])", "", match[0]),)


RULE = Rule(
    id="TXT209",
    name="月、日补零的日期",
    gate=Gate.TEXT,
    severity=Severity.WARN,
    basis=(
        Basis("党政机关公文格式（GB/T 9704—2012）", "7.3.5.4", date(2012, 7, 1)),
        Basis("出版物上数字用法（GB/T 15835—2011）", "", date(2011, 11, 1)),
    ),
    message="年月日中的月、日不编虚位，不写“0”。",
    check=pattern(
        r"(?<![0-9])[0-9]{4}年(?:0[1-9]月(?:[0-3]?[0-9]日)?|1[0-2]月0[1-9]日|[1-9]月0[1-9]日)(?![0-9]|[ ]?[0-9]{1,2}[:：])"
        r"|(?<![0-9年])(?:0[1-9]月[0-3]?[0-9]日|1[0-2]月0[1-9]日|[1-9]月0[1-9]日)",
        suggest=_plain,
    ),
    bad=(
        Bad("自【2020年07月20日】起施行，【08月1日】截止。"),
        Bad("清远市人民政府\n【2019年5月07日】"),
    ),
    good=(
        "2019-06-04 01:41:50发布，2020年7月20日施行，10月30日截止。",
        "2007年06月25日 17:04 来源：某网（系统自动生成的时间）",
        "编号2020-07-20，2020年10月10日。",
    ),
)
