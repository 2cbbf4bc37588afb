"""落款的日期写法和次序. Below the organ's name stands the day: 2024年5月1日, in Arabic numerals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from review.kinds import structure
from review.model import Basis, Gate, Severity
from review.rule import Bad, Mark, Reading, Rule
from rules.text._signs import lines

_BLANK = " \t\u00a0\u3000"
_ORGAN = re.compile(
    r"(?:人民政府|局|厅|委员会|办公室|办公厅|委|指挥部|领导小组|党组|中心|法院|检察院|总队|支队)$"
)
_POINTED = re.compile(
    r"(?P<year>(?:19|20)[0-9]{2})[.．/\-－](?P<month>0?[1-9]|1[0-2])[.．/\-－](?P<day>0?[1-9]|[12][0-9]|3[01])$"
)
_SPELLED = re.compile(
    "(?P<year>二[〇○零0oO][〇○零一二三四五六七八九]{2})年(?P<month>十[一二]?|[一二三四五六七八九])月(?P<day>[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])日$"
)
_PLAIN = re.compile(r"(?:19|20)[0-9]{2}年[0-9]{1,2}月[0-9]{1,2}日$")
_DIGITS = {char: str(value) for value, char in enumerate("〇一二三四五六七八九")} | {
    "○": "0",
    "零": "0",
    "o": "0",
    "O": "0",
    "0": "0",
}
_CUE = re.compile(
    r"[\n\r][ \t\u00a0\u3000]{0,60}(?:(?:19|20)[0-9]{2}(?:[.．/\-－][0-9]|年[0-9]{1,2}月[0-9]{1,2}日[ \t\u3000]{0,20}(?:[\r\n]|$))|二[〇○零oO0])"
)
_MOST = 30  # characters of an organ's name on a line of its own
_LAST = 8  # lines of a text in which its signature may stand


def find(reading: Reading) -> Iterator[Mark]:
    """The date in a signature at the end of the body."""
    text = reading.text("body")
    rows = [(start, line) for start, line in lines(text) if line.strip(_BLANK)]
    for (_, line), (below, other) in pairwise(rows):
        name, day = line.strip(_BLANK), other.strip(_BLANK)
        at = below + len(other) - len(other.lstrip(_BLANK))
        if len(name) <= _MOST and _ORGAN.search(name):
            if match := _POINTED.match(day):
                yield Mark(
                    span=text.raw_span(at, at + len(day)), suggestions=(_written(*match.groups()),)
                )
            elif match := _SPELLED.match(day):
                year = "".join(_DIGITS[char] for char in match["year"])
                yield Mark(
                    span=text.raw_span(at, at + len(day)),
                    suggestions=(
                        _written(year, str(_number(match["month"])), str(_number(match["day"]))),
                    ),
                    message="成文日期用阿拉伯数字标全年、月、日。",
                    severity=Severity.HINT,
                )
    for (start, line), (below, other) in pairwise(rows[-_LAST:]):
        name, day = other.strip(_BLANK), line.strip(_BLANK)
        last = (below, other) == rows[-1]
        if last and _PLAIN.match(day) and len(name) <= _MOST and _ORGAN.search(name):
            at = start + len(line) - len(line.lstrip(_BLANK))
            yield Mark(
                span=text.raw_span(at, at + len(day)),
                message="发文机关署名在上，成文日期在下，次序写反了。",
                severity=Severity.HINT,
            )


def _written(year: str, month: str, day: str) -> str:
    return f"{year}年{int(month)}月{int(day)}日"


def _number(numeral: str) -> int:
    tens, ten, ones = numeral.partition("十")
    values = {char: value for value, char in enumerate("零一二三四五六七八九")}
    if not ten:
        return values[numeral]
    return (values[tens] if tens else 1) * 10 + (values[ones] if ones else 0)


RULE = Rule(
    id="TXT322",
    name="落款日期的写法或次序不合格式",
    gate=Gate.TEXT,
    severity=Severity.WARN,
    basis=(Basis("党政机关公文格式（GB/T 9704—2012）", "7.3.5.4", date(2012, 7, 1)),),
    message="成文日期用阿拉伯数字标全年、月、日，如“2024年5月1日”。",
    check=structure(find, waits=(_CUE,)),
    bad=(
        Bad("特此通知。\n某市人民政府办公室\n【2024.05.01】"),
        Bad("特此公告。\n\u3000\u3000某市教育局\n\u3000\u3000【二〇二四年五月十一日】"),
        Bad("特此通知。\n【2024年5月1日】\n某市人民政府办公室"),
    ),
    good=(
        "特此通知。\n某市人民政府办公室\n2024年5月1日",
        "来源：市教育局\n发布时间：2024-05-01",
        "联系人：张三，市教育局\n电话：0763-3366123\n2024.05.01-2024.06.01",
        "2024年5月1日\n某市教育局召开会议，部署工作。",
    ),
)
