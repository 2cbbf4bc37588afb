"""Every rule is marked at exactly its 【】 and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from review.example import faults
from review.ruleset import Ruleset
from rules import load

IDS = [rule.id for rule in load(cache_dir=Path("unused")).rules]


@pytest.mark.parametrize("rule_id", IDS)
def test_the_examples_of_a_rule_hold(ruleset: Ruleset, rule_id: str):
    rule = next(rule for rule in ruleset.rules if rule.id == rule_id)
    assert faults(rule, ruleset) == []
