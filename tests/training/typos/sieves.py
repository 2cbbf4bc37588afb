"""Fills the tables that review/typos/sieve.py reads, by peeling (Majewski et al. 1996)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from review.typos.sieve import Keys, cells_of, fingerprints, mixed

_ROOM = 1.23
"""Cells a key; with fewer, peeling gets stuck."""


def filled(
    keys: Keys, values: NDArray[np.uint16], *, known: bool = True
) -> tuple[NDArray[np.uint16], int]:
    """Cells and seed. `known`: unknown keys are to answer 0, for which fingerprints are mixed in."""
    third = int(len(keys) * _ROOM / 3) + 32
    seed = 1
    while True:
        mix = mixed(keys, seed)
        cells = np.stack(cells_of(mix, third)).astype(np.int64)
        order = _peeled(cells, 3 * third)
        if sum(len(keys_) for keys_, _ in order) == len(keys):
            break
        seed += 1
    table = np.zeros(3 * third, np.uint16)
    wanted = values ^ fingerprints(mix) if known else values
    for peeled, free in reversed(order):
        value = wanted[peeled]
        for row in cells:
            value = value ^ table[row[peeled]]
        table[free] = value
    return table, seed


def _peeled(
    cells: NDArray[np.int64], size: int
) -> list[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Rounds of keys, each with a cell that no key of its own or a later round touches."""
    count = np.bincount(cells.ravel(), minlength=size)
    mixed_up = np.zeros(size, np.int64)
    for row in cells:
        np.bitwise_xor.at(mixed_up, row, np.arange(cells.shape[1]))
    order: list[tuple[NDArray[np.int64], NDArray[np.int64]]] = []
    front = np.flatnonzero(count == 1)
    while len(front):
        keys, first = np.unique(mixed_up[front], return_index=True)
        order.append((keys, front[first]))
        for row in cells:
            np.subtract.at(count, row[keys], 1)
            np.bitwise_xor.at(mixed_up, row[keys], keys)
        touched = np.unique(cells[:, keys])
        front = touched[count[touched] == 1]
    return order
