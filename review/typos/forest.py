"""A sum of decision trees, read from plain arrays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from review.typos.language import Floats


@dataclass(frozen=True, slots=True)
class Forest:
    """Nodes of all trees in one row. A leaf is its own child, so every walk may take `depth` steps.

    Left where the feature is at most the threshold. `roots`: the first node of each tree.
    """

    feature: NDArray[np.int16]
    threshold: Floats
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    value: Floats
    roots: NDArray[np.int32]
    depth: int

    def score(self, rows: Floats) -> NDArray[np.float64]:
        """Log-odds of each row of features."""
        many, wide = rows.shape
        flat = np.ascontiguousarray(rows).ravel()
        node = np.broadcast_to(self.roots, (many, len(self.roots))).copy()
        offset = (np.arange(many) * wide)[:, None]
        for _ in range(self.depth):
            less = flat[offset + self.feature[node]] <= self.threshold[node]
            node = np.where(less, self.left[node], self.right[node])
        total: NDArray[np.float64] = self.value[node].sum(axis=1, dtype=np.float64)
        return total


def chance(score: NDArray[np.float64]) -> NDArray[np.float64]:
    """Log-odds as a probability."""
    return 1 / (1 + np.exp(-score))
