"""Passages written blind for three gates, a second set beside the labelled one."""

from __future__ import annotations

from pathlib import Path

import pytest

from review.model import Gate
from review.pipeline import review
from review.ruleset import Ruleset
from review.scoring.passages import read_passages
from review.scoring.tally import count, judge

HELD = Path(__file__).parent / "held"
PRECISION, RECALL = 0.97, 0.93


@pytest.mark.parametrize("file", sorted(HELD.glob("*.toml")), ids=lambda file: file.stem)
def test_a_gate_holds_on_passages_written_apart_from_its_rules(file: Path, ruleset: Ruleset):
    gate = Gate(file.stem)
    rules = ruleset.select(gates=[gate])
    outcomes = [
        judge(passage, review(passage.document, rules, passage.as_of).findings)
        for passage in read_passages(gate, file.read_text(encoding="utf-8"))
    ]
    tally = count(outcomes)
    assert tally.all_marks.precision >= PRECISION, [
        each.passage.document.body for each in outcomes if each.wrong
    ]
    assert tally.all_marks.recall >= RECALL, [
        each.passage.document.body for each in outcomes if each.missed
    ]
