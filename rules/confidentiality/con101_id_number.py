"""居民身份证号码。

A number that fails its check digit, date or region is some other number. Credit codes and 索引号
have the same length; their letters or their own check digit tell them apart. Typed with spaces,
hyphens or full-width digits it is still the same number. One said to be a 身份证号 is asked about
even if its check digit fails: mistyped, it still tells whose it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from review.kinds import structure
from review.model import Basis, Gate, Severity
from review.numbers import is_credit_code, is_id_number
from review.persons import NAME
from review.rule import Bad, Mark, Reading, Rule, Text
from rules.confidentiality._mask import digits_of, is_serial, masked_id, matches
from rules.confidentiality._masked import shows_birthday
from rules.confidentiality._tables import in_column

_GAP = r"[ \t\-－–—‐‑|｜\r\n]"
_NUMBER = re.compile(
    rf"(?<![0-9a-z*])(?<![0-9][ \-.])[1-8](?:{_GAP}{{0,3}}[0-9]){{16}}{_GAP}{{0,3}}[0-9x](?![0-9a-z*])"
)
_GROUPS = re.compile(f"{_GAP}+")
_MOST_GROUPS = 6  # 110105 1949 1231 002X is read aloud in four; a row of figures has more
_BOXES = 17  # a form has a box for each sign
_ODD = re.compile(r"(?<![0-9a-z*])[1-8][0-9]{14}(?:[0-9]{2}[0-9x])?(?![0-9a-z*×●■])")
_SAID = re.compile(
    r"(?:身份证|公民身份|证件)(?:件)?(?:号码|号|编号|证号)?(?:为|是)?[ ]?[:：（(]?[ ]?$"
)
# Behind somebody's name a number that reads as region and birthday is meant for one.
_NAMED = re.compile(rf"{NAME}[，,、 （(]{{1,2}}(?:[男女][，,、 ]{{1,2}})?$")
# A disability card bears the identity number, then a digit each for kind and degree.
_DISABLED = re.compile(
    r"残疾(?:人|军人)?证(?:号码|号|编号)?(?:为|是)?[ ]?[:：]?[ ]?(?P<number>[1-8][0-9]{16}[0-9x][1-7][1-4])(?![0-9a-z*])"
)
_CREDIT = re.compile(r"信用代码|索引号|机构代码")


def is_persons(match: re.Match[str]) -> bool:
    number = digits_of(match[0])
    if not is_id_number(number):
        return False
    before = match.string[max(0, match.start() - 24) : match.start()]
    if is_credit_code(number) and _CREDIT.search(before):
        return False
    # One number in 11 passes the check digit by chance; said to be a thing's number, it is one.
    return "身份证" in before or not is_serial(match.string, match.start())


def _is_grouped_as_one(number: str) -> bool:
    """Whether what stands between the digits is how one number is parted, and no row of several."""
    groups = _GROUPS.split(number)
    if len(groups) == 1:
        return True
    if len(groups) >= _BOXES:
        return True
    across = re.search(r"[\t|｜\r\n]", number)
    return len(groups) <= (3 if across else _MOST_GROUPS) and min(map(len, groups)) >= 2


def _is_said(text: Text, match: re.Match[str]) -> bool:
    """Whether a number that fails its check digit is called somebody's all the same."""
    if is_id_number(match[0]):
        return False
    before = text.folded[max(0, match.start() - 16) : match.start()]
    return bool(_SAID.search(before)) or (shows_birthday(match[0]) and bool(_NAMED.search(before)))


def find(reading: Reading) -> Iterator[Mark]:
    for text in reading.texts:
        for match in matches(text, _NUMBER, 17):
            span = text.span(*match.span())
            if not is_persons(match) or in_column(text, *match.span()):
                continue
            if _is_grouped_as_one(text.submitted[span.start : span.end]):
                yield Mark(span=span, suggestions=(masked_id(match[0]),))
        for match in matches(text, _ODD, 14):
            if _is_said(text, match) and not in_column(text, *match.span()):
                masked = masked_id(match[0])
                yield Mark(
                    span=text.span(*match.span()),
                    suggestions=(masked,),
                    message=_MISTYPED,
                    severity=Severity.WARN,
                )
        for match in _DISABLED.finditer(text.folded) if "残疾" in text.folded else ():
            if is_id_number(match["number"][:18]) and not in_column(text, *match.span("number")):
                span = text.span(*match.span("number"))
                yield Mark(span=span, suggestions=(masked_id(match["number"][:18]),))


_MISTYPED = "标明是身份证号，但校验不符，可能写错一位，也可能是旧的15位号码：公开前同样须隐去。"


RULE = Rule(
    id="CON101",
    name="居民身份证号码",
    gate=Gate.CONFIDENTIALITY,
    severity=Severity.BLOCK,
    basis=(
        Basis("中华人民共和国个人信息保护法", "第二十五条、第二十八条", date(2021, 11, 1)),
        Basis("中华人民共和国政府信息公开条例", "第十五条", date(2019, 5, 15)),
    ),
    message="疑似居民身份证号码，公开前须隐去，或者按“前两位、后三位”的样子遮盖。",
    check=structure(find, waits=(_NUMBER, _ODD, _DISABLED)),
    bad=(
        Bad("中奖者身份证号【11010519491231002X】。"),
        Bad("张三，【110105 19491231 002x】，女。"),
        Bad("张三，男，【440524188001010014】"),
        Bad("李四【１１０１０５１９４９１２３１００２Ｘ】"),
        Bad("身份证号码：【110105194912310021】，身份证号【440524800101001】。"),
        Bad("姓名：张建国\n公民身份号码\t【1\t1\t0\t1\t0\t5\t1\t9\t4\t9\t1\t2\t3\t1\t0\t0\t2\tX】"),
        Bad("身份证号 | 【110105|19491231|002X】 |"),
        Bad("救助人员：孙丽华，女，【441881196507123345】。"),
        Bad("李四，残疾人证号【11010519491231002X42】。"),
        Bad("王五身份证：【110105-19491231-002X】；电话见附表。"),
    ),
    good=(
        "索引号：11441700007280420Y/2021-00050",
        "统一社会信用代码：91350100M000100Y43",
        "统一社会信用代码11500000MB1B37366Q，机构代码731642621。",
        "身份证号110105********002X，热线电话12345。",
        "项目代码：110105194912310021",
        "公示编号110105199913310025，金额20,000,000元。",
        "身份证号：35*************123",
        "产量\t11\t01\t05\t19\t49\t12\t31\t00\t21",
    ),
)
