"""Tables of what may be meant: signs alike, words by sound, and signs usual beside two others."""

from __future__ import annotations

import importlib.resources
from collections import defaultdict
from typing import Any

import numpy as np
from numpy.typing import NDArray

from review.typos.alphabet import FIRST_HAN
from review.typos.candidates import NEAR_SOUND, OTHER_TONE, SAME_SOUND, SHAPE, SLIP_OF_SOUND
from review.typos.language import BASE, Floats, level_of
from tests.training.typos.counts import Alphabet, Counts
from tests.training.typos.readings import Reading, blurred, one_key_apart
from tests.training.typos.sieves import filled

Arrays = dict[str, NDArray[Any]]

_LEAST_SEEN = 10
_LEAST_SEEN_FOR_SLIP = 2000
_LONGEST_WORD = 4
_WORDS_OF_SOUND = 24
_NO_SOUND = 0xFFFF


def confusions(sounds: list[list[Reading]], looks: list[dict[int, float]], seen: Floats) -> Arrays:
    """Rows of like signs, sign by sign: what sounds the same first, frequent ones first."""
    of_reading: defaultdict[Reading, list[int]] = defaultdict(list)
    of_syllable: defaultdict[str, list[int]] = defaultdict(list)
    for row, each in enumerate(sounds):
        for reading in sorted(set(each)):
            of_reading[reading].append(row)
        for syllable in sorted({syllable for syllable, _ in each}):
            of_syllable[syllable].append(row)
    syllables = sorted(of_syllable)
    blur = {one: [two for two in syllables if blurred(one) == blurred(two)] for one in syllables}
    slip = {one: [two for two in syllables if one_key_apart(one, two)] for one in syllables}
    first = np.zeros(FIRST_HAN + len(sounds) + 1, np.int64)
    rows: list[tuple[int, int, int]] = []
    for here, each in enumerate(sounds):
        kinds: dict[int, int] = {}

        def add(others: list[int], kind: int, kinds: dict[int, int] = kinds) -> None:
            for other in others:
                kinds[other] = min(kinds.get(other, kind), kind)

        for reading in each:
            add(of_reading[reading], SAME_SOUND)
            add(of_syllable[reading[0]], OTHER_TONE)
            for syllable in blur[reading[0]]:
                add(of_syllable[syllable], NEAR_SOUND)
            for syllable in slip[reading[0]]:
                frequent = [
                    other
                    for other in of_syllable[syllable]
                    if seen[FIRST_HAN + other] >= _LEAST_SEEN_FOR_SLIP
                ]
                add(frequent, SLIP_OF_SOUND)
        add(list(looks[here]), SHAPE)
        kinds.pop(here, None)
        own = [
            (kind, -float(seen[FIRST_HAN + other]), other)
            for other, kind in kinds.items()
            if seen[FIRST_HAN + other] >= _LEAST_SEEN
        ]
        for kind, _, other in sorted(own):
            likeness = int(100 * max(looks[here].get(other, 0.0), 0.0))
            rows.append((FIRST_HAN + other, kind, likeness))
        first[FIRST_HAN + here + 1] = len(own)
    table = np.array(rows)
    return {
        "alike.first": np.cumsum(first),
        "alike.sign": table[:, 0].astype(np.uint16),
        "alike.kind": table[:, 1].astype(np.uint8),
        "alike.shape": table[:, 2].astype(np.uint8),
    }


def dictionary(alphabet: Alphabet) -> dict[str, int]:
    """Words of two to four characters with their frequency, as jieba (MIT) lists them."""
    words: dict[str, int] = {}
    listed = importlib.resources.files("jieba").joinpath("dict.txt").read_text(encoding="utf-8")
    for line in listed.splitlines():
        word, count, *_ = line.split(" ")
        if 2 <= len(word) <= _LONGEST_WORD and alphabet.of(word).min() >= FIRST_HAN:
            words[word] = max(1, int(count))
    return words


def key_of(signs: NDArray[np.uint16]) -> int:
    key = 0
    for sign in signs.tolist():
        key = key * int(BASE) + sign
    return key


