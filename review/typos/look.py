"""Where to look closely: a weighted sum of what the sweep says of a place and those around it."""

from __future__ import annotations

from typing import Final

import numpy as np

from review.typos.alphabet import EDGE, MARGIN
from review.typos.language import ORDER, Floats, Sweep

SIGNS_OF_TROUBLE: Final = 25
_UNSEEN: Final = np.float32(0.3)


def troubles(sweep: Sweep, mistaken: Floats) -> Floats:
    """One column a place (margins left out): chances and counts of the runs that cover it.

    `mistaken`: for each sign, how often it is written for another.
    """
    inner = len(sweep.ids) - 2 * MARGIN

    def shifted(values: Floats, by: int) -> Floats:
        return values[MARGIN + by : MARGIN + by + inner]

    rows = np.empty((SIGNS_OF_TROUBLE, inner), np.float32)
    chances = np.log(sweep.chances[ORDER])
    line = 0
    for by in range(ORDER):
        rows[line] = shifted(chances, by)
        line += 1
    for order in range(2, ORDER + 1):
        logs = np.log(np.maximum(sweep.counts[order], _UNSEEN))
        for by in range(order):
            rows[line] = shifted(logs, by)
            line += 1
    logs = np.log(sweep.counts[1] + _UNSEEN)
    for by in (0, -1, 1):
        rows[line] = shifted(logs, by)
        line += 1
    for by in (1, -1):
        rows[line] = sweep.ids[MARGIN + by : MARGIN + by + inner] == EDGE
        line += 1
    rows[line] = mistaken[sweep.ids[MARGIN : MARGIN + inner]]
    return rows
