"""Up to three classes of characters in a row without which a regular expression cannot match.

They are read off its parse tree, and looked for in a whole text for all rules at once (see
`signal`). What is not understood only widens the answer: a property test holds every pattern
against the same one without its grams.
"""

from __future__ import annotations

import importlib
import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate
from typing import Any, TypeAlias

from review.codes import ASTRAL

Tree: TypeAlias = Any  # a parse tree of `re`: the standard library leaves it undocumented
_parser: Tree = importlib.import_module("re._parser")
_constants: Tree = importlib.import_module("re._constants")

Class: TypeAlias = tuple[tuple[int, int], ...]
"""Codes, as ranges from first to last in order. The last code of all, no character, stands on either side of a text."""
Gram: TypeAlias = tuple[Class, ...]

LONGEST = 5
EDGE: Class = ((0x0A, 0x0A), (0x0D, 0x0D), (0xFFFF, 0xFFFF))  # of a line, lest lines be looked at alone
_LAST = 0xFFFF
_ANY: Class = ((0, _LAST),)
_MOST_RUNS = 96
_MOST_GRAMS = 40
_NUMERIC = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ年月日"
_WITHIN_NUMBER = 0.3
_WITHIN_WORD = 0.05
_EACH = 1e-5  # what one gram more is worth avoiding
_REPEATED = 4  # times that a repeated part is written out

# The commonest characters of official prose, commonest first (clean corpora, 1.7 million
# characters): an estimate of how often a class is met, on which no result depends.
_COMMON = (
    "，的、。\n国人和会中行发第业法民十条一应在建政规0以全市定大1部新）（理当作地设工有关展务2动管"
    "进主等区年为合方门用机生日化员成同出实对要产制本公；经不水上二保加者开“”体议施家重三共时五委表"
    "平事通提高代能强位四个安资其责或力及府了持月文现下联性是推单护期交处内5场自治报物总社长与各可"
    "量组划多项学面入统构向活品改城3并技天分监级电任服利立信系由近前：度道标正目9元过来程源相得职他"
    "习万教将海办域企农到明增4常军领准济案所防照于运依导调8取质基好据战村指织次外际县情按违科今播车6"
)


def _likelihoods() -> list[float]:
    likely = [1e-6] * (_LAST + 1)
    likely[0x4E00:0xA000] = [3e-5] * (0xA000 - 0x4E00)
    for code in range(0x20, 0x7F):
        likely[code] = 3e-4 if chr(code) in " ,-./:%()" else 1e-4 if chr(code).isalnum() else 2e-5
    for rank, char in enumerate(_COMMON):
        likely[ord(char)] = 0.2 / (rank + 30)
    likely[_LAST] = 1e-3
    return likely


_UP_TO = [0.0, *accumulate(_likelihoods())]


@lru_cache(maxsize=4096)
def likelihood(each: Class) -> float:
    """About how often a character of the class is met in official prose, 1 for always."""
    return min(1.0, sum(_UP_TO[last + 1] - _UP_TO[first] for first, last in each))


def likelihood_of(word: str) -> float:
    """About how often a word is met in official prose."""
    return _cost([class_of(char) for char in word])


def class_of(chars: Iterable[str]) -> Class:
    """The class of some characters."""
    return joined((_plain(ord(char)),) * 2 for char in chars)


@dataclass(frozen=True, slots=True)
class Gate:
    """Grams of which every match holds one, and about how often any of them is met."""

    grams: tuple[Gram, ...]
    cost: float

    @classmethod
    def of_characters(cls, chars: Iterable[str]) -> Gate:
        """Any of some characters."""
        each = class_of(chars)
        return cls(((each,),), likelihood(each))


def gate_of(pattern: re.Pattern[str]) -> Gate | None:
    """The gate of a compiled pattern; None where its matches have nothing in common."""
    return _of(pattern.pattern, pattern.flags & ~re.DEBUG)


@lru_cache(maxsize=1024)
def _of(source: str, flags: int) -> Gate | None:
    walk = _Walk()
    walk.over(_parser.parse(source, flags), flags)
    return walk.best()


