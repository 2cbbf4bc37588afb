"""搭配不当的固定组合. 加快力度, 缩短差距: a verb with an object it cannot have.

Only where the object ends there: 加大质量监管力度 is of another make.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from review.kinds import structure
from review.model import Basis, Gate, Severity
from review.rule import Bad, Mark, Reading, Rule
from review.wordlist import Entry, Library, Wordlist
from rules._search import kept

_LIST = "text/wrong_collocations"


@kept
def _listed(listed: Wordlist) -> tuple[re.Pattern[str], dict[str, Entry]]:
    entries = {entry.word: entry for entry in listed.entries}
    words = "|".join(map(re.escape, entries))
    return re.compile(rf"(?P<word>{words})(?=[，。；、！？：）”\s]|$)"), entries


def find(reading: Reading) -> Iterator[Mark]:
    """Listed pairs of verb and object at the end of a phrase."""
    regex, entries = _listed(reading.library[_LIST])
    for text in reading.texts:
        for match in regex.finditer(text.folded):
            entry = entries[match["word"]]
            if text.edges(*match.span()) == "crossing":
                continue
            choice = "、".join(f"“{one}”" for one in entry.suggest)
            yield Mark(
                span=text.span(*match.span()),
                suggestions=entry.suggest,
                message=f"“{entry.word}”搭配不当，可改为{choice}。",
            )


def _words(library: Library) -> tuple[str, ...]:
    return tuple(entry.word for entry in library[_LIST].entries)


RULE = Rule(
    id="TXT111",
    name="搭配不当的固定组合",
    gate=Gate.TEXT,
    severity=Severity.HINT,
    basis=(
        Basis("现代汉语词典", "各词用法"),
        Basis("中华人民共和国国家通用语言文字法", "第九条", date(2001, 1, 1)),
    ),
    message="动词与宾语搭配不当，请核对。",
    check=structure(find, literals=_words),
    bad=(
        Bad("进一步【加快力度】，努力【缩短差距】。"),
        Bad("着力【改善面貌】，【树立氛围】，【加大水平】。"),
    ),
    good=(
        "加大力度，缩小差距，改变面貌，营造氛围，提高水平。",
        "加大质量监管力度，加强进度管理，加大水平衡测试，缩短差距离线。",
        "加强执法力度和提高进度款支付比例；加强素质教育。",
    ),
)
