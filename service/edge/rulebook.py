"""规则 and what the house has made of them: what pages and API show of each."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from review.model import Gate
from review.rule import Bad, Good, Rule
from review.scoring.interval import Share, share
from service.actions.errors import MissingError
from service.office import Office
from service.store.fates import Outcome

RECENT: Final = timedelta(days=90)
_QUARTERS: Final = 8
_NOTHING: Final = Outcome()


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A rule with its record. `hits`: how often it spoke, `recent`: in the last 90 days."""

    rule: Rule
    hits: int
    recent: int
    outcome: Outcome

    @property
    def precision(self) -> Share | None:
        """Of the findings somebody did something about, those nobody called a false alarm."""
        return precision_of(self.outcome)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarter:
    """A rule's record over one quarter of a year."""

    label: str
    hits: int
    outcome: Outcome

    @property
    def precision(self) -> Share | None:
        return precision_of(self.outcome)


def precision_of(outcome: Outcome) -> Share | None:
    """None if nobody has done anything about any finding."""
    if not outcome.decided:
        return None
    return share(outcome.decided - outcome.false_alarms, outcome.decided)


def records_of(office: Office, gate: Gate | None = None, words: str = "") -> tuple[Record, ...]:
    """The rules of a gate that have these words in id, name or message, in their usual order."""
    wanted = words.strip().casefold()
    rules = [
        rule
        for rule in office.ruleset.rules
        if (gate is None or rule.gate is gate)
        and wanted in f"{rule.id} {rule.name} {rule.message}".casefold()
    ]
    with office.read() as unit:
        hits, recent = unit.fates.hits(), unit.fates.hits(since=office.as_of() - RECENT)
        outcomes = unit.fates.outcomes()
    return tuple(
        Record(
            rule=rule,
            hits=hits.get(rule.id, 0),
            recent=recent.get(rule.id, 0),
            outcome=outcomes.get(rule.id, _NOTHING),
        )
        for rule in rules
    )


def record_of(office: Office, rule_id: str) -> tuple[Record, tuple[Quarter, ...]]:
    """One rule's record, and the quarters in which anything happened, the latest first.

    MissingError if there is no such rule.
    """
    rule = next((rule for rule in office.ruleset.rules if rule.id == rule_id), None)
    if rule is None:
        raise MissingError(f"没有编号为 {rule_id[:16]} 的规则，请从规则列表里重新打开。")
    today = office.as_of()
    with office.read() as unit:
        record = Record(
            rule=rule,
            hits=unit.fates.hits(rule=rule.id).get(rule.id, 0),
            recent=unit.fates.hits(since=today - RECENT, rule=rule.id).get(rule.id, 0),
            outcome=unit.fates.outcomes(rule=rule.id).get(rule.id, _NOTHING),
        )
        quarters: list[Quarter] = []
        first = _first_of_quarter(today)
        after = today + timedelta(days=1)
        for _ in range(_QUARTERS):
            outcomes = unit.fates.outcomes(since=first, until=after, rule=rule.id)
            quarters.append(
                Quarter(
                    label=f"{first.year}年第{(first.month + 2) // 3}季度",
                    hits=unit.fates.hits(since=first, until=after, rule=rule.id).get(rule.id, 0),
                    outcome=outcomes.get(rule.id, _NOTHING),
                )
            )
            first, after = _first_of_quarter(first - timedelta(days=1)), first
    return record, tuple(one for one in quarters if one.hits or one.outcome.decided)


def told_by_file(rule: Rule) -> str:
    """What the rule's file says of itself: why the rule is there, where it is from."""
    prefix = f"rules.{rule.gate}.{rule.id.lower()}_"
    named = (module for name, module in list(sys.modules.items()) if name.startswith(prefix))
    return next((inspect.getdoc(module) or "" for module in named), "")


def good_examples(rule: Rule) -> tuple[Good, ...]:
    """The examples that must not be marked, each as one."""
    return tuple(Good(one) if isinstance(one, str) else one for one in rule.good)


def pieces_of(bad: Bad) -> tuple[tuple[str, bool], ...]:
    """A bad example in pieces, each with whether it is to be marked."""
    left, right = bad.marks[0], bad.marks[-1]
    found: list[tuple[str, bool]] = []
    for part in bad.text.split(left):
        marked, closed, rest = part.partition(right)
        if found and closed:
            found.append((marked, True))
            found.append((rest, False))
        else:
            found.append((part, False))
    return tuple((words, marked) for words, marked in found if words or marked)


def in_gates(records: tuple[Record, ...]) -> Mapping[Gate, tuple[Record, ...]]:
    """The records gate by gate; gates without any are left out."""
    found = {gate: tuple(one for one in records if one.rule.gate is gate) for gate in Gate}
    return {gate: of for gate, of in found.items() if of}


def _first_of_quarter(day: date) -> date:
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
