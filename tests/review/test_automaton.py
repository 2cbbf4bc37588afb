from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from review.automaton import Automaton

ALPHABET = st.sampled_from("中国家\u4e4eN\u4e2d\u2d4e丮𠮷a1")
WORDS = st.lists(st.text(ALPHABET, min_size=1, max_size=4), unique=True, max_size=8)


@given(WORDS, st.text(ALPHABET, max_size=40))
def test_it_finds_what_a_plain_search_finds(words: list[str], text: str):
    hits = Automaton([(0, words)]).scan(text).get(0, [])
    found = {(hit.start, hit.end, words[hit.literal]) for hit in hits}
    plain = {
        (at, at + len(word), word)
        for word in words
        for at in range(len(text))
        if _alike(text[at : at + len(word)], word)
    }
    assert found == plain


def _alike(one: str, other: str) -> bool:
    """Astral characters are one and the same to the automaton; the alphabet has but one."""
    return one == other


def test_two_rules_may_own_one_literal():
    hits = Automaton([(0, ["中国"]), (7, ["国家", "中国"])]).scan("中国家")
    assert [hit[:3] for hit in hits[0]] == [(0, 2, 0)]
    assert sorted(hit[:3] for hit in hits[7]) == [(0, 2, 1), (1, 3, 0)]


def test_no_literals_and_no_text_are_no_trouble():
    assert Automaton([]).scan("中国") == {}
    assert Automaton([(0, ["中国"])]).scan("") == {}
