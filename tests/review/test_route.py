"""分级: three reviews always; what makes a piece weigh more, and that the route says why."""

from __future__ import annotations

from itertools import pairwise

import pytest

from review.draft import Grade, Role, Route, StepKind
from review.model import AiUse, Category, Document, Facts, Finding, Gate, Severity
from review.route import route
from tests.stories import a_document, a_finding, a_report


def routed(document: Document, *findings: Finding) -> Route:
    return route(document, a_report(document, *findings))


@pytest.mark.parametrize("ai_use", AiUse)
@pytest.mark.parametrize("category", Category)
def test_every_piece_has_three_reviews_by_three_roles(category: Category, ai_use: AiUse):
    document = Document(title="题", body="文", facts=Facts(category=category, ai_use=ai_use))
    found = routed(document)
    assert [step.kind for step in found.steps] == [StepKind.FIRST, StepKind.SECOND, StepKind.FINAL]
    assert [step.role for step in found.steps] == [Role.FIRST, Role.SECOND, Role.FINAL]
    assert all(step.reason.endswith("。") and step.hours > 0 for step in found.steps)
    assert all(reason.endswith("。") for reason in found.reasons)


@pytest.mark.parametrize(
    ("category", "grade"),
    [
        (Category.NEWS, Grade.A),
        (Category.REPOST, Grade.A),
        (Category.POLICY_DOCUMENT, Grade.B),
        (Category.LEADER_ACTIVITY, Grade.B),
        (Category.EMERGENCY, Grade.C),
    ],
)
def test_the_category_sets_the_grade(category: Category, grade: Grade):
    found = routed(Document(body="文", facts=Facts(category=category)))
    assert found.grade is grade
    assert category.label in found.reasons[0]


@pytest.mark.parametrize(
    ("gate", "severity", "grade"),
    [
        (Gate.TEXT, Severity.HINT, Grade.A),
        (Gate.TEXT, Severity.WARN, Grade.A),
        (Gate.TEXT, Severity.BLOCK, Grade.B),
        (Gate.ADVERTISING, Severity.BLOCK, Grade.B),
        (Gate.POLITICAL, Severity.HINT, Grade.A),
        (Gate.POLITICAL, Severity.WARN, Grade.B),
        (Gate.POLITICAL, Severity.BLOCK, Grade.C),
        (Gate.CONFIDENTIALITY, Severity.BLOCK, Grade.C),
    ],
)
def test_findings_can_only_raise_the_grade(gate: Gate, severity: Severity, grade: Grade):
    found = routed(a_document(), a_finding(severity, gate=gate))
    assert found.grade is grade
    assert (gate.label in "".join(found.reasons)) == (grade is not Grade.A)


def test_a_machine_written_piece_weighs_more():
    found = routed(Document(body="文", facts=Facts(ai_use=AiUse.PARTLY)))
    assert found.grade is Grade.B
    assert "人工智能" in "".join(found.reasons)


def test_the_graver_the_sooner():
    hours = [
        [step.hours for step in routed(Document(facts=Facts(category=category))).steps]
        for category in (Category.NEWS, Category.POLICY_DOCUMENT, Category.EMERGENCY)
    ]
    assert all(sum(later) < sum(earlier) for earlier, later in pairwise(hours))


def test_the_second_reviewer_is_told_where_something_was_kept():
    found = routed(a_document(), a_finding(Severity.WARN, gate=Gate.LEGAL))
    assert Gate.LEGAL.label in found.steps[1].reason


def test_a_report_of_another_text_routes_nothing():
    with pytest.raises(ValueError, match="another document"):
        route(a_document("甲"), a_report(a_document("乙")))
