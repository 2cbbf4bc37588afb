"""One suggestion taken changes the flagged words and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.correction import can_correct, corrected
from review.model import Document, Hidden, Link, Media, Span


def a_link(body: str, words: str) -> Link:
    start = body.index(words)
    span = Span(field="body", start=start, end=start + len(words))
    return Link(href="https://www.gov.cn/", text=words, span=span)


@pytest.mark.parametrize("name", ["title", "summary", "body", "author", "source", "markup"])
def test_a_field_is_corrected_and_no_other(name: str):
    document = Document(
        title="甲法制乙",
        summary="甲法制乙",
        body="甲法制乙",
        author="甲法制乙",
        source="甲法制乙",
        markup="甲法制乙",
    )
    fixed = corrected(document, Span(field=name, start=1, end=3), "法治")
    for field, text in fixed.fields():
        assert text == ("甲法治乙" if field == name else "甲法制乙")


def test_captions_hidden_texts_and_addresses_are_corrected_by_number():
    document = Document(
        captions=("图一", "图而"),
        hidden=(Hidden(text="隐文", means="display:none"),),
        links=(Link(href="http://a.cn/"), Link(href="http://b.cn/")),
    )
    assert corrected(document, Span(field="caption:1", start=1, end=2), "二").captions == (
        "图一",
        "图二",
    )
    assert corrected(document, Span(field="hidden:0", start=0, end=2), "").hidden[0].text == ""
    links = corrected(document, Span(field="link:1", start=0, end=5), "https:").links
    assert [link.href for link in links] == ["http://a.cn/", "https://b.cn/"]


def test_a_link_further_on_keeps_standing_on_its_words():
    body = "国土资源部门户网站公布全文，详见附件。"
    fixed = corrected(
        Document(body=body, links=(a_link(body, "附件"),)),
        Span(field="body", start=0, end=5),
        "自然资源部（原国土资源部）",
    )
    span = fixed.links[0].span
    assert span is not None
    assert fixed.quote(span) == "附件"


def test_a_link_before_stays_where_it_is():
    body = "详见附件。国土资源部。"
    link = a_link(body, "附件")
    fixed = corrected(
        Document(body=body, links=(link,)), Span(field="body", start=5, end=10), "自然资源部"
    )
    assert fixed.links == (link,)


def test_a_link_whose_words_are_corrected_shows_the_new_ones():
    body = "请看国土资源部公告。"
    fixed = corrected(
        Document(body=body, links=(a_link(body, "国土资源部公告"),)),
        Span(field="body", start=2, end=7),
        "自然资源部",
    )
    link = fixed.links[0]
    assert link.span is not None
    assert (link.text, fixed.quote(link.span)) == ("自然资源部公告", "自然资源部公告")


@given(st.text(max_size=30), st.text(max_size=5), st.data())
def test_links_stay_inside_the_text_whatever_is_replaced(body: str, words: str, data):
    def a_span() -> Span:
        start = data.draw(st.integers(0, len(body)))
        return Span(field="body", start=start, end=data.draw(st.integers(start, len(body))))

    document = Document(body=body, links=(Link(href="x", span=a_span()),))
    span = a_span()
    fixed = corrected(document, span, words)
    assert fixed.body == body[: span.start] + words + body[span.end :]
    at = fixed.links[0].span
    assert at is not None
    assert 0 <= at.start <= at.end <= len(fixed.body)


def test_a_span_beyond_the_text_is_refused():
    with pytest.raises(ValueError, match="outside"):
        corrected(Document(body="短"), Span(field="body", start=0, end=2), "长")
    with pytest.raises(KeyError):
        corrected(Document(body="短"), Span(field="caption:0", start=0, end=0), "长")


def test_what_stands_in_a_file_is_put_right_in_the_file():
    media = (Media(name="a.png", digest="sha256:0", alt="图", words="按步就班"),)
    document = Document(title="题", body="文", media=media)
    span = Span(field="picture:0", start=0, end=4)
    assert not can_correct(span)
    with pytest.raises(KeyError):
        corrected(document, span, "按部就班")
