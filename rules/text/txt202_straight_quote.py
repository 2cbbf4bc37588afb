"""直引号。Chinese takes “ ” and ‘ ’; a straight quotation mark opens and closes alike."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from review.kinds import structure
from review.model import Basis, Gate, Severity
from review.rule import Bad, Mark, Reading, Rule, Text
from rules.text._signs import addresses, is_chinese

_QUOTES = {'"': ("“", "”"), "'": ("‘", "’")}


def find(reading: Reading) -> Iterator[Mark]:
    """Straight quotation marks beside Chinese, opening and closing told by turns."""
    for text in reading.texts:
        if '"' not in text.submitted and "'" not in text.submitted:
            continue
        kept = addresses(text.submitted)
        for first, last in text.paragraphs():
            for straight, curly in _QUOTES.items():
                places = [
                    match.start()
                    for match in re.finditer(straight, text.submitted[first:last])
                    if not any(start <= first + match.start() < end for start, end in kept)
                ]
                yield from _judge(text, [first + place for place in places], curly)


def _judge(text: Text, places: list[int], curly: tuple[str, str]) -> Iterator[Mark]:
    paired = len(places) % 2 == 0
    for number, at in enumerate(places):
        opening = places[number - number % 2] if paired else at
        if _beside(text.submitted, at) and text.submitted[max(0, opening - 1)] != "=":
            yield Mark(
                span=text.raw_span(at, at + 1),
                suggestions=(curly[number % 2],) if paired else curly,
            )


def _beside(text: str, at: int) -> bool:
    """Whether it stands beside Chinese and is no inch, minute, apostrophe or attribute's mark."""
    before = text[at - 1] if at else ""
    after = text[at + 1] if at + 1 < len(text) else ""
    if before.isdigit() or after in {">", "/"}:
        return False
    if text[at] == "'" and before.isascii() and before.isalpha():
        return False
    return is_chinese(text, at - 1) or is_chinese(text, at + 1)


RULE = Rule(
    id="TXT202",
    name="中文里的直引号",
    gate=Gate.TEXT,
    severity=Severity.WARN,
    basis=(Basis("标点符号用法（GB/T 15834—2011）", "4.8.2", date(2012, 6, 1)),),
    message="中文应使用弯引号“”‘’。",
    check=structure(find),
    bad=(
        Bad('落实【"】谁主办谁负责【"】原则，推行【"】一网通办【"】。'),
        Bad("推进【'】放管服【'】改革。"),
    ),
    good=(
        '液晶屏为55"，北纬23\'处；It\'s OK；He said "yes".',
        "落实“谁主办谁负责”原则，所谓“‘双随机’监管”。",
        '<a title="首页" href="/">首页</a>',
    ),
)
