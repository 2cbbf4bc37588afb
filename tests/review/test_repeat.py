from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from review.repeat import repeats
from review.text import Segmenter, Text


@given(st.text(st.sampled_from("甲乙丙中\u4e2d\u5e2d𠮷0"), max_size=60))
def test_what_stands_twice_in_a_row_is_found_at_every_length(segmenter: Segmenter, text: str):
    _agrees(segmenter, text)


def test_what_stands_twice_is_found_across_the_stretches_a_text_is_read_in(segmenter: Segmenter):
    for before in range(32755, 32770):
        text = (
            "".join(map(chr, range(0x4E00, 0x4E00 + before % 97))) + "。" * before + "审批表审批表"
        )
        found = repeats(Text("body", text, segmenter), 8)
        assert [(len(text) - 6, 3)] == [each for each in found if each[1] == 3]


def test_a_text_of_hardly_more_than_repetitions_still_tells_them(segmenter: Segmenter):
    _agrees(segmenter, "甲乙" * 30 + "丙" * 40 + "甲甲乙甲甲乙")


def _agrees(segmenter: Segmenter, text: str) -> None:
    read = Text("body", text, segmenter)
    folded = read.folded
    plain = {
        (start, length)
        for length in range(2, 9)
        for start in range(len(folded) - 2 * length + 1)
        if folded[start : start + length] == folded[start + length : start + 2 * length]
    }
    found = set(repeats(read, 8))
    assert found <= plain
    assert all(len(set(folded[start : start + length])) == 1 for start, length in plain - found)
