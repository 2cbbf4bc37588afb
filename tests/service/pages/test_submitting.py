"""送审: the way ahead is shown with its reasons, and nothing is handed in that cannot go it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from review.draft import Person, Role
from review.secrecy import Question
from service.actions.add_person import add_person
from service.office import Office
from tests.service.pages.conftest import PASSWORD, Browser

Write = Callable[..., tuple[Browser, int]]


@pytest.fixture
def changed(write: Write) -> Callable[..., tuple[Browser, int]]:
    """A draft of these words and facts in its author's hands."""

    def change(body: str = "社区服务站本周六照常开放。", **facts: str) -> tuple[Browser, int]:
        editor, number = write(body)
        if facts:
            editor.get(f"/drafts/{number}/edit")
            editor.fill(f"/drafts/{number}/edit", do="save", **facts)
        return editor, number

    return change


def test_the_author_sees_the_way_and_its_reasons_before_submitting(changed):
    editor, number = changed()
    page = editor.get(f"/drafts/{number}")
    assert "送审后的审核路线（A 级，普通）" in page.text
    assert "类别为动态，按A级（普通）审核。" in page.text
    assert "最迟 2026-11-2" in page.text


def test_what_is_missing_is_told_before_and_refused_after(changed):
    editor, number = changed(category="policy_document")
    page = editor.get(f"/drafts/{number}")
    assert "缺原始公文" in page.text
    refused = editor.fill(f"/drafts/{number}/submit")
    assert refused.status in {400, 422}
    assert "还缺随附材料" in refused.alert


def test_a_draft_that_nobody_could_sign_to_the_end_stays(changed):
    editor, number = changed("两车相撞事故造成3人受伤。")
    page = editor.get(f"/drafts/{number}")
    assert "C 级，敏感" in page.text
    assert "“保密审查”一步没有可以签字的人" in page.text


def test_a_lower_grade_needs_a_reason_and_stands_in_the_route(
    changed, office: Office, staff: dict[str, Person]
):
    editor, number = changed("两车相撞事故造成3人受伤。")
    short = editor.fill(f"/drafts/{number}/submit", grade="A", lower_reason="无")
    assert "降级理由" in short.text
    page = editor.fill(
        f"/drafts/{number}/submit", grade="A", lower_reason="系转述已公布的通报，无新内容"
    )
    assert page.status == 200
    with office.read() as unit:
        draft = unit.drafts.get(number)
    assert draft is not None
    assert draft.route is not None
    assert draft.route.grade == "A"
    assert "系转述已公布的通报" in draft.route.reasons[-1]
    assert draft.deadline is not None


def test_a_public_list_asks_the_five_questions_one_by_one(changed, office: Office):
    add_person(
        office, None, login="mi", name="宓岚", roles={Role.SECRECY}, password=PASSWORD
    )  # fmt: skip
    editor, number = changed("获奖名单如下：张三、李四。", category="public_list")
    bare = editor.fill(f"/drafts/{number}/submit")
    assert "五个保密问题" in bare.alert
    answers = {f"reply-{question.value}": "no" for question in Question}
    sent = editor.fill(f"/drafts/{number}/submit", **answers)
    assert sent.status == 200
    with office.read() as unit:
        draft = unit.drafts.get(number)
    assert draft is not None
    assert len(draft.replies) == len(Question)
    assert [step.kind.value for step in draft.route.steps] == [
        "first",
        "second",
        "secrecy",
        "final",
    ]
