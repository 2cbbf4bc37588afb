"""How personal numbers are masked, so that a fix can be offered that tells nobody anything."""

from __future__ import annotations

import re
from collections.abc import Iterator

from review.text import Text

_SEPARATORS = re.compile(r"[ \t\r\n|｜\-·.－–—‐‑]")


def digits_of(number: str) -> str:
    """A number without the spaces and hyphens it was grouped by."""
    return _SEPARATORS.sub("", number)


def masked_phone(number: str) -> str:
    """138****1234: three digits, four stars, four digits."""
    plain = digits_of(number)
    return f"{plain[:3]}****{plain[-4:]}"


def masked_id(number: str) -> str:
    """35*************123: two characters, thirteen stars, three characters."""
    plain = digits_of(number)
    return f"{plain[:2]}{'*' * 13}{plain[-3:].upper()}"


def masked_card(number: str) -> str:
    """The last four digits alone."""
    plain = digits_of(number)
    return "*" * (len(plain) - 4) + plain[-4:]


def matches(text: Text, pattern: re.Pattern[str], digits: int) -> Iterator[re.Match[str]]:
    """Matches of a pattern that needs so many digits, looked for only in rows that have them.

    A row is digits with no more than three blanks, bars or hyphens between any two; most of a text has
    none long enough, and scanning all of it for each kind of number costs more than the rest.
    """
    for start, end, count in text.once(_rows):
        if count >= digits:
            yield from pattern.finditer(text.folded, max(0, start - 4), end + 3)


def _rows(text: Text) -> list[tuple[int, int, int]]:
    rows: list[tuple[int, int, int]] = []
    for start, end in text.digit_runs(submitted=False):
        if (
            rows
            and start - rows[-1][1] <= 3
            and not text.folded[rows[-1][1] : start].strip(" \t\r\n|｜-－–—‐‑")
        ):
            first, _, count = rows[-1]
            rows[-1] = (first, end, count + end - start)
        else:
            rows.append((start, end, end - start))
    return rows


SERIAL = re.compile(
    r"(?:索引号|信用代码|文号|编号|证书号|证号|单号|流水号|序列号|订单号|合同号|项目代码|代码|批号|批次|受理号|登记号|备案号|许可证|"
    r"执照号?|注册号|条形?码|发票|票号|查询码|验证码|案号|工号|学号|考号|准考证号?|档案号|公告号|专利号|国标号|isbn|issn|no\.?|id)"
    r"(?:码|为|是)?[ ]?[：:]?[ ]?$"
)
"""What stands before a number that is the number of a thing."""


def is_serial(text: str, start: int) -> bool:
    """Whether the words just before an offset say that the number is a thing's."""
    return bool(SERIAL.search(text, max(0, start - 16), start))
