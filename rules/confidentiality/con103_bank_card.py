"""银行卡号。

The Luhn digit lets one number in ten pass by chance, so it takes the words for a card before it.
Without them a number of an issuer's prefix and length is asked about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from review.kinds import structure
from review.model import Basis, Gate, Severity
from review.numbers import is_id_number, is_luhn
from review.rule import Bad, Mark, Reading, Rule
from review.wordlist import Wordlist
from rules._search import kept
from rules.confidentiality._mask import digits_of, is_serial, masked_card, matches
from rules.confidentiality._tables import in_column

_CARD_WORDS = re.compile(
    r"卡号|银行卡|储蓄卡|信用卡|借记卡|社保卡|一卡通|收款账[号户]|个人账[号户]|存折|银行账[号户]"
)
_PUBLIC_ACCOUNT = re.compile(
    r"对公|财政|专户|保证金|缴款|缴费账|捐赠账|捐款账|监管账|基本户|开户名称?[：:][^\r\n]{0,20}(?:公司|局|中心|院|会|政府)"
)
# The first digits of cards: 62 UnionPay, 4 Visa, 5 Mastercard, 35 JCB.
_NUMBER = re.compile(
    r"(?<![0-9a-z*/.])(?<![0-9][ \-])(?:62|4[0-9]|5[1-5]|35)[0-9]{2}(?:[ \-－–—‐‑]?[0-9]){12,15}"
    r"(?![0-9a-z*/]|\.[0-9])"
)


_SAID = re.compile(
    r"(?:银行卡|储蓄卡|信用卡|借记卡|社保卡|一卡通|存折|个人账户|银行账户|银行账号|卡号)(?:卡号|账号|账户|号码|号)?(?:为|是)?[ ]?[:：]?[ ]?\Z"
)


def is_card(match: re.Match[str]) -> bool:
    number = digits_of(match[0])
    if not 16 <= len(number) <= 19 or not is_luhn(number) or is_id_number(number):
        return False
    if len(set(number)) == 1:
        return False
    before = match.string[max(0, match.start() - 30) : match.start()]
    if _PUBLIC_ACCOUNT.search(before):
        return False
    return bool(_CARD_WORDS.search(before)) or not is_serial(match.string, match.start())


def is_named(match: re.Match[str]) -> bool:
    """Whether the words for a card stand before it."""
    return bool(_CARD_WORDS.search(match.string, max(0, match.start() - 30), match.start()))


@kept
def _lengths(listed: Wordlist) -> dict[str, int]:
    return {entry.word: int(str(entry.extra["length"])) for entry in listed.entries}


def is_mistyped(match: re.Match[str]) -> bool:
    """Whether a number is said to be a card's and fails its check digit."""
    said = _SAID.search(match.string, max(0, match.start() - 12), match.start())
    number = digits_of(match[0])
    return said is not None and not is_luhn(number) and not is_id_number(number)


def find(reading: Reading) -> Iterator[Mark]:
    lengths = _lengths(reading.library["confidentiality/card_prefixes"])
    for text in reading.texts:
        for match in matches(text, _NUMBER, 16):
            if in_column(text, *match.span()):
                continue
            number = digits_of(match[0])
            named = is_named(match)
            if is_card(match) and (named or lengths.get(number[:6]) == len(number)):
                yield Mark(
                    span=text.span(*match.span()),
                    suggestions=(masked_card(number),),
                    severity=None if named else Severity.WARN,
                )
            elif is_mistyped(match):
                span = text.span(*match.span())
                masked = masked_card(number)
                yield Mark(
                    span=span, suggestions=(masked,), message=_MISTYPED, severity=Severity.WARN
                )


_MISTYPED = "标明是银行卡号，但校验不符，可能写错一位：公开前同样须隐去。"


RULE = Rule(
    id="CON103",
    name="银行卡号",
    gate=Gate.CONFIDENTIALITY,
    severity=Severity.BLOCK,
    basis=(Basis("中华人民共和国个人信息保护法", "第二十五条、第二十八条", date(2021, 11, 1)),),
    message="疑似银行卡号，属于敏感个人信息，公开前须隐去，或者只留后四位。",
    check=structure(find, waits=(_NUMBER,)),
    bad=(
        Bad("银行卡号：【6217 0012 3456 7890 123】，开户人张三。"),
        Bad("张三，卡号【6222021234567890128】，已发放补贴800元。"),
        Bad("社保卡号：【622848 1234 5678 9012 3】，卡号【6222021234567890127】经核验有误。"),
        Bad("收款银行卡：【6222 0212 3456 7890 128】"),
        Bad("张建国 【6222021234567890128】 800元"),
        Bad("信用卡【4111111111111111】被盗刷。"),
    ),
    good=(
        "张三，卡号尾号0128，已发放补贴800元。",
        "缴款专户账号6222021234567890128，户名：清远市财政局。",
        "订单编号：6222021234567890128",
        "设备读数6299021234567890121，归档备查。",
        "统一社会信用代码：91350100M000100Y43",
        "批准文号国械注准4111111111111111",
        "张三，银行卡***************0128",
    ),
)
