"""Then and now told apart, and departures from what was signed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.archive import DEPARTED, Kind, dated, departures, is_tampering
from review.model import Finding, Gate, GateResult, Report, Severity, Span, Verdict

DAY = date(2026, 11, 24)


def finding(rule: str = "POL101", start: int = 0, severity: Severity = Severity.WARN) -> Finding:
    gate = next(gate for gate in Gate if rule.startswith(gate.prefix))
    span = Span(field="body", start=start, end=start + 2)
    return Finding(rule=rule, name="", gate=gate, severity=severity, span=span, message="")


def report(*findings: Finding) -> Report:
    gates = tuple(
        GateResult(gate=gate, rules=1, findings=tuple(one for one in findings if one.gate is gate))
        for gate in Gate
    )
    return Report(document="d", ruleset="r", as_of=DAY, gates=gates)


@pytest.mark.parametrize(
    ("then", "now", "kind", "verdicts"),
    [
        ([finding()], [finding()], Kind.THEN, (Verdict.WARN, Verdict.WARN)),
        ([], [finding()], Kind.OUTDATED, (Verdict.PASS, Verdict.WARN)),
        ([finding()], [], Kind.THEN, (Verdict.WARN, Verdict.PASS)),
        ([finding()], None, Kind.THEN, (Verdict.WARN, None)),
        (None, [finding()], Kind.UNTOLD, (None, Verdict.WARN)),
        ([], [finding("ADV401")], Kind.TAMPERED, (Verdict.PASS, Verdict.WARN)),
        (None, [finding("ADV410")], Kind.TAMPERED, (None, Verdict.WARN)),
    ],
)
def test_the_two_clocks_tell_what_a_finding_is(then, now, kind, verdicts):
    [told] = dated(None if then is None else report(*then), None if now is None else report(*now))
    assert (told.kind, told.then, told.now) == (kind, *verdicts)


def test_where_both_clocks_agree_the_cure_is_todays():
    before, since = finding(), replace(finding(), suggestions=("新名称",))
    [told] = dated(report(before), report(since))
    assert told.finding.suggestions == ("新名称",)


def test_what_was_done_to_a_page_is_no_wording_of_its_author():
    assert is_tampering("ADV401")
    assert is_tampering(DEPARTED)
    assert not is_tampering("ADV101")
    assert not is_tampering("LEG401")


@given(
    st.lists(st.sampled_from(["POL101", "TXT201", "ADV401"]).flatmap(
        lambda rule: st.integers(0, 9).map(lambda at: finding(rule, at))), max_size=9, unique_by=lambda f: f.key),
    st.lists(st.sampled_from(["POL101", "TXT201", "ADV401"]).flatmap(
        lambda rule: st.integers(0, 9).map(lambda at: finding(rule, at))), max_size=9, unique_by=lambda f: f.key),
)  # fmt: skip
def test_every_finding_of_either_clock_is_told_once(then, now):
    told = dated(report(*then), report(*now))
    keys = [one.finding.key for one in told]
    assert len(keys) == len(set(keys))
    assert set(keys) == {one.key for one in (*then, *now)}
    for one in told:
        if one.kind is Kind.OUTDATED:
            assert one.finding.key not in {each.key for each in then}


SIGNED = ["各单位要压实责任。", "要加强值守，及时报告。", "确保安全度汛。"]
PAGE = ["首页 > 政务公开 > 通知", *SIGNED, "分享到：微博 微信", "上一篇：节假日安排"]


def said(seen: list[str]) -> list[tuple[str, str]]:
    text = "\n".join(seen)
    found = departures(SIGNED, text)
    return [(text[one.span.start : one.span.end], one.message[:6]) for one in found]


@pytest.mark.parametrize(
    "seen",
    [
        SIGNED,
        PAGE,
        [f"　　{line} " for line in SIGNED],
        ["各单位要压实 责任。", *SIGNED[1:]],
        ["", SIGNED[0], "", *SIGNED[1:], ""],
    ],
)
def test_the_page_around_a_signed_text_is_no_departure(seen):
    assert said(seen) == []


def test_a_changed_line_is_marked_where_it_stands():
    assert said([PAGE[0], SIGNED[0], "要加强值守，不必报告。", *PAGE[3:]]) == [
        ("要加强值守，不必报告。", "这里与签发的")
    ]


def test_a_line_put_in_between_is_marked():
    assert said([*SIGNED[:2], "久久精品", SIGNED[2]]) == [("久久精品", "这里与签发的")]


@pytest.mark.parametrize("gone", [0, 1, 2])
def test_a_line_taken_away_is_missed(gone):
    seen = [PAGE[0], *(line for at, line in enumerate(SIGNED) if at != gone), *PAGE[4:]]
    [(_, message)] = said(seen)
    assert message == "签发稿在这里"


@pytest.mark.parametrize("seen", [["久久精品"], ["首页", "页面不存在"], []])
def test_a_page_without_any_of_it_was_replaced(seen):
    [(_, message)] = said(seen)
    assert message == "页面上找不到"


@given(st.lists(st.sampled_from([*SIGNED, "插入", "首页"]), max_size=8))
def test_departures_stand_within_the_text(seen):
    text = "\n".join(seen)
    for one in departures(SIGNED, text):
        assert 0 <= one.span.start <= one.span.end <= len(text)
    if departures(SIGNED, text) == ():
        rest = iter(seen)
        assert all(line in rest for line in SIGNED)


def test_a_hostile_page_of_many_equal_lines_takes_no_time():
    text = "x\n" * 200_000
    found = departures(["x", "y"] * 20_000, text)
    assert found
    assert departures(["x"] * 20_000, "x\n" * 20_000) == ()
