"""What a regular expression cannot do without, read off its parse tree.

From that a pattern is looked for only near the literals it needs, and with the same answer as if
it had been looked for everywhere: a property test holds the two against each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TypeAlias

from review.gram import UNBOUND
from review.parts import (
    MOST_LITERALS,
    REPEATS,
    Reach,
    Tree,
    before,
    beyond,
    constants,
    key_of,
    parser,
    spellings,
)
from review.text import INVISIBLE, SPACES, fold_literal

Candidate: TypeAlias = tuple[set[str], Reach]
_UNBOUNDED = 2000  # characters; a wider match is looked for in the whole text
_ANYWHERE = -UNBOUND, UNBOUND
_CUT = re.compile(f"[\\s{SPACES}{INVISIBLE}]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    """What any match must contain, and how far it can reach.

    `literals`: one of these (folded). Empty: nothing is known.
    `digits`: so many ASCII digits in a row. 0: nothing is known.
    `width`: the most characters a match can take. None: no bound.
    `look`: how far past its ends it looks.
    `first`, `last`: how far behind its beginning one of the literals begins, at least and at most.
    """

    literals: tuple[str, ...]
    digits: int
    width: int | None
    look: int
    first: int = -UNBOUND
    last: int = UNBOUND

    @classmethod
    def nothing(cls) -> Needs:
        """Nothing is known; the whole text has to be looked at."""
        return cls(literals=(), digits=0, width=None, look=0)


def needs(pattern: re.Pattern[str] | str) -> Needs:
    """Read the needs of a pattern, compiled or yet to be."""
    key = key_of(pattern)
    if key not in KNOWN:
        KNOWN[key] = _read(*key)
    return KNOWN[key]


KNOWN: dict[tuple[str, int], Needs] = {}
"""All needs read so far, by source and flags; whoever kept them from before may put them in."""


def _read(source: str, flags: int) -> Needs:
    tree = parser.parse(source, flags)
    width = tree.getwidth()[1]
    look = _look(tree)
    bounded = width <= _UNBOUNDED and look is not None
    best = _best(_candidates(tree, (0, 0) if tree.getwidth()[0] else _ANYWHERE))
    literals, (first, last) = best or (set(), _ANYWHERE)
    if any(len(literal) < 2 for literal in literals):
        literals = set()  # single characters are too frequent to be worth a place in the automaton
    return Needs(
        literals=tuple(sorted(literals)),
        digits=_digits(tree),
        width=width if bounded else None,
        first=first,
        last=last,
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
        if part[0] in (constants.ASSERT, constants.ASSERT_NOT):
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
    if op is constants.BRANCH:
        return tuple(value[1])
    if op in REPEATS:
        return (value[2],)
    if op is constants.SUBPATTERN:
        return (value[3],)
    if op in (constants.ASSERT, constants.ASSERT_NOT):
        return (value[1],)
    if op is constants.ATOMIC_GROUP:
        return (value,)
    if op is constants.GROUPREF_EXISTS:
        return tuple(branch for branch in value[1:] if branch is not None)
    return ()


def _candidates(tree: Tree, at: Reach = (0, 0)) -> list[Candidate]:
    """Sets of literals, of each of which every match holds at least one, and where they begin.

    `at`: how far behind the beginning of the match the tree begins.
    """
    found: list[Candidate] = []
    runs: set[str] = {""}  # all the strings that the parts just passed can have made
    begin = at
    for part in tree:
        op, value = part
        end = beyond(at, part, tree)
        spelled = spellings(part)
        if spelled is not None and len(runs) * len(spelled) <= MOST_LITERALS:
            runs = {head + tail for head, tail in product(runs, spelled)}
            at = end
            continue
        if runs != {""}:
            found.append((runs, begin))
        runs, begin = {""}, end
        if spelled is not None:
            runs, begin = set(spelled), at
        elif op is constants.SUBPATTERN:
            found += _candidates(value[3], at)
            runs = _ending(part)
            begin = before(end, runs)
        elif op is constants.ATOMIC_GROUP:
            found += _candidates(value, at)
        elif op is constants.ASSERT:
            least, most = value[1].getwidth()
            behind = (at[0] - most, at[1] - least)
            found += _candidates(value[1], at if value[0] > 0 else behind)
        elif op in REPEATS and value[0] >= 1:
            found += _candidates(value[2], at)
            runs = _ending(part)
            begin = before(end, runs)
        elif op is constants.BRANCH:
            best = [_best(_candidates(branch, at)) for branch in value[1]]
            if sure := [each for each in best if each]:
                literals = set[str]().union(*(each for each, _ in sure))
                reach = min(one for _, (one, _) in sure), max(one for _, (_, one) in sure)
                found += [(literals, reach)] if len(sure) == len(best) else []
        at = end
    if runs != {""}:
        found.append((runs, begin))
    return found


def _ending(part: Tree) -> set[str]:
    """What a part that can be much is sure to end with, however often it stands."""
    op, value = part
    if op is constants.SUBPATTERN and value[3]:
        return _ending(value[3][-1])
    if op in REPEATS and value[0] >= 1 and value[2]:
        return _ending(value[2][-1])
    return spellings(part) or {""}


def _best(candidates: list[Candidate]) -> Candidate | None:
    """The set that is worth most as a gate: long literals, and no lone Latin letter or digit."""
    best: Candidate | None = None
    worth = (0.0, 0)
    for candidate, reach in candidates:
        folded = {_core(literal) for literal in candidate}
        if not all(folded):
            continue
        value = (min(map(_weight, folded)), -len(folded))
        if value[0] >= 1 and (best is None or value > worth):
            whole = all(len(_core(literal)) == len(literal) for literal in candidate)
            best, worth = (folded, reach if whole else _ANYWHERE), value
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
        spelled = spellings(part)
        if _is_digit(part):
            run += 1
        elif spelled and all(each.isascii() and each.isdigit() for each in spelled):
            run += min(map(len, spelled))
        elif op in REPEATS and len(value[2]) == 1 and _is_digit(value[2][0]):
            run += value[0]
            if value[0] != value[1]:
                best, run = max(best, run), value[0]
        else:
            best, run = max(best, run), 0
            if op is constants.SUBPATTERN:
                best = max(best, _digits(value[3]))
            elif op in REPEATS and value[0] >= 1:
                best = max(best, _digits(value[2]))
            elif op is constants.BRANCH:
                best = max(best, min(_digits(branch) for branch in value[1]))
    return max(best, run)


def _is_digit(part: Tree) -> bool:
    op, value = part
    if op is constants.LITERAL:
        return bool(0x30 <= value <= 0x39)
    if op is not constants.IN:
        return False
    return all(
        (kind is constants.LITERAL and 0x30 <= what <= 0x39)
        or (kind is constants.RANGE and what[0] >= 0x30 and what[1] <= 0x39)
        for kind, what in value
    )