def word_table(words: dict[str, int], alphabet: Alphabet) -> tuple[NDArray[np.uint16], int]:
    """How common each word is, by its signs and length."""
    keys = [key_of(alphabet.of(word)) * 8 + len(word) for word in words]
    values = level_of(np.array(list(words.values())))
    return filled(np.array(keys, np.uint64), values)


def sound_pairs(
    counts: Counts, words: dict[str, int], sounds: list[list[Reading]], alphabet: Alphabet
) -> tuple[Arrays, int]:
    """Two-sign words by blurred sound, the frequent ones first; and how many syllables there are."""
    syllables = sorted({blurred(syllable) for each in sounds for syllable, _ in each})
    number = {syllable: at for at, syllable in enumerate(syllables)}
    many = len(syllables)
    sound = np.full((alphabet.size, 2), _NO_SOUND, np.uint16)
    of_sign: list[list[int]] = [[] for _ in range(alphabet.size)]
    for row, each in enumerate(sounds):
        own = list(dict.fromkeys(number[blurred(syllable)] for syllable, _ in each))[:2]
        of_sign[FIRST_HAN + row] = own
        sound[FIRST_HAN + row, : len(own)] = own
    listed = {key_of(alphabet.of(word)): n for word, n in words.items() if len(word) == 2}
    cells: defaultdict[int, list[tuple[int, int, int]]] = defaultdict(list)
    for key, count in zip(counts[2][0].tolist(), counts[2][1].tolist(), strict=True):
        one, two = divmod(key, int(BASE))
        if min(one, two) < FIRST_HAN:
            continue
        if count >= 100 or (count >= 5 and listed.get(key, 0) >= 2):
            for left in of_sign[one]:
                for right in of_sign[two]:
                    cells[left * many + right].append((count, one, two))
    first = np.zeros(many * many + 1, np.uint32)
    kept: list[tuple[int, int, int]] = []
    for cell in range(many * many):
        own_words = sorted(cells.get(cell, []), reverse=True)[:_WORDS_OF_SOUND]
        kept += own_words
        first[cell + 1] = len(kept)
    table = np.array(kept)
    return {
        "pairs.sound": sound,
        "pairs.first": first,
        "pairs.one": table[:, 1].astype(np.uint16),
        "pairs.two": table[:, 2].astype(np.uint16),
    }, many


def usual(counts: Counts) -> tuple[NDArray[np.uint16], int]:
    """The sign met most between, behind and before two others, where one stands out."""
    base = int(BASE)
    runs, seen = counts[3][0].astype(np.int64), counts[3][1]
    one, two, three = runs // (base * base), runs // base % base, runs % base
    keys: list[NDArray[np.int64]] = []
    values: list[NDArray[np.int64]] = []
    ways = (
        (one * base + three, two, 6, 0.25),
        (one * base + two, three, 12, 0.3),
        (two * base + three, one, 12, 0.3),
    )
    for way, (beside, sign, least, share) in enumerate(ways):
        order = np.lexsort((-seen, beside))
        of, meant, count = beside[order], sign[order], seen[order]
        start = np.flatnonzero(np.r_[True, of[1:] != of[:-1]])
        total = np.add.reduceat(count, start)
        top = count[start]
        clear = (top >= least) & (top >= share * total) & (meant[start] >= FIRST_HAN)
        keys.append(of[start][clear] * 4 + way)
        values.append(meant[start][clear])
    return filled(
        np.concatenate(keys).astype(np.uint64),
        np.concatenate(values).astype(np.uint16),
        known=False,
    )


def phrases(words: dict[str, int], alphabet: Alphabet) -> tuple[NDArray[np.uint16], int]:
    """The fourth sign of a phrase by its other three and which one it is."""
    known: dict[int, tuple[int, int]] = {}
    for word, count in words.items():
        if len(word) != _LONGEST_WORD:
            continue
        signs = alphabet.of(word)
        for blank in range(_LONGEST_WORD):
            key = key_of(np.delete(signs, blank)) * 4 + blank
            known[key] = max(known.get(key, (0, 0)), (count, int(signs[blank])))
    values = [sign for _, sign in known.values()]
    return filled(np.array(list(known), np.uint64), np.array(values, np.uint16), known=False)
