"""Characters of which one must occur in a text before a rule need look at it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from review.text import fold_characters
from review.wordlist import Library


@cache
def _traditional() -> re.Pattern[str]:
    han = "".join(map(chr, (*range(0x3400, 0xA000), *range(0xF900, 0xFB00))))
    folded = zip(han, fold_characters(han), strict=True)
    return re.compile("[" + "".join(one for one, other in folded if one != other) + "]")


def traditional(library: Library) -> Sequence[re.Pattern[str]]:
    """A Chinese character that folding changes; without one there are not two scripts."""
    del library
    return (_traditional(),)
