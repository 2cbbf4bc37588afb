"""A regular expression gated by literals of the rule's own choosing.

`pattern` reads off a regular expression what it cannot match without. Where that is one common
character, or two Latin letters, the rule knows better what to wait for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from review.kinds import structure
from review.rule import Check, Mark, Reading
from review.wordlist import Wordlist

T = TypeVar("T")


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


def kept(make: Callable[[Wordlist], T]) -> Callable[[Wordlist], T]:
    """What is made of a word list, kept for as long as the same list is asked about.

    `functools.cache` would hash every word of the list for each text.
    """
    last: list[tuple[Wordlist, T]] = []

    def of(listed: Wordlist) -> T:
        if not last or last[0][0] is not listed:
            last[:] = [(listed, make(listed))]
        return last[0][1]

    return of
