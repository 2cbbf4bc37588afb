"""Every rule is marked at exactly its 【】 and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from review.example import faults
from review.ruleset import BadRuleError, Ruleset
from rules import declared, load

IDS = [rule.id for rule in declared()]


@pytest.mark.parametrize("rule_id", IDS)
def test_the_examples_of_a_rule_hold(ruleset: Ruleset, rule_id: str):
    rule = next(rule for rule in ruleset.rules if rule.id == rule_id)
    assert faults(rule, ruleset) == []


def test_a_list_that_breaks_a_rules_example_is_not_used(tmp_path: Path, ruleset: Ruleset):
    rule = next(rule for rule in ruleset.rules if rule.id == "POL101")
    name = rule.check.lists[0]
    (tmp_path / name).parent.mkdir(parents=True)
    (tmp_path / f"{name}.toml").write_text(
        'title = "甲"\nkeeper = "乙"\nreviewed = 2026-01-01\n'
        '[[group]]\nsource = "丙"\nverified = true\nwords = [{ word = "没有用处的词语" }]\n',
        encoding="utf-8",
    )
    with pytest.raises(BadRuleError, match="POL101 不能通过自己的例子"):
        load(cache_dir=tmp_path / "cache", wordlists=(tmp_path,))


def test_a_ruleset_is_proved_once(tmp_path: Path):
    load(cache_dir=tmp_path)
    proofs = list(tmp_path.glob("proved-*"))
    assert len(proofs) == 1
    before = proofs[0].stat().st_mtime_ns
    load(cache_dir=tmp_path)
    assert proofs[0].stat().st_mtime_ns == before
