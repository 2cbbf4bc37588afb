"""A table of small numbers by key that stores no keys: three places and a fingerprint each.

Static function retrieval after Botelho, Pagh and Ziviani (2007) and Graf and Lemire, "Xor
Filters" (2020): the value of a key is the exclusive or of three cells. An unknown key answers 0
but for one in 2 ** (16 - VALUE_BITS).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Keys = NDArray[np.uint64]

VALUE_BITS: Final = 6
_VALUE_MASK: Final = np.uint16((1 << VALUE_BITS) - 1)
_LOW: Final = np.uint64(0xFFFFFFFF)
_HALF: Final = np.uint64(32)
_C1: Final = np.uint64(0xBF58476D1CE4E5B9)
_C2: Final = np.uint64(0x94D049BB133111EB)
_S1, _S2, _S3 = np.uint64(30), np.uint64(27), np.uint64(31)
_R1, _R1B, _R2, _R2B = np.uint64(21), np.uint64(43), np.uint64(42), np.uint64(22)


def mixed(keys: Keys, seed: int) -> Keys:
    """Keys spread over 64 bits (the finaliser of SplitMix64)."""
    z = keys + np.uint64(seed)
    z ^= z >> _S1
    z *= _C1
    z ^= z >> _S2
    z *= _C2
    z ^= z >> _S3
    return z


def cells_of(mix: Keys, third: int) -> tuple[Keys, Keys, Keys]:
    """The three cells of each mixed key, one in each third of the table."""
    width = np.uint64(third)
    first = ((mix & _LOW) * width) >> _HALF
    second = (((mix << _R1 | mix >> _R1B) & _LOW) * width) >> _HALF
    third_cell = (((mix << _R2 | mix >> _R2B) & _LOW) * width) >> _HALF
    return first, second + width, third_cell + width + width


def fingerprints(mix: Keys) -> NDArray[np.uint16]:
    """Sixteen bits by which a key is known, the low ones covered by its value."""
    return (mix >> np.uint64(48) ^ mix).astype(np.uint16)


@dataclass(frozen=True, slots=True)
class Sieve:
    """Values 1 to 63 by key; 0 for what is not there."""

    cells: NDArray[np.uint16]
    seed: int

    def get(self, keys: Keys) -> NDArray[np.uint16]:
        """The value of each key."""
        mix = mixed(keys, self.seed)
        first, second, third = cells_of(mix, len(self.cells) // 3)
        found = self.cells[first] ^ self.cells[second] ^ self.cells[third] ^ fingerprints(mix)
        found[found > _VALUE_MASK] = 0
        return found


@dataclass(frozen=True, slots=True)
class Lookup:
    """Sixteen bits by key. What it answers for an unknown key is arbitrary: judge it elsewhere."""

    cells: NDArray[np.uint16]
    seed: int

    def get(self, keys: Keys) -> NDArray[np.uint16]:
        """The value of each key."""
        first, second, third = cells_of(mixed(keys, self.seed), len(self.cells) // 3)
        value: NDArray[np.uint16] = self.cells[first] ^ self.cells[second] ^ self.cells[third]
        return value
