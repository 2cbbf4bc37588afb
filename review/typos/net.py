"""Which sign the words around a place call for: a small network over the six signs on each side.

Bengio et al. (2003) with a hidden layer, trained to tell the sign that stood there from those it
is confused with. It knows what the counts have never seen side by side.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from review.typos.alphabet import EDGE, Ids
from review.typos.language import Floats

REACH: Final = 6
PAIRS: Final = ((4, 5), (6, 7), (3, 4), (7, 8), (5, 6))
"""Columns of a context that are also read two at a time."""
BUCKETS: Final = 65536


def contexts(ids: Ids, places: NDArray[np.int64]) -> NDArray[np.int64]:
    """The signs around each place, nearest to the middle; edges from the sentence's end on."""
    columns = np.zeros((len(places), 2 * REACH), np.int64)
    for side in (-1, 1):
        inside = np.ones(len(places), bool)
        for far in range(1, REACH + 1):
            sign = ids[places + side * far]
            inside &= sign != EDGE
            column = REACH - far if side < 0 else REACH + far - 1
            columns[:, column] = np.where(inside, sign, 0)
    return columns


def buckets(context: NDArray[np.int64]) -> NDArray[np.int64]:
    """Where each pair of neighbours is looked up; several pairs may share a place."""
    return np.stack(
        [
            ((context[:, one] * 2654435761 + context[:, two] * (40503 * 7919) + 1) >> 7) % BUCKETS
            for one, two in PAIRS
        ],
        axis=1,
    )


@dataclass(frozen=True, slots=True)
class Net:
    """Weights; tables of signs and pairs in 8 bits with a scale for each."""

    signs: NDArray[np.int8]
    pairs: NDArray[np.int8]
    hidden: Floats
    hidden_bias: Floats
    out: Floats
    out_bias: Floats
    answers: NDArray[np.int8]
    answer_bias: Floats
    scales: Floats

    def read(self, context: NDArray[np.int64]) -> Floats:
        """What each context calls for, as a vector to be compared with answers."""
        many = len(context)
        seen = np.concatenate(
            [
                self.signs[context].reshape(many, -1) * self.scales[0],
                self.pairs[buckets(context)].reshape(many, -1) * self.scales[1],
            ],
            axis=1,
            dtype=np.float32,
        )
        layer = np.maximum(seen @ self.hidden + self.hidden_bias, 0)
        called: Floats = layer @ self.out + self.out_bias
        return called

    def score(self, called: Floats, signs: Ids) -> Floats:
        """How well one sign answers each context; only differences in one context mean anything."""
        answer = self.answers[signs] * self.scales[2]
        score: Floats = np.einsum("ij,ij->i", called, answer) + self.answer_bias[signs]
        return score
