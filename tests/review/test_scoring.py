"""Labels read, findings held against them, clean prose counted."""

from __future__ import annotations

from datetime import date

import pytest

from review.kinds import pattern
from review.model import Finding, Gate, Severity, Span
from review.pipeline import review
from review.rule import Rule
from review.scoring.passages import BadPassageError, read_passages
from review.scoring.prose import noise, together
from review.scoring.tally import Ratios, by_family, count, judge

DAY = date(2026, 11, 23)
HEAD = 'as_of = 2026-11-23\n[[family]]\nname = "甲"\n'


def one(entry: str, kind: str = "dirty"):
    [passage] = read_passages(Gate.TEXT, f"{HEAD}{kind} = [{entry}]")
    return passage


def finding(start, end, *, field="body", severity=Severity.WARN, gate=Gate.TEXT):
    span = Span(field=field, start=start, end=end)
    return Finding(rule="TXT101", name="乙", gate=gate, severity=severity, span=span, message="。")


def test_labels_stand_where_their_words_stand_once_the_brackets_are_gone():
    passage = one('{ title = "【甲】乙", text = "丙【丁戊】己⟦庚⟧", as_of = 2020-01-02 }')
    assert (passage.document.title, passage.document.body) == ("甲乙", "丙丁戊己庚")
    assert [passage.document.quote(span) for span in passage.must] == ["甲", "丁戊"]
    assert [passage.document.quote(span) for span in passage.may] == ["庚"]
    assert passage.as_of == date(2020, 1, 2)


def test_a_text_that_is_about_brackets_names_others():
    passage = one('{ text = "⟪县府办发【2026】21号⟫文件", marks = "⟪⟫" }')
    assert passage.document.body == "县府办发【2026】21号文件"
    assert passage.document.quote(passage.must[0]) == "县府办发【2026】21号"


def test_a_page_is_read_as_a_page():
    passage = one(
        '{ text = "<p>甲<a href=\\"https://a.cn\\">乙</a></p>", format = "html", whole = true }'
    )
    assert passage.document.links[0].href == "https://a.cn"
    assert "<p>" not in passage.document.body


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("as_of = ", "不是合法的 TOML"),
        ('[[family]]\nname = "甲"', "缺少 as_of"),
        ("as_of = 2026-11-23", "没有 \\[\\[family\\]\\]"),
        ("as_of = 2026-11-23\n[[family]]\ndirty = []", "没有 name"),
        (HEAD + 'dirt = ["【甲】"]', "不认识的键：dirt"),
        (HEAD + 'dirty = ["【甲"]', "「甲」第 1 个错例的括号不成对：「【」没有「】」"),
        (HEAD + 'dirty = ["【甲】", "甲】"]', "第 2 个错例的括号不成对：第 2 个字旁的「】」"),
        (HEAD + 'dirty = ["【甲【乙】】"]', "括号不成对"),
        (HEAD + 'dirty = ["【⟦甲⟧】"]', "括号不成对"),
        (HEAD + 'dirty = ["【】甲"]', "空的【】"),
        (HEAD + 'dirty = ["甲"]', "第 1 个错例没有标出"),
        (HEAD + 'clean = ["【甲】"]', "第 1 个对例标了应当命中的文字"),
        (HEAD + "dirty = [3]", "既不是文字"),
        (HEAD + 'dirty = "【甲】"', "应是列表"),
        (HEAD + 'dirty = [{ text = "【甲】", mark = "[]" }]', "不认识的键：mark"),
        (HEAD + 'dirty = [{ text = "【甲】", marks = "【" }]', "一对不同的括号"),
        (HEAD + 'dirty = [{ text = "【甲】", ai_use = "some" }]', "ai_use 只能是"),
        (HEAD + 'dirty = [{ text = "【甲】", as_of = "2020" }]', "as_of 应是日期"),
    ],
)
def test_a_bad_file_of_passages_is_refused_with_the_place(text, said):
    with pytest.raises(BadPassageError, match=said):
        read_passages(Gate.TEXT, text)


