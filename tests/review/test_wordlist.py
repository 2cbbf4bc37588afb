from __future__ import annotations

from datetime import date

import pytest

from review.wordlist import BadWordlistError, parse_wordlist

HEAD = 'title = "更名"\nkeeper = "办公室"\nreviewed = 2026-01-01\n'


def test_an_entry_takes_source_and_dates_from_its_group():
    text = HEAD + (
        '[[group]]\nsource = "方案"\nverified = true\nvalid_from = 2018-04-01\nwords = [\n'
        '{ word = "甲部", suggest = ["乙部"], number = "1号" },\n'
        '{ word = "丙部", source = "另一方案", valid_from = 2023-03-01 },\n]\n'
    )
    first, second = parse_wordlist("political/renamed", text).entries
    assert (first.source, first.valid_from, first.suggest) == ("方案", date(2018, 4, 1), ("乙部",))
    assert first.extra == {"number": "1号"}
    assert (second.source, second.valid_from) == ("另一方案", date(2023, 3, 1))
    assert not second.holds(date(2020, 1, 1))


@pytest.mark.parametrize(
    ("text", "where"),
    [
        (HEAD + '[[group]]\nwords = [\n  { word = "甲" },\n]', "x/y.toml:6"),
        (HEAD + '[[group]]\nsource = "a"\nwords = [\n  { wort = "甲" },\n]', "x/y.toml:4"),
        (
            HEAD + '[[group]]\nsource = "a"\nwords = [\n { word = "甲", suggest = "乙" },\n]',
            "y.toml:7",
        ),
        (HEAD + '[[group]]\nsource = "a"\nvalid_form = 2018-01-01\nwords = []', "x/y.toml:4"),
        (HEAD + '[[group]]\nsource = "a"\nverified = "no"\nwords = [{ word = "甲" }]', "y.toml:7"),
        (HEAD + '[[group]]\nsource = "a"\nwords = [{ word = "甲", valid_from = "x" }]', "y.toml:6"),
        (HEAD + '[[group]\nsource = "a"', "x/y.toml:4"),
        (HEAD, "x/y.toml:1"),
        ('title = "更名"\n', "x/y.toml:1"),
    ],
)
def test_a_list_that_says_too_little_is_refused_with_its_line(text: str, where: str):
    with pytest.raises(BadWordlistError) as refused:
        parse_wordlist("x/y", text)
    assert where in str(refused.value)
    assert str(refused.value).endswith("。")
