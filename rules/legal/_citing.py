"""How articles of a law are cited: 《公司法》第二十条, 公司法第20条、第二十一条."""

from __future__ import annotations

import re
from collections.abc import Iterator

from review.text import HAN

_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_NUMBER = r"(?:[〇零一二两三四五六七八九十百千]{1,9}|[0-9]{1,4})"
# What may stand between a law's name and the first article cited: its version, a closing mark.
_OPENING = re.compile(
    r"(?:[（(](?P<version>[^（）()\n]{1,20})[)）])?》?[”\"]?(?:[（(][^（）()\n]{1,24}[)）])?(?:的|中|之)?(?:规定的)?"
)
_ARTICLE = re.compile(rf"第(?P<number>{_NUMBER})条(?!例|令|约|款)")
_NEXT = re.compile(
    r"(?:之[一二三四五六七八九])?(?:第[一二三四五六七八九十0-9]{1,3}款)?(?:第[（(]?[一二三四五六七八九十0-9]{1,3}[)）]?项)?"
    r"(?:[、和及与]|以及|或者)(?=第)"
)
_OLD_VERSION = re.compile(r"(?:19|20)[0-9]{2}|旧|原|修订前|修正前|修改前")
_HAN = re.compile(f"[{HAN}]")
_BEFORE = re.compile(
    r"(?:中华人民共和国|国家|根据|依据|依照|按照|参照|违反|适用|对照|结合|符合|触犯|和|与|及|将|新|本|现行|修订后的|修改后的|其)$"
)


def article_number(written: str) -> int:
    """The number in 第一百零二条; also in 第102条."""
    digits = written.removeprefix("第").removesuffix("条")
    if digits.isascii():
        return int(digits)
    total = last = 0
    for char in digits:
        if char in _UNITS:
            total += (last or 1) * _UNITS[char]
            last = 0
        else:
            last = _DIGITS[char]
    return total + last


def law_begins(folded: str, start: int) -> bool:
    """Whether a law's name begins here: 仲裁法 does not in 劳动争议调解仲裁法."""
    if start == 0 or not _HAN.match(folded[start - 1]):
        return True
    return bool(_BEFORE.search(folded, max(0, start - 8), start))


def cited_articles(folded: str, end: int) -> Iterator[tuple[int, int, int]]:
    """Number, start and end of every article cited right after a law's name that ends here."""
    opening = _OPENING.match(folded, end)
    at = opening.end() if opening else end
    if opening and opening["version"] and _OLD_VERSION.search(opening["version"]):
        return
    while match := _ARTICLE.match(folded, at):
        yield article_number(match["number"]), match.start(), match.end()
        further = _NEXT.match(folded, match.end())
        if further is None:
            return
        at = further.end()
