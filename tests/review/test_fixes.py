"""What a machine may put right on its own: marks and widths, never quotations, names or meaning."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.fixes import fixable, with_fixes
from review.model import Document, Finding, Gate, Severity, Span


def found(
    document,
    words,
    suggestions,
    *,
    gate=Gate.TEXT,
    severity=Severity.WARN,
    rule="TXT201",
    field="body",
):
    start = document.text_of(field).index(words)
    return Finding(
        rule=rule,
        name="标点",
        gate=gate,
        severity=severity,
        span=Span(field=field, start=start, end=start + len(words)),
        message="应改。",
        suggestions=suggestions,
    )


def fixed(document, *findings: Finding, unsafe=False):
    chosen = fixable(document, findings, guesses={"TXT106"}, unsafe=unsafe)
    return with_fixes(document.body, "body", chosen)


def test_marks_blanks_and_widths_are_put_right():
    document = Document(body="今天,召开 会议，第１次。")
    marks = [
        found(document, ",", ("，",)),
        found(document, " ", ("",)),
        found(document, "１", ("1",)),
    ]
    assert fixed(document, *marks) == "今天，召开会议，第1次。"


@pytest.mark.parametrize(
    ("body", "words", "suggestions", "more"),
    [
        ("登录帐号。", "帐号", ("账号",), {}),  # another letter
        ("共15人。", "15", ("51",), {}),
        ("他说“今天,休息”。", ",", ("，",), {}),  # a quotation
        ('他说"今天,休息"。', ",", ("，",), {}),
        ("《今天,明天》。", ",", ("，",), {}),  # a name
        ("买买提.艾力。", ".", ("·",), {}),
        ("今天,休息。", ",", ("，", "。"), {}),  # a choice
        ("今天,休息。", ",", (), {}),
        ("今天,休息。", ",", ("，",), {"severity": Severity.HINT}),
        ("今天,休息。", ",", ("，",), {"gate": Gate.POLITICAL}),
        ("今天,休息。", ",", ("，",), {"rule": "TXT106"}),  # a guess
    ],
)
def test_what_might_say_something_else_is_left_to_people(body, words, suggestions, more):
    document = Document(body=body)
    assert fixed(document, found(document, words, suggestions, **more)) == body


def test_a_word_certain_to_be_wrong_is_put_right_outside_quotations():
    document = Document(body="登录帐号。")
    assert (
        fixed(document, found(document, "帐号", ("账号",), severity=Severity.BLOCK)) == "登录账号。"
    )


def test_unsafe_takes_every_suggestion_without_a_choice_and_the_first_of_two_that_overlap():
    document = Document(body="国土资源部印发。")
    marks = [
        found(document, "国土资源部", ("自然资源部",), gate=Gate.POLITICAL),
        found(document, "资源部", ("部",)),
        found(document, "印发", ("甲", "乙")),
    ]
    assert fixed(document, *marks, unsafe=True) == "自然资源部印发。"


@given(
    st.text(alphabet="甲乙1a，,。 “”《》\n", max_size=40),
    st.data(),
)
def test_no_safe_change_touches_a_letter_or_a_figure(body, data):
    document = Document(body=body)
    findings = []
    for _ in range(data.draw(st.integers(0, 4))):
        start = data.draw(st.integers(0, len(body)))
        end = data.draw(st.integers(start, len(body)))
        suggestion = data.draw(st.text(alphabet="甲乙1，。 １", max_size=3))
        span = Span(field="body", start=start, end=end)
        one = found(document, "", (suggestion,))
        findings.append(
            Finding(
                rule=one.rule,
                name=one.name,
                gate=one.gate,
                severity=one.severity,
                span=span,
                message=one.message,
                suggestions=one.suggestions,
            )
        )

    def letters(text):
        return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text))

    assert letters(fixed(document, *findings)) == letters(body)
