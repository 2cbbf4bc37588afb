"""What a regular expression cannot match without, as rows of classes of characters.

It is read off its parse tree. What is not understood only widens the answer: a property test holds
every pattern against the same one looked for everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from review.gram import EDGE, LONGEST, UNBOUND, Gate, Gram, but, cost_of, joined, merged
from review.parts import (
    MOST_RUNS,
    REPEATED,
    REPEATS,
    Reach,
    Tree,
    before,
    beyond,
    constants,
    key_of,
    parser,
    row_list,
    rows,
)

KNOWN: dict[tuple[str, int], tuple[Gate, ...]] = {}
"""Every gate read so far, by source and flags; whoever kept them from before may put them in."""

_MOST_STARTS = 16  # places to be tried; where there are more, all that is near is read
_MOST_GRAMS = 40


def gates_of(pattern: re.Pattern[str] | str) -> tuple[Gate, ...]:
    """Gates of a pattern, compiled or yet to be, through one of which every match comes.

    None at all where its matches have nothing in common.
    """
    key = key_of(pattern)
    if key not in KNOWN:
        KNOWN[key] = _read(*key)
    return KNOWN[key]


class Reaching(Protocol):
    """What a match holds somewhere between so many characters behind its beginning and so many."""

    @property
    def first(self) -> int: ...

    @property
    def last(self) -> int: ...


def begins(held: Sequence[Reaching]) -> tuple[int, int] | None:
    """How far before what it holds a match can begin, at least and at most, if that is little."""
    first, last = min(one.first for one in held), max(one.last for one in held)
    return (first, last) if last - first < _MOST_STARTS else None


def _read(source: str, flags: int) -> tuple[Gate, ...]:
    tree = parser.parse(source, flags)
    flags = tree.state.flags  # those that stand in the source among them
    start = (0, 0) if tree.getwidth()[0] else (-UNBOUND, UNBOUND)
    walk = _Walk(begin=start, at=start)
    walk.over(tree, flags)
    if best := walk.best():
        return (best,)
    if len(tree) != 1 or tree[0][0] is not constants.BRANCH:
        return ()
    gates: list[Gate] = []
    for branch in tree[0][1][1]:
        walk = _Walk(begin=start, at=start)
        walk.over(branch, flags)
        best = walk.best()
        if best is None:
            return ()
        if gates and len(gates[-1].grams) + len(best.grams) <= _MOST_GRAMS:
            gates[-1] = _either([gates[-1], best])
        else:
            gates.append(best)
    return tuple(gates)


def _either(gates: Sequence[Gate]) -> Gate:
    """One gate for what has to come through one of several."""
    grams = tuple(merged(gram for gate in gates for gram in gate.grams))
    return Gate(
        grams,
        sum(map(cost_of, grams)),
        min(gate.first for gate in gates),
        max(gate.last for gate in gates),
    )


@dataclass(slots=True)
class _Walk:
    """Reads a tree from left to right.

    `runs`: all that the parts just passed can have been, as far back as it is sure to lie
    together. `found`: gates that were seen on the way. `begin`: how many characters lie between
    the beginning of a match and of the runs, at least and at most; `at`: and where it reads.
    """

    runs: list[Gram] = field(default_factory=lambda: [()])
    found: list[Gate] = field(default_factory=list)
    begin: Reach = (0, 0)
    at: Reach = (0, 0)

    def best(self) -> Gate | None:
        self._keep(self.runs)
        return min(self.found, key=lambda gate: gate.cost, default=None)

    def _keep(self, runs: Iterable[Gram]) -> None:
        if gate := _gate(runs, self.begin):
            self.found.append(gate)

    def _close(self) -> None:
        self._keep(self.runs)
        self.runs, self.begin = [()], self.at

    def _extend(self, strings: Sequence[Gram]) -> None:
        before, self.at = self.at, _moved(self.at, strings)
        if len(self.runs) * len(strings) > MOST_RUNS:
            self._keep(self.runs)
            self.runs, self.begin = [()], before
        if len(strings) > MOST_RUNS:
            self.begin = self.at
            return
        self.runs = [run + more for run in self.runs for more in strings]

    def over(self, tree: Tree, flags: int) -> None:
        for part in tree:
            end = beyond(self.at, part, tree)
            self._part(part, flags, end)
            self.at = end
            if self.runs == [()]:
                self.begin = end

    def _part(self, part: Tree, flags: int, end: Reach) -> None:
        op, value = part
        strings = rows(part, flags)
        if strings is not None:
            self._extend(strings)
        elif op is constants.SUBPATTERN:
            self.over(value[3], (flags | value[1]) & ~value[2])
        elif op is constants.ATOMIC_GROUP:
            self.over(value, flags)
        elif op in REPEATS:
            self._repeat(value, flags, end)
        elif op is constants.BRANCH:
            self._branch(value[1], flags)
        elif op in (constants.ASSERT, constants.ASSERT_NOT):
            self._look(part, flags)
        elif op is constants.AT:
            self._at(value)
        else:
            self._close()

    def _repeat(self, value: Tree, flags: int, end: Reach) -> None:
        least, _, tree = value
        once = row_list(tree, flags)
        if least == 0:
            self._close()
        elif once is None:
            self.over(tree, flags)
            self._close()
        else:
            times = min(least, REPEATED)
            for _ in range(times):
                self._extend(once)
            self._close()  # other repetitions may lie between those and the last
            for _ in range(times):
                self._extend(once)
            self.begin = before(end, self.runs)

    def _branch(self, branches: Sequence[Tree], flags: int) -> None:
        runs, begin = (self.runs, self.begin) if len(self.runs) <= 8 else ([()], self.at)
        self._close()
        gates = []
        for branch in branches:
            walk = _Walk(list(runs), begin=begin, at=self.at)
            walk.over(branch, flags)
            gates.append(walk.best())
        if all(gates):
            gate = _either([gate for gate in gates if gate])
            if len(gate.grams) <= _MOST_GRAMS:
                self.found.append(gate)

    def _look(self, part: Tree, flags: int) -> None:
        op, (direction, tree) = part
        strings = row_list(tree, flags)
        wanted = op is constants.ASSERT
        if not wanted:
            single = strings is not None and all(len(each) == 1 for each in strings)
            strings = (
                [(but(joined(each for (one,) in strings for each in one)),)]
                if (strings is not None and single)
                else None
            )
        if strings is None:
            if wanted:
                least, most = tree.getwidth() if direction < 0 else (0, 0)
                start = self.at[0] - most, self.at[1] - least
                walk = _Walk(begin=start, at=start)
                walk.over(tree, flags)
                if gate := walk.best():
                    self.found.append(gate)
            return
        if direction > 0:
            if len(self.runs) * len(strings) <= MOST_RUNS:
                self._keep(run + more for run in self.runs for more in strings)
        elif self.runs == [()]:
            self.runs = list(strings)
            self.begin = before(self.at, self.runs)

    def _at(self, where: Tree) -> None:
        if where in (constants.AT_BEGINNING, constants.AT_BEGINNING_STRING):
            if self.runs == [()]:
                self.runs = [(EDGE,)]
                self.begin = before(self.at, self.runs)
        elif where in (constants.AT_END, constants.AT_END_STRING):
            self._keep([(*run, EDGE) for run in self.runs])


def _moved(at: Reach, strings: Sequence[Gram]) -> Reach:
    sizes = [len(each) for each in strings] or [0]
    return at[0] + min(sizes), min(UNBOUND, at[1] + max(sizes))


def _gate(runs: Iterable[Gram], begin: Reach) -> Gate | None:
    best: dict[Gram, None] = {}
    places: set[int] = set()
    for run in runs:
        if not run:
            return None
        size = min(LONGEST, len(run))
        _, at = min((cost_of(run[at : at + size]), at) for at in range(len(run) - size + 1))
        best[run[at : at + size]] = None
        places.add(at)
    grams = merged(best)
    if not grams or len(grams) > _MOST_GRAMS:
        return None
    last = min(UNBOUND, begin[1] + max(places))
    return Gate(tuple(grams), sum(map(cost_of, grams)), begin[0] + min(places), last)
