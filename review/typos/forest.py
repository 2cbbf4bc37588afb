"""A sum of decision trees, read from plain arrays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from review.typos.language import Floats

_FIRST_TREES: Final = 24
_LOW: Final = -20.0


@dataclass(frozen=True, slots=True)
class Forest:
    """Nodes of all trees in one row. A leaf is its own child, so every walk may take `depth` steps.

    Left where the feature is at most the threshold. `roots`: the first node of each tree. A row
    that the first trees put below `floor` is not worth the others.
    """

    feature: NDArray[np.int16]
    threshold: Floats
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    value: Floats
    roots: NDArray[np.int32]
    depth: int
    floor: float

    def score(self, rows: Floats) -> NDArray[np.float64]:
        """Log-odds of each row of features; of the hopeless ones only that they are low."""
        total = self._sum(rows, self.roots[:_FIRST_TREES])
        hopeful = np.flatnonzero(total > self.floor)
        rest = self._sum(rows[hopeful], self.roots[_FIRST_TREES:])
        hopeless = np.full(len(rows), _LOW)
        hopeless[hopeful] = total[hopeful] + rest
        return hopeless

    def _sum(self, rows: Floats, roots: NDArray[np.int32]) -> NDArray[np.float64]:
        many, wide = rows.shape
        flat = np.ascontiguousarray(rows).ravel()
        node = np.broadcast_to(roots, (many, len(roots))).copy()
        offset = (np.arange(many) * wide)[:, None]
        for _ in range(self.depth):
            less = flat[offset + self.feature[node]] <= self.threshold[node]
            node = np.where(less, self.left[node], self.right[node])
        total: NDArray[np.float64] = self.value[node].sum(axis=1, dtype=np.float64)
        return total


def chance(score: NDArray[np.float64]) -> NDArray[np.float64]:
    """Log-odds as a probability."""
    return 1 / (1 + np.exp(-score))
