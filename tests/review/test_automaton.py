from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.automaton import Automaton

ALPHABET = st.sampled_from("中国家\u4e4eN\u4e2d\u2d4e丮𠮷𠮸a1\ud800\uffff")
WORDS = st.lists(st.text(ALPHABET, min_size=1, max_size=4), unique=True, max_size=8)


@given(WORDS, st.text(ALPHABET, max_size=40))
def test_it_finds_what_a_plain_search_finds(words: list[str], text: str):
    hits = Automaton([(0, words)], native=False).scan(text).get(0, [])
    found = {(hit.start, hit.end, words[hit.literal]) for hit in hits}
    plain = {
        (at, at + len(word), word)
        for word in words
        for at in range(len(text))
        if text[at : at + len(word)] == word
    }
    assert found == plain


@given(WORDS, st.text(ALPHABET, max_size=40))
def test_the_native_matcher_finds_the_same_in_the_same_order(words: list[str], text: str):
    pytest.importorskip("daachorse")
    owners = [(0, words), (3, words[::2])]
    assert Automaton(owners).scan(text) == Automaton(owners, native=False).scan(text)


@given(WORDS, st.text(ALPHABET, max_size=40))
def test_a_hit_is_where_its_rule_is_told_it_is(words: list[str], text: str):
    for hits in Automaton([(0, words), (3, words[::2])], native=False).scan(text).values():
        assert hits == sorted(hits)
        assert all(hit.start < hit.end <= len(text) for hit in hits)


def test_octets_of_two_characters_are_no_literal():
    # 丁丂 is 4E 01 4E 02: its middle octets read alone are Ŏ U+014E
    assert Automaton([(0, ["\u014e"])], native=False).scan("丁丂") == {}


def test_what_is_cut_off_at_the_end_of_a_text_is_not_found():
    assert Automaton([(0, ["中国家人民"])], native=False).scan("人民中国家人") == {}


def test_a_long_text_is_searched_to_its_last_character():
    automaton = Automaton([(0, ["中国家人民"])], native=False)
    for before in range(32760, 32772):
        hits = automaton.scan("国" * before + "中国家人民")[0]
        assert hits == [(before, before + 5, 0)]


def test_characters_beyond_the_first_plane_are_told_apart():
    automaton = Automaton([(0, ["𠮷家"])], native=False)
    assert automaton.scan("𠮸家") == {}
    assert automaton.scan("𠮷家")[0] == [(0, 2, 0)]


def test_two_rules_may_own_one_literal():
    hits = Automaton([(0, ["中国"]), (7, ["国家", "中国"])]).scan("中国家")
    assert [hit[:3] for hit in hits[0]] == [(0, 2, 0)]
    assert sorted(hit[:3] for hit in hits[7]) == [(0, 2, 1), (1, 3, 0)]


def test_no_literals_and_no_text_are_no_trouble():
    assert Automaton([]).scan("中国") == {}
    assert Automaton([(0, ["中国"])]).scan("") == {}
