"""Reading Chinese: one field of a document, its folded view, and the exact way back.

Rules about words look at the folded view, in which the tricks and accidents of typing are gone;
rules about typography look at the text as submitted. A folded view is never longer than the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Literal, TypeVar

from review.codes import Row
from review.cue import Numbers
from review.folding import HAN, INVISIBLE, SPACES, fold, fold_characters, fold_literal, fold_row
from review.model import Span
from review.segmenter import Segmenter

__all__ = [
    "HAN",
    "INVISIBLE",
    "SPACES",
    "Label",
    "Segmenter",
    "Text",
    "fold",
    "fold_characters",
    "fold_literal",
]

T = TypeVar("T")
Label = Literal["aligned", "contained", "crossing"]

_ODD_SPACE = re.compile(f"[{SPACES}]")
# jieba cuts its input into blocks of this class before it looks for words, so a block gives the
# same cut alone as within the whole text (jieba 0.42.1, re_han_default).
_BLOCK = re.compile(r"[\u4e00-\u9fd5a-zA-Z0-9+#&._%\-]+")
_BLOCK_CHAR = re.compile(r"[\u4e00-\u9fd5a-zA-Z0-9+#&._%\-]")
_LONG_BLOCK = 4000  # characters; the longest sentences have a few hundred
_NEAR = 32  # characters beside a stretch whose word edges are told
_TWO_HAN = re.compile(f"[{HAN}]{{2}}")
# By octet: a digit as 0, anything else as a blank.
_DIGITS = bytes(0x30 if 0x30 <= code <= 0x39 else 0x20 for code in range(256))
_NOTHING = Row("")
_LINE_END = re.compile(r"[\r\n]")
_NEWLINE = re.compile(r"\r\n|\r|\n")


class Text:
    """One field while it is being read. Folded offsets unless a name says otherwise."""

    __slots__ = (
        "_blocks",
        "_bounds",
        "_digits",
        "_known",
        "_places",
        "_segmenter",
        "_signs",
        "field",
        "folded",
        "heard",
        "origin",
        "row",
        "sifted",
        "submitted",
        "submitted_row",
    )

    def __init__(self, field: str, submitted: str, segmenter: Segmenter) -> None:
        self.field = field
        self.submitted = submitted
        self.submitted_row = self.row = Row(submitted) if submitted else _NOTHING
        self.folded, self.origin = fold_row(submitted, self.row) if submitted else ("", None)
        if self.folded is not submitted:
            self.row = Row(self.folded)
        self.heard: dict[object, tuple[Numbers, Numbers]] = {}
        self.sifted: dict[re.Pattern[str], Sequence[int]] = {}
        self._segmenter = segmenter
        self._blocks: dict[int, list[int]] = {}
        self._bounds: list[tuple[int, int]] = []
        self._digits: dict[bool, list[tuple[int, int]]] = {}
        self._places: dict[str, list[tuple[int, int]]] = {}
        self._signs: dict[str, list[int]] = {}
        self._known: dict[Callable[[Text], object], Any] = {}

    def once(self, look: Callable[[Text], T]) -> T:
        """What a function says of this text: worked out for the first rule that asks."""
        if look not in self._known:
            self._known[look] = look(self)
        answer: T = self._known[look]
        return answer

    def matches(self, regex: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """All matches in the folded view, one after the other.

        Where a rule has waited for the expression, it is tried only where it can begin.
        """
        starts = self.sifted.get(regex)
        if starts is None:
            return regex.finditer(self.folded)
        return matches_from(regex, self.folded, starts)

    def submitted_range(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of the folded view stands in the text as submitted."""
        if self.origin is None:
            return start, end
        if start == end:
            at = self.origin[start] if start < len(self.origin) else len(self.submitted)
            return at, at
        return self.origin[start], self.origin[end - 1] + 1

    def folded_offset(self, offset: int) -> int:
        """The place in the folded view at or just after a submitted offset."""
        if self.origin is None:
            return offset
        return bisect_right(self.origin, offset - 1)

    def span(self, start: int, end: int) -> Span:
        """The span of a stretch of the folded view."""
        start, end = self.submitted_range(start, end)
        return Span(field=self.field, start=start, end=end)

    def raw_span(self, start: int, end: int) -> Span:
        """The span of a stretch given in submitted offsets."""
        return Span(field=self.field, start=start, end=end)

    def paragraphs(self) -> Sequence[tuple[int, int]]:
        """Start and end of every line, in submitted offsets, line ends left out."""
        return self.once(_paragraphs)

    def paragraph(self, offset: int) -> tuple[int, int]:
        """Start and end of the line around an offset."""
        ends = self.once(_line_ends)
        after = bisect_left(ends, offset)
        start = ends[after - 1] + 1 if after else 0
        return start, ends[after] if after < len(ends) else len(self.folded)

    def inside(self, start: int, end: int, brackets: str) -> bool:
        """Whether a stretch stands between an opening and a closing bracket of its own line."""
        first, last = self.paragraph(start)
        opener, closer = brackets[0], brackets[1]
        opened = self.folded.rfind(opener, first, start)
        if opened < 0 or self.folded.find(closer, opened, start) >= 0:
            return False
        return self.folded.find(closer, end, last) >= 0

    def digit_runs(self, *, submitted: bool) -> list[tuple[int, int]]:
        """Every run of ASCII digits in the folded or the submitted text."""
        if submitted not in self._digits:
            if self.folded == self.submitted:
                self._digits[True] = self._digits[False] = _digit_runs(self.folded)
            else:
                self._digits[submitted] = _digit_runs(self.submitted if submitted else self.folded)
        return self._digits[submitted]

    def places(self, literal: str) -> list[tuple[int, int]]:
        """Every place of a short literal too frequent for the automaton; looked for once."""
        places = self._places.get(literal)
        if places is None:
            places = self._places[literal] = []
            at = self.folded.find(literal)
            while at >= 0:
                places.append((at, at + len(literal)))
                at = self.folded.find(literal, at + 1)
        return places

    def signs(self, char: str) -> list[int]:
        """Every place of a character in the text as submitted; looked for once."""
        places = self._signs.get(char)
        if places is None:
            places = self._signs[char] = []
            at = self.submitted.find(char)
            while at >= 0:
                places.append(at)
                at = self.submitted.find(char, at + 1)
        return places

    def unbroken(self, start: int, end: int) -> bool:
        """Whether a word was typed as one: no space in it, or a space after every letter of it.

        A long word may hold a stray space; a short one that does is more likely two words.
        """
        if self.origin is None or self.origin[end - 1] - self.origin[start] == end - 1 - start:
            return True
        if end - start >= 4:
            return True
        spaced = [self._spaced(at) for at in range(start, end - 1)]
        if not any(spaced):
            return True
        around = [at for at in (start - 1, end - 1) if 0 <= at < len(self.folded) - 1]
        return all(spaced) and all(self._spaced(at) or not self._joined(at) for at in around)

    def _spaced(self, at: int) -> bool:
        """Whether a space was taken out behind this character."""
        if self.origin is None:
            return False
        return bool(_ODD_SPACE.search(self.submitted, self.origin[at] + 1, self.origin[at + 1]))

    def _joined(self, at: int) -> bool:
        """Whether this character and the next are both Chinese, so that they might be a word."""
        return bool(_TWO_HAN.match(self.folded, at))

    def word_edges(self, start: int, end: int) -> list[int]:
        """The word edges of the block of text around a stretch; if that is long, of what is near."""
        first, last = self._block(start)
        last = max(end, last)
        if last - first > _LONG_BLOCK:
            first = self._segmenter.seam(self.folded, max(first, start - _NEAR), first)
            last = self._segmenter.seam(self.folded, min(last, end + _NEAR), last)
            return [first + edge for edge in self._segmenter.edges(self.folded[first:last])]
        edges = self._blocks.get(first)
        if edges is None or edges[-1] < end:
            cut = self._segmenter.edges(self.folded[first:last])
            edges = self._blocks[first] = [first + edge for edge in cut]
        return edges

    def edges_beside(self, start: int, end: int, reach: int) -> frozenset[int]:
        """The word edges of a stretch and so many characters before and after it, read by itself.

        Takes as long in a line of a million characters as in a short one.
        """
        first, last = max(0, start - reach), min(len(self.folded), end + reach)
        return frozenset(first + edge for edge in self._segmenter.edges(self.folded[first:last]))

    def _block(self, at: int) -> tuple[int, int]:
        """Start and end of the block that `at` is in or at the end of, or of none."""
        known = bisect_right(self._bounds, (at, len(self.folded))) - 1
        if known >= 0 and at <= self._bounds[known][1]:
            return self._bounds[known]
        first = at
        while first and _BLOCK_CHAR.match(self.folded, first - 1):
            first -= 1
        block = _BLOCK.match(self.folded, first)
        if block is None:
            return at, at
        insort(self._bounds, block.span())
        return block.span()

    def edges(self, start: int, end: int) -> Label:
        """How a stretch lies to the words around it.

        `aligned`: it is one or several whole words. `contained`: it lies within one longer word.
        `crossing`: a word begins outside and ends inside it, or the other way round.
        """
        edges = self.word_edges(start, end)
        if start in edges and end in edges:
            return "aligned"
        if any(start < edge < end for edge in edges):
            return "crossing"
        return "contained"


def matches_from(
    regex: re.Pattern[str], text: str, starts: Iterable[int]
) -> Iterator[re.Match[str]]:
    """The matches that begin at any of some places in order, as if looked for one after another."""
    reached = 0
    for start in starts:
        if start >= reached and (match := regex.match(text, start)):
            yield match
            reached = match.end()


def _digit_runs(text: str) -> list[tuple[int, int]]:
    """Where digits stand; four times as fast as the regular expression."""
    row = text.encode("ascii", "replace").translate(_DIGITS)
    runs: list[tuple[int, int]] = []
    start = row.find(b"0")
    while start >= 0:
        end = row.find(b" ", start)
        end = len(row) if end < 0 else end
        runs.append((start, end))
        start = row.find(b"0", end)
    return runs


def _line_ends(text: Text) -> list[int]:
    return [match.start() for match in _LINE_END.finditer(text.folded)]


def _paragraphs(text: Text) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    start = 0
    if "\r" in text.submitted:
        for match in _NEWLINE.finditer(text.submitted):
            found.append((start, match.start()))
            start = match.end()
    else:
        for at in text.signs("\n"):
            found.append((start, at))
            start = at + 1
    found.append((start, len(text.submitted)))
    return found
