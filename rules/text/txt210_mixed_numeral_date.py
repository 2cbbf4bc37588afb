"""数字混用的日期。A year with the Latin letter O or the digit 0 for 〇, or two systems in one date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from review.kinds import structure
from review.model import Basis, Gate, Severity
from review.rule import Bad, Mark, Reading, Rule

_DIGITS = dict(zip("〇一二三四五六七八九○零ol", "01234567890001", strict=True))
_NUMERALS = "〇一二三四五六七八九"
_YEAR = re.compile(r"[12一二][0-9ol〇○零一二三四五六七八九]{3}(?=年(?![级纪]))")
_DIGITS_OF_YEAR = 4
# what every year of mixed signs and every date in two systems has in it
_MIXED = re.compile(
    "[0-9][ol〇○零一二三四五六七八九]|[〇○零一二三四五六七八九][0-9ol]|[0-9][年月][一二三四五六七八九十]"
)
_BEFORE = re.compile("[0-9a-z〇○一二三四五六七八九零]")
_MONTH = re.compile(r"年(?P<number>[一二三四五六七八九]|十[一二]?)月(?=[0-9]{1,2}日)")
_DAY = re.compile(r"月(?P<number>[一二三四五六七八九]|[一二三]?十[一二三四五六七八九]?)日")
_ARABIC = re.compile(r"(?<![0-9])[0-9]{1,4}$")


def find(reading: Reading) -> Iterator[Mark]:
    """Years of mixed signs, and dates of which one part is in the other system."""
    for text in reading.texts:
        folded = text.folded
        # every match has its 年 or 月 at a known place: the patterns are tried only there
        years, months = text.places("年"), text.places("月")
        for at, _ in years:
            match = _YEAR.match(folded, at - _DIGITS_OF_YEAR) if at >= _DIGITS_OF_YEAR else None
            if match is None:
                continue
            start, end = match.span()
            mixed = _mixed(match[0]) and not _BEFORE.match(folded[start - 1 : start])
            if mixed:
                yield Mark(span=text.span(start, end + 1), suggestions=_years(folded, start, end))
        for pattern, places in ((_MONTH, years), (_DAY, months)):
            for at, _ in places:
                match = pattern.match(folded, at)
                if match is None:
                    continue
                before = _ARABIC.search(folded[max(0, match.start() - 5) : match.start()])
                if before is None:
                    continue
                start = match.start() - len(before[0])
                plain = (
                    folded[start : match.start() + 1] + str(_number(match["number"])) + match[0][-1]
                )
                yield Mark(span=text.span(start, match.end()), suggestions=(plain,))


def _years(folded: str, start: int, end: int) -> tuple[str, ...]:
    """The year in the system the rest of its date is in; in both where that is not told."""
    arabic = "".join(_DIGITS.get(char, char) for char in folded[start:end])
    spelled = "".join(_NUMERALS[int(digit)] for digit in arabic)
    after = folded[end + 1 : end + 2]
    if folded[start] in "12" or (after.isascii() and after.isdigit()):
        return (arabic + "年",)
    return (
        (spelled + "年",)
        if after and after in _NUMERALS + "十"
        else (arabic + "年", spelled + "年")
    )


def _mixed(year: str) -> bool:
    ascii_digits = sum(char in "0123456789" for char in year)
    return any(char in "ol" for char in year) or 0 < ascii_digits < len(year)


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
    check=structure(find, waits=(_MIXED,)),
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
