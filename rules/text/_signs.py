"""Signs: which characters count as Chinese writing, and which stretches are addresses or code."""

from __future__ import annotations

import re

from review.text import HAN, Text

FULL_MARKS = "，。、；：？！…—～·“”‘’（）《》〈〉【】〔〕「」『』％"
CHINESE = HAN + FULL_MARKS
"""Inside of a character class: Chinese characters and the marks that go with them."""

NUMERALS = "一二三四五六七八九"

_CHINESE = re.compile(f"[{CHINESE}]")
_HAN = re.compile(f"[{HAN}]")
_ADDRESS = re.compile(
    r"(?:(?:https?|ftp)://|www\.)[!-~]+(?:[一-鿿]{1,12}[/?&=.][!-~]*)*|[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+|&#?[A-Za-z0-9]{2,8};"
)
_CUES = ("://", "www.", "@", "&")  # without these there is no address
_BLANK = " \t\u00a0\u3000"
_ORDINALS = frozenset("0123456789（(附一二三四五六七八九十①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
NUMBERED = re.compile(
    r"(?<![^\n\r \t\u00a0\u3000])"
    r"(?:[一二三四五六七八九十]{1,3}、|[（(][0-9一二三四五六七八九十]{1,3}[）)]|[0-9]{1,2}[.．、]|附)"
)
"""An ordinal, or an annex, where a line may begin: what rules about numbering wait for."""
_FIRST = re.compile(f"[{_BLANK}]*[{''.join(sorted(_ORDINALS))}][^\r\n]*")
_NEXT = re.compile(f"[\r\n](?P<line>{_FIRST.pattern})")
_TRAILING = ",;:?!.)\"'"


def is_chinese(text: str, at: int) -> bool:
    """Whether a Chinese character or full-width mark stands there; False outside the text."""
    return 0 <= at < len(text) and _CHINESE.match(text, at) is not None


def is_han(text: str, at: int) -> bool:
    """Whether a Chinese character stands there; False outside the text."""
    return 0 <= at < len(text) and _HAN.match(text, at) is not None


def lines(text: Text) -> list[tuple[int, str]]:
    """Every line that is not empty, with the offset of its start."""
    return text.once(_lines)


def _lines(text: Text) -> list[tuple[int, str]]:
    found: list[tuple[int, str]] = []
    start = 0
    for line in text.submitted.replace("\r", "\n").split("\n"):
        if line:
            found.append((start, line))
        start += len(line) + 1
    return found


def numbered(text: Text) -> list[tuple[int, str]]:
    """The lines that may begin with an ordinal, for rules to look at more closely."""
    return text.once(_numbered)


def _numbered(text: Text) -> list[tuple[int, str]]:
    found = [(match.start("line"), match["line"]) for match in _NEXT.finditer(text.submitted)]
    first = _FIRST.match(text.submitted)
    return [(0, first[0]), *found] if first else found


def addresses(text: str) -> list[tuple[int, int]]:
    """Stretches of web and mail addresses and HTML entities, closing marks of the sentence not
    counted in.
    """
    found: list[tuple[int, int]] = []
    if not any(cue in text for cue in _CUES):
        return found
    for match in _ADDRESS.finditer(text):
        end = match.end()
        if not match[0].startswith("&"):
            end = match.start() + len(match[0].rstrip(_TRAILING))
        found.append((match.start(), end))
    return found


_TRANSLITERATION = frozenset(
    "阿巴贝本比伯博布查达大戴丹德迪杜多恩尔法菲费弗福冈戈格古哈海赫亨胡华怀霍基吉加贾杰金卡凯坎康科克肯库拉莱兰劳勒雷里丽利莉林卢鲁路伦罗洛马玛迈麦曼梅蒙米密莫姆穆纳奈尼内娜诺努欧帕佩皮普"
    "奇齐乔切琼让热日瑞撒萨塞赛桑森沙莎舍什史斯苏索塔泰坦汤特提图托瓦万威维温沃伍西希夏肖谢辛休雅亚扬耶伊依因尤约泽扎詹朱兹佐买提江艾热孜古丽尼娅木合力吐依明麦阿仁曲扎西罗桑山卜提凡"
)


def foreign_name(text: str, at: int) -> bool:
    """Whether a mark stands between two parts of a name written by its sound, as in 马克·吐温."""
    left, right = text[max(0, at - 2) : at], text[at + 1 : at + 3]
    return len(left) == len(right) == 2 and set(left + right) <= _TRANSLITERATION
