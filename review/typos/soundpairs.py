"""Two-sign words by how they sound, tone and common confusions of sound left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from review.typos.alphabet import FIRST_HAN, Ids

_NO_SOUND: Final = 0xFFFF


@dataclass(frozen=True, slots=True)
class SoundPairs:
    """`sound`: up to two syllables of each sign. Words of syllables a, b: rows first[a * many + b]."""

    sound: NDArray[np.uint16]
    first: NDArray[np.uint32]
    one: Ids
    two: Ids
    many: int

    def like(self, ids: Ids, places: NDArray[np.int64]) -> tuple[NDArray[np.int64], Ids]:
        """Words that differ in both signs from what stands at each place: its number, the word."""
        owners: list[NDArray[np.int64]] = []
        words: list[Ids] = []
        here, behind = ids[places], ids[places + 1]
        both = (here >= FIRST_HAN) & (behind >= FIRST_HAN)
        for reading, other in ((0, 0), (1, 0), (0, 1)):
            one = self.sound[here, reading].astype(np.int64)
            two = self.sound[behind, other].astype(np.int64)
            able = np.flatnonzero(both & (one != _NO_SOUND) & (two != _NO_SOUND))
            cell = one[able] * self.many + two[able]
            start = self.first[cell].astype(np.int64)
            many = self.first[cell + 1].astype(np.int64) - start
            owner = np.repeat(able, many)
            row = np.arange(len(owner)) - np.repeat(np.cumsum(many) - many, many)
            row += np.repeat(start, many)
            word = np.stack([self.one[row], self.two[row]], axis=1)
            new = (word[:, 0] != here[owner]) & (word[:, 1] != behind[owner])
            owners.append(owner[new])
            words.append(word[new])
        return np.concatenate(owners), np.concatenate(words)
