"""The labelled passages: enough of them, half of them clean, and the goals the rules must reach."""

from __future__ import annotations

from pathlib import Path

import pytest

from review.model import Gate
from review.pipeline import review
from review.ruleset import Ruleset
from review.scoring.passages import Passage, read_passages
from review.scoring.tally import count, judge

HERE = Path(__file__).parent
PRECISION, RECALL = 0.97, 0.93


def passages(gate: Gate) -> tuple[Passage, ...]:
    return read_passages(gate, (HERE / f"{gate}.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("gate", list(Gate))
def test_a_gate_has_passages_enough_of_both_kinds(gate: Gate):
    every = passages(gate)
    clean = sum(not passage.dirty for passage in every)
    assert len(every) >= 80
    assert 0.35 <= clean / len(every) <= 0.65
    assert len({passage.document for passage in every}) == len(every)


@pytest.mark.parametrize("gate", list(Gate))
def test_a_gate_finds_what_it_should_and_little_else(gate: Gate, ruleset: Ruleset):
    rules = ruleset.select(gates=[gate])
    outcomes = [
        judge(passage, review(passage.document, rules, passage.as_of).findings)
        for passage in passages(gate)
    ]
    tally = count(outcomes)
    missed = [
        f"{each.passage.name} {each.passage.document.quote(label)}"
        for each in outcomes
        for label in each.missed
    ]
    wrong = [
        f"{each.passage.name} {finding.rule} {each.passage.document.quote(finding.span)}"
        for each in outcomes
        for finding in each.wrong
    ]
    assert tally.all_marks.precision >= PRECISION, wrong
    assert tally.all_marks.recall >= RECALL, missed
