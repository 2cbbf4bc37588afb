"""What may have been meant where a sign looks wrong: what sounds or looks like it and fits beside.

Which signs are alike is worked out when the model is built (pinyin readings; cangjie, four-corner
and phonetic data of Unihan; drawn outlines), and kept here sign by sign.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from review.typos.alphabet import Ids
from review.typos.language import BASE, Floats, Language, Sweep

SAME_SOUND: Final = 1
OTHER_TONE: Final = 2
NEAR_SOUND: Final = 3
SLIP_OF_SOUND: Final = 4
SHAPE: Final = 5

_PRIOR: Final = np.array([0.0, 1.2, 0.6, 0.0, -0.8, -0.3], np.float32)
SOUND_OF_WORD: Final = 6
SWAP: Final = 7
_FIRST: Final = 48
_KEPT: Final = 24
_BEHIND: Final = np.float32(4.0)
_UNSEEN: Final = np.float32(0.3)


@dataclass(frozen=True, slots=True)
class Proposals:
    """One row a candidate: the number of the place it is for, the sign, its kind and likeness."""

    owner: NDArray[np.int64]
    sign: Ids
    kind: NDArray[np.uint8]
    shape: NDArray[np.uint8]
    quick: Floats

    def take(self, rows: NDArray[np.int64]) -> Proposals:
        return Proposals(
            self.owner[rows], self.sign[rows], self.kind[rows], self.shape[rows], self.quick[rows]
        )


@dataclass(frozen=True, slots=True)
class Confusions:
    """Signs alike: those of sign s are rows first[s] to first[s + 1]."""

    first: NDArray[np.int64]
    sign: Ids
    kind: NDArray[np.uint8]
    shape: NDArray[np.uint8]

    def propose(self, language: Language, sweep: Sweep, places: NDArray[np.int64]) -> Proposals:
        """The few likeliest candidates for each place, none far behind what stands there."""
        ids = sweep.ids
        here = ids[places]
        many = self.first[here.astype(np.int64) + 1] - self.first[here]
        owner = np.repeat(np.arange(len(places)), many)
        rows = np.arange(len(owner)) - np.repeat(np.cumsum(many) - many, many)
        rows += np.repeat(self.first[here], many)
        sign = self.sign[rows]
        at = places[owner]
        standing = _beside(language, ids, places, here) + np.float32(0.5) * _around(
            language, ids, places, here
        )
        quick = _beside(language, ids, at, sign)
        quick += _PRIOR[self.kind[rows]] + np.float32(0.01) * self.shape[rows]
        found = Proposals(owner, sign, self.kind[rows], self.shape[rows], quick)
        found = found.take(np.flatnonzero(quick > -10))
        found = found.take(best(found.owner, found.quick, _FIRST))
        at = places[found.owner]
        full = found.quick + np.float32(0.5) * _around(language, ids, at, found.sign)
        found = Proposals(found.owner, found.sign, found.kind, found.shape, full)
        found = found.take(np.flatnonzero(full > standing[found.owner] - _BEHIND))
        return found.take(best(found.owner, found.quick, _KEPT))


def _beside(language: Language, ids: Ids, places: NDArray[np.int64], signs: Ids) -> Floats:
    """How well a sign goes with the one before and the one behind."""
    wide = signs.astype(np.uint64)
    left = language.count(2, ids[places - 1].astype(np.uint64) * BASE + wide)
    right = language.count(2, wide * BASE + ids[places + 1])
    fit: Floats = np.log((left + _UNSEEN) * (right + _UNSEEN) / (language.singles[signs] + 1))
    return fit


def _around(language: Language, ids: Ids, places: NDArray[np.int64], signs: Ids) -> Floats:
    """How often it was seen in its three runs of three."""
    wide = signs.astype(np.uint64)
    far, near, next_, after = (ids[places + by].astype(np.uint64) for by in (-2, -1, 1, 2))
    total = np.zeros(len(places), np.float32)
    for one, two, three in ((far, near, wide), (near, wide, next_), (wide, next_, after)):
        total += np.log1p(language.count(3, (one * BASE + two) * BASE + three))
    return total


def best(owner: NDArray[np.int64], score: Floats, many: int) -> NDArray[np.int64]:
    """Rows of the `many` highest scores of each owner, by owner and falling score."""
    order = np.lexsort((-score, owner))
    sorted_owner = owner[order]
    starts = np.flatnonzero(np.r_[True, sorted_owner[1:] != sorted_owner[:-1]])
    rank = np.arange(len(order)) - np.repeat(starts, np.diff(np.r_[starts, len(order)]))
    rows: NDArray[np.int64] = order[rank < many]
    return rows
