"""What the parts of a regular expression can be, as far as its parse tree tells.

In strings, for literals (`regex`), and in rows of classes of characters (`gate`). What is not
understood is None: it can be anything.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Sequence
from itertools import product
from typing import Any, TypeAlias

from review.codes import ASTRAL
from review.gram import ANY, LAST, UNBOUND, Class, Gram, but, cased, class_of, joined, plain

Tree: TypeAlias = Any  # a parse tree of `re`: the standard library leaves it undocumented
Reach: TypeAlias = tuple[int, int]
"""At least and at most so many characters."""

parser: Tree = importlib.import_module("re._parser")
constants: Tree = importlib.import_module("re._constants")
REPEATS = (constants.MAX_REPEAT, constants.MIN_REPEAT, constants.POSSESSIVE_REPEAT)

MOST_RUNS = 96
REPEATED = 4  # times that a repeated part is written out
MOST_LITERALS = 64
_MOST_OF_RANGE = 10  # characters, as in [0-9]


def key_of(pattern: re.Pattern[str] | str) -> tuple[str, int]:
    """Source and flags of a pattern, by which what was read off it is kept."""
    if isinstance(pattern, str):
        return pattern, int(re.UNICODE)
    return pattern.pattern, int(pattern.flags) & ~int(re.DEBUG)


def beyond(at: Reach, part: Tree, tree: Tree) -> Reach:
    """Where what follows a part of a tree begins, if the part begins there."""
    least, most = parser.SubPattern(tree.state, [part]).getwidth()
    return at[0] + least, min(UNBOUND, at[1] + most)


def before(end: Reach, strings: Sequence[Gram] | set[str]) -> Reach:
    """Where strings begin that end there."""
    sizes = [len(each) for each in strings] or [0]
    return end[0] - max(sizes), end[1] if end[1] == UNBOUND else end[1] - min(sizes)


def rows(part: Tree, flags: int) -> list[Gram] | None:  # noqa: PLR0911  # one return a kind of node
    """All that one part can be, if that is little and each of it of a known length."""
    op, value = part
    if op is constants.LITERAL:
        return [(cased(class_of(chr(value)), flags),)]
    if op is constants.NOT_LITERAL:
        return [(but(class_of(chr(value))) if not flags & re.IGNORECASE else ANY,)]
    if op is constants.ANY:
        return [(ANY if flags & re.DOTALL else but(((0x0A, 0x0A),)),)]
    if op is constants.IN:
        return [(_members(value, flags),)]
    if op is constants.SUBPATTERN:
        return row_list(value[3], (flags | value[1]) & ~value[2])
    if op is constants.BRANCH:
        choices: list[Gram] = []
        for branch in value[1]:
            each = row_list(branch, flags)
            if each is None:
                return None
            choices += each
        return choices if len(choices) <= MOST_RUNS else None
    if op in REPEATS and value[1] <= REPEATED:
        once = row_list(value[2], flags)
        if once is None:
            return None
        strings: list[Gram] = [()] if value[0] == 0 else []
        row: list[Gram] = [()]
        for times in range(1, value[1] + 1):
            row = [run + more for run in row for more in once]
            if len(row) > MOST_RUNS:
                return None
            strings += row if times >= value[0] else []
        return strings if len(strings) <= MOST_RUNS else None
    return None


def row_list(tree: Tree, flags: int) -> list[Gram] | None:
    runs: list[Gram] = [()]
    for part in tree:
        strings = rows(part, flags)
        if strings is None or len(runs) * len(strings) > MOST_RUNS:
            return None
        runs = [run + more for run in runs for more in strings]
    return runs


def _members(items: Tree, flags: int) -> Class:
    ranges: list[tuple[int, int]] = []
    negated = False
    for kind, value in items:
        if kind is constants.NEGATE:
            negated = True
        elif kind is constants.LITERAL:
            ranges.append((plain(value),) * 2)
        elif kind is constants.RANGE:
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


def spellings(part: Tree) -> set[str] | None:  # noqa: PLR0911  # one return a kind of node
    """All strings one part of a pattern can match, if they are few."""
    op, value = part
    if op is constants.LITERAL:
        return {chr(value)}
    if op is constants.IN:
        return _spelled_class(value)
    if op is constants.SUBPATTERN and not value[1] and not value[2]:
        return _spelled_all(value[3])
    if op is constants.BRANCH:
        branches = [_spelled_all(branch) for branch in value[1]]
        if any(branch is None for branch in branches):
            return None
        spelled = set().union(*(branch for branch in branches if branch))
        return spelled if len(spelled) <= MOST_LITERALS else None
    if op in REPEATS and value[1] <= 2 and len(value[2]) <= 4:
        once = _spelled_all(value[2])
        if once is None:
            return None
        spelled = set()
        for times in range(value[0], value[1] + 1):
            spelled |= {"".join(pick) for pick in product(once, repeat=times)}
        return spelled if len(spelled) <= MOST_LITERALS else None
    return None


def _spelled_class(items: Tree) -> set[str] | None:
    """The characters of a class, if they are few and none is left out of it."""
    spelled: set[str] = set()
    for kind, value in items:
        if kind is constants.LITERAL:
            spelled.add(chr(value))
        elif kind is constants.RANGE and value[1] - value[0] < _MOST_OF_RANGE:
            spelled |= set(map(chr, range(value[0], value[1] + 1)))
        else:
            return None
    return spelled if len(spelled) <= MOST_LITERALS else None


def _spelled_all(tree: Tree) -> set[str] | None:
    runs = {""}
    for part in tree:
        spelled = spellings(part)
        if spelled is None or len(runs) * len(spelled) > MOST_LITERALS:
            return None
        runs = {head + tail for head, tail in product(runs, spelled)}
    return runs
