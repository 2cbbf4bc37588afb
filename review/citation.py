"""A document cited by title and number that do not belong together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from review.rule import Check, Hits, LetGo, Mark, Matcher, Reading, Rule
from review.text import Text, fold_literal
from review.wordlist import Entry, Library

# 《…》, perhaps the title within a title, and its number in brackets behind it.
_CITED = re.compile(
    r"《(?P<title>[^《》\n]{4,80}(?:《[^《》\n]{2,60}》[^《》\n]{0,40})?)》"
    r"[（(](?P<number>[\u4e00-\u9fff]{2,10}[〔\[［【(（﹝]?[12][0-9]{3}[〕\]］】)）﹞]?[0-9]{1,4}号)"
)
# The number before it: 国办发〔2018〕123号《…》.
_NUMBERED = re.compile(
    r"(?P<number>[\u4e00-\u9fff]{2,10}[〔\[［【(（﹝]?[12][0-9]{3}[〕\]］】)）﹞]?[0-9]{1,4}号)(?:文件?)?[）)]?[ ]?"
    r"《(?P<title>[^《》\n]{4,80}(?:《[^《》\n]{2,60}》[^《》\n]{0,40})?)》(?![（(])"
)


def citations(*lists: str) -> Check:
    """Entries `{ word = "title", number = "国办发〔2018〕123号" }`: title and number must agree.

    A known title with another number is marked at the number, a known number under another title
    at the title. What is not listed is not judged.
    """
    return _Citations(lists)


@dataclass(frozen=True, slots=True)
class _Citations:
    lists: tuple[str, ...]

    def compile(self, rule: Rule, library: Library) -> Matcher:
        entries = [entry for name in self.lists for entry in library[name].entries]
        return _CitationsMatcher(rule, entries)


class _CitationsMatcher:
    literals: tuple[str, ...] = ("》(", "》（", "号《", "号文《", "文件《", "号)《", "号）《")
    always = False

    def __init__(self, rule: Rule, entries: list[Entry]) -> None:
        self._rule = rule
        self._by_title: dict[str, list[Entry]] = {}
        self._by_number: dict[str, Entry] = {}
        for entry in entries:
            self._by_title.setdefault(_bare(entry.word), []).append(entry)
            self._by_number[_plain(str(entry.extra["number"]))] = entry

    def find(self, reading: Reading, hits: Hits) -> Iterator[Mark | LetGo]:
        for text in reading.texts:
            if text.field in hits:
                for form in (_CITED, _NUMBERED):
                    for match in form.finditer(text.folded):
                        yield from self._judge(text, match)

    def _judge(self, text: Text, match: re.Match[str]) -> Iterator[Mark]:
        number = _plain(match["number"])
        known = self._by_title.get(_bare(match["title"]), [])
        if known and number not in {_plain(str(entry.extra["number"])) for entry in known}:
            right = tuple(str(entry.extra["number"]) for entry in known)
            yield self._mark(text, match.span("number"), known[0], right)
        elif not known and number in self._by_number:
            entry = self._by_number[number]
            yield self._mark(text, match.span("title"), entry, (entry.word,))

    def _mark(
        self, text: Text, where: tuple[int, int], entry: Entry, suggestions: tuple[str, ...]
    ) -> Mark:
        return Mark(
            span=text.span(*where),
            suggestions=suggestions,
            message=self._rule.message.format(
                word=entry.word,
                suggest="、".join(suggestions),
                source=entry.source,
                note=entry.note,
            ),
        )


def _bare(title: str) -> str:
    """A title without what may be left out of it: inner marks and blanks."""
    return re.sub(r"[《》〈〉\s]", "", fold_literal(title))


def _plain(number: str) -> str:
    """A document number whatever brackets it was written with."""
    return re.sub(r"[〔\[［【(（﹝〕\]］】)）﹞\s]", "|", fold_literal(number))
