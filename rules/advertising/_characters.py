"""Which characters occur in a text at all: one pass that spares many rules one of their own."""

from __future__ import annotations

from functools import cache

from review.rule import Text
from review.text import fold_characters


def characters(text: Text) -> frozenset[str]:
    """Every character of a text as submitted; asked for through `Text.once`."""
    return frozenset(text.submitted)


def has_traditional(text: Text) -> bool:
    """Whether folding changes a Chinese character; without one there are not two scripts."""
    if text.folded == text.submitted:
        return False
    return not _traditional().isdisjoint(text.once(characters))


def members(*classes: str) -> frozenset[str]:
    """The characters of ranges and lists written as in a character class."""
    found: set[str] = set()
    for one in classes:
        found |= set(map(chr, range(ord(one[0]), ord(one[2]) + 1))) if one[1:2] == "-" else set(one)
    return frozenset(found)


@cache
def _traditional() -> frozenset[str]:
    han = "".join(map(chr, (*range(0x3400, 0xA000), *range(0xF900, 0xFB00))))
    folded = zip(han, fold_characters(han), strict=True)
    return frozenset(one for one, other in folded if one != other)
