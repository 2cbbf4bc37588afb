"""Lines of a page put together again: a page breaks a sentence where its column ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_AT_THE_EDGE = 1.6
"""Characters that may be missing at a full line's end: a sign that would not fit, a wider letter."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it stands on its page; `numbers`: what number each character has there."""

    text: str
    numbers: Sequence[int]
    left: float
    right: float
    top: float
    bottom: float

    @property
    def height(self) -> float:
        return max(self.top - self.bottom, 1.0)


def joined(lines: Sequence[Line]) -> Iterator[tuple[Line, bool]]:
    """Each line, and whether it goes on with the sentence of the one before.

    It does where that line is full and this one begins at the column's left edge in the same size
    of type; a paragraph is indented or begins after a short line.
    """
    margin = max((line.right for line in lines), default=0.0)
    before: Line | None = None
    for line in lines:
        yield line, before is not None and _goes_on(before, line, lines, margin)
        before = line


def _goes_on(before: Line, line: Line, lines: Sequence[Line], margin: float) -> bool:
    size = before.height
    if abs(line.height - size) > size * 0.25:
        return False
    if before.right < margin - _AT_THE_EDGE * size or line.top >= before.top:
        return False
    if before.bottom - line.top > size * 1.5:
        return False
    edge = min(each.left for each in lines)
    return line.left <= edge + size * 0.5
