"""Small slips of the hand: what one wrong keystroke makes of a name or a phrase."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from random import Random

from pypinyin import lazy_pinyin

Slip = Callable[[Random, str], str]


@cache
def _same_sound() -> dict[str, str]:
    """The 3,755 common characters of GB 2312, by sound; rarer ones nobody's input method offers first."""
    common = b"".join(
        bytes((row, cell)) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF)
    ).decode("gb2312", "ignore")
    sounds: dict[str, str] = {}
    for character in common:
        [sound] = lazy_pinyin(character)
        sounds[sound] = sounds.get(sound, "") + character
    return sounds


def sounding_alike(random: Random, word: str) -> str:
    """One character becomes another of the same sound; the word itself if none has one."""
    places = list(range(len(word)))
    random.shuffle(places)
    for at in places:
        others = _same_sound().get(lazy_pinyin(word[at])[0], "").replace(word[at], "")
        if others:
            return word[:at] + random.choice(others) + word[at + 1 :]
    return word


def missing(random: Random, word: str) -> str:
    """One character inside the word is lost; at its ends it would only be a shorter word."""
    at = random.randrange(1, max(2, len(word) - 1))
    return word[:at] + word[at + 1 :]


def doubled(random: Random, word: str) -> str:
    at = random.randrange(len(word))
    return word[:at] + word[at] + word[at:]


def swapped(random: Random, word: str) -> str:
    """Two neighbours change places; the word itself if all its characters are one."""
    places = [at for at in range(len(word) - 1) if word[at] != word[at + 1]]
    if not places:
        return word
    at = random.choice(places)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


SLIPS: dict[str, Slip] = {
    "同音": sounding_alike,
    "漏字": missing,
    "叠字": doubled,
    "换位": swapped,
}
