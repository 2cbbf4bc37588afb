"""What a regular expression cannot do without, read off its parse tree.

From that a pattern is looked for only near the literals it needs, and with the same answer as if
it had been looked for everywhere: a property test holds the two against each other.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any, TypeAlias

from review.text import INVISIBLE, SPACES, fold_literal

Tree: TypeAlias = Any  # a parse tree of `re`: the standard library leaves it undocumented
_parser: Tree = importlib.import_module("re._parser")
_constants: Tree = importlib.import_module("re._constants")
_UNBOUNDED = 2000  # characters; a wider match is looked for in the whole text
_MOST_LITERALS = 64
_MOST_OF_RANGE = 10  # characters, as in [0-9]
_CUT = re.compile(f"[\\s{SPACES}{INVISIBLE}]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    """What any match must contain, and how far it can reach.

    `literals`: one of these (folded). Empty: nothing is known.
    `digits`: so many ASCII digits in a row. 0: nothing is known.
    `width`: the most characters a match can take. None: no bound.
    `look`: how far past its ends it looks.
    """

    literals: tuple[str, ...]
    digits: int
    width: int | None
    look: int

    @classmethod
    def nothing(cls) -> Needs:
        """Nothing is known; the whole text has to be looked at."""
        return cls(literals=(), digits=0, width=None, look=0)


def needs(pattern: re.Pattern[str]) -> Needs:
    """Read the needs of a compiled pattern."""
    key = pattern.pattern, pattern.flags & ~re.DEBUG
    if key not in KNOWN:
        KNOWN[key] = _read(*key)
    return KNOWN[key]


KNOWN: dict[tuple[str, int], Needs] = {}
"""All needs read so far, by source and flags; whoever kept them from before may put them in."""


def _read(source: str, flags: int) -> Needs:
    tree = _parser.parse(source, flags)
    width = tree.getwidth()[1]
    look = _look(tree)
    bounded = width <= _UNBOUNDED and look is not None
    literals = _best(_candidates(tree)) or ()
    if any(len(literal) < 2 for literal in literals):
        literals = ()  # single characters are too frequent to be worth a place in the automaton
    return Needs(
        literals=tuple(sorted(literals)),
        digits=_digits(tree),
        width=width if bounded else None,
        look=(look or 0) + 2,  # $ and ^ look at the next character, and past a final newline
    )


def windows(places: Iterable[tuple[int, int]], needed: Needs, length: int) -> list[tuple[int, int]]:
    """The stretches in which every match must lie that contains one of `places`.

    Places are the literals' hits or, for a pattern that needs digits, whole runs of digits, of
    which a match need hold only so many as it needs.
    """
    if needed.width is None:
        return [(0, length)]
    reach = needed.width + 2 * needed.look  # a literal may stand in what it looks at
    spare = needed.digits if not needed.literals else 0
    stretches = sorted(
        (start + spare - reach, end - spare + reach) if spare else (end - reach, start + reach)
        for start, end in places
    )
    joined: list[tuple[int, int]] = []
    for first, last in stretches:
        if joined and first <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return [(max(0, first), min(length, last)) for first, last in joined]


def _look(tree: Tree) -> int | None:
    """The widest look-around anywhere in the tree; None if one has no bound."""
    widest = 0
    for part in _parts(tree):
        if part[0] in (_constants.ASSERT, _constants.ASSERT_NOT):
            width = part[1][1].getwidth()[1]
            if width > _UNBOUNDED:
                return None
            widest = max(widest, width)
    return widest


def _parts(tree: Tree) -> Iterable[Tree]:
    for part in tree:
        yield part
        for child in _children(part):
            yield from _parts(child)


def _children(part: Tree) -> Sequence[Tree]:  # noqa: PLR0911  # one return a kind of node
    op, value = part
    if op is _constants.BRANCH:
        return tuple(value[1])
    if op in _REPEATS:
        return (value[2],)
    if op is _constants.SUBPATTERN:
        return (value[3],)
    if op in (_constants.ASSERT, _constants.ASSERT_NOT):
        return (value[1],)
    if op is _constants.ATOMIC_GROUP:
        return (value,)
    if op is _constants.GROUPREF_EXISTS:
        return tuple(branch for branch in value[1:] if branch is not None)
    return ()


_REPEATS = (_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT)


def _candidates(tree: Tree) -> list[set[str]]:
    """Sets of literals, of each of which every match holds at least one."""
    found: list[set[str]] = []
    runs: set[str] = {""}  # all the strings that the parts just passed can have made

    def close() -> None:
        nonlocal runs
        if runs != {""}:
            found.append(runs)
        runs = {""}

    for part in tree:
        op, value = part
        spelled = _spellings(part)
        if spelled is not None and len(runs) * len(spelled) <= _MOST_LITERALS:
            runs = {head + tail for head, tail in product(runs, spelled)}
            continue
        close()
        if spelled is not None:
            runs = set(spelled)
        elif op is _constants.SUBPATTERN:
            found += _candidates(value[3])
            runs = _ending(part)
        elif op is _constants.ATOMIC_GROUP:
            found += _candidates(value)
        elif op is _constants.ASSERT:
            found += _candidates(value[1])
        elif op in _REPEATS and value[0] >= 1:
            found += _candidates(value[2])
            runs = _ending(part)
        elif op is _constants.BRANCH:
            best = [_best(_candidates(branch)) for branch in value[1]]
            if all(best):
                found.append(set().union(*(each for each in best if each)))
    close()
    return found


def _ending(part: Tree) -> set[str]:
    """What a part that can be much is sure to end with, however often it stands."""
    op, value = part
    if op is _constants.SUBPATTERN and value[3]:
        return _ending(value[3][-1])
    if op in _REPEATS and value[0] >= 1 and value[2]:
        return _ending(value[2][-1])
    return _spellings(part) or {""}


def _spellings(part: Tree) -> set[str] | None:  # noqa: PLR0911  # one return a kind of node
    """All strings one part of a pattern can match, if they are few."""
    op, value = part
    if op is _constants.LITERAL:
        return {chr(value)}
    if op is _constants.IN:
        return _spell_class(value)
    if op is _constants.SUBPATTERN and not value[1] and not value[2]:
        return _spell_all(value[3])
    if op is _constants.BRANCH:
        branches = [_spell_all(branch) for branch in value[1]]
        if any(branch is None for branch in branches):
            return None
        spelled = set().union(*(branch for branch in branches if branch))
        return spelled if len(spelled) <= _MOST_LITERALS else None
    if op in _REPEATS and value[1] <= 2 and len(value[2]) <= 4:
        once = _spell_all(value[2])
        if once is None:
            return None
        spelled = set()
        for times in range(value[0], value[1] + 1):
            spelled |= {"".join(pick) for pick in product(once, repeat=times)}
        return spelled if len(spelled) <= _MOST_LITERALS else None
    return None


def _spell_class(items: Tree) -> set[str] | None:
    """The characters of a class, if they are few and none is left out of it."""
    spelled: set[str] = set()
    for kind, value in items:
        if kind is _constants.LITERAL:
            spelled.add(chr(value))
        elif kind is _constants.RANGE and value[1] - value[0] < _MOST_OF_RANGE:
            spelled |= set(map(chr, range(value[0], value[1] + 1)))
        else:
            return None
    return spelled if len(spelled) <= _MOST_LITERALS else None


def _spell_all(tree: Tree) -> set[str] | None:
    runs = {""}
    for part in tree:
        spelled = _spellings(part)
        if spelled is None or len(runs) * len(spelled) > _MOST_LITERALS:
            return None
        runs = {head + tail for head, tail in product(runs, spelled)}
    return runs


def _best(candidates: list[set[str]]) -> set[str] | None:
    """The set that is worth most as a gate: long literals, and no lone Latin letter or digit."""
    best: set[str] | None = None
    worth = (0.0, 0)
    for candidate in candidates:
        folded = {_core(literal) for literal in candidate}
        if not all(folded):
            continue
        value = (min(map(_weight, folded)), -len(folded))
        if value[0] >= 1 and (best is None or value > worth):
            best, worth = folded, value
    return best


def _core(literal: str) -> str:
    """The longest stretch of a literal that is sure to stand in the folded view as it is."""
    return fold_literal(max(_CUT.split(literal), key=len))


def _weight(literal: str) -> float:
    return sum(0.4 if char.isascii() and char.isalnum() else 1.0 for char in literal)


def _digits(tree: Tree) -> int:
    """The longest run of ASCII digits that every match must contain."""
    best = run = 0
    for part in tree:
        op, value = part
        spelled = _spellings(part)
        if _is_digit(part):
            run += 1
        elif spelled and all(each.isascii() and each.isdigit() for each in spelled):
            run += min(map(len, spelled))
        elif op in _REPEATS and len(value[2]) == 1 and _is_digit(value[2][0]):
            run += value[0]
            if value[0] != value[1]:
                best, run = max(best, run), value[0]
        else:
            best, run = max(best, run), 0
            if op is _constants.SUBPATTERN:
                best = max(best, _digits(value[3]))
            elif op in _REPEATS and value[0] >= 1:
                best = max(best, _digits(value[2]))
            elif op is _constants.BRANCH:
                best = max(best, min(_digits(branch) for branch in value[1]))
    return max(best, run)


def _is_digit(part: Tree) -> bool:
    op, value = part
    if op is _constants.LITERAL:
        return bool(0x30 <= value <= 0x39)
    if op is not _constants.IN:
        return False
    return all(
        (kind is _constants.LITERAL and 0x30 <= what <= 0x39)
        or (kind is _constants.RANGE and what[0] >= 0x30 and what[1] <= 0x39)
        for kind, what in value
    )
