"""变动的法条序号。

A revision that inserts an article moves all that follow it. A number alone proves nothing, since
the new article of that number exists as well; so the sentence must name what the article is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from review.around import sentence
from review.kinds import structure
from review.model import Basis, Gate, Severity
from review.rule import Bad, Good, Mark, Reading, Rule
from review.wordlist import Entry

MOVED = "legal/moved_articles"
_CITED = re.compile(
    r"(网络安全法)(?:[（(][^（）()]{1,12}[)）])?》?[”\"]?(?:中|的|之)?(第[一二三四五六七八九十百]+条)"
)
_EARLIER = re.compile(r"修改前|修订前|修正前|旧法|原第|2016年|2017年|修改为|改为|调整为")


def cues(entry: Entry) -> tuple[str, ...]:
    """Words that tell what the article is about."""
    value = entry.extra.get("about", ())
    return value if isinstance(value, tuple) else ()


def find(reading: Reading) -> Iterator[Mark]:
    entries = [entry for entry in reading.library[MOVED].entries if entry.holds(reading.as_of)]
    was = {(entry.extra["law"], entry.word): entry for entry in entries}
    now = {(entry.extra["law"], entry.suggest[0]): entry for entry in entries}
    for text in reading.texts:
        for match in _CITED.finditer(text.folded):
            cited = (match[1], match[2])
            entry = was.get(cited)
            start, end = sentence(text, match.start())
            said = text.folded[start:end]
            if entry is None or _EARLIER.search(said):
                continue
            if cited in now and any(cue in said for cue in cues(now[cited])):
                continue
            if any(cue in said for cue in cues(entry)):
                yield Mark(
                    span=text.span(*match.span(2)),
                    suggestions=entry.suggest,
                    message=f"{match[1]}修改后条文序号已经调整，原{entry.word}现为{entry.suggest[0]}，"
                    f"请核对。依据：{entry.source}。",
                )


RULE = Rule(
    id="LEG103",
    name="变动的法条序号",
    gate=Gate.LEGAL,
    severity=Severity.WARN,
    basis=(
        Basis(
            "全国人民代表大会常务委员会关于修改《中华人民共和国网络安全法》的决定",
            date=date(2026, 1, 1),
        ),
    ),
    message="法律修改后条文序号已经调整，请核对。",
    check=structure(find, literals=("网络安全法",)),
    valid_from=date(2026, 1, 1),
    bad=(
        Bad("根据《中华人民共和国网络安全法》【第二十一条】，国家实行网络安全等级保护制度。"),
        Bad("依据网络安全法【第二十五条】，网络运营者应当制定网络安全事件应急预案。"),
        Bad("违反《网络安全法》【第四十二条】，泄露、篡改、毁损其收集的个人信息的，予以处罚。"),
    ),
    good=(
        "根据《中华人民共和国网络安全法》第二十三条，国家实行网络安全等级保护制度。",
        "根据《网络安全法》第二十一条的规定，现将有关事项通知如下。",
        "《网络安全法》第四十二条规定，网络运营者应当对其收集的用户信息严格保密。",
        "修改前的《网络安全法》第二十一条规定了网络安全等级保护制度。",
        Good("《网络安全法》第二十一条规定了网络安全等级保护制度。", as_of=date(2025, 6, 1)),
        "《数据安全法》第二十一条规定国家建立数据分类分级保护制度。",
    ),
)
