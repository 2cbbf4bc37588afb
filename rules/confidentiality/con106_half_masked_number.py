"""遮盖不足的个人号码。

A phone with fewer than four hidden digits can be dialled by trial, an identity number that shows
the whole date of birth hides next to nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from review.kinds import structure
from review.model import Basis, Gate, Severity
from review.rule import Bad, Mark, Reading, Rule

_STAR = r"[*＊×x●■]"


_MASKED = re.compile(
    rf"(?<![0-9a-z*])(?:1[3-9][0-9]{{0,8}}{_STAR}{{1,8}}[0-9]{{0,8}}|[1-8][0-9]{{3,16}}{_STAR}{{1,14}}[0-9]{{0,14}}[0-9x]?)"
    r"(?![0-9a-z*])"
)


def is_year(digits: str) -> bool:
    """Whether four characters are the year somebody alive was born in."""
    return digits.isdigit() and digits[:2] in {"19", "20"}


def tells_too_much(match: re.Match[str]) -> bool:
    number = match[0]
    hidden = len(re.findall(_STAR, number[:-1])) + (number[-1] in "*＊×●■")
    if len(number) == 11:
        return 1 <= hidden <= 3 and number[0] == "1"
    if len(number) == 18:
        born = number[6:14]
        return 1 <= hidden <= 5 or is_year(born[:4])
    return False


def find(reading: Reading) -> Iterator[Mark]:
    for text in reading.texts:
        for match in _MASKED.finditer(text.folded):
            if tells_too_much(match):
                yield Mark(span=text.span(*match.span()))


RULE = Rule(
    id="CON106",
    name="遮盖不足的个人号码",
    gate=Gate.CONFIDENTIALITY,
    severity=Severity.BLOCK,
    basis=(Basis("中华人民共和国个人信息保护法", "第五十一条、第七十三条", date(2021, 11, 1)),),
    message="个人号码遮盖不足：手机号至少隐去中间四位，身份证号须隐去出生日期。",
    check=structure(find, literals=("*", "＊", "×", "●", "■", "xx")),
    bad=(
        Bad("中奖手机号【138***12345】。"),
        Bad("张某，身份证号【44180119900101****】。"),
        Bad("王某，【44180119900101**1X】，已通过审核。"),
        Bad("联系电话【1391234567*】"),
        Bad("李某，【4418021990********】"),
    ),
    good=(
        "中奖手机号138****1234，身份证号35*************123。",
        "身份证号441801********1234。",
        "手机号139****5678、1381234****。",
        "型号1300x1200毫米，分辨率1920×1080。",
        "尺寸15×20×30厘米。",
    ),
)
