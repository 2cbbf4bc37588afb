"""Up to five classes of characters in a row, and about how often they are met.

What a rule cannot do without is put in these words (`gate`), and looked for in a whole text for
all rules at once (`sieve`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import TypeAlias

from review.codes import ASTRAL

Class: TypeAlias = tuple[tuple[int, int], ...]
"""Codes, as ranges from first to last in order. The last code of all, no character, stands on either side of a text."""
Gram: TypeAlias = tuple[Class, ...]

LONGEST = 5
EDGE: Class = (
    (0x0A, 0x0A),
    (0x0D, 0x0D),
    (0xFFFF, 0xFFFF),
)  # of a line, lest lines be looked at alone
LAST = 0xFFFF
ANY: Class = ((0, LAST),)
_NUMERIC = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ年月日"
_WITHIN_NUMBER = 0.3
_WITHIN_WORD = 0.05
_EACH = 1e-5  # what one gram more is worth avoiding


# The commonest characters of official prose, commonest first (clean corpora, 1.7 million
# characters): an estimate of how often a class is met, on which no result depends.
COMMON = (
    "，的、。\n国人和会中行发第业法民十条一应在建政规0以全市定大1部新）（理当作地设工有关展务2动管"
    "进主等区年为合方门用机生日化员成同出实对要产制本公；经不水上二保加者开“”体议施家重三共时五委表"
    "平事通提高代能强位四个安资其责或力及府了持月文现下联性是推单护期交处内5场自治报物总社长与各可"
    "量组划多项学面入统构向活品改城3并技天分监级电任服利立信系由近前：度道标正目9元过来程源相得职他"
    "习万教将海办域企农到明增4常军领准济案所防照于运依导调8取质基好据战村指织次外际县情按违科今播车6"
)


_RANKS = {char: rank for rank, char in enumerate(COMMON)}


def rank_of(char: str) -> int:
    """How common a character is in official prose, 0 for the commonest; the same for all rare ones."""
    return _RANKS.get(char, len(_RANKS))


def _likelihoods() -> list[float]:
    likely = [1e-6] * (LAST + 1)
    likely[0x4E00:0xA000] = [3e-5] * (0xA000 - 0x4E00)
    for code in range(0x20, 0x7F):
        likely[code] = 3e-4 if chr(code) in " ,-./:%()" else 1e-4 if chr(code).isalnum() else 2e-5
    for rank, char in enumerate(COMMON):
        likely[ord(char)] = 0.2 / (rank + 30)
    likely[LAST] = 1e-3
    return likely


_UP_TO = [0.0, *accumulate(_likelihoods())]


@lru_cache(maxsize=4096)
def likelihood(each: Class) -> float:
    """About how often a character of the class is met in official prose, 1 for always."""
    return min(1.0, sum(_UP_TO[last + 1] - _UP_TO[first] for first, last in each))


@lru_cache(maxsize=1 << 14)
def _class_of_one(char: str) -> Class:
    return class_of(char)


def likelihood_of(word: str) -> float:
    """About how often a word is met in official prose."""
    return cost_of([_class_of_one(char) for char in word])


def class_of(chars: Iterable[str]) -> Class:
    """The class of some characters."""
    return joined((plain(ord(char)),) * 2 for char in chars)


UNBOUND = 1 << 20  # characters; farther than anybody looks


@dataclass(frozen=True, slots=True)
class Gate:
    """Grams of which every match holds one, and about how often any of them is met.

    `first`, `last`: how far behind the beginning of a match one begins, at least and at most.
    """

    grams: tuple[Gram, ...]
    cost: float
    first: int = -UNBOUND
    last: int = UNBOUND

    @classmethod
    def of_characters(cls, chars: Iterable[str]) -> Gate:
        """Any of some characters."""
        each = class_of(chars)
        return cls(((each,),), likelihood(each))


def cost_of(gram: Sequence[Class]) -> float:
    cost, numeric, word = 1.0, False, False
    for each in gram:
        in_number, numeric = numeric, _is_numeric(each)
        in_word, word = word, not numeric and _is_han(each)
        if in_number and numeric:
            cost *= _WITHIN_NUMBER
        elif in_word and word:
            cost *= max(_WITHIN_WORD, likelihood(each))
        else:
            cost *= likelihood(each)
    return cost + _EACH


@lru_cache(maxsize=4096)
def _is_han(each: Class) -> bool:
    """Whether a class is a few Chinese characters: after another, often the rest of a word."""
    return all(first >= 0x3400 and last - first < 64 for first, last in each) and len(each) < 64


@lru_cache(maxsize=4096)
def _is_numeric(each: Class) -> bool:
    """Whether a class is met in dates, numbers and Latin words above all, one beside another."""
    within = sum(
        likelihood(((ord(char), ord(char)),)) for char in _NUMERIC if _holds(each, ord(char))
    )
    return within > likelihood(each) / 2


def _holds(each: Class, code: int) -> bool:
    return any(first <= code <= last for first, last in each)


def merged(grams: Iterable[Gram]) -> list[Gram]:
    """The same rows in fewer: those that differ in one place only become one."""
    rows = list(dict.fromkeys(grams))
    for place in range(LONGEST):
        alike: dict[tuple[Gram, Gram], list[Class]] = {}
        for row in rows:
            if place < len(row):
                alike.setdefault((row[:place], row[place + 1 :]), []).append(row[place])
        rows = [row for row in rows if place >= len(row)] + [
            (*before, _either(classes), *after) for (before, after), classes in alike.items()
        ]
    return rows


def _either(classes: Sequence[Class]) -> Class:
    return classes[0] if len(classes) == 1 else joined(each for one in classes for each in one)


def plain(code: int) -> int:
    return code if code <= LAST else ASTRAL


def joined(ranges: Iterable[tuple[int, int]]) -> Class:
    joined: list[tuple[int, int]] = []
    for first, last in sorted(ranges):
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return tuple(joined)


def but(listed: Class) -> Class:
    """All but the listed ones; what stands for many is never left out, nor are a text's edges."""
    rest = [*EDGE, (ASTRAL, ASTRAL)]
    at = 0
    for first, last in listed:
        if at < first:
            rest.append((at, first - 1))
        at = last + 1
    if at <= LAST:
        rest.append((at, LAST))
    return joined(rest)


@lru_cache(maxsize=1)
def _letters() -> Class:
    """Every letter that has a small and a capital form: what ignoring case may take for another."""
    return joined(
        (code, code)
        for code in range(LAST + 1)
        if chr(code).lower() != chr(code) or chr(code).upper() != chr(code)
    )


def cased(listed: Class, flags: int) -> Class:
    if not flags & re.IGNORECASE:
        return listed
    letters = _letters()
    starts = [first for first, _ in letters]
    for first, last in listed:
        at = bisect_right(starts, last) - 1
        if at >= 0 and letters[at][1] >= first:
            return joined((*listed, *letters))
    return listed
