"""What stands around a find decides whether it counts: a rule about advertising is not about a
report on advertising. Narrows any other kind of check.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from review.model import Span
from review.rule import Check, Hits, LetGo, Mark, Matcher, Reading, Rule
from review.sieve import waits_of
from review.text import Text
from review.wordlist import Library

Within = Literal["sentence", "paragraph", "field"]

_USUAL = 200  # characters
_LONGEST = 10_000  # of a sentence; what has no stop for so long is none
_STOP = re.compile(r"[。！？!?；;\r\n]")


def around(
    check: Check,
    *,
    has: str | None = None,
    lacks: str | None = None,
    within: Within = "sentence",
) -> Check:
    """The finds of `check` whose surroundings match `has` and do not match `lacks`.

    Both are regular expressions over the folded view of the sentence, paragraph or field that the
    find begins in.
    """
    return _Around(
        check,
        None if has is None else re.compile(has),
        None if lacks is None else re.compile(lacks),
        within,
    )


def sentence(text: Text, offset: int) -> tuple[int, int]:
    """Start and end of the sentence around a folded offset, its stop left out."""
    first, last = text.paragraph(offset)
    stop = _STOP.search(text.folded, offset, min(last, offset + _LONGEST))
    if stop is not None:
        last = stop.start()
    reach = _USUAL
    while True:
        start = max(first, offset - reach)
        stops = [match.end() for match in _STOP.finditer(text.folded, start, offset)]
        if stops:
            return stops[-1], last
        if start == first or reach >= _LONGEST:
            return start, last
        reach = _LONGEST


@dataclass(frozen=True, slots=True)
class _Around:
    check: Check
    has: re.Pattern[str] | None
    lacks: re.Pattern[str] | None
    within: Within

    @property
    def lists(self) -> tuple[str, ...]:
        return self.check.lists

    def compile(self, rule: Rule, library: Library) -> Matcher:
        return _AroundMatcher(self, self.check.compile(rule, library))


class _AroundMatcher:
    def __init__(self, check: _Around, inner: Matcher) -> None:
        self._check = check
        self._inner = inner
        self.literals: Sequence[str] = inner.literals
        self.always: bool = inner.always
        self.waits = waits_of(inner)
        self.submitted_waits = waits_of(inner, submitted=True)

    def find(self, reading: Reading, hits: Hits) -> Iterator[Mark | LetGo]:
        known: dict[tuple[str, int, int], bool] = {}
        found: Iterable[Mark | LetGo] = self._inner.find(reading, hits)
        for mark in found:
            text = reading.text(mark.span.field)
            stretch = self._stretch(text, mark.span)
            where = (text.field, *stretch)
            if where not in known:
                known[where] = self._counts(text, *stretch)
            if known[where]:
                yield mark

    def _stretch(self, text: Text, span: Span) -> tuple[int, int]:
        start = text.folded_offset(span.start)
        if self._check.within == "paragraph":
            return text.paragraph(start)
        if self._check.within == "sentence":
            return sentence(text, start)
        return 0, len(text.folded)

    def _counts(self, text: Text, first: int, last: int) -> bool:
        check = self._check
        if check.lacks is not None and check.lacks.search(text.folded, first, last):
            return False
        return check.has is None or bool(check.has.search(text.folded, first, last))
