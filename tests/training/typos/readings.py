"""How each character is read, from pypinyin, without readings met in hardly any word."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict

from pypinyin.constants import PHRASES_DICT
from pypinyin.pinyin_dict import pinyin_dict

Reading = tuple[str, str]
"""Syllable and tone."""

_TONES = {"\u0304": "1", "\u0301": "2", "\u030c": "3", "\u0300": "4"}
_MOST = 3


def toned(pinyin: str) -> Reading:
    """zhōng as ("zhong", "1")."""
    letters, tone = "", "0"
    for mark in unicodedata.normalize("NFD", pinyin):
        if mark in _TONES:
            tone = _TONES[mark]
        elif mark == "\u0308":
            letters = letters[:-1] + "v"
        elif not unicodedata.combining(mark):
            letters += mark
    return letters, tone


def readings(chars: str) -> list[list[Reading]]:
    """Readings of each character, the usual one first."""
    used: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for word, sounds in PHRASES_DICT.items():
        for char, sound in zip(word, sounds, strict=False):
            used[char][sound[0]] += 1
    found: list[list[Reading]] = []
    for char in chars:
        seen = used[char]
        rare = max(2, 0.03 * seen.total())
        given = [each for each in pinyin_dict.get(ord(char), "").split(",") if each]
        kept = [each for rank, each in enumerate(given) if not rank or seen[each] >= rare]
        found.append([toned(each) for each in kept[:_MOST]])
    return found


def blurred(syllable: str) -> str:
    """A syllable without the distinctions that many speakers do not make."""
    for long, short in (("zh", "z"), ("ch", "c"), ("sh", "s")):
        if syllable.startswith(long):
            syllable = short + syllable[2:]
            break
    if syllable.startswith("n") and len(syllable) > 1:
        syllable = "l" + syllable[1:]
    for back in ("ang", "eng", "ing", "ong"):
        if syllable.endswith(back):
            syllable = syllable[:-1]
    return syllable


def one_key_apart(one: str, other: str) -> bool:
    """Whether one letter is wrong, missing, added, or two are swapped."""
    if len(one) > len(other):
        one, other = other, one
    if one == other or len(other) - len(one) > 1:
        return False
    if len(one) < len(other):
        return any(other[:at] + other[at + 1 :] == one for at in range(len(other)))
    odd = [at for at in range(len(one)) if one[at] != other[at]]
    if len(odd) == 1:
        return True
    return (
        len(odd) == 2
        and odd[1] == odd[0] + 1
        and one[odd[0]] == other[odd[1]]
        and one[odd[1]] == other[odd[0]]
    )