@dataclass(slots=True)
class _Walk:
    """Reads a tree from left to right.

    `runs`: all that the parts just passed can have been, as far back as it is sure to lie
    together. `found`: gates that were seen on the way.
    """

    runs: list[Gram] = field(default_factory=lambda: [()])
    found: list[Gate] = field(default_factory=list)

    def best(self) -> Gate | None:
        self._keep(self.runs)
        return min(self.found, key=lambda gate: gate.cost, default=None)

    def _keep(self, runs: Iterable[Gram]) -> None:
        if gate := _gate(runs):
            self.found.append(gate)

    def _close(self) -> None:
        self._keep(self.runs)
        self.runs = [()]

    def _extend(self, strings: Sequence[Gram]) -> None:
        if len(self.runs) * len(strings) > _MOST_RUNS:
            self._close()
        if len(strings) > _MOST_RUNS:
            return
        self.runs = [run + more for run in self.runs for more in strings]

    def over(self, tree: Tree, flags: int) -> None:
        for part in tree:
            self._part(part, flags)

    def _part(self, part: Tree, flags: int) -> None:
        op, value = part
        strings = _strings(part, flags)
        if strings is not None:
            self._extend(strings)
        elif op is _constants.SUBPATTERN:
            self.over(value[3], (flags | value[1]) & ~value[2])
        elif op is _constants.ATOMIC_GROUP:
            self.over(value, flags)
        elif op in _REPEATS:
            self._repeat(value, flags)
        elif op is _constants.BRANCH:
            self._branch(value[1], flags)
        elif op in (_constants.ASSERT, _constants.ASSERT_NOT):
            self._look(part, flags)
        elif op is _constants.AT:
            self._at(value)
        else:
            self._close()

    def _repeat(self, value: Tree, flags: int) -> None:
        least, _, tree = value
        once = _string_list(tree, flags)
        if least == 0:
            self._close()
        elif once is None:
            self.over(tree, flags)
            self._close()
        else:
            times = min(least, _REPEATED)
            for _ in range(times):
                self._extend(once)
            self._close()  # other repetitions may lie between those and the last
            for _ in range(times):
                self._extend(once)

    def _branch(self, branches: Sequence[Tree], flags: int) -> None:
        runs = self.runs if len(self.runs) <= 8 else [()]
        self._close()
        gates = []
        for branch in branches:
            walk = _Walk(list(runs))
            walk.over(branch, flags)
            gates.append(walk.best())
        if all(gates):
            grams = tuple(_merged(gram for gate in gates if gate for gram in gate.grams))
            if len(grams) <= _MOST_GRAMS:
                self.found.append(Gate(grams, sum(map(_cost, grams))))

    def _look(self, part: Tree, flags: int) -> None:
        op, (direction, tree) = part
        strings = _string_list(tree, flags)
        wanted = op is _constants.ASSERT
        if not wanted:
            single = strings is not None and all(len(each) == 1 for each in strings)
            strings = [(_but(joined(each for (one,) in strings for each in one)),)] if (
                strings is not None and single
            ) else None
        if strings is None:
            if wanted:
                walk = _Walk()
                walk.over(tree, flags)
                if gate := walk.best():
                    self.found.append(gate)
            return
        if direction > 0:
            if len(self.runs) * len(strings) <= _MOST_RUNS:
                self._keep(run + more for run in self.runs for more in strings)
        elif self.runs == [()]:
            self.runs = list(strings)

    def _at(self, where: Tree) -> None:
        if where in (_constants.AT_BEGINNING, _constants.AT_BEGINNING_STRING):
            if self.runs == [()]:
                self.runs = [(EDGE,)]
        elif where in (_constants.AT_END, _constants.AT_END_STRING):
            self._keep([(*run, EDGE) for run in self.runs])


_REPEATS = (_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT)


def _gate(runs: Iterable[Gram]) -> Gate | None:
    best: dict[Gram, None] = {}
    for run in runs:
        if not run:
            return None
        size = min(LONGEST, len(run))
        best[min((run[at : at + size] for at in range(len(run) - size + 1)), key=_cost)] = None
    grams = _merged(best)
    if not grams or len(grams) > _MOST_GRAMS:
        return None
    return Gate(tuple(grams), sum(map(_cost, grams)))


def _merged(grams: Iterable[Gram]) -> list[Gram]:
    """The same rows in fewer: those that differ in one place only become one."""
    rows = list(dict.fromkeys(grams))
    for place in range(LONGEST):
        alike: dict[tuple[object, ...], list[Class]] = {}
        for row in rows:
            if place < len(row):
                alike.setdefault((row[:place], row[place + 1 :]), []).append(row[place])
            else:
                alike.setdefault((row,), [])
        rows = [
            (*key[0], joined(each for one in classes for each in one), *key[1])
            if len(key) == 2
            else key[0]
            for key, classes in alike.items()
        ]
    return rows


