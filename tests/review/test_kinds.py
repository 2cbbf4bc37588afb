"""Kinds are tested by property and by their edges; rules by their own examples."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review.kinds import around, citations, links, near, pairs, pattern, structure, words
from review.model import Document, Gate, Link, Severity, Span
from review.pipeline import review
from review.rule import Check, Mark, Reading, Rule
from review.ruleset import Ruleset
from review.wordlist import Wordlist, parse_wordlist

DAY = date(2026, 11, 23)
Compile = Callable[..., Ruleset]


def a_list(entries: str, head: str = "", group: str = "verified = true") -> Wordlist:
    return parse_wordlist(
        "text/trial",
        f'title = "试验"\nkeeper = "甲"\nreviewed = 2026-01-01\n{head}\n'
        f'[[group]]\nsource = "《来源》"\n{group}\nwords = [\n{entries}\n]\n',
    )


def found(compile_rules: Compile, check: Check, text: str, *lists: Wordlist, day: date = DAY):
    rule = Rule(
        id="TXT999", name="试验", gate=Gate.TEXT, severity=Severity.WARN, basis=(),
        message="“{word}”应为{suggest}。", check=check, bad=(), good=(),
    )  # fmt: skip
    document = Document(body=text)
    report = review(document, compile_rules(rule, lists=lists), day)
    assert not report.failures
    return [(document.quote(each.span), each.suggestions) for each in report.findings], report


def test_the_longest_allowed_phrase_over_a_word_wins(compile_rules: Compile):
    some = a_list('{ word = "国家", allow = ["发展中国家"] },')
    assert found(compile_rules, words("text/trial"), "发展中国家和国家", some)[0] == [("国家", ())]


def test_a_word_across_a_word_edge_is_let_go_and_noted(compile_rules: Compile):
    some = a_list('{ word = "口交" },')
    marks, report = found(compile_rules, words("text/trial"), "路口交通", some)
    assert marks == []
    notes = [note for gate in report.gates for note in gate.notes]
    assert [(note.span.start, note.span.end) for note in notes] == [(1, 3)]
    assert 2 in notes[0].edges


def test_an_entry_holds_only_on_its_days(compile_rules: Compile):
    some = a_list('{ word = "国土资源部", valid_from = 2018-04-01 },')
    check = words("text/trial")
    assert found(compile_rules, check, "国土资源部", some, day=date(2017, 1, 1))[0] == []
    assert found(compile_rules, check, "国土资源部", some, day=date(2018, 4, 1))[0]


def test_an_entry_nobody_verified_is_a_hint_only(compile_rules: Compile):
    some = a_list('{ word = "布署" },', group="verified = false")
    _, report = found(compile_rules, words("text/trial"), "认真布署", some)
    assert [each.severity for each in report.findings] == [Severity.HINT]


@pytest.mark.parametrize("text", ["原国土资源部", "《国土资源部公报》", "国土资源部门"])
def test_what_stands_around_a_word_can_excuse_it(compile_rules: Compile, text: str):
    check = words(
        "text/trial", unless_before=("原",), unless_after=("门",), unless_inside=("《》",)
    )
    some = a_list('{ word = "国土资源部" },')
    assert found(compile_rules, check, text, some)[0] == []
    assert found(compile_rules, check, "报国土资源部批准", some)[0]


def test_a_word_can_ask_for_another_beside_it(compile_rules: Compile):
    cue = parse_wordlist(
        "text/cue",
        'title = "线索"\nkeeper = "甲"\nreviewed = 2026-01-01\n'
        '[[group]]\nsource = "试验"\nverified = true\nwords = [\n{ word = "选购" },\n]',
    )
    check = words("text/trial", beside="text/cue")
    some = a_list('{ word = "国家级" },')
    assert found(compile_rules, check, "国家级品质\n欢迎选购", some, cue)[0] == []
    assert found(compile_rules, check, "国家级品质，欢迎选购", some, cue)[0]


PHRASES = [
    "中华人民共和国",
    "社会主义核心价值观",
    "习近平新时代中国特色社会主义思想",
    "国务院办公厅",
]


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_one_slip_inside_a_phrase_is_found_whole(compile_rules: Compile, data: st.DataObject):
    phrase = data.draw(st.sampled_from(PHRASES))
    at = data.draw(st.integers(1, len(phrase) - 2))
    kind = data.draw(st.sampled_from(["wrong", "missing", "doubled", "swapped"]))
    slip = {
        "wrong": phrase[:at] + "鸡" + phrase[at + 1 :],
        "missing": phrase[:at] + phrase[at + 1 :],
        "doubled": phrase[: at + 1] + phrase[at:],
        "swapped": phrase[:at] + phrase[at + 1] + phrase[at] + phrase[at + 2 :],
    }[kind]
    if kind == "swapped" and at == len(phrase) - 2:
        return  # a swap at the very end is taken for another word's beginning
    some = a_list("".join(f'{{ word = "{each}" }},\n' for each in PHRASES))
    marks, _ = found(compile_rules, near("text/trial"), f"关于{slip}，", some)
    assert marks == [(slip, (phrase,))]


@given(st.sampled_from(PHRASES), st.text("关于的，。中国新", max_size=8))
def test_a_right_phrase_is_never_a_slip(compile_rules: Compile, phrase: str, around: str):
    some = a_list("".join(f'{{ word = "{each}" }},\n' for each in PHRASES))
    text = f"{around}。{phrase}。{around}"
    assert found(compile_rules, near("text/trial"), text, some)[0] == []


def test_look_alikes_that_are_right_and_wrong_forms_can_be_listed(compile_rules: Compile):
    some = a_list(
        '{ word = "扫黑除恶", wrong = ["扫黑险恶"] },\n{ word = "教育部" },',
        head='allow = ["中华人民公社国"]',
    )
    check = near("text/trial")
    assert found(compile_rules, check, "扫黑险恶", some)[0] == [("扫黑险恶", ("扫黑除恶",))]
    assert found(compile_rules, check, "教育创新部", some)[0] == []


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("他说：“好。”", []),
        ("他说：“好。", ["“"]),
        ("《甲》乙》", ["》"]),
        ("（一）甲\n1）乙\n（2)丙", []),
        ("“甲。\n“乙。”", []),
        ("a）b）", ["）"]),
    ],
)
def test_brackets_without_their_other_half(compile_rules: Compile, text: str, alone: list[str]):
    marks, _ = found(compile_rules, pairs("“”（）()《》"), text)
    assert [quote for quote, _ in marks] == alone


def test_title_and_number_of_a_cited_document_must_agree(compile_rules: Compile):
    some = a_list('{ word = "政府网站发展指引", number = "国办发〔2017〕47号" },')
    check = citations("text/trial")
    wrong_number = "《政府网站发展指引》（国办发〔2017〕17号）"
    wrong_title = "《政府网站建设指南》（国办发[2017]47号）"
    assert found(compile_rules, check, wrong_number, some)[0] == [
        ("国办发〔2017〕17号", ("国办发〔2017〕47号",))
    ]
    assert found(compile_rules, check, wrong_title, some)[0] == [
        ("政府网站建设指南", ("政府网站发展指引",))
    ]
    assert found(compile_rules, check, "《政府网站发展指引》(国办发〔2017〕47 号)", some)[0] == []


def test_a_link_is_marked_where_readers_see_it(compile_rules: Compile):
    shown = Link(href="http://a.example/", text="点此", span=Span(field="body", start=0, end=2))
    unseen = Link(href="http://b.example/", hidden=True)
    rule = Rule(
        id="TXT998", name="试验", gate=Gate.TEXT, severity=Severity.WARN, basis=(), message="",
        check=links(lambda link, _: link.href), bad=(), good=(),
    )  # fmt: skip
    document = Document(body="点此查看", links=(shown, unseen))
    report = review(document, compile_rules(rule), DAY)
    assert [document.quote(each.span) for each in report.findings] == ["点此", "http://b.example/"]


def test_a_structure_is_only_asked_where_one_of_its_literals_stands(compile_rules: Compile):
    def look(reading: Reading) -> list[Mark]:
        return [Mark(span=reading.texts[0].raw_span(0, 1))]

    check = structure(look, literals=("附件",))
    assert found(compile_rules, check, "没有")[0] == []
    assert found(compile_rules, check, "附件")[0]


def test_a_find_can_depend_on_its_sentence(compile_rules: Compile):
    check = around(pattern("最佳"), has="选购", lacks="报道")
    assert found(compile_rules, check, "最佳品质，欢迎选购。")[0] == [("最佳", ())]
    assert found(compile_rules, check, "最佳品质。欢迎选购。")[0] == []
    assert found(compile_rules, check, "报道说最佳品质，欢迎选购。")[0] == []


def test_a_part_of_a_phrase_that_stands_unharmed_excuses_no_slip_in_the_rest(
    compile_rules: Compile,
):
    some = a_list('{ word = "共同富裕" },\n{ word = "扎实推进共同富裕建设" },')
    marks, _ = found(compile_rules, near("text/trial"), "扎实推进共同富裕键设", some)
    assert marks == [("扎实推进共同富裕键设", ("扎实推进共同富裕建设",))]
    marks, _ = found(compile_rules, near("text/trial"), "扎实推时共同富裕建设", some)
    assert marks == [("扎实推时共同富裕建设", ("扎实推进共同富裕建设",))]
