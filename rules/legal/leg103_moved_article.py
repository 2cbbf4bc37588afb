"""变动的法条序号。

A revision that inserts an article moves all that follow it. A number alone proves nothing, since
the new article of that number exists as well; so the words around the citation must name what the
article is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from review.model import Basis, Gate, Severity
from review.rule import Bad, Good, Hits, LetGo, Mark, Matcher, Reading, Rule
from review.text import Text
from review.wordlist import Entry, Library
from rules.legal._citing import article_number, cited_articles, law_begins

MOVED = "legal/moved_articles"
_STOP = re.compile(r"[。！？!?；;\r\n]")
_SENTENCE = 300  # characters on either side that are looked through for its ends
_REACH = 60  # characters on either side in which a citation says what it is about
_EARLIER = re.compile(
    r"修改前|修订前|修正前|修改前后|旧法|旧版|老法|原第|原来的|修改为|改为|调整为|变更为|当时|现为第|新旧"
)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}(?=年)")


def cues(entry: Entry) -> tuple[str, ...]:
    """Words that tell what the article is about."""
    value = entry.extra.get("about", ())
    return value if isinstance(value, tuple) else ()


@dataclass(frozen=True, slots=True)
class MovedArticles:
    """Old numbers of articles, cited for what stands under another number today."""

    lists: tuple[str, ...] = (MOVED,)

    def compile(self, rule: Rule, library: Library) -> Matcher:
        del rule
        return _MovedMatcher(library[MOVED].entries)


class _MovedMatcher:
    always = False

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._was = {
            (str(entry.extra["law"]), article_number(entry.word)): entry for entry in entries
        }
        self._now = {
            (str(entry.extra["law"]), article_number(entry.suggest[0])): entry for entry in entries
        }
        self.literals: Sequence[str] = tuple(sorted({law for law, _ in self._was}))

    def find(self, reading: Reading, hits: Hits) -> Iterator[Mark | LetGo]:
        for text in reading.texts:
            for hit in hits.get(text.field, ()):
                law = self.literals[hit.literal]
                if not law_begins(text.folded, hit.start):
                    continue
                for number, start, end in cited_articles(text.folded, hit.end):
                    entry = self._was.get((law, number))
                    if entry is None or not entry.holds(reading.as_of):
                        continue
                    if self._meant(text, law, number, entry, start):
                        yield Mark(
                            span=text.span(start, end),
                            suggestions=entry.suggest,
                            message=f"{law}修改后条文序号已经调整，原{entry.word}现为"
                            f"{entry.suggest[0]}，请核对。依据：{entry.source}。",
                        )

    def _meant(self, text: Text, law: str, number: int, entry: Entry, at: int) -> bool:
        before = _STOP.split(text.folded[max(0, at - _SENTENCE) : at])[-1]
        after = _STOP.split(text.folded[at : at + _SENTENCE])[0]
        whole = before + after
        if _EARLIER.search(whole) or entry.suggest[0] in whole:
            return False
        revised = entry.valid_from.year if entry.valid_from else 0
        if any(int(year[0]) < revised for year in _YEAR.finditer(whole)):
            return False
        said = before[-_REACH:] + after[:_REACH]
        today = self._now.get((law, number))
        if today is not None and any(cue in said for cue in cues(today)):
            return False
        return any(cue in said for cue in cues(entry))


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
        Basis("中华人民共和国治安管理处罚法（2025年修订）", date=date(2026, 1, 1)),
    ),
    message="法律修改后条文序号已经调整，请核对。",
    check=MovedArticles(),
    bad=(
        Bad("根据《中华人民共和国网络安全法》【第二十一条】，国家实行网络安全等级保护制度。"),
        Bad("依据网络安全法【第二十五条】，网络运营者应当制定网络安全事件应急预案。"),
        Bad("违反《网络安全法》【第四十二条】，泄露、篡改、毁损其收集的个人信息的，予以处罚。"),
        Bad("根据《中华人民共和国治安管理处罚法》【第四十九条】之规定，以盗窃给予行政拘留十日。"),
        Bad("张某因殴打他人，依据治安管理处罚法【第43条】第一款被处行政拘留五日。"),
        Bad("股东有权依照《公司法》【第三十三条】查阅公司会计账簿。"),
    ),
    good=(
        "根据《中华人民共和国网络安全法》第二十三条，国家实行网络安全等级保护制度。",
        "根据《网络安全法》第二十一条的规定，现将有关事项通知如下。",
        "《网络安全法》第四十二条规定，网络运营者应当对其收集的用户信息严格保密。",
        "修改前的《网络安全法》第二十一条规定了网络安全等级保护制度。",
        Good("《网络安全法》第二十一条规定了网络安全等级保护制度。", as_of=date(2025, 6, 1)),
        "《数据安全法》第二十一条规定国家建立数据分类分级保护制度。",
        "根据《治安管理处罚法》第五十八条，盗窃的处五日以上十日以下拘留。",
        Good("依据《治安管理处罚法》第四十九条，对盗窃行为予以处罚。", as_of=date(2025, 12, 1)),
        "依照《劳动争议调解仲裁法》第十条统一组建调解组织。",
        "2024年3月，依照《治安管理处罚法》第四十九条以盗窃予以处罚。",
    ),
)
