from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review.kinds import pattern
from review.model import Document, Gate, Severity
from review.pattern import Pattern
from review.pipeline import review
from review.regex import needs
from review.rule import Rule
from review.ruleset import Ruleset

DAY = date(2026, 11, 23)

PATTERNS = {
    "digits": r"(?<![0-9])1[3-9][0-9]{9}(?![0-9])",
    "inner digits": r"[0-9]{4}年[0-9]{1,2}月",
    "free digits": r"[0-9]{6}",
    "literal": r"第(?:季度|届)",
    "choice": r"(?:密码|口令)\s{0,2}[:：=]",
    "class": r"[。，]{2}",
    "behind": r"(?<=原)国土资源部(?!门)",
    "end": r"号$",
    "line": r"(?m)^来源[:：][^\n]{0,10}$",
    "no bound": r"附件.*下载",
    "back": r"([\u4e00-\u9fff]{2,4})\1",
    "small": r"(?i)APP密码",
    "optional": r"(?:中)?国办发〔[0-9]{4}〕",
}
PIECES = st.sampled_from(
    ["第", "季度", "届", "国办发〔2018〕123号", "原", "国土资源部", "门", "密码", "：", "=", "。", "，",
     "13800138000", "1380013800", "2024年1月", "1", "23", "来源：", "\n", "附件", "下载", "ＡＰＰ",
     "app密码", "號", "号", "中", " ", "\u00a0", "\u200b", "审批表审批表", "１２３４５６", "𠮷"]
)  # fmt: skip


def a_rule(check: Pattern) -> Rule:
    return Rule(
        id="TXT999", name="试验", gate=Gate.TEXT, severity=Severity.HINT, basis=(),
        message="试验。", check=check, bad=(), good=(), fields=("body",),
    )  # fmt: skip


@pytest.mark.parametrize("view", ["folded", "submitted"])
@pytest.mark.parametrize("name", PATTERNS)
def test_a_pattern_finds_by_its_gates_what_it_finds_without(
    compile_rules: Callable[..., Ruleset], name: str, view: str
):
    check = pattern(PATTERNS[name], view=view)
    assert isinstance(check, Pattern)
    gated = compile_rules(a_rule(check))
    ungated = compile_rules(a_rule(replace(check, gated=False)))

    @settings(max_examples=60, deadline=None)
    @given(st.lists(PIECES, max_size=25))
    def same(pieces: list[str]) -> None:
        document = Document(body="".join(pieces))
        found = review(document, gated, DAY)
        assert not found.failures
        assert found.findings == review(document, ungated, DAY).findings

    same()


def test_every_pattern_of_the_product_finds_by_its_gates_what_it_finds_without(
    compile_rules: Callable[..., Ruleset], ruleset: Ruleset
):
    kinds = [rule for rule in ruleset.rules if isinstance(rule.check, Pattern)]
    assert kinds
    texts = [
        example if isinstance(example, str) else example.text
        for rule in ruleset.rules
        for example in (*rule.bad, *rule.good)
    ]
    soup = ["".join(texts[at : at + 12]) for at in range(0, len(texts), 12)]
    lists = tuple(ruleset.library.values())
    for rule in kinds:
        assert isinstance(rule.check, Pattern)
        bare = replace(rule, check=replace(rule.check, gated=False))
        gated, ungated = (compile_rules(each, lists=lists) for each in (rule, bare))
        for text in soup:
            document = Document(title=text[:40], body=text)
            assert (
                review(document, gated, DAY).findings == review(document, ungated, DAY).findings
            ), rule.id


@pytest.mark.parametrize(
    ("regex", "literals", "digits"),
    [
        (r"第(季度|届)", ("第季度", "第届"), 0),
        (r"[0-9]{17}[0-9xX]", (), 17),
        (r"(?:a|b)?中国", ("a中国", "b中国", "中国"), 0),
        (r"[^\n]*", (), 0),
        (r"1、", ("1、",), 1),
        (r"國務院 辦公廳", ("国务院",), 0),
    ],
)
def test_what_a_pattern_needs_is_read_off_its_tree(
    regex: str, literals: tuple[str, ...], digits: int
):
    import re

    needed = needs(re.compile(regex))
    assert needed.literals == tuple(sorted(literals))
    assert needed.digits == digits
