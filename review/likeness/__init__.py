"""What is taken for what: characters that sound alike, and characters that look alike.

The table (`characters.tsv`) is made from the Unicode Han database by `review.likeness.build`; it
holds the characters of 通用规范汉字表 and is read when the first pair is asked about.
"""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

DATA = Path(__file__).with_name("characters.tsv")

# What many speakers do not keep apart, and fuzzy input methods treat as one.
_INITIALS = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("l", "n"), ("h", "f"), ("r", "l"))
_FINALS = (("ang", "an"), ("eng", "en"), ("ing", "in"))


class Character(NamedTuple):
    """`readings`: syllable and tone, as in "zhong1"; `shapes`: what it looks like, likest first."""

    readings: tuple[str, ...]
    shapes: str


@cache
def characters() -> dict[str, Character]:
    """The whole table."""
    table: dict[str, Character] = {}
    for line in DATA.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            char, read, shapes = line.split("\t")
            table[char] = Character(tuple(read.split()), shapes)
    return table


@cache
def syllables(char: str) -> frozenset[str]:
    """How a character is read, tones apart; nothing for a character outside the table."""
    known = characters().get(char)
    return frozenset(reading[:-1] for reading in known.readings) if known else frozenset()


@cache
def _blurred(char: str) -> frozenset[str]:
    return frozenset(blurred(syllable) for syllable in syllables(char))


def blurred(syllable: str) -> str:
    """A syllable with what is commonly confused made one: zhang and zan are both zan."""
    for first, second in _INITIALS:
        if syllable.startswith(first):
            syllable = second + syllable[len(first) :]
            break
    for first, second in _FINALS:
        if syllable.endswith(first):
            return syllable[: -len(first)] + second
    return syllable


def sound_same(one: str, other: str) -> bool:
    """Whether two characters can be read the same, tones apart."""
    return not syllables(one).isdisjoint(syllables(other))


def sound_alike(one: str, other: str) -> bool:
    """Whether two characters can be read the same, tones and what is commonly confused apart."""
    return not _blurred(one).isdisjoint(_blurred(other))


def look_alike(one: str, other: str) -> bool:
    """Whether either character is among those the other looks like."""
    table = characters()
    return (one in table and other in table[one].shapes) or (
        other in table and one in table[other].shapes
    )


@lru_cache(maxsize=1 << 16)
def alike(one: str, other: str) -> bool:
    """Whether one character is easily taken, or typed, for the other."""
    return sound_alike(one, other) or look_alike(one, other)
