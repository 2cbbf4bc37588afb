"""The seed: a copy of a real notice, traditionalised, with spam put in at its head and its tail."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from review.formats import read_document
from review.model import Document, Finding, Gate, Report, Severity
from review.pipeline import review
from review.ruleset import Ruleset
from review.text import fold_characters

SEED = Path(__file__).parents[3] / "shared" / "seed" / "qingyuan-2019.txt"
pytestmark = pytest.mark.skipif(
    not SEED.exists(), reason="the seed text lies beside the repository, and is not here"
)
HEAD = "久热国产VS视频在线观看,"
TAIL = "主站蜘蛛池模板: 庄河市|"


@pytest.fixture(scope="module")
def document() -> Document:
    return read_document(SEED.name, SEED.read_bytes()).document


@pytest.fixture(scope="module")
def report(document: Document, ruleset: Ruleset) -> Report:
    return review(document, ruleset, date(2026, 11, 23))


def lines(body: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer("[^\n]+", body)]


def within(report: Report, start: int, end: int) -> list[Finding]:
    return [one for one in report.findings if start <= one.span.start < end]


def test_nothing_fails(report: Report):
    assert not report.failures
    assert report.verdict == "block"


@pytest.mark.parametrize(("rule", "words"), [("ADV401", HEAD), ("ADV402", TAIL)])
def test_an_injected_line_is_reported_whole(
    document: Document, report: Report, rule: str, words: str
):
    start, end = next(
        one for one in lines(document.body) if document.body.startswith(words, one[0])
    )
    found = [one for one in report.findings if one.rule == rule]
    assert [(one.span.start, one.span.end) for one in found] == [(start, end)]
    assert found[0].gate is Gate.ADVERTISING
    assert found[0].severity is Severity.BLOCK


def test_nothing_but_the_injected_lines_stops_the_text(document: Document, report: Report):
    for finding in report.findings:
        if finding.severity is Severity.BLOCK:
            line = next(
                one for one in lines(document.body) if one[0] <= finding.span.start < one[1]
            )
            assert document.body.startswith((HEAD, TAIL), line[0]), finding.rule


def test_the_two_stray_spaces_are_reported_and_the_padding_is_not(
    document: Document, report: Report
):
    found = [one for one in report.findings if one.rule == "TXT203"]
    assert [(one.span.start, one.span.end, one.suggestions) for one in found] == [
        (621, 622, ("",)),
        (641, 642, ("",)),
    ]
    assert {document.quote(one.span) for one in found} == {"\u00a0"}


def test_every_half_width_mark_is_reported_those_near_one_another_at_once(
    document: Document, report: Report
):
    injected = [
        one for one in lines(document.body) if document.body.startswith((HEAD, TAIL), one[0])
    ]
    marked = [
        one
        for one in report.findings
        if one.rule == "TXT201"
        and not any(start <= one.span.start < end for start, end in injected)
    ]
    found = Counter(mark for one in marked for mark in document.quote(one.span) if mark in ",();:")
    assert found == {",": 74, "(": 38, ")": 38, ";": 4, ":": 5}
    assert len(marked) < sum(found.values())
    assert all(len(one.suggestions) == 1 for one in marked)


def test_traditional_characters_are_reported_with_their_simplified_form(
    document: Document, report: Report
):
    found = [one for one in report.findings if one.rule == "TXT101"]
    marked = "".join(document.quote(one.span) for one in found)
    assert len(set(marked)) >= 175
    assert all(one.suggestions == (fold_characters(document.quote(one.span)),) for one in found)
    assert all(one.severity is Severity.WARN for one in found)


@pytest.mark.parametrize(
    "words", ["您當前的位置:", "時間:2019-06-04", "【字體:", "掃一掃在手機打開當前頁", "相關附件:"]
)
def test_page_furniture_is_not_reported(document: Document, report: Report, words: str):
    places = [one for one in lines(document.body) if document.body.startswith(words, one[0])]
    assert places
    for start, end in places:
        assert within(report, start, end) == []


@pytest.mark.parametrize("words", ["〔2018〕123\u00a0號", "〔2019〕90號"])
def test_a_correct_document_number_is_left_alone(document: Document, report: Report, words: str):
    start = document.body.index(words)
    found = {one.rule for one in within(report, start, start + len(words))}
    assert found <= {"TXT101", "TXT203"}  # the script and the stray space, not the number


def test_a_label_without_a_number_is_no_personal_data(document: Document, report: Report):
    assert "手機號 " in document.body
    confidential = [
        one for one in report.findings if one.rule.startswith(Gate.CONFIDENTIALITY.prefix)
    ]
    assert confidential == []


def test_the_order_of_the_form_is_only_hinted_at(document: Document, report: Report):
    found = [document.quote(one.span) for one in report.findings if one.rule == "TXT207"]
    assert found == ["1、", "2、", "3、", "4、", "5、"]
