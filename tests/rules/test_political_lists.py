"""The political lists hold together: codes have superiors, successors exist, terms follow on."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from review.wordlist import Entry, Wordlist, parse_wordlist
from rules import WORDLISTS

LEAST_PHRASES = 300
SHARED_POSTS = {  # held by several people at a time
    "国务院副总理",
    "国务委员",
    "全国人大常委会副委员长",
    "全国政协副主席",
    "中央军委副主席",
    "中央书记处书记",
    "中共中央政治局常委",
    "中共中央政治局委员",
}


def wordlist(name: str) -> Wordlist:
    path = WORDLISTS / "political" / f"{name}.toml"
    return parse_wordlist(f"political/{name}", path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def divisions() -> dict[str, Entry]:
    today = date(2026, 11, 23)
    entries = (*wordlist("divisions").entries, *wordlist("divisions_short").entries)
    return {str(entry.extra["code"]): entry for entry in entries if entry.holds(today)}


def test_the_list_of_divisions_is_whole(divisions):
    levels = [sum(code.endswith(tail) for code in divisions) for tail in ("0000", "00")]
    assert levels[0] == 34
    assert levels[1] - levels[0] == 333
    assert len(divisions) - levels[1] == 2847  # 2846 of the table, and what changed since


def test_every_division_lies_in_a_listed_province_and_prefecture(divisions):
    straight = {"90"}  # under the province itself
    municipalities = {"11", "12", "31", "50"}
    lost = [
        entry.word
        for code, entry in divisions.items()
        if code[:2] + "0000" not in divisions
        or (
            code[4:] != "00"
            and code[2:4] not in straight
            and code[:2] not in municipalities
            and code[:4] + "00" not in divisions
        )
    ]
    assert lost == []


def test_a_former_division_names_one_that_is_there_today(divisions):
    today = {entry.word for entry in divisions.values()}
    parents = {entry.word for code, entry in divisions.items() if code.endswith("00")}
    unknown = [
        (entry.word, name)
        for entry in wordlist("former_divisions").entries
        for name in entry.suggest
        if name not in today
        and not any(name.startswith(one) and name.removeprefix(one) in today for one in parents)
    ]
    assert unknown == []


def test_a_former_division_is_no_name_of_today(divisions):
    today = {entry.word for entry in divisions.values()}
    assert [one.word for one in wordlist("former_divisions").entries if one.word in today] == []


def test_plenums_follow_one_another():
    plenums = [one for one in wordlist("congresses").entries if "plenum" in one.extra]
    by_term: dict[object, list[Entry]] = {}
    for one in plenums:
        by_term.setdefault(one.extra["congress"], []).append(one)
    for term in by_term.values():
        assert [one.extra["plenum"] for one in term] == list(range(1, len(term) + 1))
        for earlier, later in pairwise(term):
            assert earlier.extra["first"] <= earlier.extra["last"] < later.extra["first"]


def test_nobody_follows_himself_and_no_post_has_two_holders_at_once():
    terms: dict[object, list[Entry]] = {}
    for entry in wordlist("office_holders").entries:
        terms.setdefault(entry.extra["post"], []).append(entry)
    for post, holders in terms.items():
        if post in SHARED_POSTS:
            continue
        ordered = sorted(holders, key=lambda one: one.valid_from or date.min)
        for earlier, later in pairwise(ordered):
            assert earlier.valid_to is not None, (post, earlier.word, later.word)
            assert earlier.valid_to <= later.valid_from, (post, earlier.word, later.word)


def test_there_are_phrases_enough_and_none_twice():
    words = [
        one.word for name in ("core_wording", "fixed_wording") for one in wordlist(name).entries
    ]
    assert len(words) >= LEAST_PHRASES
    assert sorted({one for one in words if words.count(one) > 1}) == []


def test_a_wrong_form_is_never_a_listed_right_one():
    for name in ("core_wording", "fixed_wording", "organs", "leader_names", "countries"):
        entries = wordlist(name).entries
        right = {one.word for one in entries}
        assert [form for one in entries for form in one.wrong if form in right] == []


def test_a_set_of_members_names_none_twice():
    for entry in wordlist("enumerations").entries:
        members = entry.extra["members"]
        assert isinstance(members, tuple)
        assert len(set(members)) == len(members) >= 3, entry.word
