"""Whether a find stands in advertising: something is being sold in its own paragraph.

Either by one of the phrases that only sellers use, or by enough kinds of selling talk together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from review.rule import Check, Hits, LetGo, Mark, Matcher, Reading, Rule
from review.sieve import waits_of
from review.text import Text, fold_literal
from review.wordlist import Library
from rules.advertising._selling import cues_of, weigh
from rules.legal._advertising import REPORTED, SELLING, SUBSIDY

_CUES = "advertising/selling_cues"
_SELLING = re.compile(SELLING)
_LONGEST = 600  # characters of a paragraph that are weighed, around the find
_SELLS = 3  # a claim stands there already: less than a whole offer will do


def advertised(check: Check, *, lacks: str = "", cues: str = "") -> Check:
    """The finds of `check` in paragraphs that sell, and neither report on selling nor have `lacks`.

    `cues`: a list of which one word in the paragraph says as much.
    """
    excuses = "|".join(filter(None, (REPORTED, SUBSIDY, lacks)))
    return _Advertised(check, re.compile(excuses), cues)


@dataclass(frozen=True, slots=True)
class _Advertised:
    check: Check
    lacks: re.Pattern[str]
    cues: str

    @property
    def lists(self) -> tuple[str, ...]:
        return (*self.check.lists, _CUES, *filter(None, (self.cues,)))

    def compile(self, rule: Rule, library: Library) -> Matcher:
        return _AdvertisedMatcher(self, self.check.compile(rule, library))


class _AdvertisedMatcher:
    def __init__(self, check: _Advertised, inner: Matcher) -> None:
        self._check = check
        self._inner = inner
        self.literals = inner.literals
        self.always: bool = inner.always
        self.waits = waits_of(inner)
        self.submitted_waits = waits_of(inner, submitted=True)

    def find(self, reading: Reading, hits: Hits) -> Iterator[Mark | LetGo]:
        known: dict[tuple[str, int], bool] = {}
        for mark in self._inner.find(reading, hits):
            text = reading.text(mark.span.field)
            at = text.folded_offset(mark.span.start)
            first, last = text.paragraph(at)
            if (text.field, first) not in known:
                known[text.field, first] = self._sells(reading, text, at, first, last)
            if known[text.field, first]:
                yield mark

    def _sells(self, reading: Reading, text: Text, at: int, first: int, last: int) -> bool:
        if self._check.lacks.search(text.folded, first, last):
            return False
        if _SELLING.search(text.folded, first, last):
            return True
        if cues := self._check.cues:
            said = text.folded[first:last]
            if any(fold_literal(entry.word) in said for entry in reading.library[cues].entries):
                return True
        first, last = max(first, at - _LONGEST), min(last, at + _LONGEST)
        weighed = weigh(cues_of(reading.library[_CUES]), text.folded, first, last)
        return weighed.total >= _SELLS and weighed.selling >= _SELLS and weighed.kinds > 1
