"""数字混用的日期。A year with the Latin letter O or the digit 0 for 〇, or two systems in one date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from review.kinds import pattern
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule

_DIGITS = dict(zip("〇一二三四五六七八九○零oOl", "012345678900001", strict=True))

def _mixed(match: re.Match[str]) -> bool:
    year = match["year"]
    if year is None:
        return True
    letters = sum(char in "ol" for char in year)
    ascii_digits = sum(char in "0123456789" for char in year)
    return bool(letters) or 0 < ascii_digits < len(year)


def _arabic(match: re.Match[str]) -> Sequence[str]:
    if match["year"] is not None:
        return ("".join(_DIGITS.get(char, char) for char in match["year"]) + "年",)
    number = match["month"] or match["day"]
    return (match[0].replace(number, str(_number(number))),)


def _number(numeral: str) -> int:
    tens, ten, ones = numeral.partition("十")
    values = {char: value for value, char in enumerate("〇一二三四五六七八九")}
    if not ten:
        return values.get(numeral, 0)
    return (values.get(tens, 1) if tens else 1) * 10 + (values[ones] if ones else 0)


RULE = Rule(
    id="TXT210",
    name="数字混用的日期",
    gate=Gate.TEXT,
    severity=Severity.WARN,
    basis=(Basis("出版物上数字用法（GB/T 15835—2011）", "", date(2011, 11, 1)),),
    message="同一日期中混用了汉字、阿拉伯数字或字母，应统一写法。",
    check=pattern(
        r"(?<![0-9])[0-9]{4}年(?P<month>[一二三四五六七八九]|十[一二]?)月(?=[0-9]{1,2}日)"
        r"|(?<![0-9])[0-9]{1,2}月(?P<day>[一二三四五六七八九]|[一二三]?十[一二三四五六七八九]?)日"
        r"|(?<![0-9a-z〇○一二三四五六七八九零])(?P<year>[12一二][0-9ol〇○零一二三四五六七八九]{3})年(?![级纪])",
        only_if=_mixed,
        suggest=_arabic,
    ),
    bad=(
        Bad("【二O一一年】5月16日，【二OO八年】六月十二日，【2O19年】发布。"),
        Bad("【2019年五月】17日印发，【6月四日】起执行。"),
        Bad("【二0一一年】十二月"),
    ),
    good=(
        "二〇一一年五月十六日，二○○八年六月十二日，二零二四年，2011年5月16日。",
        "2019年五一假期，2019年十月革命纪念活动，2011年正月初五。",
        "第1一2年级，一二三四年级，型号B2O19年度版。",
    ),
)
