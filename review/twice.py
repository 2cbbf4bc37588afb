"""The same text judged as of several days, without doing twice what no day changes.

Whether a rule minds the day is not declared but watched: if it never asked for it while reading a
document, what it marked holds on every other day too. So the reports are exactly those that
separate reviews give; rules in force and what gives way to what are settled anew each time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from review.model import Document
from review.rule import Hits, LetGo, Mark, Matcher, Reading
from review.ruleset import Ruleset


class _Watched(Reading):
    """A reading that notes whether it was asked for the day."""

    __slots__ = ("_day", "asked")

    def __init__(self, reading: Reading) -> None:
        self.asked = False
        self._day = reading.as_of
        self.document = reading.document
        self.texts = reading.texts
        self.library = reading.library
        self._by_name = reading._by_name  # noqa: SLF001  # a reading of the same

    @property
    def as_of(self) -> date:  # type: ignore[override]  # read only here
        self.asked = True
        return self._day


class _Kept:
    """What was marked in the document of the moment, by the number of the matcher."""

    __slots__ = ("document", "marks")

    def __init__(self) -> None:
        self.document: Document | None = None
        self.marks: dict[int, tuple[Mark | LetGo, ...]] = {}

    def of(self, document: Document) -> dict[int, tuple[Mark | LetGo, ...]]:
        if self.document is not document:
            self.document, self.marks = document, {}
        return self.marks


class _Remembering:
    """A matcher that is not asked again about a document in which the day was nothing to it."""

    def __init__(self, matcher: Matcher, number: int, kept: _Kept) -> None:
        self._matcher = matcher
        self._number = number
        self._kept = kept

    @property
    def literals(self) -> Sequence[str]:
        return self._matcher.literals

    @property
    def always(self) -> bool:
        return self._matcher.always

    def find(self, reading: Reading, hits: Hits) -> Iterable[Mark | LetGo]:
        marks = self._kept.of(reading.document)
        known = marks.get(self._number)
        if known is not None:
            return known
        watched = _Watched(reading)
        found = tuple(self._matcher.find(watched, hits))
        if not watched.asked:
            marks[self._number] = found
        return found

    def __getattr__(self, name: str) -> object:
        return getattr(self._matcher, name)


def remembering(ruleset: Ruleset) -> Ruleset:
    """The same ruleset for one thread that reviews each document several times in a row."""
    kept = _Kept()
    matchers = [_Remembering(each, number, kept) for number, each in enumerate(ruleset.matchers)]
    return replace(ruleset, matchers=tuple(matchers))
