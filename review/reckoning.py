"""Numbers as they are written, and what they come to: 1,200 · １．２万 · 三千二百 · 百分之五."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

DIGITS = "〇零一二三四五六七八九"
_VALUES = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8}
# What is told apart behind a number, under one name each; other words there are not compared.
_UNITS = {
    word: words.split()[0]
    for words in (
        "平方公里 平方千米",
        "平方米",
        "立方米",
        "百分点 个百分点",
        "美元",
        "欧元",
        "港元 港币",
        "元 块钱",
        "% ％",
        "‰",
        "人次",
        "人 名 位",
        "户",
        "家",
        "亩",
        "公顷",
        "公里 千米",
        "米",
        "吨",
        "公斤 千克",
        "件",
        "辆",
        "套",
        "条",
        "项",
        "岁",
        "天",
        "小时 个小时",
        "分钟",
        "届",
        "次",
        "个月",
    )
    for word in words.split()
}
_UNIT = "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True))
_ARABIC = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"
_HAN = rf"[{DIGITS}两十百千][{DIGITS}两十百千万亿]+|十"
_NUMBER = re.compile(
    rf"百分之(?P<share>[{DIGITS}十百两点]+|{_ARABIC})"
    rf"|(?<![0-9A-Za-z.])(?P<arabic>{_ARABIC})(?P<scale>[万亿]{{0,2}})(?P<more>[余多])?(?P<unit>{_UNIT})?(?![0-9])"
    rf"|(?<![{DIGITS}两十百千万亿第])(?P<han>{_HAN})(?P<more2>[余多])?(?P<unit2>{_UNIT})"
)
_FOLDED = frozenset("%.:/-()[]?=&#_+~")


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """`unit`: one of those told apart, or "". `more`: 余 or 多 stands behind it."""

    value: Decimal
    unit: str
    more: bool
    start: int
    end: int


def numbers(text: str) -> Iterator[Number]:
    """Every number of a flattened text. Chinese ones only of two characters and more, before a
    unit: 一批, 一起 and 统一 are none.
    """
    for match in _NUMBER.finditer(text):
        part = match.groupdict()
        try:
            if part["share"]:
                value, unit = amount(part["share"]), "%"
            elif part["arabic"]:
                value, unit = amount(part["arabic"]), part["unit"] or ""
                for scale in part["scale"] or "":
                    value *= _MYRIADS[scale]
            else:
                value, unit = amount(part["han"]), part["unit2"]
        except ValueError:
            continue
        yield Number(
            value=value,
            unit=_UNITS.get(unit, ""),
            more=bool(part["more"] or part["more2"]),
            start=match.start(),
            end=match.end(),
        )


def flattened(text: str) -> tuple[str, list[int]]:
    """The text with digits, letters and their signs in half width and without invisible
    characters, and for each character where it stands in the text as submitted.
    """
    letters: list[str] = []
    places: list[int] = []
    for at, char in enumerate(text):
        if char > "\x7f":
            category = unicodedata.category(char)
            if category == "Cf":
                continue
            # ① is no 1, and a full comma between figures parts them.
            folded = unicodedata.normalize("NFKC", char) if category != "No" else char
            if len(folded) == 1 and (folded in _FOLDED or (folded.isascii() and folded.isalnum())):
                char = folded  # noqa: PLW2901  # the character as it is read
        letters.append(char)
        places.append(at)
    return "".join(letters), places


def amount(written: str) -> Decimal:
    """What a number comes to, whichever way it is written. ValueError if it is none."""
    if written.isascii():
        return Decimal(written.replace(",", ""))
    whole, point, part = written.partition("点")
    if point:
        return amount(whole) + Decimal("0." + _in_digits(part))
    if len(written) > 1 and all(char in _VALUES for char in written):
        return Decimal(_in_digits(written))  # 二〇二四
    return Decimal(_han(written))


def _in_digits(written: str) -> str:
    if not written or any(char not in _VALUES for char in written):
        raise ValueError(written)
    return "".join(str(_VALUES[char]) for char in written)


def _han(written: str) -> int:
    total = section = digit = 0
    for char in written:
        if char in _VALUES:
            digit = _VALUES[char]
        elif char in _TENS:
            section += (digit or 1) * _TENS[char]
            digit = 0
        elif char in _MYRIADS:
            total = (total + section + digit) * _MYRIADS[char]
            section = digit = 0
        else:
            raise ValueError(written)
    return total + section + digit
