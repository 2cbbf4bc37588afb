"""Where in a file the characters of a document stand: the paragraph, the cell, the page.

A reader of a format that has such places hands them back beside the document; lines and columns
of extracted text help nobody find a word in a sheet or on a page.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from review.model import Span


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of one field, and what it is called where people read: 「名单」B3, 第 2 页."""

    field: str
    start: int
    end: int
    label: str


class Plan:
    """All places of a document, looked up by where a finding stands."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._of: dict[str, list[Place]] = {}
        for place in places:
            self._of.setdefault(place.field, []).append(place)
        self._starts = {
            field: [place.start for place in known] for field, known in self._of.items()
        }

    def at(self, span: Span) -> str:
        """What the place is called in which a span begins; empty where none is known."""
        known: Sequence[Place] = self._of.get(span.field, ())
        number = bisect_right(self._starts.get(span.field, ()), span.start) - 1
        if number < 0 or span.start > known[number].end:
            return ""
        return known[number].label
