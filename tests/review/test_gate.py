from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review.codes import Row
from review.gate import gates_of
from review.model import Document
from review.pattern import Pattern
from review.pipeline import review
from review.rule import EXAMPLE_DAY
from review.ruleset import Ruleset
from review.sieve import Sieve, Wait
from review.structure import _Structure

PATTERNS = (
    r"(?<![0-9])1[3-9][0-9]{9}(?![0-9])",
    r"(?<![0-9.])[0-9]{2}年(?=(?:1[0-2]|[1-9])月)",
    r"(?<=[0-9年])~(?=[0-9])",
    r"[^\n]、$",
    r"(?m)^附件[:：]?$",
    r"(?:^|(?<=\r))[ \t]*[一二三]{1,3}、",
    r"(?i)k歌|app",
    r"[一-鿿]{2,4}\*{2,6}",
    r"(?s:.)号\Z",
    r"(?:甲|乙丙|丁{2,3})?戊(?!己)",
    r"(?:(?P<a>甲)|乙)(?(a)丙|丁)",
    r"([一-鿿]{2})\1",
    r"[^甲乙]{3}丙",
    r"(?!\n)[^一]\b年",
    r"(?:年(?:[0-9]{1,2})?月)+日",
    r"[\U00020000-\U0002ffff]号",
    r"(?<!的)𠮷+",
    r"\s[\d]{2}\w",
    r"(?>[0-9]+)年" if hasattr(re, "NOFLAG") else r"[0-9]+年",
)
PIECES = st.sampled_from(
    [
        *"0123年月日号、：:*~甲乙丙丁戊己一二的附件kKKſ𠮷𠮸\n\r\t \ufffftAPap鿿歌",
        "13800138000",
        "附件",
        "24年5月",
    ]
)
TEXTS = st.lists(PIECES, max_size=20).map("".join)


@pytest.mark.parametrize("pattern", PATTERNS)
def test_whatever_a_pattern_matches_gets_through_the_sieve(pattern: str):
    compiled = re.compile(pattern)
    gates = gates_of(compiled)
    if not gates:
        pytest.skip("nothing is known of it")
    sieve = Sieve([(number, Wait(gate, located=True)) for number, gate in enumerate(gates)])

    @settings(max_examples=200, deadline=None)
    @given(TEXTS)
    def holds(text: str) -> None:
        let = sieve.through(Row(text))
        for match in compiled.finditer(text):
            assert any(
                gates[number].first <= hit.start - match.start() <= gates[number].last
                for number, hits in let.items()
                for hit in hits
            )

    holds()


def test_most_patterns_have_something_to_wait_for():
    assert sum(bool(gates_of(re.compile(pattern))) for pattern in PATTERNS) > 15


def test_many_gates_in_one_sieve_do_not_get_in_each_others_way():
    gates = [gates_of(re.compile(pattern)) for pattern in PATTERNS]
    waits = [(number, Wait(gate)) for number, each in enumerate(gates) for gate in each]
    many = Sieve(waits * 4)
    for text in ("24年5月", "附件\n", "甲丙戊", "号", "中国中国13800138000", "", "\ud800号"):
        alone = {number for number, wait in waits if Sieve([(number, wait)]).through(Row(text))}
        assert set(many.through(Row(text))) == alone


def test_a_sieve_made_of_nothing_lets_nothing_through():
    assert Sieve([]).through(Row("中国")) == {}


def test_a_long_text_is_sifted_to_its_last_character():
    (gate,) = gates_of(re.compile("丙丁戊"))
    sieve = Sieve([(0, Wait(gate, located=True))])
    for before in (32763, 32764, 32765, 32766, 32767, 32768, 65536):
        hits = sieve.through(Row("中" * before + "丙丁戊"))[0]
        assert [hit.start for hit in hits] == [before]


def test_every_rule_of_the_product_finds_by_its_waits_what_it_finds_without(
    compile_rules: Callable[..., Ruleset], ruleset: Ruleset
):
    waiting = [
        rule for rule in ruleset.rules if isinstance(rule.check, _Structure) and rule.check.waits
    ]
    assert len(waiting) > 15
    texts = [
        example if isinstance(example, str) else example.text
        for rule in ruleset.rules
        for example in (*rule.bad, *rule.good)
    ]
    soup = ["".join(texts[at : at + 9]) for at in range(0, len(texts), 9)] + texts[::3]
    bare = [
        replace(rule, check=replace(rule.check, gated=False))
        for rule in waiting
        if isinstance(rule.check, _Structure)
    ]
    lists = tuple(ruleset.library.values())
    gated, ungated = (compile_rules(*each, lists=lists) for each in (waiting, bare))
    for text in soup:
        document = Document(title=text[:40], body=text)
        one, other = (review(document, each, EXAMPLE_DAY) for each in (gated, ungated))
        assert one.findings == other.findings
        assert one.failures == other.failures


def test_no_pattern_of_the_product_waits_in_vain(ruleset: Ruleset):
    texts = [
        example if isinstance(example, str) else example.text
        for rule in ruleset.rules
        for example in (*rule.bad, *rule.good)
    ]
    for rule in ruleset.rules:
        if not isinstance(rule.check, Pattern) or not (gates := gates_of(rule.check.regex)):
            continue
        sieve = Sieve([(0, Wait(gate)) for gate in gates])
        for text in texts:
            if rule.check.regex.search(text):
                assert sieve.through(Row(text)), (rule.id, text)
