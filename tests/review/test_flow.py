"""先审后发 as a state machine: the whole table, the four eyes, and what voids a signature."""

from __future__ import annotations

from dataclasses import replace

import pytest

from review.clearance import obstacles
from review.draft import SYSTEM, Action, Draft, Person, Role, State
from review.flow import MOVES, allowed, chain_is_complete, diagram, move
from review.model import Severity
from review.refusal import NotAllowedError, Refusal
from review.request import (
    Answering,
    Confirmation,
    Correction,
    Countersignature,
    Declaration,
    Edit,
    Objection,
    Recall,
    Recheck,
    Rejection,
    ReleaseOrder,
    Request,
    SendingBack,
    Signature,
    Submission,
    Waiving,
    Withdrawal,
)
from tests.stories import (
    CHEN,
    DUO,
    HE,
    LIN,
    MINUTE,
    NOW,
    QIAN,
    REASON,
    STAFF,
    SU,
    TONG,
    WU,
    ZHENG,
    ZHOU,
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


def request_for(action: Action, draft: Draft) -> Request:
    """A request of this kind to which, state and person apart, nothing is to be objected."""
    document = a_document()
    report = a_report(document)
    blocked, warned = a_report(document, BLOCK), a_report(document, WARN)
    requests: tuple[Request, ...] = (
        Edit(title="新", report=a_report(OTHER)),
        Recheck(report=report),
        Waiving(report=blocked, finding=BLOCK.key, reason=REASON),
        Answering(report=warned, finding=WARN.key, reason=REASON),
        Submission(report=report, route=route(document, report)),
        Recall(),
        Signature(seen=seen(draft)),
        SendingBack(seen=draft.seen, reason=REASON),
        Rejection(seen=seen(draft), reason=REASON),
        ReleaseOrder(report=report, platforms=("folder",)),
        Confirmation(postings={"folder": True}),
        Withdrawal(reason=REASON),
        Correction(by=2),
        Declaration(reason=REASON),
        Countersignature(seen=seen(draft)),
        Objection(seen=seen(draft), reason=REASON),
    )
    return next(request for request in requests if request.action is action)


def refused(draft: Draft, request: Request, actor: Person) -> NotAllowedError:
    with pytest.raises(NotAllowedError) as caught:
        move(draft, request, actor, NOW)
    return caught.value


# Who may do what, written out once more by hand: the table and this must agree.
AUTHOR, FIRST, RELEASERS = {"lin"}, {"chen", "duo", "tong"}, {"wu", "duo", "tong"}
SIGNATORIES = {"he", "wu", "duo", "tong"}
MAY: dict[tuple[State, Action], tuple[set[str], State]] = {
    (State.DRAFTING, Action.EDIT): (AUTHOR, State.DRAFTING),
    (State.DRAFTING, Action.RECHECK): (AUTHOR, State.DRAFTING),
    (State.DRAFTING, Action.WAIVE): (AUTHOR, State.DRAFTING),
    (State.DRAFTING, Action.ANSWER): (AUTHOR, State.DRAFTING),
    (State.DRAFTING, Action.SUBMIT): (AUTHOR, State.IN_REVIEW),
    (State.IN_REVIEW, Action.RECALL): (AUTHOR, State.DRAFTING),
    (State.IN_REVIEW, Action.SIGN): (FIRST, State.IN_REVIEW),
    (State.IN_REVIEW, Action.SEND_BACK): (FIRST, State.DRAFTING),
    (State.IN_REVIEW, Action.REJECT): (FIRST, State.REJECTED),
    (State.APPROVED, Action.RECALL): (AUTHOR, State.DRAFTING),
    (State.APPROVED, Action.SEND_BACK): (SIGNATORIES, State.DRAFTING),
    (State.APPROVED, Action.RELEASE): (RELEASERS, State.RELEASING),
    (State.RELEASING, Action.CONFIRM): ({"system"}, State.RELEASED),
    (State.RELEASING, Action.WITHDRAW): (SIGNATORIES, State.WITHDRAWN),
    (State.RELEASED, Action.WITHDRAW): (SIGNATORIES, State.WITHDRAWN),
    (State.RELEASED, Action.CORRECT): ({"system"}, State.CORRECTED),
    (State.DRAFTING, Action.DECLARE): ({"he", "duo", "tong"}, State.DRAFTING),
    # Nothing is owed where all signed before: see tests/review/test_emergency.py.
    (State.RELEASING, Action.COUNTERSIGN): (set(), State.RELEASING),
    (State.RELEASING, Action.OBJECT): (set(), State.RELEASING),
    (State.RELEASED, Action.COUNTERSIGN): (set(), State.RELEASED),
    (State.RELEASED, Action.OBJECT): (set(), State.RELEASED),
}
ACTIONS = [action for action in Action if action is not Action.START]


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("state", State)
def test_every_action_in_every_state_is_for_exactly_these_people(state: State, action: Action):
    draft = story_in(state).draft
    people, target = MAY.get((state, action), (set(), state))
    for person in (*STAFF, SYSTEM):
        request = request_for(action, draft)
        if person.login in people:
            moved = move(draft, request, person, NOW)
            assert moved.draft.state is target
            assert (moved.event.action, moved.event.actor) == (action, person)
        else:
            error = refused(draft, request, person)
            assert error.sentence.endswith("。")
            if not people:
                assert error.reason in {Refusal.STATE, Refusal.ALREADY_SIGNED}
        assert (action in allowed(draft, person)) == (person.login in people)


def test_the_table_has_no_line_but_these():
    assert set(MOVES) == set(MAY)


def test_three_persons_sign_and_only_then_it_is_approved():
    story = Story().submit()
    for number, person in enumerate((CHEN, ZHOU, HE)):
        assert story.draft.state is State.IN_REVIEW
        assert story.draft.step == number
        assert not chain_is_complete(story.draft)
        story.sign(person)
    assert story.draft.state is State.APPROVED
    assert story.draft.step is None
    assert chain_is_complete(story.draft)


def test_nobody_signs_twice_however_many_roles_they_have():
    story = Story().submit().sign(TONG)
    error = refused(story.draft, Signature(seen=seen(story.draft)), TONG)
    assert error.reason is Refusal.SIGNED_TWICE
    assert "您已于" in error.sentence
    assert Action.SIGN not in allowed(story.draft, TONG)


def test_the_author_signs_nothing_of_theirs():
    story = Story(author=DUO).submit()
    for request in (
        Signature(seen=seen(story.draft)),
        SendingBack(seen=story.draft.seen, reason=REASON),
        Rejection(seen=seen(story.draft), reason=REASON),
    ):
        assert refused(story.draft, request, DUO).reason is Refusal.OWN_TEXT


def test_the_last_editor_signs_and_releases_nothing_of_theirs():
    draft = replace(Story().submit().draft, last_editor=TONG)
    assert refused(draft, Signature(seen=seen(draft)), TONG).reason is Refusal.OWN_TEXT
    approved = replace(story_in(State.APPROVED).draft, last_editor=TONG)
    order = ReleaseOrder(report=a_report(a_document()), platforms=("folder",))
    assert refused(approved, order, TONG).reason is Refusal.OWN_TEXT


def test_the_author_does_not_release_their_own():
    draft = Story(author=DUO).approve().draft
    order = ReleaseOrder(report=a_report(a_document()), platforms=("folder",))
    assert refused(draft, order, DUO).reason is Refusal.OWN_TEXT


def test_a_role_for_one_step_is_none_for_another():
    story = Story().submit()
    assert refused(story.draft, Signature(seen=seen(story.draft)), HE).reason is Refusal.ROLE
    story.sign(CHEN)
    assert refused(story.draft, Signature(seen=seen(story.draft)), HE).reason is Refusal.ROLE


@pytest.mark.parametrize("person", [ZHENG, SU, WU, LIN, QIAN])
def test_administrators_auditors_publishers_and_editors_sign_nothing(person: Person):
    draft = Story().submit().draft
    assert not {Action.SIGN, Action.SEND_BACK, Action.REJECT} & set(allowed(draft, person))


def test_an_edit_voids_every_signature_waiver_and_answer():
    story = Story(None, BLOCK, WARN)
    story.do(LIN, Waiving(report=story.report, finding=BLOCK.key, reason=REASON))
    story.do(LIN, Answering(report=story.report, finding=WARN.key, reason=REASON))
    story.submit().sign(CHEN, ZHOU)
    story.do(LIN, Recall())
    assert story.draft.sign_offs == ()
    story.edit("改过的文字。", BLOCK, WARN)
    assert (story.draft.sign_offs, story.draft.waivers, story.draft.answers) == ((), (), ())
    left = obstacles(story.draft, story.report)
    assert (len(left.unwaived), len(left.unanswered)) == (1, 1)
    assert story.draft.version == 2


@pytest.mark.parametrize("taken_back", ["recall", "send_back"])
def test_what_comes_back_from_approval_is_signed_anew(taken_back: str):
    story = Story().approve()
    if taken_back == "recall":
        story.do(LIN, Recall())
    else:
        story.do(WU, SendingBack(seen=None, reason=REASON))
    assert (story.draft.state, story.draft.sign_offs) == (State.DRAFTING, ())
    story.submit()
    assert (story.draft.round, story.draft.step, story.draft.sign_offs) == (2, 0, ())


def test_a_signature_names_what_was_signed():
    story = Story().submit().sign(CHEN)
    sign_off = story.moves[-1].sign_off
    assert sign_off is not None
    assert (sign_off.document, sign_off.report) == (story.document.digest, story.report.digest)
    assert (sign_off.round, sign_off.step, sign_off.person) == (1, 0, CHEN)
    assert sign_off.at == NOW + 2 * MINUTE


@pytest.mark.parametrize("field", ["document", "report", "round", "step"])
def test_nobody_signs_what_they_have_not_seen(field: str):
    draft = Story().submit().draft
    other = {"document": OTHER.digest, "report": "sha256:0", "round": 7, "step": 2}[field]
    stale = replace(seen(draft), **{field: other})
    assert refused(draft, Signature(seen=stale), CHEN).reason is Refusal.STALE


def test_the_second_of_two_approvers_is_told_who_was_first():
    story = Story().submit()
    page = seen(story.draft)
    story.sign(CHEN)
    error = refused(story.draft, Signature(seen=page), TONG)
    assert error.reason is Refusal.ALREADY_SIGNED
    assert "陈明" in error.sentence
    assert "10:02" in error.sentence  # on clocks in China


def test_a_rejection_of_what_is_approved_meanwhile_says_who_signed():
    story = Story().submit().sign(CHEN, ZHOU)
    page = seen(story.draft)
    story.sign(HE)
    error = refused(story.draft, Rejection(seen=page, reason=REASON), TONG)
    assert error.reason is Refusal.ALREADY_SIGNED
    assert "何建平" in error.sentence


def test_only_editors_begin_a_draft():
    for person in STAFF:
        if Role.EDITOR in person.roles:
            assert Story(author=person).draft.author == person
        else:
            with pytest.raises(NotAllowedError):
                Story(author=person)


def test_events_hold_digests_and_no_words():
    story = Story(a_document("机密内容不可外泄。", "机密标题"), BLOCK)
    story.do(LIN, Waiving(report=story.report, finding=BLOCK.key, reason="机密理由在此。"))
    story.submit().sign(CHEN)
    story.do(ZHOU, SendingBack(seen=story.draft.seen, reason="机密意见在此。"))
    assert "机密" not in repr([moved.event.detail for moved in story.moves])


def test_a_step_has_its_deadline_from_the_moment_it_is_reached():
    story = Story().submit()
    step = story.draft.current_step
    assert step is not None
    assert story.draft.deadline == story.draft.since + (step.hours * 60) * MINUTE
    before = story.draft.since
    story.sign(CHEN)
    assert story.draft.since > before
    assert story.sign(ZHOU, HE).draft.deadline is None


def test_the_diagram_draws_every_move():
    drawn = diagram()
    for (state, action), line in MOVES.items():
        assert f"    {state} --> {line.target}: {action.label}\n" in drawn
    assert "in_review --> approved: 审签（最后一签）" in drawn
    assert "rejected --> [*]" in drawn
