"""Errors made on purpose, and sentences corrected: the same each time, and measured strictly."""

from __future__ import annotations

import json
from random import Random

import pytest

from review.model import Document, Finding, Gate, Severity, Span
from review.scoring import facts
from review.scoring.injection import KINDS, bank_card, identity_number, injected
from review.scoring.sentences import (
    BadSetError,
    Pair,
    apply_first,
    edits,
    measure,
    read_pairs,
)
from review.scoring.slips import SLIPS
from review.scoring.tally import Ratios

HOSTS = [
    "县政府召开会议，全面部署安全管理工作，认真落实国家政策。会议强调“责任到人”，并学习《工作规定》。",
    "各单位要加强组织领导，推进项目建设，提高经济发展质量。",
]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_an_injected_error_is_one_change_at_its_span_and_the_same_each_time(kind):
    made = list(injected(kind, HOSTS, seed=1, most=2))
    assert made
    assert made == list(injected(kind, HOSTS, seed=1, most=2))
    for each in made:
        body = each.document.body
        assert body not in HOSTS
        before, after = body[: each.span.start], body[each.span.end :]
        assert any(host.startswith(before) and host.endswith(after) for host in HOSTS)
        assert each.document.quote(each.span)


def test_no_more_errors_are_made_than_asked_for():
    assert len(list(injected(KINDS[0], HOSTS * 50, seed=1, most=7))) == 7


@pytest.mark.parametrize("slip", SLIPS.values(), ids=list(SLIPS))
def test_a_slip_is_one_keystroke(slip):
    random = Random(3)
    for word in (*facts.ORGANS, *facts.PHRASES, *(name for _, name in facts.LEADERS)):
        wrong = slip(random, word)
        assert wrong != word
        assert abs(len(wrong) - len(word)) <= 1
        assert sorted(wrong) == sorted(word) or len(set(wrong) ^ set(word)) <= 2


def test_made_up_numbers_pass_the_checks_real_ones_pass():
    random = Random(5)
    for _ in range(50):
        number = identity_number(random)
        weights = [2**power % 11 for power in range(17, -1, -1)]
        digits = [10 if digit == "X" else int(digit) for digit in number]
        assert sum(map(int.__mul__, digits, weights)) % 11 == 1
        card = [int(digit) for digit in reversed(bank_card(random))]
        assert (
            sum(sum(divmod(2 * each, 10)) if at % 2 else each for at, each in enumerate(card)) % 10
            == 0
        )


def finding(start: int, end: int, *suggestions: str, severity: Severity = Severity.WARN):
    span = Span(field="body", start=start, end=end)
    return Finding(
        rule="TXT106", name="错别字", gate=Gate.TEXT, severity=severity, span=span, message="。",
        suggestions=suggestions,
    )  # fmt: skip


def test_first_suggestions_are_applied_and_overlapping_ones_passed_over():
    text = "布署工作，必需按步就班"
    found = [
        finding(7, 11, "按部就班"),
        finding(0, 2, "部署", "布置"),
        finding(1, 3, "属工"),
        finding(5, 7, "必须", severity=Severity.HINT),
        finding(3, 4),
    ]
    assert apply_first(text, found, hints=True) == "部署工作，必须按部就班"
    assert apply_first(text, found, hints=False) == "部署工作，必需按部就班"
    assert apply_first("甲的的乙", [finding(1, 2, "")], hints=False) == "甲的乙"


def test_edits_are_told_apart_by_place_and_by_what_was_written():
    assert edits("布署", "部署") == {(0, 1, "部")}
    assert edits("甲的的乙", "甲的乙") in ({(1, 2, "")}, {(2, 3, "")})
    assert edits("甲乙", "甲丙乙") == {(1, 1, "丙")}
    assert edits("甲乙", "甲乙") == set()


def test_a_sentence_counts_only_if_the_whole_of_it_comes_out_right():
    pairs = [
        Pair(text="布署了工做", corrected="部署了工作"),  # half corrected
        Pair(text="既使", corrected="即使"),  # right
        Pair(text="秸杆", corrected="秸秆"),  # detected, wrongly corrected
        Pair(text="好句子", corrected="好句子"),  # spoilt
        Pair(text="另一句", corrected="另一句"),  # left alone
        Pair(text="缺了字子", corrected="缺了字"),  # missed, another length
    ]
    ours = {"布署了工做": "部署了工做", "既使": "即使", "秸杆": "秸干", "好句子": "好句字"}
    figures = measure(pairs, lambda text: ours.get(text, text))
    assert (figures.sentences, figures.untouched, figures.spoilt) == (6, 2, 1)
    assert figures.false_positive_rate == 0.5
    assert figures.correction == Ratios(true=1, marked=4, wanted=4)
    assert figures.detection == Ratios(true=2, marked=4, wanted=4)
    assert figures.character_detection == Ratios(true=3, marked=4, wanted=5)
    assert figures.character_correction == Ratios(true=2, marked=4, wanted=5)


def test_a_corrector_that_knows_everything_scores_one_and_one_that_sleeps_scores_nothing():
    pairs = read_pairs(
        "\n".join(
            json.dumps({"text": wrong, "corrected": right})
            for wrong, right in [("布署", "部署"), ("多了了字", "多了字"), ("对", "对")]
        )
    )
    answers = {pair.text: pair.corrected for pair in pairs}
    best = measure(pairs, answers.__getitem__)
    assert [best.detection.f(1), best.correction.f(1), best.character_correction.f(0.5)] == [
        1,
        1,
        1,
    ]
    asleep = measure(pairs, lambda text: text)
    assert (asleep.correction.recall, asleep.correction.marked) == (0, 0)
    assert asleep.false_positive_rate == 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"text": "甲", "corrected": "甲"}\n{"text": ', "第 2 行不是合法的 JSON"),
        ('\n{"text": "甲"}', "第 2 行缺少"),
        ("[]", "第 1 行缺少"),
        ("\n\n", "一句也没有"),
    ],
)
def test_a_bad_line_of_a_set_is_named(text, said):
    with pytest.raises(BadSetError, match=said):
        read_pairs(text)


def test_a_line_separator_inside_a_sentence_does_not_break_the_line():
    line = json.dumps({"text": "甲\u2028乙", "corrected": "甲乙"}, ensure_ascii=False)
    assert read_pairs(line) == (Pair(text="甲\u2028乙", corrected="甲乙"),)
    assert Document(body="甲\u2028乙").body == "甲\u2028乙"
