from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review.text import HAN, Segmenter, Text, fold, fold_literal

CHARS = "中国政務發展乾隆ＡＢ１２ab12，。〔〕《》 \t\u00a0\u3000\u200b\u200d\ufeff\n\r𠮷🙂ＫKſİ"
TEXTS = st.text(st.one_of(st.sampled_from(CHARS), st.characters(codec="utf-8")), max_size=60)


@given(TEXTS)
def test_every_folded_character_knows_the_one_it_came_from(text: str):
    folded, origin = fold(text)
    places = range(len(text)) if origin is None else origin
    assert len(folded) == len(places)
    for char, at in zip(folded, places, strict=True):
        assert char == fold(text[at])[0] or (char == " " and text[at].isspace())


@given(TEXTS)
def test_folding_twice_is_folding_once(text: str):
    folded, _ = fold(text)
    assert fold(folded) == (folded, None)


@given(TEXTS)
def test_offsets_only_ever_grow(text: str):
    _, origin = fold(text)
    if origin is not None:
        assert list(origin) == sorted(set(origin))


@given(st.lists(TEXTS, min_size=2, max_size=2))
def test_a_word_planted_with_tricks_is_found_and_read_back(segmenter: Segmenter, around: list[str]):
    planted = "政\u200b務　新 媒\u00a0體"
    text = Text("body", around[0] + "，" + planted + "，" + around[1], segmenter)
    at = text.folded.index("，政务新媒体，") + 1
    span = text.span(at, at + 5)
    assert text.submitted[span.start : span.end] == planted


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("政務新媒體", "政务新媒体"),
        ("ＡＰＰ客户端１２３４５", "app客户端12345"),
        ("〔2018〕123\u00a0號", "〔2018〕123号"),
        ("健康有序\u00a0發展", "健康有序发展"),
        ("代\u200b开\u2060发\u00ad票", "代开发票"),
        ("赌 博 网 站", "赌博网站"),
        ("乾隆", "乾隆"),
        ("Hello World", "hello world"),
        ("，。（）：；", "，。（）：；"),
        ("第一段\n第二段", "第一段\n第二段"),
        ("行尾有空格   \n下一行", "行尾有空格   \n下一行"),
    ],
)
def test_folding_undoes_the_tricks_and_accidents_of_typing(typed: str, folded: str):
    assert fold(typed)[0] == folded


def test_punctuation_and_line_ends_are_never_folded():
    for code in range(0x10000):
        char = chr(code)
        if unicodedata.category(char)[0] == "P" or char in "\r\n":
            folded = fold(char)[0]
            assert folded == char or not folded  # invisible ones go


@pytest.mark.parametrize(
    ("text", "word", "label"),
    [
        ("路口交通很好", "口交", "crossing"),
        ("种植大麻", "大麻", "aligned"),
        ("中国共产党", "共产", "contained"),
        ("武汉市长江大桥", "市长", "crossing"),
    ],
)
def test_hits_are_labelled_by_the_word_edges_around_them(
    segmenter: Segmenter, text: str, word: str, label: str
):
    read = Text("body", text, segmenter)
    at = read.folded.index(word)
    assert read.edges(at, at + len(word)) == label


@settings(max_examples=60)
@given(
    st.lists(st.sampled_from(["中国", "路口", "交通", "，", "。", "大麻", "a1", " ", "\n", "烦"]))
)
def test_a_window_is_cut_into_words_as_the_whole_text_would_be(
    segmenter: Segmenter, pieces: list[str]
):
    text = Text("body", "".join(pieces), segmenter)
    whole = set(segmenter.edges(text.folded))
    for match in re.finditer(f"[{HAN}]{{2}}", text.folded):
        window = [edge for edge in text.word_edges(*match.span()) if edge]
        assert whole >= set(window)


def test_two_words_with_a_space_between_are_not_taken_for_one(segmenter: Segmenter):
    read = Text("body", "张三 李四", segmenter)
    at = read.folded.index("三李")
    assert not read.unbroken(at, at + 2)
    spaced = Text("body", "赌 博", segmenter)
    assert spaced.unbroken(0, 2)


def test_a_listed_word_is_folded_as_texts_are():
    assert fold_literal(" 國辦發〔2018〕123號 ") == "国办发〔2018〕123号"


def test_inside_brackets_means_on_the_same_line(segmenter: Segmenter):
    read = Text("body", "依据《甲乙法》办理\n《丙\n丁》", segmenter)
    assert read.inside(3, 5, "《》")
    assert not read.inside(7, 9, "《》")
    assert not read.inside(read.folded.index("丙"), read.folded.index("丙") + 1, "《》")


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 5000))
def test_a_long_block_is_cut_near_a_word_as_it_would_be_in_full(segmenter: Segmenter, at: int):
    block = (
        "各级人民政府要加强政务新媒体建设管理推动2024年工作APP客户端研究生命起源武汉市长江大桥"
        * 110
    )
    whole = segmenter.edges(block)
    read = Text("body", block, segmenter)
    at = min(at, len(block) - 3)
    near = [edge for edge in read.word_edges(at, at + 3) if at - 20 <= edge <= at + 23]
    assert near == [edge for edge in whole if at - 20 <= edge <= at + 23]


@given(st.text(st.sampled_from("甲乙 \n\r\u200b，"), max_size=40))
def test_every_place_knows_its_line(segmenter: Segmenter, text: str):
    read = Text("body", text, segmenter)
    for at in range(len(read.folded) + 1):
        first, last = read.paragraph(at)
        assert first <= at <= last
        assert not set("\r\n") & set(read.folded[first:last])
        assert first == 0 or read.folded[first - 1] in "\r\n"
        assert last == len(read.folded) or read.folded[last] in "\r\n"