def test_a_label_is_hit_by_any_mark_of_its_gate_that_touches_it():
    passage = one('"甲【乙丙】丁【戊】⟦己⟧庚"')
    outcome = judge(
        passage,
        [
            finding(0, 2),
            finding(5, 6, severity=Severity.HINT),
            finding(6, 7, severity=Severity.HINT),
            finding(4, 5, gate=Gate.LEGAL),
        ],
    )
    assert (outcome.hits, outcome.firm, outcome.exact) == (1, 1, 0)
    assert [passage.document.quote(span) for span in outcome.missed] == ["戊"]
    assert [passage.document.quote(each.span) for each in outcome.wrong] == ["庚"]
    tally = count([outcome])
    assert (tally.labels, tally.hits, tally.wrong[Severity.HINT]) == (2, 1, 1)
    assert tally.all_marks == Ratios(true=1, marked=2, wanted=2)
    assert tally.firm_marks == Ratios(true=1, marked=1, wanted=2)


def test_a_mark_that_only_stands_next_to_a_label_is_wrong():
    outcome = judge(one('"甲【乙】丙"'), [finding(0, 1), finding(2, 3)])
    assert (outcome.hits, len(outcome.wrong)) == (0, 2)
    assert judge(one('"甲【乙】丙"'), [finding(1, 2, field="title")]).hits == 0


def test_two_marks_on_one_label_are_one_hit_and_one_mark_may_hit_two_labels():
    assert count([judge(one('"【甲乙】丙"'), [finding(0, 1), finding(1, 2)])]).hits == 1
    assert count([judge(one('"【甲】乙【丙】"'), [finding(0, 3)])]).hits == 2


def test_a_passage_labelled_as_a_whole_wants_some_mark_anywhere():
    passage = one('{ text = "甲乙", whole = true }')
    assert judge(passage, [finding(0, 1, field="link:0")]).hits == 1
    missed = judge(passage, [])
    assert (missed.hits, len(missed.missed)) == (0, 1)
    assert count([missed]).labels == 1


def test_families_are_counted_apart_in_the_order_of_the_file():
    text = HEAD + 'dirty = ["【甲】"]\nclean = ["乙"]\n[[family]]\nname = "丁"\nclean = ["戊"]'
    outcomes = [judge(each, []) for each in read_passages(Gate.TEXT, text)]
    families = by_family(outcomes)
    assert list(families) == ["甲", "丁"]
    assert [(each.passages, each.clean, each.labels) for each in families.values()] == [
        (2, 1, 1),
        (1, 1, 0),
    ]


def test_ratios_are_what_their_names_say():
    ratios = Ratios(true=3, marked=4, wanted=6)
    assert (ratios.precision, ratios.recall) == (0.75, 0.5)
    assert ratios.f(1) == pytest.approx(0.6)
    assert ratios.f(0.5) == pytest.approx(1.25 * 0.75 * 0.5 / (0.25 * 0.75 + 0.5))
    assert Ratios(true=0, marked=5, wanted=5).f(1) == 0


def test_marks_on_clean_prose_are_counted_per_ten_thousand_characters(compile_rules):
    rules = compile_rules(
        Rule(
            id="TXT901", name="甲", gate=Gate.TEXT, severity=Severity.WARN, basis=(),
            message="。", check=pattern("甲"), bad=(), good=(),
        ),
        Rule(
            id="TXT902", name="乙", gate=Gate.TEXT, severity=Severity.WARN, basis=(),
            message="。", check=pattern("乙"), bad=(), good=(),
        ),
    )  # fmt: skip
    first = noise(["甲丙丙丙丙", "", "丙甲乙丙丙"], rules, DAY)
    assert first.characters == 10
    assert first.rate(Severity.WARN) == 3000
    assert first.rate(Severity.WARN, without={"TXT902"}) == 2000
    assert first.rate(Severity.BLOCK) == 0
    both = together([first, noise(["丙" * 10], rules, DAY)])
    assert (both.characters, both.rate(Severity.WARN)) == (20, 1500)
    assert list(both.of_rules()) == ["TXT901", "TXT902"]
    assert review(one('"【甲】"').document, rules, DAY).findings[0].rule == "TXT901"
