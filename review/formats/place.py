"""Where in a file the characters of a document stand: the paragraph, the cell, the page.

A reader of a format that has such places hands them back beside the document; lines and columns
of extracted text help nobody find a word in a sheet or on a page.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from review.model import Document, Span


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of one field, and what it is called where people read: 第 3 段, 第 2 页.

    `row`: the stretch is that row of a sheet, a tab before each cell but the first, and a place
    within it is called by its cell as well, as 「名单」B3.
    """

    field: str
    start: int
    end: int
    label: str
    row: int = 0


class Plan:
    """All places of a document, looked up by where a finding stands."""

    def __init__(self, document: Document, places: Iterable[Place]) -> None:
        self._texts = dict(document.fields())
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
        place = known[number]
        if not place.row:
            return place.label
        column = self._texts[span.field].count("\t", place.start, span.start)
        return f"{place.label}{letters(column)}{place.row}"


def letters(column: int) -> str:
    """A column counted from 0 as sheets name it: A, Z, AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def column_of(name: str) -> int:
    """The other way, for the letters of a cell's name; -1 for none."""
    column = 0
    for letter in name:
        if not "A" <= letter <= "Z":
            break
        column = column * 26 + ord(letter) - ord("A") + 1
    return column - 1
