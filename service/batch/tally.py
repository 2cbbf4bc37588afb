"""What a run comes to, counted while the rows go by. Bounded: only names of accounts can add to it."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from review.archive import Kind
from review.model import Gate, Severity

_SHOWN_PER_RULE = 60  # where there are more findings than a page can hold
MOST_SHOWN = 4000
"""Findings a page can hold and a browser still filter at once."""
_MOST_ACCOUNTS = 20_000
_OTHERS = "（其余账号）"
_KINDS = {str(kind): number for number, kind in enumerate([Kind.TAMPERED, *Kind])}
_RANKS = {str(each): each.rank for each in Severity}


@dataclass(slots=True)
class Tally:
    """Counts of posts, findings and errors, and the findings that are shown."""

    posts: int = 0
    characters: int = 0
    undated: int = 0
    duplicates: int = 0
    errors: int = 0
    unchecked: int = 0
    departed: int = 0
    failures: int = 0
    worst: int = 3
    worst_new: int = 3
    known: int = 0
    then: Counter[str] = field(default_factory=Counter)
    now: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    posts_of_kind: Counter[str] = field(default_factory=Counter)
    severities: Counter[str] = field(default_factory=Counter)
    gates: Counter[str] = field(default_factory=Counter)
    rules: Counter[tuple[str, str, str, str]] = field(default_factory=Counter)
    accounts: dict[str, Counter[str]] = field(default_factory=dict)
    months: dict[str, Counter[str]] = field(default_factory=dict)
    _crowded: bool = False
    _shown: dict[tuple[str, str], list[dict[str, Any]]] = field(default_factory=dict)

    def post(self, row: Mapping[str, Any]) -> None:
        self.posts += 1
        self.characters += row["characters"]
        self.undated += row["published_at"] is None
        self.departed += row["signed"] == "departed"
        self.failures += bool(row["failures"])
        self.then[row["verdict_then"] or "none"] += 1
        self.now[row["verdict_now"] or "none"] += 1
        account = self._account(row["account"])
        month = self._month(row["published_at"])
        account["posts"] += 1
        month["posts"] += 1
        for kind, count in row["findings"].items():
            if count:
                self.posts_of_kind[kind] += 1
                account[f"posts_{kind}"] += 1
                month[kind] += 1
        if row["failures"]:
            self.worst = self.worst_new = 0

    def finding(self, row: dict[str, Any], *, known: bool) -> None:
        kind, severity = row["kind"], row["severity"]
        self.kinds[kind] += 1
        self.severities[severity] += 1
        self.gates[row["gate"]] += 1
        self.rules[row["gate"], row["rule"], row["name"], kind] += 1
        self._account(row["account"])[kind] += 1
        self.worst = min(self.worst, _RANKS[severity])
        if known:
            self.known += 1
        else:
            self.worst_new = min(self.worst_new, _RANKS[severity])
        shown = self._shown.setdefault((row["rule"], kind), [])
        if not self._crowded or len(shown) < _SHOWN_PER_RULE:
            shown.append(row)
        if not self._crowded and sum(self.kinds.values()) > MOST_SHOWN:
            self._crowded = True
            for every in self._shown.values():
                del every[_SHOWN_PER_RULE:]

    def error(self, row: Mapping[str, Any]) -> None:
        self.errors += 1
        self.unchecked += not row["checked"]

    def shown(self) -> list[dict[str, Any]]:
        """What a page shows: all findings, or some of every rule; tampering and the gravest first."""
        every = (row for rows in self._shown.values() for row in rows)
        return heapq.nsmallest(
            MOST_SHOWN,
            every,
            key=lambda row: (
                row["kind"] != Kind.TAMPERED,
                _RANKS[row["severity"]],
                _KINDS[row["kind"]],
                row["rule"],
                row["record"],
                row["start"],
            ),
        )

    def told(self) -> dict[str, Any]:
        """summary.json: the same for the same rows, whatever order they were checked in."""
        return {
            "posts": self.posts,
            "characters": self.characters,
            "undated": self.undated,
            "duplicates": self.duplicates,
            "errors": self.errors,
            "unchecked": self.unchecked,
            "departed_from_signed": self.departed,
            "posts_with_failed_rules": self.failures,
            "findings": sum(self.kinds.values()),
            "known_from_baseline": self.known,
            "verdicts_then": _sorted(self.then),
            "verdicts_now": _sorted(self.now),
            "kinds": {
                str(kind): {
                    "label": kind.label,
                    "findings": self.kinds[kind],
                    "posts": self.posts_of_kind[kind],
                }
                for kind in Kind
            },
            "severities": {str(each): self.severities[each] for each in Severity},
            "gates": {
                str(gate): {"label": gate.label, "findings": self.gates[gate]} for gate in Gate
            },
            "rules": [
                {"gate": gate, "rule": rule, "name": name, "kind": kind, "findings": count}
                for (gate, rule, name, kind), count in sorted(
                    self.rules.items(), key=lambda one: (-one[1], one[0])
                )
            ],
            "accounts": [
                {"account": name, **_sorted(counts)}
                for name, counts in sorted(
                    self.accounts.items(), key=lambda one: (-_findings(one[1]), one[0])
                )
            ],
            "months": [
                {"month": month, **_sorted(self.months[month])} for month in sorted(self.months)
            ],
        }

    def _account(self, name: str) -> Counter[str]:
        if name not in self.accounts and len(self.accounts) >= _MOST_ACCOUNTS:
            name = _OTHERS
        return self.accounts.setdefault(name, Counter())

    def _month(self, day: str | None) -> Counter[str]:
        return self.months.setdefault(day[:7] if day else "", Counter())


def _findings(counts: Counter[str]) -> int:
    return sum(counts[kind] for kind in Kind)


def _sorted(counts: Mapping[str, int]) -> dict[str, int]:
    return {key: counts[key] for key in sorted(counts)}
