"""季度抽查: the draw anybody can repeat, the indicators, and the rate that adds up."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.inspection import (
    SHARE,
    Code,
    Drawable,
    Judged,
    Observed,
    Points,
    Quarter,
    Rate,
    Update,
    VetoState,
    code_of,
    draw,
    judge,
    rate_of,
    score_of,
    update_of,
)
from review.model import Gate, Severity
from rules.inspection import PointsError, load_points

TODAY = date(2026, 11, 24)
POINTS = load_points()


@st.composite
def registers(draw_):
    strata = draw_(st.lists(st.sampled_from(["微信", "微博", "抖音", "APP客户端"]), max_size=60))
    return [Drawable(account=number, stratum=name) for number, name in enumerate(strata, 1)]


@given(accounts=registers(), seed=st.text(max_size=8), share=st.fractions(0, 1))
def test_as_many_are_drawn_as_the_share_asks_rounded_up(accounts, seed, share):
    drawn = draw(accounts, seed, share)
    assert len(drawn) == len(set(drawn)) == ceil(share * len(accounts))
    assert set(drawn) <= {one.account for one in accounts}
    assert drawn == draw(accounts, seed, share)


@given(accounts=registers(), seed=st.text(max_size=8))
def test_no_stratum_is_left_out_that_can_be_had(accounts, seed):
    drawn = set(draw(accounts, seed))
    strata = {one.stratum for one in accounts}
    if len(drawn) >= len(strata):
        assert {one.stratum for one in accounts if one.account in drawn} == strata


@given(accounts=registers(), seed=st.text(max_size=8))
def test_the_order_of_the_register_does_not_matter(accounts, seed):
    assert draw(accounts[::-1], seed) == draw(accounts, seed)


def test_strata_are_drawn_by_their_size():
    accounts = [Drawable(account=n, stratum="微信" if n <= 80 else "微博") for n in range(1, 101)]
    drawn = draw(accounts, "2026Q4")
    assert sum(number <= 80 for number in drawn) == 24
    assert len(drawn) == 30
    assert draw(accounts, "another") != drawn


@pytest.mark.parametrize(
    ("days", "update"),
    [
        (0, Update.FRESH),
        (10, Update.FRESH),
        (11, Update.LAGGING),
        (14, Update.LAGGING),
        (15, Update.STALE),
        (90, Update.STALE),
        (91, Update.ZOMBIE),
    ],
)
def test_gaps_between_posts_are_told_by_whole_days(days, update):
    assert update_of(TODAY - timedelta(days=days), TODAY) is update


def test_an_account_without_a_dated_post_is_not_called_stale():
    assert update_of(None, TODAY) is Update.UNKNOWN


@pytest.mark.parametrize(
    ("rule", "gate", "severity", "code"),
    [
        ("POL101", Gate.POLITICAL, Severity.BLOCK, Code.WORDING),
        ("POL101", Gate.POLITICAL, Severity.WARN, None),
        ("CON107", Gate.CONFIDENTIALITY, Severity.BLOCK, Code.SECRET),
        ("CON101", Gate.CONFIDENTIALITY, Severity.BLOCK, Code.PRIVACY),
        ("ADV401", Gate.ADVERTISING, Severity.BLOCK, Code.HARMFUL),
        ("ADV405", Gate.ADVERTISING, Severity.BLOCK, Code.TAMPERED),
        ("ADV101", Gate.ADVERTISING, Severity.BLOCK, None),
        ("TXT101", Gate.TEXT, Severity.BLOCK, None),
    ],
)
def test_what_a_finding_is_a_candidate_for(rule, gate, severity, code):
    assert code_of(rule, gate, severity) is code
    assert code_of(rule, gate, severity, outdated=True) is None


def judged(*settled: tuple[Code, VetoState], **counts: int) -> Judged:
    observed = Observed(
        account=1,
        posts=3,
        newest=TODAY,
        counts={(Gate(name), Severity.BLOCK): count for name, count in counts.items()},
    )
    return judge(observed, settled, POINTS, TODAY)


def test_only_what_a_person_confirmed_makes_an_account_unqualified():
    assert judged((Code.WORDING, VetoState.OPEN)).qualified
    assert judged((Code.WORDING, VetoState.OPEN)).open == 1
    assert judged((Code.WORDING, VetoState.DISMISSED)).qualified
    unqualified = judged((Code.WORDING, VetoState.CONFIRMED))
    assert not unqualified.qualified
    assert unqualified.score is None


def test_personal_data_confirmed_is_named_and_no_veto():
    result = judged((Code.PRIVACY, VetoState.CONFIRMED))
    assert (result.qualified, result.codes) == (True, (Code.PRIVACY,))


def test_a_gate_costs_no_more_than_its_cap_and_nothing_falls_below_zero():
    assert judged(text=3).score == 94
    assert judged(text=1000).score == 70
    many = dict.fromkeys((gate.value for gate in Gate), 1000)
    assert judged(**many).score == 0


def test_the_published_example_of_a_rate_adds_up():
    assert Rate(checked=314, unqualified=55).told == "82.48%"
    assert rate_of([]).told == "100.00%"
    results = [judged(), judged((Code.STALE, VetoState.CONFIRMED))]
    assert rate_of(results).share == Fraction(1, 2)


def test_quarters_follow_one_another():
    assert Quarter.of(TODAY).label == "2026年第四季度"
    assert Quarter(year=2027, number=1).before == Quarter.of(TODAY)
    assert Fraction(3, 10) == SHARE


def test_points_say_whose_they_are():
    assert "非国家标准" in POINTS.source


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("full = 100", "source"),
        ('source = "我局"\nfull = 0', "full"),
        ('source = "我局"\nfull = 100\n[cost]\ntext = { grave = 1 }', "grave"),
        ('source = "我局"\nfull = 100\n[cost]\nspelling = { warn = 1 }', "spelling"),
        ('source = "我局"\nfull = 100\n[cap]\ntext = -1', "cap.text"),
        ('source = "我局"\nfull = 100\ncost = 3', "cost"),
        ("source = ", "格式"),
    ],
)
def test_a_file_of_points_that_makes_no_sense_is_refused_by_place(tmp_path, words, named):
    path = tmp_path / "points.toml"
    path.write_text(words, encoding="utf-8")
    with pytest.raises(PointsError, match=named):
        load_points(path)


def test_without_costs_nothing_is_lost():
    bare = Points(full=100, cost={}, cap={}, source="我局")
    observed = Observed(account=1, posts=1, newest=None, counts={(Gate.TEXT, Severity.BLOCK): 9})
    assert score_of(observed, bare) == 100
