"""Wilson's interval: how sure a share is, when it was counted on few cases.

E. B. Wilson, Probable inference, the law of succession, and statistical inference, 1927; without
correction for continuity. Unlike the usual formula it holds for shares near 0 and 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

Z95 = 1.959963984540054
"""The standard normal quantile for 95 in 100."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """So many of a number, and the interval the true share lies in 95 times in 100."""

    hits: int
    total: int
    low: float
    high: float

    @property
    def value(self) -> float:
        """The share itself; 0 of nothing is 0."""
        return self.hits / self.total if self.total else 0.0


def share(hits: int, total: int) -> Share:
    """The share with its interval; of nothing, everything is possible. ValueError if it is none."""
    if not 0 <= hits <= total:
        message = f"{hits} of {total} is no share"
        raise ValueError(message)
    if not total:
        return Share(hits=0, total=0, low=0.0, high=1.0)
    part, weight = hits / total, Z95**2 / total
    middle = (part + weight / 2) / (1 + weight)
    half = Z95 / (1 + weight) * sqrt(part * (1 - part) / total + weight / (4 * total))
    # Rounding must not push the ends past what was counted.
    low, high = min(middle - half, part), max(middle + half, part)
    return Share(hits=hits, total=total, low=max(0.0, low), high=min(1.0, high))
