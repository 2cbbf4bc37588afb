"""遮盖不足的个人号码。

A phone with fewer than four hidden digits can be dialled by trial, an identity number that shows
the date of birth hides next to nothing. Certain where a label says what the number is, or where
it shows region and birthday itself; a model number may look like the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from review.kinds import structure
from review.model import Basis, Gate, Severity
from review.rule import Bad, Mark, Reading, Rule
from rules.confidentiality._masked import (
    STAR,
    half_masked,
    hidden_signs,
    remask,
    shows_birthday,
)
from rules.confidentiality._tables import in_column

_SAID = re.compile(r"(?:手机|电话|联系方式|身份证|证件|公民身份)[^\r\n。；]{0,8}$")
_CARD_SAID = re.compile(r"(?:卡号|银行卡|储蓄卡|一卡通|账号|账户|存折)[^\r\n。；，]{0,6}$")
_CARD = re.compile(
    rf"(?<![0-9a-z*])(?:62|4[0-9]|5[1-5])[0-9]{{6,15}}{STAR}{{1,5}}[0-9]{{0,9}}(?![0-9a-z*])"
)


def find(reading: Reading) -> Iterator[Mark]:
    for text in reading.texts:
        for start, end in half_masked(text.folded):
            if not in_column(text, start, end):
                number = text.folded[start:end]
                said = _SAID.search(text.folded, max(0, start - 16), start)
                certain = shows_birthday(number) or said is not None
                yield Mark(
                    span=text.span(start, end),
                    suggestions=(remask(number),),
                    severity=None if certain else Severity.WARN,
                )
        for match in _CARD.finditer(text.folded):
            hidden = hidden_signs(match[0])
            said = _CARD_SAID.search(text.folded, max(0, match.start() - 14), match.start())
            if said and 16 <= len(match[0]) <= 19 and hidden < _LEAST_OF_CARD:
                yield Mark(
                    span=text.span(*match.span()),
                    message="银行卡号遮盖不足：只留后四位，其余隐去。",
                    severity=Severity.WARN,
                )


_LEAST_OF_CARD = 6

RULE = Rule(
    id="CON106",
    name="遮盖不足的个人号码",
    gate=Gate.CONFIDENTIALITY,
    severity=Severity.BLOCK,
    basis=(Basis("中华人民共和国个人信息保护法", "第五十一条、第七十三条", date(2021, 11, 1)),),
    message="个人号码遮盖不足：手机号至少隐去中间四位，身份证号须隐去出生日期。",
    check=structure(find, literals=("*", "＊", "×", "●", "■", "○", "□", "◯", "◇", "xx")),
    bad=(
        Bad("中奖手机号【138***12345】。"),
        Bad("张某，身份证号【44180119900101****】。"),
        Bad("王某，【44180119900101**1X】，已通过审核。"),
        Bad("联系电话【1391234567*】"),
        Bad("李某，【4418021990********】"),
        Bad("银行卡号：【6222021234567890**8】"),
    ),
    good=(
        "中奖手机号138****1234，身份证号35*************123。",
        "身份证号441801********1234。",
        "银行卡号：622202*********0128，尾号0128。",
        "手机号139****5678、1381234****。",
        "型号1300x1200毫米，分辨率1920×1080。",
        "尺寸15×20×30厘米。",
    ),
)
