"""What may have been meant where a sign looks wrong: what sounds or looks like it and fits beside.

Which signs are alike is worked out when the model is built (pinyin readings; cangjie, four-corner
and phonetic data of Unihan; drawn outlines), and kept here sign by sign.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from review.typos.alphabet import FIRST_HAN, Ids
from review.typos.language import BASE, Floats, Language, Sweep
from review.typos.sieve import Lookup, Sieve

SAME_SOUND: Final = 1
OTHER_TONE: Final = 2
NEAR_SOUND: Final = 3
SLIP_OF_SOUND: Final = 4
SHAPE: Final = 5

_PRIOR: Final = np.array([0.0, 1.2, 0.6, 0.0, -0.8, -0.3, 0.0, 0.0, -1.0], np.float32)
SOUND_OF_WORD: Final = 6
SWAP: Final = 7
CALLED_FOR: Final = 8
_FIRST: Final = 48
_KEPT: Final = 24
_BEHIND: Final = np.float32(4.0)
_FAR_BEHIND: Final = np.float32(6.0)
_UNSEEN: Final = np.float32(0.3)
_LEAST_FIT: Final = -4.0


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

    def joined(self, others: Proposals) -> Proposals:
        """Both, a sign proposed twice for a place only as proposed first."""
        both = Proposals(
            np.concatenate([self.owner, others.owner]),
            np.concatenate([self.sign, others.sign]),
            np.concatenate([self.kind, others.kind]),
            np.concatenate([self.shape, others.shape]),
            np.concatenate([self.quick, others.quick]),
        )
        _, first = np.unique(both.owner * 65536 + both.sign, return_index=True)
        return both.take(first)


@dataclass(frozen=True, slots=True)
class Confusions:
    """Signs alike: those of sign s are rows first[s] to first[s + 1]."""

    first: NDArray[np.int64]
    sign: Ids
    kind: NDArray[np.uint8]
    shape: NDArray[np.uint8]
    usual: Lookup
    phrases: Lookup
    words: Sieve

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
        kind, shape = self.kind[rows], self.shape[rows]
        standing = _beside(language, ids, places, here)
        quick = _beside(language, ids, at, sign)
        quick += _PRIOR[kind] + np.float32(0.01) * shape
        found = Proposals(owner, sign, kind, shape, quick)
        found = found.take(np.flatnonzero(quick > np.maximum(-10, standing - _FAR_BEHIND)[owner]))
        found = found.take(best(found.owner, found.quick, _FIRST))
        at = places[found.owner]
        full = found.quick + np.float32(0.5) * _around(language, ids, at, found.sign)
        standing += np.float32(0.5) * _around(language, ids, places, here)
        found = Proposals(found.owner, found.sign, found.kind, found.shape, full)
        found = found.take(np.flatnonzero(full > standing[found.owner] - _BEHIND))
        found = found.take(best(found.owner, found.quick, _KEPT))
        found = found.joined(self._called_for(language, ids, places))
        return found.joined(self._of_phrases(ids, places))

    def _called_for(self, language: Language, ids: Ids, places: NDArray[np.int64]) -> Proposals:
        """The sign usual between, behind or before the two signs beside a place, like or not."""
        far, near, next_, after = (ids[places + by].astype(np.uint64) for by in (-2, -1, 1, 2))
        keys = (near * BASE + next_, far * BASE + near, next_ * BASE + after)
        owners, signs = [], []
        for way, key in enumerate(keys):
            sign = self.usual.get(key * np.uint64(4) + np.uint64(way))
            able = (sign >= FIRST_HAN) & (sign < len(language.singles)) & (sign != ids[places])
            owners.append(np.flatnonzero(able))
            signs.append(sign[able])
        owner, sign = np.concatenate(owners), np.concatenate(signs)
        fit = _beside(language, ids, places[owner], sign)
        fit += np.float32(0.5) * _around(language, ids, places[owner], sign)
        # where nothing was kept for the two, the table answers with any sign at all
        real = np.flatnonzero(fit > _LEAST_FIT)
        kind = np.full(len(real), CALLED_FOR, np.uint8)
        return Proposals(
            owner[real], sign[real], kind, np.zeros(len(real), np.uint8), fit[real] + _PRIOR[kind]
        )

    def _of_phrases(self, ids: Ids, places: NDArray[np.int64]) -> Proposals:
        """The sign that would make a listed phrase of four of a place and its neighbours."""
        owners, signs = [], []
        for blank in range(4):
            keys = np.zeros(len(places), np.uint64)
            for at in range(4):
                if at != blank:
                    keys = keys * BASE + ids[places + at - blank]
            sign = self.phrases.get(keys * np.uint64(4) + np.uint64(blank))
            word = np.zeros(len(places), np.uint64)
            for at in range(4):
                word = word * BASE + (sign if at == blank else ids[places + at - blank])
            # for three signs of no phrase the table answers with any sign at all
            able = (sign >= FIRST_HAN) & (sign < len(self.first) - 1) & (sign != ids[places])
            able &= self.words.get(word * np.uint64(8) + np.uint64(4)) > 0
            owners.append(np.flatnonzero(able))
            signs.append(sign[able])
        owner, sign = np.concatenate(owners), np.concatenate(signs)
        kind, shape = self._likeness(ids[places[owner]], sign)
        return Proposals(owner, sign, kind, shape, np.zeros(len(owner), np.float32))

    def _likeness(self, written: Ids, meant: Ids) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
        """How two signs are alike, if they are."""
        many = self.first[written.astype(np.int64) + 1] - self.first[written]
        pair = np.repeat(np.arange(len(written)), many)
        rows = np.arange(len(pair)) - np.repeat(np.cumsum(many) - many, many)
        rows += np.repeat(self.first[written], many)
        same = self.sign[rows] == meant[pair]
        kind = np.full(len(written), CALLED_FOR, np.uint8)
        shape = np.zeros(len(written), np.uint8)
        kind[pair[same]] = self.kind[rows[same]]
        shape[pair[same]] = self.shape[rows[same]]
        return kind, shape


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
    # owners are small whole numbers and scores within hundreds: one key, one sort
    order = np.argsort(owner * 4096.0 - score, kind="stable")
    sorted_owner = owner[order]
    starts = np.flatnonzero(np.r_[True, sorted_owner[1:] != sorted_owner[:-1]])
    rank = np.arange(len(order)) - np.repeat(starts, np.diff(np.r_[starts, len(order)]))
    rows: NDArray[np.int64] = order[rank < many]
    return rows