def _cost(gram: Sequence[Class]) -> float:
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
    within = sum(likelihood(((ord(char), ord(char)),)) for char in _NUMERIC if _holds(each, ord(char)))
    return within > likelihood(each) / 2


def _holds(each: Class, code: int) -> bool:
    return any(first <= code <= last for first, last in each)


def _strings(part: Tree, flags: int) -> list[Gram] | None:  # noqa: PLR0911  # one return a kind of node
    """All that one part can be, if that is little and each of it of a known length."""
    op, value = part
    if op is _constants.LITERAL:
        return [(_cased(class_of(chr(value)), flags),)]
    if op is _constants.NOT_LITERAL:
        return [(_but(class_of(chr(value))) if not flags & re.IGNORECASE else _ANY,)]
    if op is _constants.ANY:
        return [(_ANY if flags & re.DOTALL else _but(((0x0A, 0x0A),)),)]
    if op is _constants.IN:
        return [(_members(value, flags),)]
    if op is _constants.SUBPATTERN:
        return _string_list(value[3], (flags | value[1]) & ~value[2])
    if op is _constants.BRANCH:
        strings: list[Gram] = []
        for branch in value[1]:
            each = _string_list(branch, flags)
            if each is None:
                return None
            strings += each
        return strings if len(strings) <= _MOST_RUNS else None
    if op in _REPEATS and value[1] <= _REPEATED:
        once = _string_list(value[2], flags)
        if once is None:
            return None
        strings, row = [()] if value[0] == 0 else [], [()]
        for times in range(1, value[1] + 1):
            row = [run + more for run in row for more in once]
            if len(row) > _MOST_RUNS:
                return None
            strings += row if times >= value[0] else []
        return strings if len(strings) <= _MOST_RUNS else None
    return None


def _string_list(tree: Tree, flags: int) -> list[Gram] | None:
    runs: list[Gram] = [()]
    for part in tree:
        strings = _strings(part, flags)
        if strings is None or len(runs) * len(strings) > _MOST_RUNS:
            return None
        runs = [run + more for run in runs for more in strings]
    return runs


def _members(items: Tree, flags: int) -> Class:
    ranges: list[tuple[int, int]] = []
    negated = False
    for kind, value in items:
        if kind is _constants.NEGATE:
            negated = True
        elif kind is _constants.LITERAL:
            ranges.append((_plain(value),) * 2)
        elif kind is _constants.RANGE:
            ranges += _spread(*value)
        else:
            return _ANY
    listed = joined(ranges)
    if negated:
        return _but(listed) if not flags & re.IGNORECASE else _ANY
    return _cased(listed, flags)


def _spread(first: int, last: int) -> list[tuple[int, int]]:
    within = [(first, min(last, _LAST))] if first <= _LAST else []
    return within + ([(ASTRAL, ASTRAL)] if last > _LAST else [])


def _plain(code: int) -> int:
    return code if code <= _LAST else ASTRAL


def joined(ranges: Iterable[tuple[int, int]]) -> Class:
    joined: list[tuple[int, int]] = []
    for first, last in sorted(ranges):
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return tuple(joined)


def _but(listed: Class) -> Class:
    """All but the listed ones; what stands for many is never left out, nor are a text's edges."""
    rest = [*EDGE, (ASTRAL, ASTRAL)]
    at = 0
    for first, last in listed:
        if at < first:
            rest.append((at, first - 1))
        at = last + 1
    if at <= _LAST:
        rest.append((at, _LAST))
    return joined(rest)


@lru_cache(maxsize=1)
def _letters() -> Class:
    """Every letter that has a small and a capital form: what ignoring case may take for another."""
    return joined(
        (code, code)
        for code in range(_LAST + 1)
        if chr(code).lower() != chr(code) or chr(code).upper() != chr(code)
    )


def _cased(listed: Class, flags: int) -> Class:
    if not flags & re.IGNORECASE:
        return listed
    letters = _letters()
    starts = [first for first, _ in letters]
    for first, last in listed:
        at = bisect_right(starts, last) - 1
        if at >= 0 and letters[at][1] >= first:
            return joined((*listed, *letters))
    return listed
