from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review.kinds import pattern, structure
from review.model import Document, Gate, Severity, Verdict
from review.pipeline import review
from review.rule import Mark, Reading, Rule
from review.ruleset import BadRuleError, Ruleset

DAY = date(2026, 11, 23)
HALF_WIDTH = Rule(
    id="TXT999", name="半角逗号", gate=Gate.TEXT, severity=Severity.WARN, basis=(),
    message="半角逗号。", check=pattern(",", view="submitted"), bad=(), good=(),
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(st.text(st.sampled_from("中国政務，。,;1234567890〔〕《》“”\n ab机密★久热"), max_size=120))
def test_the_same_text_is_judged_the_same_byte_for_byte(ruleset: Ruleset, text: str):
    document = Document(title=text[:20], body=text)
    first, second = (review(document, ruleset, DAY) for _ in range(2))
    assert first == second
    assert first.digest == second.digest
    as_json = [
        json.dumps(asdict(each), default=str, ensure_ascii=False) for each in (first, second)
    ]
    assert as_json[0] == as_json[1]


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=80))
def test_no_text_makes_a_rule_of_the_product_fail(ruleset: Ruleset, text: str):
    document = Document(title=text[:20], body=text, summary=text, captions=(text,))
    report = review(document, ruleset, DAY)
    assert report.failures == ()
    for finding in report.findings:
        span = finding.span
        assert 0 <= span.start <= span.end <= len(document.text_of(span.field))


def test_all_six_gates_are_there_even_for_an_empty_text(ruleset: Ruleset):
    report = review(Document(), ruleset, DAY)
    assert [result.gate for result in report.gates] == list(Gate)
    assert all(result.rules for result in report.gates)
    assert report.verdict is Verdict.PASS


def test_a_rule_that_raises_stops_the_text(compile_rules: Callable[..., Ruleset]):
    def break_down(reading: Reading) -> Iterator[Mark]:
        raise KeyError(reading.document.body)

    broken = replace(HALF_WIDTH, id="TXT998", check=structure(break_down))
    report = review(Document(body="甲,乙"), compile_rules(HALF_WIDTH, broken), DAY)
    assert report.verdict is Verdict.BLOCK
    assert [(each.rule, each.error) for each in report.failures] == [("TXT998", "KeyError")]
    assert len(report.findings) == 1, "the other rules still speak"
    assert "甲" not in repr(report.failures), "a failure never carries text"


def test_findings_stand_in_order_of_gate_and_place(ruleset: Ruleset):
    document = Document(title="甲,乙", body="中华人民共合国,国务院,\n身份证11010519491231002X")
    findings = review(document, ruleset, DAY).findings
    order = {"title": 0, "summary": 1, "body": 2}
    places = [(list(Gate).index(f.gate), order[f.span.field], f.span.start) for f in findings]
    assert places == sorted(places)


def test_only_a_block_is_reported_in_the_furniture_of_a_page(
    compile_rules: Callable[..., Ruleset],
):
    page = "您当前的位置:首页 > 政务公开,公告\n正文,甲"
    warned = review(Document(body=page), compile_rules(HALF_WIDTH), DAY)
    assert [each.span.start for each in warned.findings] == [page.rindex(",")]
    grave = replace(HALF_WIDTH, severity=Severity.BLOCK)
    assert len(review(Document(body=page), compile_rules(grave), DAY).findings) == 2


def test_a_rule_out_of_force_is_not_asked(compile_rules: Callable[..., Ruleset]):
    later = replace(HALF_WIDTH, valid_from=date(2030, 1, 1))
    report = review(Document(body="甲,乙"), compile_rules(later), DAY)
    assert report.findings == ()
    assert sum(result.rules for result in report.gates) == 0


def test_selecting_gates_changes_the_digest_of_the_ruleset(ruleset: Ruleset):
    some = ruleset.select(gates={Gate.TEXT})
    assert {rule.gate for rule in some.rules} == {Gate.TEXT}
    assert some.digest != ruleset.digest
    assert ruleset.select(gates=set(Gate)).digest == ruleset.digest


def test_an_id_used_twice_or_of_another_gate_is_refused(compile_rules: Callable[..., Ruleset]):
    with pytest.raises(BadRuleError, match="TXT999 用了两次"):
        compile_rules(HALF_WIDTH, HALF_WIDTH)
    with pytest.raises(BadRuleError, match="编号应以 POL 开头"):
        compile_rules(replace(HALF_WIDTH, gate=Gate.POLITICAL))


@given(st.text(max_size=30), st.text(max_size=30))
def test_another_character_is_another_document(one: str, other: str):
    same = Document(body=one).digest == Document(body=other).digest
    assert same == (one == other)
