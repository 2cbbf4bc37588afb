"""Where in a text a phrase stands with a slip, found for all phrases at once.

Each slip a phrase can suffer leaves a row of characters around its place that the text must hold
(`review.cue`). Where one does, what should stand before and behind it is compared by sums over
the text, and only what fits is looked at character by character.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from review.codes import PADDING, Row
from review.cue import Keys, Numbers, Sought, keys_of
from review.near.slip import LONG, twice

Stretch = tuple[int, int, int]
"""Start, end and number of a phrase."""

_ODD: Final = np.uint64(0x9E3779B97F4A7C15)
_KEPT = 1 << 15  # powers kept in mind
_SAMPLE = np.arange(6)[:, None]  # characters looked at first where two may be wrong
_FIELDS = ("number", "before", "size", "behind", "rest", "begin", "twice")


class Index:
    """Phrases of three and more characters, made ready to be looked for."""

    def __init__(self, phrases: Sequence[str]) -> None:
        self.phrases = tuple(phrases)
        self._codes: Numbers = Row("".join(phrases)).codes[PADDING:-PADDING]
        self._sizes: Numbers = np.array([len(each) for each in phrases], np.intp)
        self._bases: Numbers = np.cumsum(self._sizes) - self._sizes
        self._powers = _powers(max(_KEPT, len(self._codes) + 1))
        self._sums = _sums(self._codes, self._powers)
        self._rows: dict[str, list[tuple[Sought, dict[str, Numbers]]]] = {}
        self._other()
        self._missing()
        self._extra()
        self._swapped()
        self._thirds()
        self.keys = {
            shape: Sought(*map(np.concatenate, zip(*(each for each, _ in rows), strict=True)))
            for shape, rows in self._rows.items()
        }
        told = [each for rows in self._rows.values() for _, each in rows]
        self._told = {
            field: np.concatenate([each[field] for each in told]) if told else np.zeros(0, np.intp)
            for field in _FIELDS
        }
        del self._rows

    def _all(self, least: int, first: int, last: int) -> tuple[Numbers, Numbers]:
        """Phrase and place, for all places from `first` to `last` before the end of each."""
        sizes = np.where(self._sizes >= least, np.maximum(self._sizes - first - last, 0), 0)
        numbers = np.arange(len(sizes)).repeat(sizes)
        places = np.arange(len(numbers)) - (np.cumsum(sizes) - sizes).repeat(sizes) + first
        return numbers, places

    def _at(self, numbers: Numbers, places: Numbers) -> Numbers:
        """The characters of phrases at places."""
        return self._codes.take(self._bases.take(numbers) + places)

    def _add(  # noqa: PLR0913  # each says one thing of a slip, all but the first three by name
        self,
        shape: str,
        codes: Sequence[Numbers],
        numbers: Numbers,
        *,
        before: Numbers,
        begin: Numbers,
        written: int | Numbers,
        behind: Numbers,
        bar: Numbers | None = None,
        two: bool = False,
    ) -> None:
        """Look for the characters of a shape.

        Where they stand a stretch begins `begin` characters before; its first `before` characters
        are the phrase's, and from `behind` on its last ones. At `bar`, counted from the first
        character of the shape, does not stand what does in the phrase.
        """
        sizes = self._sizes.take(numbers) + written
        rows = {
            "number": numbers,
            "before": before,
            "size": sizes,
            "behind": behind,
            "rest": sizes - behind,
            "begin": begin,
            "twice": int(two),
        }
        told = {
            field: np.broadcast_to(np.asarray(row), numbers.shape) for field, row in rows.items()
        }
        sought = Sought.of(keys_of(shape, codes))
        if bar is not None:
            barred = self._at(numbers, np.clip(begin + bar, 0, self._sizes.take(numbers) - 1))
            sought = sought._replace(bars=bar, barred=np.where(bar == 0, 0, barred))
        self._rows.setdefault(shape, []).append((sought, told))

    def _other(self) -> None:
        """Another character in the place of the right one."""
        for shape, gap, least, first, last in (
            ("x_xx", 1, 4, 1, 2),
            ("xx_x", 2, 4, -2, 1),  # the last but one
            ("x_x", 1, 3, 1, 1),
            ("xx", 2, 3, -1, 0),
            ("xx", -1, 3, 0, -1),
            ("xxx", 3, 4, -1, 0),
            ("xxx", -1, 4, 0, -1),
            ("xxxx", 4, 5, -1, 0),
            ("xxxx", -1, 5, 0, -1),
        ):
            numbers, places = self._places(least, first, last)
            most = {"x_x": 3, "xx": 3, "xxx": 4}.get(shape)
            if most is not None:
                kept = self._sizes.take(numbers) == most
                numbers, places = numbers[kept], places[kept]
            start = places - gap
            codes = [self._at(numbers, start + at) for at, char in enumerate(shape) if char == "x"]
            self._add(
                shape,
                codes,
                numbers,
                before=places,
                begin=start,
                written=0,
                behind=places + 1,
                bar=numbers * 0 + gap,
            )

    def _places(self, least: int, first: int, last: int) -> tuple[Numbers, Numbers]:
        """`first` below 0: that one place from the end; `last` below 0: the place `first` only."""
        if first >= 0 and last >= 0:
            return self._all(least, first, last)
        numbers = (self._sizes >= least).nonzero()[0]
        return numbers, (self._sizes.take(numbers) + first if first < 0 else numbers * 0 + first)

    def _missing(self) -> None:
        """A character is missing; at either end only where it does not stand there after all."""
        numbers, places = self._all(5, 0, 0)
        sizes = self._sizes.take(numbers)
        # Of two that are alike the outer one, which may yet stand beyond the stretch.
        here = self._at(numbers, places)
        inner = (places > 0) & (here == self._at(numbers, np.maximum(places - 1, 0)))
        inner &= places < sizes - 1
        inner |= (places == sizes - 2) & (here == self._at(numbers, sizes - 1))
        numbers, places, sizes = numbers[~inner], places[~inner], sizes[~inner]
        start = np.clip(places - 2, 0, sizes - 5)
        at = [start + each for each in range(4)]
        codes = [self._at(numbers, each + (each >= places)) for each in at]
        bar = np.where(places == 0, -1, np.where(places == sizes - 1, 4, 0))
        self._add(
            "xxxx",
            codes,
            numbers,
            before=places,
            begin=start,
            written=-1,
            behind=places,
            bar=bar,
        )

    def _extra(self) -> None:
        """A character too many, and in phrases of four characters one doubled."""
        numbers, places = self._all(5, 1, 1)
        codes = [self._at(numbers, places + at) for at in (-1, 0, 1)]
        self._add(
            "x_xx", codes, numbers, written=1, begin=places - 1, before=places, behind=places + 1
        )
        numbers, places = self._places(5, -1, 0)
        codes = [self._at(numbers, places + at) for at in (-2, -1, 0)]
        self._add(
            "xx_x", codes, numbers, written=1, begin=places - 2, before=places, behind=places + 1
        )
        numbers, places = self._all(4, 1, -1)
        sizes = self._sizes.take(numbers)
        kept = (sizes == 4) | (places == sizes)
        numbers, places, sizes = numbers[kept], places[kept], sizes[kept]
        start = np.clip(places - 2, 0, sizes - 3)
        at = [start + each for each in range(4)]
        codes = [self._at(numbers, each - (each >= places)) for each in at]
        self._add("xxxx", codes, numbers, written=1, begin=start, before=places, behind=places + 1)

    def _swapped(self) -> None:
        """Two neighbours changed places."""
        for shape, least in (("xxxx", 4), ("xxx", 3)):
            numbers, places = self._all(least, 0, 1)
            kept = self._at(numbers, places) != self._at(numbers, places + 1)
            if least == 3:
                kept &= self._sizes.take(numbers) == 3
            numbers, places = numbers[kept], places[kept]
            start = np.clip(places - 1, 0, self._sizes.take(numbers) - least)
            at = [start + each for each in range(least)]
            codes = [
                self._at(numbers, each + (each == places) - (each == places + 1)) for each in at
            ]
            self._add(
                shape, codes, numbers, written=0, begin=start, before=places, behind=places + 2
            )

    def _thirds(self) -> None:
        """Two characters wrong in a long phrase: one third of it stands as it is."""
        numbers = (self._sizes >= LONG).nonzero()[0]
        sizes = self._sizes.take(numbers)
        none = numbers * 0
        for shape, end, begin in (
            ("xxxx", sizes // 3, -3),
            ("xx_x", sizes // 3, -2),
            ("xxxx", 2 * sizes // 3, -3),
            ("xx_x", 2 * sizes // 3, -2),
            ("xxxx", 2 * sizes // 3, -1),
            ("x_xx", 2 * sizes // 3, -2),
        ):
            start = end + begin
            codes = [self._at(numbers, start + at) for at, char in enumerate(shape) if char == "x"]
            self._add(
                shape, codes, numbers, written=0, begin=start, before=none, behind=sizes, two=True
            )

    def stretches(self, text: str, row: Row, places: Numbers, numbers: Numbers) -> set[Stretch]:
        """All that is one slip away from a phrase.

        `places`, `numbers`: where the keys stand and which, those that follow one another shape by
        shape in `keys`.
        """
        told, codes = self._told, row.codes
        start = places - told["begin"].take(numbers)
        kept = (start >= 0) & (start + told["size"].take(numbers) <= len(text))
        start, numbers = start[kept], numbers[kept]
        if not len(start):
            return set()
        powers = (
            self._powers if len(text) < _KEPT else _powers(max(len(text), len(self._codes)) + 1)
        )
        sums = _sums(codes[PADDING:-PADDING], powers)
        phrase = told["number"].take(numbers)
        base, before = self._bases.take(phrase), told["before"].take(numbers)
        behind, rest = told["behind"].take(numbers), told["rest"].take(numbers)
        size = self._sizes.take(phrase)

        def same(at: Numbers, of: Numbers, length: Numbers) -> NDArray[np.bool_]:
            """Whether stretches of the text are stretches of the phrases."""
            here = (sums.take(at + length) - sums.take(at)) * self._powers.take(of)
            there = (self._sums.take(of + length) - self._sums.take(of)) * powers.take(at)
            alike: NDArray[np.bool_] = here == there
            return alike

        kept = same(start, base, before) & same(start + behind, base + size - rest, rest)
        two = told["twice"].take(numbers)
        if len(doubtful := two.nonzero()[0]):
            here, of, length = start[doubtful], base[doubtful], size[doubtful]
            at = _SAMPLE * (length - 1) // _SAMPLE[-1]
            wrong = codes.take(here + at + PADDING) != self._codes.take(of + at)
            kept[doubtful] = (wrong.sum(axis=0) <= 2) & ~same(here, of, length)
        found: set[Stretch] = set()
        ends = start + told["size"].take(numbers)
        for first, last, number, both in zip(
            *(each[kept].tolist() for each in (start, ends, phrase, two)), strict=True
        ):
            if not both or twice(text, first, self.phrases[number]) is not None:
                found.add((first, last, number))
        return found


def _powers(size: int) -> Keys:
    row = np.full(size, _ODD, np.uint64)
    row[0] = 1
    return np.multiply.accumulate(row)


def _sums(codes: Numbers, powers: Keys) -> Keys:
    """By difference of two of these, what a stretch holds: the same for the same characters."""
    sums = np.zeros(len(codes) + 1, np.uint64)
    np.cumsum(codes.view(np.uint64) * powers[: len(codes)], out=sums[1:])
    return sums
