"""不存在的法条序号。A number greater than that of the law's last article is a slip for certain.

The numbers come from the texts in force; a text dated before one of them is not judged by it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from review.model import Basis, Gate, Severity
from review.rule import Bad, Good, Hits, LetGo, Mark, Matcher, Reading, Rule
from review.wordlist import Library
from rules.legal._citing import cited_articles, law_begins

COUNTS = "legal/article_counts"


@dataclass(frozen=True, slots=True)
class ArticlesBeyond:
    """Articles cited of a law that has not so many."""

    lists: tuple[str, ...] = (COUNTS,)

    def compile(self, rule: Rule, library: Library) -> Matcher:
        del rule
        return _BeyondMatcher(library)


class _BeyondMatcher:
    always = False

    def __init__(self, library: Library) -> None:
        self._entries = library[COUNTS].entries
        self.literals: Sequence[str] = tuple(entry.word for entry in self._entries)

    def find(self, reading: Reading, hits: Hits) -> Iterator[Mark | LetGo]:
        for text in reading.texts:
            for hit in hits.get(text.field, ()):
                entry = self._entries[hit.literal]
                if not entry.holds(reading.as_of) or not law_begins(text.folded, hit.start):
                    continue
                last = int(str(entry.extra["articles"]))
                for number, start, end in cited_articles(text.folded, hit.end):
                    if number > last:
                        yield Mark(
                            span=text.span(start, end),
                            message=f"{entry.word}现行文本共{last}条，没有这一条，请核对条文序号。",
                        )


RULE = Rule(
    id="LEG114",
    name="不存在的法条序号",
    gate=Gate.LEGAL,
    severity=Severity.WARN,
    basis=(Basis("全国人民代表大会及其常务委员会公布的现行法律文本", date=date(2026, 6, 26)),),
    message="引用的条文序号大于这部法律的条数，请核对。",
    check=ArticlesBeyond(),
    bad=(
        Bad("依据《中华人民共和国行政处罚法》【第九十六条】的规定处理。"),
        Bad("根据民法典第一千一百九十八条、【第一千三百条】，承担相应责任。"),
        Bad("依照《中华人民共和国治安管理处罚法》第三十条、【第145条】予以处罚。"),
    ),
    good=(
        "依照《中华人民共和国刑法》第四百五十二条、刑法第一百三十三条之一处理。",
        "根据民法典第一千二百六十条，婚姻法同时废止。",
        "《中华人民共和国刑法修正案（十一）》第四十八条、《劳动争议调解仲裁法》第五十四条。",
        "依据《市公司法人登记办法》第三百条；美国宪法第二百条修正案。",
        Good("依照《中华人民共和国公司法》第二百六十七条处理。", as_of=date(2020, 1, 1)),
    ),
)
