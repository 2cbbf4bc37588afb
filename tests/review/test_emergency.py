"""应急通道 as a state machine: one signer on duty first, the other reviews after release."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta

import pytest

from review.calendar import Calendar
from review.chain import chain_is_complete, shape_fault
from review.draft import SYSTEM, Action, Draft, Person, Role, State, StepKind
from review.flow import MOVES, allowed, move
from review.model import Gate, Severity
from review.refusal import NotAllowedError, Refusal
from review.release import Rendered, seal, verify
from review.request import (
    Confirmation,
    Correction,
    Countersignature,
    Declaration,
    Objection,
    Request,
    Signature,
    Submission,
    Waiving,
    Withdrawal,
)
from tests.review.test_flow import request_for
from tests.stories import (
    CHEN,
    DUO,
    HE,
    KEY,
    LIN,
    MI,
    NOTHING_SECRET,
    NOW,
    REASON,
    STAFF,
    TONG,
    WU,
    ZHOU,
    Story,
    a_finding,
    lane,
    on_watch,
    route,
    seen,
    signature,
)


def out(state: State = State.RELEASED) -> Story:
    """Released in the lane; nobody has countersigned."""
    story = Story().emerge()
    if state is not State.APPROVED:
        story.release()
    if state in (State.RELEASED, State.CORRECTED):
        story.do(SYSTEM, Confirmation(postings={"folder": True}))
    if state is State.CORRECTED:
        story.do(SYSTEM, Correction(by=2))
    if state is State.WITHDRAWN:
        story.do(HE, Withdrawal(reason=REASON))
    return story


def refused(draft: Draft, request: Request, actor: Person) -> NotAllowedError:
    with pytest.raises(NotAllowedError) as caught:
        move(draft, request, actor, NOW)
    assert caught.value.sentence.endswith("。")
    return caught.value


SECOND = {"zhou", "duo", "tong"}
OWED = {
    (state, action): SECOND
    for state in (State.RELEASING, State.RELEASED)
    for action in (Action.COUNTERSIGN, Action.OBJECT)
}
WAYS = [State.APPROVED, State.RELEASING, State.RELEASED, State.CORRECTED, State.WITHDRAWN]


@pytest.mark.parametrize("action", [Action.COUNTERSIGN, Action.OBJECT])
@pytest.mark.parametrize("state", WAYS)
def test_what_is_owed_after_release_is_for_exactly_these_people(state: State, action: Action):
    draft = out(state).draft
    assert draft.state is state
    may = OWED.get((state, action), set())
    for person in (*STAFF, SYSTEM):
        request = request_for(action, draft)
        if person.login in may:
            assert move(draft, request, person, NOW).draft.state is state
        else:
            refused(draft, request, person)
        assert (action in allowed(draft, person)) == (person.login in may)


def test_only_a_final_reviewer_who_is_on_duty_signs_first():
    draft = Story().submit(lane()).draft
    error = refused(draft, signature(draft), HE)
    assert error.reason is Refusal.ROLE
    assert "值班" in error.sentence
    for person in (CHEN, ZHOU, WU, MI):
        assert refused(draft, signature(draft), on_watch(person)).reason is Refusal.ROLE
    assert move(draft, signature(draft), on_watch(HE), NOW).draft.state is State.APPROVED
    assert Action.SIGN not in allowed(draft, HE)
    assert Action.SIGN in allowed(draft, on_watch(HE))


def test_being_on_duty_elsewhere_is_not_being_on_duty():
    draft = Story().submit(lane()).draft
    assert refused(draft, signature(draft), replace(HE, watches=frozenset({7}))).reason


def test_the_author_on_duty_does_not_sign_their_own():
    draft = Story(author=DUO).submit(lane()).draft
    assert refused(draft, signature(draft), on_watch(DUO)).reason is Refusal.OWN_TEXT


def test_who_signs_alone_answers_the_five_questions():
    draft = Story().submit(lane()).draft
    bare = Signature(seen=seen(draft), opinion="同意。")
    assert refused(draft, bare, on_watch(HE)).reason is Refusal.SECRECY
    assert move(draft, signature(draft), on_watch(HE), NOW).draft.state is State.APPROVED


def test_what_the_secrecy_reviewer_would_have_to_endorse_takes_the_long_way():
    block = a_finding(Severity.BLOCK, gate=Gate.CONFIDENTIALITY)
    story = Story(None, replace(block, rule="CON101"))
    (found,) = story.report.findings
    story.do(LIN, Waiving(report=story.report, finding=found.key, reason=REASON))
    way = Submission(report=story.report, route=lane())
    assert refused(story.draft, way, LIN).reason is Refusal.SECRECY


def test_two_others_countersign_in_order_and_then_nothing_is_owed():
    story = out()
    assert chain_is_complete(story.draft)
    assert story.draft.waits_at == 1
    first = Countersignature(seen=seen(story.draft))
    assert refused(story.draft, first, CHEN).reason is Refusal.ROLE
    assert refused(story.draft, first, on_watch(HE)).reason is Refusal.SIGNED_TWICE
    story.countersign(ZHOU, CHEN)
    assert [one.step for one in story.draft.sign_offs] == [0, 1, 2]
    assert story.draft.waits_at is None
    assert story.draft.deadline is None
    assert not story.draft.objected
    assert chain_is_complete(story.draft)
    assert refused(story.draft, Countersignature(seen=first.seen), TONG).reason in {
        Refusal.ALREADY_SIGNED,
        Refusal.STATE,
    }


def test_nobody_countersigns_twice_however_many_roles_they_have():
    story = out()
    story.countersign(TONG)
    request = Countersignature(seen=seen(story.draft))
    assert refused(story.draft, request, TONG).reason is Refusal.SIGNED_TWICE


def test_of_two_countersigners_at_one_moment_the_second_is_told_who_was_first():
    story = out()
    page = seen(story.draft)
    story.countersign(ZHOU)
    error = refused(story.draft, Countersignature(seen=page), TONG)
    assert error.reason is Refusal.ALREADY_SIGNED
    assert "周芳" in error.sentence


def test_an_objection_is_kept_with_its_reason_and_stands_until_the_text_is_gone():
    story = out()
    assert refused(story.draft, Objection(seen=seen(story.draft), reason="不"), ZHOU).reason
    story.do(ZHOU, Objection(seen=seen(story.draft), reason="数字与通报不一致，应立即撤下。"))
    assert story.draft.objected
    assert story.draft.waits_at is None
    assert story.moves[-1].sign_off is not None
    assert story.moves[-1].sign_off.opinion.startswith("数字")
    assert not set(allowed(story.draft, CHEN)) & {Action.COUNTERSIGN, Action.OBJECT}
    assert Action.WITHDRAW in allowed(story.draft, HE)
    assert not story.do(HE, Withdrawal(reason=REASON)).draft.objected


def test_hours_of_the_lane_run_day_and_night_and_confirming_gives_no_more():
    office = Calendar(hours=((time(8, 30), time(12)),))
    story = Story()
    way = Submission(report=story.report, route=lane())
    draft = move(story.draft, way, LIN, NOW, office).draft
    assert draft.deadline == NOW + timedelta(hours=1)
    draft = move(draft, signature(draft), on_watch(HE), NOW, office).draft
    assert draft.deadline is None
    request = request_for(Action.RELEASE, draft)
    draft = move(draft, request, WU, NOW, office).draft
    assert draft.deadline == NOW + timedelta(hours=24)
    later = NOW + timedelta(hours=5)
    draft = move(draft, Confirmation(postings={"folder": True}), SYSTEM, later, office).draft
    assert draft.deadline == NOW + timedelta(hours=24)
    draft = move(draft, Countersignature(seen=seen(draft)), ZHOU, later, office).draft
    assert draft.deadline == later + timedelta(hours=24)


def test_the_seal_is_over_the_one_signature_there_was():
    story = Story().emerge()
    rendered = [Rendered(platform="folder", digest="sha256:0")]
    release = seal(
        story.draft, story.document, story.report, rendered, key=KEY, actor=WU, now=story.now
    )
    verify(release, KEY)
    assert [one.person.login for one in release.sign_offs] == ["he"]


def test_other_shapes_of_a_chain_are_refused():
    whole = lane()
    duty, second, first = whole.steps
    usual = route(Story().document, Story().report)
    bad = [
        (duty, second),  # two reviews
        (second, duty, first),  # countersigned before
        (replace(duty, role=Role.FIRST), second, first),  # not a final reviewer
        (replace(duty, on_duty=False), second, first),  # whoever they are, not on duty
        (*(replace(step, later=True) for step in usual.steps),),  # nobody signs before
        (replace(duty, later=True), second, first),
        (*usual.steps[:2], duty),  # on duty, but no emergency
        (usual.steps[0], duty, second, first),
    ]
    for steps in bad:
        way = replace(whole, steps=steps)
        assert shape_fault(way).endswith("。"), [step.kind for step in steps]
        story = Story()
        request = Submission(report=story.report, route=way)
        assert refused(story.draft, request, LIN).reason is Refusal.ROUTE
    assert shape_fault(whole) == shape_fault(usual) == ""


def test_whoever_answers_for_the_hour_may_find_a_piece_an_emergency_its_author_may_not():
    story = Story()
    story.do(on_watch(WU), Declaration(reason=REASON))
    remark = story.moves[-1].remark
    assert remark is not None
    assert (remark.action, remark.reason) == (Action.DECLARE, REASON)
    assert refused(story.draft, Declaration(reason=REASON), WU).reason is Refusal.ROLE
    own = Story(author=DUO)
    assert refused(own.draft, Declaration(reason=REASON), on_watch(DUO)).reason is Refusal.OWN_TEXT


def test_the_lane_is_in_the_table_and_nowhere_else():
    lines = {key for key in MOVES if key[1] in (Action.COUNTERSIGN, Action.OBJECT)}
    assert lines == set(OWED)
    assert lane().ahead == 1
    assert lane().emergency
    assert next(step.kind for step in lane().steps) is StepKind.FINAL
    assert NOTHING_SECRET
