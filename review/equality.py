"""事实一致: every fact that a variant states is one that the whole text states.

A variant may say less than the text, never anything else. Pure: two texts in, places out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from review.statement import Fact, FactKind, Vague, facts_of

_ROUNDED = {
    # What 余 may stand for, what 近 and what 约: shares of the number said.
    Vague.OVER: (Decimal(1), Decimal("1.1")),
    Vague.UNDER: (Decimal("0.9"), Decimal(1)),
    Vague.ABOUT: (Decimal("0.95"), Decimal("1.05")),
}
_SHORTEST_PHONE = 7


def strange_facts(variant: str, master: Iterable[str], known: Iterable[str] = ()) -> list[Fact]:
    """The facts of a variant that no text of the master states, in order.

    `known`: further addresses that belong to the piece, such as those its links lead to.
    """
    texts = list(master)
    stated = [fact for text in texts for fact in facts_of(text)]
    stated += [fact for address in known for fact in facts_of(address)]
    by_kind: dict[FactKind, list[Fact]] = {}
    for fact in stated:
        by_kind.setdefault(fact.kind, []).append(fact)
    return [
        fact
        for fact in facts_of(variant)
        if not _stands(fact, by_kind.get(fact.kind, ())) and not _written_so(fact, variant, texts)
    ]


def fact_set(text: str) -> frozenset[tuple[FactKind, str]]:
    """What a text states, as a set that does not depend on wording or layout."""
    return frozenset((fact.kind, fact.value) for fact in facts_of(text))


def _stands(fact: Fact, stated: Sequence[Fact]) -> bool:
    match fact.kind:
        case FactKind.DATE:
            return any(_same_date(fact, other) for other in stated)
        case FactKind.TIME:
            return any(_same_time(fact.value, other.value) for other in stated)
        case FactKind.NUMBER:
            return any(_same_number(fact, other) for other in stated)
        case FactKind.PHONE:
            # Said without its area code it is the same telephone.
            return any(
                other.value == fact.value
                or (len(fact.value) >= _SHORTEST_PHONE and other.value.endswith(fact.value))
                for other in stated
            )
        case _:
            return any(other.value == fact.value for other in stated)


def _same_date(fact: Fact, other: Fact) -> bool:
    """Whatever the variant says of a day the text says of the same day, here or before it."""
    return all(
        mine in ("?", theirs)
        for mine, theirs in zip(fact.stated.split("-"), other.value.split("-"), strict=True)
    )


def _same_time(mine: str, theirs: str) -> bool:
    if mine == theirs:
        return True
    if not (mine.endswith("?") or theirs.endswith("?")):
        return False
    hours = [int(value[:2]) % 12 for value in (mine, theirs)]
    return hours[0] == hours[1] and mine[2:5] == theirs[2:5]


def _same_number(fact: Fact, other: Fact) -> bool:
    (mine, unit), (theirs, its_unit) = fact.value.split("|"), other.value.split("|")
    if unit and its_unit and unit != its_unit:
        return False
    said, meant = Decimal(mine), Decimal(theirs)
    if said == meant:
        return True
    if fact.vague not in _ROUNDED or said <= 0:
        return False
    least, most = _ROUNDED[fact.vague]
    return said * least <= meant <= said * most


def _written_so(fact: Fact, variant: str, texts: Sequence[str]) -> bool:
    """Whether the very characters stand in the text: then no reading of them matters."""
    words = re.escape(variant[fact.start : fact.end])
    return any(re.search(rf"(?<![0-9.]){words}(?![0-9.])", text) for text in texts)
