"""Every literal of every rule, looked for in one go; hits go to the rules that own them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple, TypeAlias

import numpy as np

from review.codes import ASTRAL, PADDING, Row
from review.cue import Cues, Numbers, Sought, keys_of
from review.gram import COMMON, rank_of

_KEY = 4  # characters


class Hit(NamedTuple):
    """A literal found: folded offsets, and which of its owner's literals it is."""

    start: int
    end: int
    literal: int


Find: TypeAlias = Callable[[str], Iterable[tuple[int, int, int]]]
"""Start, end and number of every literal in a text, in any order."""


class _Place(NamedTuple):
    """Where in a literal its key begins, its length, and the word unless the key is all of it."""

    begin: int
    size: int
    word: str


class Automaton:
    """Finds all literals in one pass, and for others the keys they wait for (`review.cue`).

    Literals by daachorse where that is installed, with the same hits.
    """

    def __init__(
        self,
        owners: Iterable[tuple[int, Sequence[str]]],
        others: Sequence[tuple[int, Mapping[str, Sought]]] = (),
        *,
        native: bool = True,
    ) -> None:
        """`owners`: (number of a rule, its literals in the folded view)."""
        shared: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for owner, literals in owners:
            for number, literal in enumerate(literals):
                if literal:
                    shared[literal].append((owner, number))
        self.literals = tuple(shared)
        self._owners = [tuple(places) for places in shared.values()]
        self._native = _native(self.literals) if native else None
        parties = [each for _, each in others]
        self._places: list[_Place] = []
        if self._native is None:
            keys, self._order, begins = _keys(self.literals)
            parties.insert(0, keys)
            self._places = [
                _Place(begin, len(word), word if _longer(word) else "")
                for word, begin in zip(self.literals, begins.tolist(), strict=True)
            ]
        self._cues = Cues(*parties)
        self._others: list[tuple[int, int, int]] = []
        first = len(self._places)
        for owner, each in others:
            last = first + sum(len(sought.keys) for sought in each.values())
            self._others.append((owner, first, last))
            first = last

    def scan(self, folded: str, row: Row | None = None) -> dict[int, list[Hit]]:
        """All hits in a folded text by the rule that owns them, overlapping ones too.

        In the order in which they begin, shorter ones first. `row`: the text's, if it is known.
        """
        return self.read(folded, row or Row(folded))[0]

    def read(
        self, folded: str, row: Row
    ) -> tuple[dict[int, list[Hit]], dict[int, tuple[Numbers, Numbers]]]:
        """The hits of literals, and where the keys of others stand and which by who asked."""
        at, met = self._cues.met(row)
        others = {}
        for owner, first, last in self._others:
            own = ((met >= first) & (met < last)).nonzero()[0]
            others[owner] = at.take(own), met.take(own) - first
        hits: defaultdict[int, list[Hit]] = defaultdict(list)
        make, owners = tuple.__new__, self._owners  # Hit(...) itself takes three times as long
        for start, end, number in (
            self._native(folded) if self._native else self._own(folded, at, met)
        ):
            for owner, literal in owners[number]:
                hits[owner].append(make(Hit, (start, end, literal)))
        for found in hits.values():
            if len(found) > 1:
                found.sort()
        return hits, others

    def _own(self, folded: str, at: Numbers, met: Numbers) -> Iterator[tuple[int, int, int]]:
        """The literals among the keys that were met."""
        own = (met < len(self._places)).nonzero()[0]
        numbers = self._order.take(met.take(own)).tolist()
        for place, number in zip(at.take(own).tolist(), numbers, strict=True):
            begin, size, word = self._places[number]
            start = place - begin
            if not word or (start >= 0 and folded.startswith(word, start)):
                yield start, start + size, number


def _native(literals: Sequence[str]) -> Find | None:
    """Looked for by a double-array automaton in Rust, if it is there."""
    try:
        from daachorse import CharwiseDoubleArrayAhoCorasick  # noqa: PLC0415  # an extra
    except ImportError:
        return None
    if not literals:
        return None
    try:
        machine = CharwiseDoubleArrayAhoCorasick(list(literals))
    except UnicodeEncodeError:  # half a surrogate pair is no character to Rust
        return None
    by_keys: list[Automaton] = []  # made for the first text that Rust cannot read

    def find(text: str) -> Iterable[tuple[int, int, int]]:
        try:
            found: Iterable[tuple[int, int, int]] = machine.find_overlapping(text)
        except UnicodeEncodeError:
            if not by_keys:
                by_keys.append(Automaton([(0, literals)], native=False))
            return by_keys[0].scan(text).get(0, ())
        return found

    return find


def _longer(word: str) -> bool:
    """Whether a word is more than its key: longer, or told apart by more than its codes."""
    return len(word) > _KEY or any(ord(char) > 0xFFFE or ord(char) == ASTRAL for char in word)


def _keys(literals: Sequence[str]) -> tuple[dict[str, Sought], Numbers, Numbers]:
    """A key of each literal by shape, and in the same order the literals; where each's begins.

    Of a longer one the rarest four characters.
    """
    codes = Row("".join(literals)).codes[PADDING:-PADDING]
    sizes: Numbers = np.array([len(each) for each in literals], np.intp)
    bases: Numbers = np.cumsum(sizes) - sizes
    begins = np.zeros(len(literals), np.intp)
    long = (sizes > _KEY).nonzero()[0]
    if len(long):
        rarity = np.concatenate(([0], np.cumsum(_ranks().take(codes))))
        windows = sizes.take(long) - _KEY + 1
        first = np.cumsum(windows) - windows
        at = np.arange(int(windows.sum())) - first.repeat(windows)
        start = bases.take(long).repeat(windows) + at
        rare = (rarity.take(start + _KEY) - rarity.take(start)) * (1 << 20) - at
        best = np.maximum.reduceat(rare, first)
        begins[long] = -best & (1 << 20) - 1
    keys: dict[str, Sought] = {}
    order: list[Numbers] = [np.zeros(0, np.intp)]
    for size in range(1, _KEY + 1):
        own = (np.minimum(sizes, _KEY) == size).nonzero()[0]
        start = bases.take(own) + begins.take(own)
        codes_of = [codes.take(start + at) for at in range(size)]
        keys["x" * size] = Sought.of(keys_of("x" * size, codes_of))
        order.append(own)
    return keys, np.concatenate(order), begins


@lru_cache(maxsize=1)
def _ranks() -> Numbers:
    """By code, how rare a character is."""
    ranks = np.full(1 << 16, rank_of(""), np.intp)
    for char in COMMON:
        ranks[ord(char)] = rank_of(char)
    return ranks
