"""What has to be settled before a draft moves: findings, reports, reasons, the chain itself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from review.draft import SYSTEM, Draft, Person, State
from review.flow import chain_is_complete, move
from review.model import Severity
from review.refusal import NotAllowedError, Refusal
from review.request import (
    Answering,
    Confirmation,
    Edit,
    Recheck,
    Rejection,
    ReleaseOrder,
    Request,
    SendingBack,
    Submission,
    Waiving,
    Withdrawal,
)
from tests.stories import (
    CHEN,
    HE,
    LIN,
    NOW,
    REASON,
    WU,
    Story,
    a_document,
    a_finding,
    a_report,
    route,
    seen,
    story_in,
)

OTHER = a_document("另一版文字。")
BLOCK, WARN, HINT = (a_finding(severity, start) for start, severity in enumerate(Severity))


def refused(draft: Draft, request: Request, actor: Person) -> NotAllowedError:
    with pytest.raises(NotAllowedError) as caught:
        move(draft, request, actor, NOW)
    return caught.value


@pytest.mark.parametrize(
    ("findings", "failed", "reason"),
    [
        ((BLOCK,), "", Refusal.UNWAIVED),
        ((WARN,), "", Refusal.UNANSWERED),
        ((), "TXT101", Refusal.FAILURES),
        ((BLOCK, WARN), "TXT101", Refusal.FAILURES),
    ],
)
def test_nothing_unsettled_is_submitted(findings, failed: str, reason: Refusal):
    story = Story(None, *findings)
    report = a_report(story.document, *findings, failed=failed)
    request = Submission(report=report, route=route(story.document, report))
    assert refused(story.draft, request, LIN).reason is reason


def test_a_hint_holds_nothing_up():
    assert Story(None, HINT).submit().draft.state is State.IN_REVIEW


def test_a_report_of_another_text_settles_nothing():
    draft = Story().draft
    other = a_report(OTHER)
    submission = Submission(report=other, route=route(OTHER, other))
    for request in (Recheck(report=other), submission):
        assert refused(draft, request, LIN).reason is Refusal.REPORT


def test_a_route_of_two_reviews_is_none():
    story = Story()
    whole = route(story.document, story.report)
    short = replace(whole, steps=whole.steps[:2])
    request = Submission(report=story.report, route=short)
    assert refused(story.draft, request, LIN).reason is Refusal.ROUTE


@pytest.mark.parametrize("reason", ["", "    ", "同意吧", " \n同意吧\t "])
def test_a_reason_is_written_out(reason: str):
    drafting = Story(None, BLOCK, WARN)
    review = Story().submit().draft
    approved = story_in(State.APPROVED).draft
    for draft, request, actor in (
        (
            drafting.draft,
            Waiving(report=drafting.report, finding=BLOCK.key, reason=reason),
            LIN,
        ),
        (
            drafting.draft,
            Answering(report=drafting.report, finding=WARN.key, reason=reason),
            LIN,
        ),
        (review, SendingBack(seen=review.seen, reason=reason), CHEN),
        (review, Rejection(seen=seen(review), reason=reason), CHEN),
        (approved, SendingBack(seen=None, reason=reason), HE),
        (story_in(State.RELEASED).draft, Withdrawal(reason=reason), HE),
    ):
        assert refused(draft, request, actor).reason is Refusal.REASON


def test_a_waiver_is_for_a_block_and_an_answer_for_a_warn():
    story = Story(None, BLOCK, WARN, HINT)
    for key in (WARN.key, HINT.key):
        request = Waiving(report=story.report, finding=key, reason=REASON)
        assert refused(story.draft, request, LIN).reason is Refusal.SEVERITY
    for key in (BLOCK.key, HINT.key):
        answer = Answering(report=story.report, finding=key, reason=REASON)
        assert refused(story.draft, answer, LIN).reason is Refusal.SEVERITY
    gone = Waiving(report=story.report, finding="TXT101@body:90-92", reason=REASON)
    assert refused(story.draft, gone, LIN).reason is Refusal.NO_FINDING


def test_a_later_waiver_of_one_finding_takes_the_place_of_the_earlier():
    story = Story(None, BLOCK)
    for reason in (REASON, "第二次写的理由。"):
        story.do(LIN, Waiving(report=story.report, finding=BLOCK.key, reason=reason))
    assert [waiver.reason for waiver in story.draft.waivers] == ["第二次写的理由。"]


def test_an_edit_that_changes_nothing_is_none():
    story = Story()
    request = Edit(title="关于办理登记的通知", report=story.report)
    assert refused(story.draft, request, LIN).reason is Refusal.EMPTY


@pytest.mark.parametrize(
    ("report", "reason"),
    [
        (a_report(a_document(), BLOCK), Refusal.UNWAIVED),
        (a_report(a_document(), failed="TXT101"), Refusal.FAILURES),
        (a_report(OTHER), Refusal.REPORT),
    ],
)
def test_what_the_rules_of_the_day_block_does_not_go_out(report, reason: Refusal):
    draft = story_in(State.APPROVED).draft
    order = ReleaseOrder(report=report, platforms=("folder",))
    assert refused(draft, order, WU).reason is reason


def test_a_release_goes_somewhere():
    draft = story_in(State.APPROVED).draft
    order = ReleaseOrder(report=a_report(a_document()), platforms=())
    assert refused(draft, order, WU).reason is Refusal.PLATFORMS


@pytest.mark.parametrize("spoilt", ["document", "report", "round", "person", "two", "route"])
def test_an_approval_with_a_flaw_in_its_chain_is_not_released(spoilt: str):
    draft = story_in(State.APPROVED).draft
    last = draft.sign_offs[-1]
    match spoilt:
        case "document" | "report":
            last = replace(last, **{spoilt: OTHER.digest})
        case "round":
            last = replace(last, round=2)
        case "person":
            last = replace(last, person=LIN)
        case "two":
            last = replace(last, person=CHEN)
    draft = replace(draft, sign_offs=(*draft.sign_offs[:-1], last))
    if spoilt == "route":
        draft = replace(draft, route=None)
    assert not chain_is_complete(draft)
    order = ReleaseOrder(report=a_report(a_document()), platforms=("folder",))
    assert refused(draft, order, WU).reason is Refusal.CHAIN


def test_what_no_platform_took_is_not_released():
    draft = story_in(State.RELEASING).draft
    for postings in ({}, {"folder": False}):
        request = Confirmation(postings=postings)
        assert refused(draft, request, SYSTEM).reason is Refusal.POSTINGS
