"""What a report comes to in numbers, so that lists need not load it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row

from review.model import Category, Facts, Gate, Report, Severity, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """`gates`: those with something found in them. `category` is the judged text's, `repost` whether
    it is one.
    """

    verdict: Verdict
    blocks: int
    warns: int
    hints: int
    gates: frozenset[Gate]
    category: Category
    repost: bool = False

    @property
    def counts(self) -> tuple[tuple[Severity, int], ...]:
        """How many findings of each severity, gravest first."""
        return tuple(zip(Severity, (self.blocks, self.warns, self.hints), strict=True))


def tally_of(report: Report, facts: Facts) -> Tally:
    """The numbers of a report."""
    counts = Counter(finding.severity for finding in report.findings)
    return Tally(
        verdict=report.verdict,
        blocks=counts[Severity.BLOCK],
        warns=counts[Severity.WARN],
        hints=counts[Severity.HINT],
        gates=frozenset(gate.gate for gate in report.gates if gate.findings or gate.failures),
        category=facts.category,
        repost=facts.repost,
    )


def tally_row(digest: str, tally: Tally) -> dict[str, object]:
    """A tally as stored."""
    return {
        "report": digest,
        "verdict": tally.verdict.value,
        "blocks": tally.blocks,
        "warns": tally.warns,
        "hints": tally.hints,
        "gates": gates_written(tally.gates),
        "category": tally.category.value,
        "repost": int(tally.repost),
    }


def tally_read(row: Row[Any]) -> Tally:
    """A stored tally."""
    return Tally(
        verdict=Verdict(row.verdict),
        blocks=row.blocks,
        warns=row.warns,
        hints=row.hints,
        gates=gates_read(row.gates),
        category=Category(row.category),
        repost=bool(row.repost),
    )


def gates_written(gates: frozenset[Gate]) -> str:
    """With a blank before and behind each, so that LIKE finds whole names."""
    return f" {' '.join(gate.value for gate in Gate if gate in gates)} "


def gates_read(stored: str) -> frozenset[Gate]:
    """The gates of a stored list."""
    return frozenset(Gate(name) for name in stored.split())
