"""Lists of the text gate: a form listed as wrong must not be right anywhere else in the lists."""

from __future__ import annotations

import pytest

from review.ruleset import Ruleset
from review.text import fold_literal

LISTS = ("text/miswritten_words", "text/variant_words", "text/wrong_collocations")


@pytest.mark.parametrize("name", LISTS)
def test_no_word_is_listed_twice(ruleset: Ruleset, name: str):
    words = [entry.word for entry in ruleset.library[name].entries]
    assert sorted(words) == sorted(set(words))


@pytest.mark.parametrize("name", LISTS)
def test_no_word_reads_like_its_own_correction(ruleset: Ruleset, name: str):
    same = [
        entry.word
        for entry in ruleset.library[name].entries
        if fold_literal(entry.word) in {fold_literal(right) for right in entry.suggest}
    ]
    assert same == []


@pytest.mark.parametrize("name", LISTS)
def test_no_correction_is_itself_listed_as_wrong(ruleset: Ruleset, name: str):
    entries = ruleset.library[name].entries
    wrong = {fold_literal(entry.word) for entry in entries}
    assert [
        right for entry in entries for right in entry.suggest if fold_literal(right) in wrong
    ] == []


def test_the_list_of_miswritten_words_is_as_long_as_it_is_said_to_be(ruleset: Ruleset):
    words = [entry.word for entry in ruleset.library["text/miswritten_words"].entries]
    assert len(words) >= 1000
    assert sum(len(word) >= 4 for word in words) >= 300
