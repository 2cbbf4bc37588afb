"""What a regular expression cannot match without, as rows of classes of characters.

It is read off its parse tree. What is not understood only widens the answer: a property test holds
every pattern against the same one looked for everywhere.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from review.codes import ASTRAL
from review.gram import (
    ANY,
    EDGE,
    LAST,
    LONGEST,
    Class,
    Gate,
    Gram,
    but,
    cased,
    class_of,
    cost_of,
    joined,
    merged,
    plain,
)

Tree: TypeAlias = Any  # a parse tree of `re`: the standard library leaves it undocumented
_parser: Tree = importlib.import_module("re._parser")
_constants: Tree = importlib.import_module("re._constants")

KNOWN: dict[tuple[str, int], Gate | None] = {}
"""Every gate read so far, by source and flags; whoever kept them from before may put them in."""

_MOST_RUNS = 96
_MOST_GRAMS = 40
_REPEATED = 4  # times that a repeated part is written out


def gate_of(pattern: re.Pattern[str]) -> Gate | None:
    """The gate of a compiled pattern; None where its matches have nothing in common."""
    key = pattern.pattern, pattern.flags & ~re.DEBUG
    if key not in KNOWN:
        walk = _Walk()
        walk.over(_parser.parse(*key), key[1])
        KNOWN[key] = walk.best()
    return KNOWN[key]


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
            grams = tuple(merged(gram for gate in gates if gate for gram in gate.grams))
            if len(grams) <= _MOST_GRAMS:
                self.found.append(Gate(grams, sum(map(cost_of, grams))))

    def _look(self, part: Tree, flags: int) -> None:
        op, (direction, tree) = part
        strings = _string_list(tree, flags)
        wanted = op is _constants.ASSERT
        if not wanted:
            single = strings is not None and all(len(each) == 1 for each in strings)
            strings = (
                [(but(joined(each for (one,) in strings for each in one)),)]
                if (strings is not None and single)
                else None
            )
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
        best[min((run[at : at + size] for at in range(len(run) - size + 1)), key=cost_of)] = None
    grams = merged(best)
    if not grams or len(grams) > _MOST_GRAMS:
        return None
    return Gate(tuple(grams), sum(map(cost_of, grams)))


def _strings(part: Tree, flags: int) -> list[Gram] | None:  # noqa: PLR0911  # one return a kind of node
    """All that one part can be, if that is little and each of it of a known length."""
    op, value = part
    if op is _constants.LITERAL:
        return [(cased(class_of(chr(value)), flags),)]
    if op is _constants.NOT_LITERAL:
        return [(but(class_of(chr(value))) if not flags & re.IGNORECASE else ANY,)]
    if op is _constants.ANY:
        return [(ANY if flags & re.DOTALL else but(((0x0A, 0x0A),)),)]
    if op is _constants.IN:
        return [(_members(value, flags),)]
    if op is _constants.SUBPATTERN:
        return _string_list(value[3], (flags | value[1]) & ~value[2])
    if op is _constants.BRANCH:
        choices: list[Gram] = []
        for branch in value[1]:
            each = _string_list(branch, flags)
            if each is None:
                return None
            choices += each
        return choices if len(choices) <= _MOST_RUNS else None
    if op in _REPEATS and value[1] <= _REPEATED:
        once = _string_list(value[2], flags)
        if once is None:
            return None
        strings: list[Gram] = [()] if value[0] == 0 else []
        row: list[Gram] = [()]
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
            ranges.append((plain(value),) * 2)
        elif kind is _constants.RANGE:
            ranges += _spread(*value)
        else:
            return ANY
    listed = joined(ranges)
    if negated:
        return but(listed) if not flags & re.IGNORECASE else ANY
    return cased(listed, flags)


def _spread(first: int, last: int) -> list[tuple[int, int]]:
    within = [(first, min(last, LAST))] if first <= LAST else []
    return within + ([(ASTRAL, ASTRAL)] if last > LAST else [])
