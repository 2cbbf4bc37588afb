"""What every rule and list must be like."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from review.model import Gate, Severity
from review.near import SEEN
from review.rule import Good, Rule
from review.ruleset import Ruleset
from review.text import fold_characters
from review.wordlist import BadWordlistError
from rules import WORDLISTS, declared, load

RULES = declared()
CURES = re.compile("^(禁止|不得|不准|应当|应|请|避免|使用|删除|改为|必须)")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_is_whole(rule: Rule):
    assert re.fullmatch(rule.gate.prefix + "[1-4][0-9]{2}", rule.id)
    assert rule.basis, "every rule names its ground"
    assert all(basis.title for basis in rule.basis)
    assert rule.message.endswith(("。", "？"))
    assert len(rule.bad) >= 2, "at least two texts it must mark"
    assert len(rule.good) >= 2, "at least two hard texts it must leave alone"
    assert not CURES.search(rule.name), "a rule is named for the thing flagged, not for the cure"
    assert rule.name == fold_characters(rule.name) or re.search("[A-Z]", rule.name), "简体"
    texts = [each.text if isinstance(each, Good) else each for each in rule.good]
    assert len(set(texts)) == len(texts)


def test_names_are_given_once():
    names = [rule.name for rule in RULES]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("gate", Gate)
def test_every_gate_has_rules_that_stop_or_ask(gate: Gate):
    severities = {rule.severity for rule in RULES if rule.gate is gate}
    assert severities & {Severity.BLOCK, Severity.WARN}


def test_there_are_at_least_forty_rules():
    assert len(RULES) >= 40


def test_the_page_of_all_rules_is_fresh(ruleset: Ruleset, update_golden: bool):
    from rules.catalogue import index_page

    page = Path(__file__).parents[2] / "rules" / "INDEX.md"
    if update_golden:
        page.write_text(index_page(ruleset), encoding="utf-8")
    assert page.read_text(encoding="utf-8") == index_page(ruleset), "run: make index"


def test_every_list_is_used_by_a_rule(ruleset: Ruleset):
    sources = "\n".join(
        path.read_text(encoding="utf-8") for path in WORDLISTS.parent.glob("rules/*/*.py")
    )
    unused = [name for name in ruleset.library if f'"{name}"' not in sources]
    assert unused == [SEEN], "this one is read by all near-miss rules"


def test_a_list_of_the_office_takes_the_place_of_ours(tmp_path: Path, ruleset: Ruleset):
    name = min(ruleset.library)
    own = tmp_path / f"{name}.toml"
    own.parent.mkdir()
    text = (WORDLISTS / f"{name}.toml").read_text(encoding="utf-8")
    own.write_text(text.replace(ruleset.library[name].keeper, "本单位办公室"), encoding="utf-8")
    loaded = load(cache_dir=tmp_path, wordlists=(tmp_path,))
    assert loaded.library[name].keeper == "本单位办公室"
    assert loaded.digest != ruleset.digest


def test_one_broken_list_stops_everything_and_says_where(tmp_path: Path):
    (tmp_path / "text").mkdir()
    broken = 'title = "甲"\nkeeper = "乙"\nreviewed = 2026-01-01\n[[group]]\nwords = [\n{ word = "丙" },\n]'
    (tmp_path / "text" / "own.toml").write_text(broken, encoding="utf-8")
    with pytest.raises(BadWordlistError, match=r"text/own\.toml:6.*没有来源"):
        load(cache_dir=tmp_path, wordlists=(tmp_path,))
