"""Judged as of several days in a row, every report is the one a review of its own gives."""

from __future__ import annotations

from datetime import date

import pytest

from review.example import _document, _unmark
from review.kinds import structure
from review.model import Basis, Document, Gate, Severity
from review.pipeline import review
from review.rule import Bad, Good, Mark, Rule
from review.twice import remembering

_SAMPLE = 6  # all of them take a minute and a half
DAYS = (date(2012, 3, 1), date(2019, 5, 17), date(2026, 11, 24))


def examples(ruleset) -> list[Document]:
    return [
        _document(
            Good(
                _unmark(bad.text, bad.marks, "body")[0],
                title=_unmark(bad.title, bad.marks, "title")[0],
                facts=bad.facts,
                format=bad.format,
            )
        )
        for rule in ruleset.rules
        for bad in rule.bad
    ]


def test_every_rules_examples_come_to_the_same_reports(ruleset):
    again = remembering(ruleset)
    for document in examples(ruleset)[::_SAMPLE]:
        for day in DAYS:
            assert review(document, again, day) == review(document, ruleset, day)


def test_what_minds_no_day_is_asked_once_and_what_does_each_time(compile_rules):
    asked: list[str] = []

    def careless(reading):
        asked.append("careless")
        yield Mark(span=reading.text("body").raw_span(0, 1))

    def minding(reading):
        asked.append(f"minding {reading.as_of.year}")
        yield Mark(span=reading.text("body").raw_span(1, 2))

    def failing(reading):
        asked.append("failing")
        raise KeyError

    checks = {"TXT301": careless, "TXT302": minding, "TXT303": failing}
    ruleset = remembering(
        compile_rules(
            *(
                Rule(
                    id=identity,
                    name="",
                    gate=Gate.TEXT,
                    severity=Severity.HINT,
                    basis=(Basis("测试"),),
                    message="。",
                    check=structure(check),
                    bad=(Bad("【一】"), Bad("【一】")),
                    good=("。",),
                )
                for identity, check in checks.items()
            )
        )
    )
    one, other = Document(body="一二三"), Document(body="一二三")
    reports = [review(one, ruleset, day) for day in DAYS[:2]]
    assert asked == ["careless", "minding 2012", "failing", "minding 2019", "failing"]
    assert [len(report.findings) for report in reports] == [2, 2]
    assert [len(report.failures) for report in reports] == [1, 1]
    asked.clear()
    review(other, ruleset, DAYS[0])
    assert asked == ["careless", "minding 2012", "failing"]


@pytest.mark.parametrize("day", DAYS)
def test_it_answers_for_the_same_rules(ruleset, day):
    again = remembering(ruleset)
    assert again.digest == ruleset.digest
    assert again.in_force(day) == ruleset.in_force(day)
