"""What pages do with text: cutting it at findings, comparing versions, taking what was typed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review.model import Document, Link, Span
from service.edge.comparison import Kind, compare, compare_documents, shorten
from service.edge.manuscript import Manuscript, clean, document_of, manuscript_of, problems
from service.web.marking import browser_offsets, cut, quote, spell_out

TEXTS = st.text(alphabet="云溪区公交线路法制治a1𠮷\n ，", max_size=40)


@settings(max_examples=60)
@given(TEXTS, TEXTS)
def test_the_runs_of_a_comparison_give_back_both_texts(before: str, after: str):
    runs = compare(before, after)
    assert "".join(run.text for run in runs if run.kind is not Kind.ADDED) == before
    assert "".join(run.text for run in runs if run.kind is not Kind.REMOVED) == after


@settings(max_examples=60)
@given(TEXTS, st.lists(st.tuples(st.integers(0, 40), st.integers(0, 12)), max_size=6))
def test_pieces_make_up_the_text_and_carry_every_finding(text: str, places: list[tuple[int, int]]):
    spans = [
        Span(field="body", start=start, end=start + length)
        for start, length in places
        if start + length <= len(text)
    ]
    pieces = cut(text, list(enumerate(spans, 1)))
    assert "".join(piece.text for piece in pieces) == text
    for number, span in enumerate(spans, 1):
        words = "".join(piece.text for piece in pieces if number in piece.numbers)
        assert words == text[span.start : span.end]
        assert any(number in piece.numbers for piece in pieces)


def test_browsers_count_a_rare_character_twice():
    offset = browser_offsets("𠮷a𠮷b")
    assert [offset(place) for place in range(5)] == [0, 2, 3, 5, 6]


def test_a_changed_word_is_shown_as_one_word_removed_and_one_added():
    kinds = [(run.kind, run.text) for run in compare("末班车21点发车", "末班车22点发车")]
    assert kinds == [
        (Kind.SAME, "末班车"),
        (Kind.REMOVED, "21"),
        (Kind.ADDED, "22"),
        (Kind.SAME, "点发车"),
    ]


def test_a_long_unchanged_stretch_is_counted_not_shown():
    before = "甲" * 500 + "乙" + "丙" * 500
    skipped = shorten(compare(before, before.replace("乙", "丁")))
    assert [run.kind for run in skipped].count(Kind.SKIPPED) == 2
    assert sum(len(run.text) for run in skipped if run.kind is not Kind.ADDED) == len(before)


def test_only_fields_that_differ_are_compared():
    before = Document(title="甲", body="一样")
    assert [c.label for c in compare_documents(before, replace(before, title="乙"))] == ["标题"]


def test_unseen_characters_are_called_by_their_names():
    assert spell_out("\u00a0") == "〔不间断空格〕"
    assert spell_out("免\u200b费") == "免〔零宽空格〕费"
    assert spell_out("两个 词") == "两个 词"


def test_a_quote_says_line_and_column_from_one():
    document = Document(body="第一行\n第二行有错")
    found = quote(document, Span(field="body", start=7, end=9))
    assert (found.before, found.words, found.place) == ("第二行", "有错", "第 2 行第 4 字")


def test_line_ends_of_forms_do_not_move_offsets():
    assert clean("一\r\n二\r三") == ("一\n二\n三", 0)


def test_control_characters_are_taken_out_and_counted():
    assert clean("甲\x00乙\x07丙\t\ufffe") == ("甲乙丙\t", 3)


def test_every_missing_or_wrong_field_is_named():
    typed = Manuscript(category="nonsense", repost=True, source_url="javascript:alert(1)")
    assert set(problems(typed)) == {"title", "body", "category", "source", "source_url"}


def test_a_document_comes_back_from_its_form_as_it_was():
    document = Document(title="题", body="正文", markup="<p>正文</p>", source="某局")
    assert document_of(manuscript_of(document), document) == document


@pytest.fixture
def linked() -> Document:
    body = "开头。详见官网通知。结尾。"
    span = Span(field="body", start=5, end=7)
    return Document(
        title="题",
        body=body,
        markup="<p>代码</p>",
        links=(Link(href="https://a.gov.cn/", text="官网", span=span),),
    )


def test_a_link_moves_with_its_words(linked: Document):
    typed = replace(manuscript_of(linked), body="加了几个字。" + linked.body)
    changed = document_of(typed, linked)
    (link,) = changed.links
    assert link.span is not None
    assert changed.quote(link.span) == "官网"


def test_a_link_goes_with_its_words_and_page_code_with_any_change(linked: Document):
    changed = document_of(replace(manuscript_of(linked), body="开头。结尾。"), linked)
    assert changed.links == ()
    assert changed.markup == ""


def test_a_link_can_be_taken_out_or_sent_elsewhere(linked: Document):
    kept = document_of(replace(manuscript_of(linked), links={0: "https://b.gov.cn/"}), linked)
    assert [link.href for link in kept.links] == ["https://b.gov.cn/"]
    assert document_of(replace(manuscript_of(linked), links={}), linked).links == ()
