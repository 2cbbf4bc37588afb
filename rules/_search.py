"""A regular expression gated by literals of the rule's own choosing.

`pattern` reads off a regular expression what it cannot match without. Where that is one common
character, or two Latin letters, the rule knows better what to wait for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from review.kinds import structure
from review.rule import Check, Mark, Reading


def search(
    regex: str,
    *,
    literals: Sequence[str],
    group: int | str = 0,
    only_if: Callable[[re.Match[str]], bool] | None = None,
) -> Check:
    """Every match in the folded view of a document that holds one of the literals (folded).

    The literals must be such that no match can do without all of them.
    """
    compiled = re.compile(regex)

    def find(reading: Reading) -> Iterator[Mark]:
        for text in reading.texts:
            for match in compiled.finditer(text.folded):
                if only_if is None or only_if(match):
                    yield Mark(span=text.span(*match.span(group)))

    return structure(find, literals=literals)
