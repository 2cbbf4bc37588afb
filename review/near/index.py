"""Where in a text a phrase may stand with a slip: one vectorised pass for all phrases together.

A text one slip away from a phrase holds one half of the phrase unharmed. So each half has a seed
(two to four of its characters, those fewest other phrases have), all seeds are looked up at every
character at once, and of the places found those go where neither of the two characters beyond
the half can be the phrase's. What is left, a handful in a page, is compared character by character.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

_Ids = npt.NDArray[np.int64]

_WIDTH = 13  # bits of a character's number
_BITS = 22  # of the table of pairs
_PAIR, _TRIPLE, _QUAD, _GAP = 1, 2, 4, 8
_KINDS = {2: _PAIR, 3: _TRIPLE, 4: _QUAD}
_EDGE = 8  # numbers of no character on either side of a text
_LONG = 10  # characters; from here on two slips are looked for, from any unharmed third


class Place(NamedTuple):
    """`forward`: the phrase may begin at `at`; else it may end there. `half` stands unharmed.

    With two slips to look for only a third may be unharmed: `half` is then empty. Where two
    neighbours swapped leave neither half unharmed, `half` is the whole as it stands.
    """

    at: int
    phrase: int
    forward: bool
    half: str


class _Seed(NamedTuple):
    """A few characters of a phrase: their kind, their key, and what they are part of.

    `shift`: from the seed to the phrase's edge. `seam`: from the seed to the first character
    beyond the half, `step` being the way on; `first` and `second` should stand there (0: any).
    """

    key: int
    phrase: int
    shift: int
    forward: bool
    seam: int
    step: int
    first: int
    second: int
    half: str


class Index:
    """Phrases of three and more characters, made ready to be looked for."""

    def __init__(self, phrases: Sequence[str]) -> None:
        self._numbers = {char: n for n, char in enumerate(sorted(set("".join(phrases))), 1)}
        if len(self._numbers) >= 1 << _WIDTH:
            raise ValueError("too many different characters")
        self._grams = Counter(
            phrase[at : at + 4] for phrase in phrases for at in range(max(0, len(phrase) - 3))
        )
        self._by_code = np.zeros(0x110000, dtype=np.uint32)
        for char, number in self._numbers.items():
            self._by_code[ord(char)] = number
        self._table = np.zeros(1 << _BITS, dtype=np.uint8)
        seeds: dict[int, list[_Seed]] = defaultdict(list)
        for number, phrase in enumerate(phrases):
            for seed in self._seeds(number, phrase):
                seeds[seed.key].append(seed)
        keys = sorted(seeds)
        ordered = [seed for key in keys for seed in seeds[key]]
        self._keys = np.array(keys, dtype=np.int64)
        self._firsts = np.cumsum([0, *(len(seeds[key]) for key in keys)])
        self._seam = np.array([seed.seam for seed in ordered], dtype=np.int64)
        self._step = np.array([seed.step for seed in ordered], dtype=np.int64)
        self._first = np.array([seed.first for seed in ordered], dtype=np.uint32)
        self._second = np.array([seed.second for seed in ordered], dtype=np.uint32)
        self._seeds_of = [(seed.shift, seed.phrase, seed.forward, seed.half) for seed in ordered]

    def _key(self, kind: int, chars: str) -> int:
        """A seed's number; its first pair is marked in the table on the way."""
        numbers = [self._numbers[char] for char in chars]
        pair = _hashed(np.array(numbers[:1], np.uint32), np.array(numbers[1:2], np.uint32))
        self._table[pair] |= kind
        key = kind << 4 * _WIDTH
        for at, number in enumerate(numbers):
            key |= number << _WIDTH * at
        return key

    def _seeds(self, number: int, phrase: str) -> Iterator[_Seed]:
        size = len(phrase)
        if size == 3:
            a, b, c = tuple(phrase)
            yield _Seed(self._key(_PAIR, a + b), number, 0, True, 0, 1, 0, 0, a + b)
            yield _Seed(self._key(_PAIR, b + c), number, 2, False, 0, 1, 0, 0, b + c)
            yield _Seed(self._key(_GAP, a + c), number, 0, True, 0, 1, 0, 0, a)
            for swapped in (b + a + c, a + c + b):
                yield _Seed(self._key(_TRIPLE, swapped), number, 0, True, 0, 1, 0, 0, swapped)
            return
        half = size // 2
        swapped = phrase[: half - 1] + phrase[half] + phrase[half - 1] + phrase[half + 1 :]
        key = self._key(_QUAD, swapped[half - 2 : half + 2])
        yield _Seed(key, number, 2 - half, True, 0, 1, 0, 0, swapped)
        left, right = phrase[:half], phrase[half:]
        at, seed = self._rarest(left)
        first, second = (self._numbers[char] for char in right[:2])
        key = self._key(_KINDS[len(seed)], seed)
        yield _Seed(key, number, -at, True, half - at, 1, first, second, left)
        at, seed = self._rarest(right)
        first, second = (self._numbers[char] for char in left[:-3:-1])
        key = self._key(_KINDS[len(seed)], seed)
        yield _Seed(key, number, len(right) - at, False, -at - 1, -1, first, second, right)
        if size >= _LONG:
            yield from self._thirds(number, phrase)

    def _thirds(self, number: int, phrase: str) -> Iterator[_Seed]:
        size = len(phrase)
        bounds = (0, size // 3, 2 * size // 3, size)
        for begin, end in pairwise(bounds):
            at, seed = self._rarest(phrase[begin:end])
            at += begin
            seam, step = (end, 1) if end < size else (begin - 1, -1)
            first, second = self._numbers[phrase[seam]], self._numbers[phrase[seam + step]]
            key = self._key(_KINDS[len(seed)], seed)
            yield _Seed(key, number, -at, True, seam - at, step, first, second, "")

    def _rarest(self, half: str) -> tuple[int, str]:
        """Where in a half its seed stands, and the seed."""
        if len(half) <= 4:
            return 0, half
        return min(
            ((at, half[at : at + 4]) for at in range(len(half) - 3)),
            key=lambda each: (self._grams[each[1]], each[0]),
        )

    def places(self, text: str) -> list[Place]:
        """Where a phrase may stand with a slip, in no order; each is still to be compared."""
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        ids = np.zeros(len(codes) + 2 * _EDGE, dtype=np.uint32)
        np.take(self._by_code, codes, out=ids[_EDGE:-_EDGE], mode="clip")
        marks = self._table[_hashed(ids[:-1], ids[1:])]
        gaps = self._table[_hashed(ids[:-2], ids[2:])] & _GAP
        marks[:-1] = (marks[:-1] & ~np.uint8(_GAP)) | gaps
        where = np.flatnonzero(marks)
        if not len(where):
            return []
        kinds = marks[where]
        wide = ids.astype(np.int64)
        found: list[_Ids] = []
        keys: list[_Ids] = []
        for kind in (_PAIR, _TRIPLE, _QUAD, _GAP):
            at = where[(kinds & kind) != 0]
            if len(at):
                found.append(at)
                keys.append(_keys(wide, at, kind))
        at = np.concatenate(found)
        key = np.concatenate(keys)
        index = np.searchsorted(self._keys, key)
        index[index == len(self._keys)] = 0
        right = self._keys[index] == key
        at, index = at[right], index[right]
        if not len(at):
            return []
        return self._hopeful(ids, at, index)

    def _hopeful(self, ids: npt.NDArray[np.uint32], at: _Ids, index: _Ids) -> list[Place]:
        """Of the seeds found, those whose phrase may still stand there."""
        begin = self._firsts[index]
        count = self._firsts[index + 1] - begin
        before = np.cumsum(count) - count
        seed = np.repeat(begin - before, count) + np.arange(int(count.sum()))
        at = np.repeat(at, count)
        seam = np.minimum(np.maximum(at + self._seam[seed], 1), len(ids) - 2)
        one = ids[seam]
        two = ids[seam + self._step[seed]]
        first, second = self._first[seed], self._second[seed]
        kept = np.flatnonzero(
            (one == first) | (two == second) | (two == first) | (one == second) | (first == 0)
        )
        offsets = (at[kept] - _EDGE).tolist()
        make = tuple.__new__  # Place(...) itself takes three times as long
        places = []
        for offset, number in zip(offsets, seed[kept].tolist(), strict=True):
            shift, phrase, forward, half = self._seeds_of[number]
            places.append(make(Place, (offset + shift, phrase, forward, half)))
        return places


def _hashed(one: npt.NDArray[np.uint32], two: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint32]:
    return (one * np.uint32(0x9E3779B1) + two * np.uint32(0x85EBCA6B)) >> np.uint32(32 - _BITS)


def _keys(ids: _Ids, at: _Ids, kind: int) -> _Ids:
    key: _Ids = ids[at] | (kind << 4 * _WIDTH)
    if kind == _GAP:
        return key | (ids[at + 2] << _WIDTH)
    key |= ids[at + 1] << _WIDTH
    if kind != _PAIR:
        key |= ids[at + 2] << 2 * _WIDTH
    if kind == _QUAD:
        key |= ids[at + 3] << 3 * _WIDTH
    return key
