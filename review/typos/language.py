"""How usual a run of signs is in official prose: counts of runs of two to five, and what follows.

The probability of a sign after others is interpolated from long runs down to the sign alone
(Jelinek and Mercer 1980, weights by how often the context was seen, as Witten and Bell 1991).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from review.typos.alphabet import EDGE, Ids
from review.typos.sieve import Keys, Sieve

Floats = NDArray[np.float32]
Windows = dict[tuple[int, int], Floats]
"""Counts of the runs over a stretch, by length and start."""

ORDER: Final = 5
BASE: Final = np.uint64(7131)
"""The fifth power just fits 64 bits, so a run of five is its own key."""
STEP: Final = 1.26
"""Counts are kept as powers of this."""
_TRUST: Final = (0.0, 0.0, 1.0, 3.0, 5.0, 5.0)
"""By order, how slowly a context is believed as it is seen more often (times its count to the power
of 3/4); fitted on clean prose."""


def windows_over(length: int) -> tuple[tuple[int, int], ...]:
    """Every run that covers part of a stretch: its length and where it begins, from its start."""
    return tuple(
        (order, start) for order in range(2, ORDER + 1) for start in range(1 - order, length)
    )


def level_of(count: NDArray[np.int64]) -> NDArray[np.uint16]:
    """A count as it is kept, 1 to 63."""
    level: NDArray[np.uint16] = np.clip(np.rint(np.log(count) / np.log(STEP)) + 1, 1, 63).astype(
        np.uint16
    )
    return level


@dataclass(frozen=True, slots=True)
class Sweep:
    """What is known of every place of a row.

    `counts[n][i]`: how often the run of n signs that ends at i was seen (n = 1 to 5).
    `chances[n][i]`: probability of the sign at i after the n - 1 before it.
    """

    ids: Ids
    counts: Sequence[Floats]
    chances: Sequence[Floats]


class Language:
    """Counts of runs of signs, and probabilities made of them."""

    def __init__(self, sieves: Mapping[int, Sieve], singles: Floats) -> None:
        self._sieves = sieves
        self.singles = singles
        self.total = float(singles.sum())
        self._worth = np.zeros(65, np.float32)
        self._worth[1:] = STEP ** np.arange(64)

    def count(self, order: int, keys: Keys) -> Floats:
        """How often runs were seen; 0 for fewer than the model keeps."""
        found: Floats = self._worth[self._sieves[order].get(keys)]
        return found

    def sweep(self, ids: Ids) -> Sweep:
        """Counts and probabilities at every place of a row with its margin."""
        wide = ids.astype(np.uint64)
        size = len(ids)
        counts: list[Floats] = [np.full(size, self.total, np.float32), self.singles[ids]]
        chances: list[Floats] = [
            np.zeros(0, np.float32),
            (counts[1] + np.float32(0.5)) / self.total,
        ]
        keys = wide
        for order in range(2, ORDER + 1):
            keys = keys[:-1] * BASE + wide[order - 1 :]
            seen = np.zeros(size, np.float32)
            # a longer run was seen only if both its shorter ones were
            if order == 2:
                seen[1:] = self.count(2, keys)
            else:
                shorter = counts[order - 1]
                likely = (shorter[order - 1 :] > 0) & (shorter[order - 2 : -1] > 0)
                at = np.flatnonzero(likely)
                seen[at + order - 1] = self.count(order, keys[at])
            before = np.zeros(size, np.float32)
            before[1:] = counts[order - 1][:-1]
            counts.append(seen)
            chances.append(mixed_chance(order, seen, before, chances[order - 1]))
        return Sweep(ids, counts, chances)

    def windows(self, ids: Ids, places: NDArray[np.int64], signs: Ids) -> Windows:
        """How often each run over a stretch would be seen, were `signs` (a row each) in it."""
        length = signs.shape[1]
        around = {
            offset: ids[places + offset].astype(np.uint64)
            for offset in range(1 - ORDER, length + ORDER - 1)
        }
        for offset in range(length):
            around[offset] = signs[:, offset].astype(np.uint64)
        keys = dict(around)
        found: Windows = {}
        for order in range(2, ORDER + 1):
            longer: dict[int, Keys] = {}
            for start in range(1 - ORDER, length):
                key = longer[start] = keys[start] * BASE + around[start + order - 1]
                if start <= -order:
                    continue
                # its two shorter runs, where they too cover the place, must have been seen
                likely = np.ones(len(places), bool)
                for shorter in ((order - 1, start), (order - 1, start + 1)):
                    if shorter in found:
                        likely &= found[shorter] > 0
                at = np.flatnonzero(likely)
                seen = np.zeros(len(places), np.float32)
                seen[at] = self.count(order, key[at])
                found[order, start] = seen
            keys = longer
        return found

    def chances(
        self, sweep: Sweep, places: NDArray[np.int64], signs: Ids, seen: Windows
    ) -> list[Floats]:
        """Log-probabilities of the signs of a stretch and the four behind it, `signs` being in it.

        What stands behind the end of a sentence counts for nothing.
        """
        length = signs.shape[1]
        within = np.ones(len(places), bool)
        logs: list[Floats] = []
        for offset in range(length + ORDER - 1):
            at = places + offset
            if offset > length:
                within = within & (sweep.ids[at - 1] != EDGE)
            untouched = offset - length + 1
            chance: Floats
            if offset < length:
                chance = (self.singles[signs[:, offset]] + np.float32(0.5)) / self.total
            else:
                chance = sweep.chances[untouched][at]
            for order in range(max(2, untouched + 1), ORDER + 1):
                start = offset - order + 1
                if offset == 0:
                    before = sweep.counts[order - 1][at - 1]
                elif order > 2:
                    before = seen[order - 1, start]
                elif offset <= length:
                    before = self.singles[signs[:, offset - 1]]
                else:
                    before = sweep.counts[1][at - 1]
                chance = mixed_chance(order, seen[order, start], before, chance)
            logs.append(np.where(within, np.log(chance), np.float32(0)))
        return logs


def mixed_chance(order: int, seen: Floats, before: Floats, lower: Floats) -> Floats:
    """Probability from a run's count, its context's count and the shorter context's answer."""
    root = np.sqrt(before)
    weight = before / (before + _TRUST[order] * root * np.sqrt(root) + 1e-9)
    share = np.minimum(seen / np.maximum(before, 1), 1)
    mixed: Floats = (weight * share + (1 - weight) * lower).astype(np.float32, copy=False)
    return mixed
