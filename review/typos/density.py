"""Passages that the model cannot judge: where it doubts more than any honest text has slips."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from review.text import Text
from review.typos.detector import Slip

_MOST: Final = 6
"""So many marks in a passage are no storm, however short it is."""
_CHARACTERS_A_MARK: Final = 12


def judged(text: Text, slips: Sequence[Slip]) -> tuple[list[Slip], list[tuple[int, int]]]:
    """The slips of passages that can be judged, and the passages that cannot.

    A passage is a paragraph. A sentence with four slips in forty characters is still one.
    """
    if len(slips) <= _MOST:
        return list(slips), []
    kept: list[Slip] = []
    dense: list[tuple[int, int]] = []
    starts = [slip.start for slip in slips]
    at = 0
    while at < len(slips):
        first, last = text.paragraph(slips[at].start)
        end = bisect_left(starts, last, lo=at)
        end = max(end, at + 1)
        if end - at > _MOST and (end - at) * _CHARACTERS_A_MARK > last - first:
            dense.append((first, last))
        else:
            kept += slips[at:end]
        at = end
    return kept, dense
