"""逐项处理: who stands for what, question by question and waiver by waiver."""

from __future__ import annotations

from dataclasses import replace

import pytest

from review.chain import chain_is_complete
from review.draft import Draft, Grade, Role, Route, State, Step, StepKind
from review.model import Finding, Gate, Severity, Span
from review.refusal import NotAllowedError, Refusal
from review.release import BrokenSealError, Rendered, seal, verify
from review.request import (
    Recall,
    Rejection,
    SendingBack,
    Signature,
    Submission,
    Waiving,
)
from review.secrecy import Question, Reply, affirmed, told, unanswered
from review.settling import awaiting, needs_secrecy
from tests.stories import (
    CHEN,
    HE,
    KEY,
    LIN,
    NOTHING_SECRET,
    NOW,
    REASON,
    TONG,
    WU,
    ZHOU,
    Story,
    a_finding,
    a_person,
    a_report,
    seen,
    signature,
)

BAO = a_person(11, "bao", "保敏", Role.SECRECY)
BLOCK = a_finding(Severity.BLOCK)
GRAVE = replace(
    BLOCK, rule="CON101", gate=Gate.CONFIDENTIALITY, span=Span(field="body", start=4, end=6)
)
MARK = replace(GRAVE, rule="CON107")


def routed(*kinds: StepKind) -> Route:
    return Route(
        grade=Grade.C,
        reasons=("保密关有拦截，按C级审核。",),
        steps=tuple(
            Step(kind=kind, role=Role(kind.value), reason="核对。", hours=1) for kind in kinds
        ),
    )


THREE = (StepKind.FIRST, StepKind.SECOND, StepKind.FINAL)
FOUR = (*THREE[:2], StepKind.SECRECY, StepKind.FINAL)


class Told(Story):
    """A story that is routed through secrecy review where it must be."""

    def submit(self) -> Story:
        grave = needs_secrecy(self.report, self.draft.waivers)
        route = routed(*(FOUR if grave else THREE))
        self.do(self.draft.author, Submission(report=self.report, route=route))
        return self


def waived(*findings: Finding) -> Story:
    story = Told(None, *findings)
    for finding in findings:
        story.do(LIN, Waiving(report=story.report, finding=finding.key, reason=REASON))
    return story


def refused(story: Story, actor, request) -> NotAllowedError:
    with pytest.raises(NotAllowedError) as caught:
        story.do(actor, request)
    assert caught.value.sentence.endswith("。")
    return caught.value


def at_secrecy() -> Story:
    story = waived(BLOCK, GRAVE).submit().sign(CHEN, ZHOU)
    step = story.draft.current_step
    assert step is not None
    assert step.kind is StepKind.SECRECY
    return story


def signed(story: Story, **changes: object) -> Signature:
    return replace(signature(story.draft), **changes)


def replies(**yes: bool) -> tuple[Reply, ...]:
    return tuple(Reply(question=one, yes=yes.get(one.value, False)) for one in Question)


def test_each_question_is_answered_once_or_not_at_all():
    assert unanswered(()) == tuple(Question)
    assert unanswered(NOTHING_SECRET) == ()
    assert unanswered((*NOTHING_SECRET, NOTHING_SECRET[0])) == (Question.SECRETS,)
    assert affirmed(replies(defence=True)) == (Question.DEFENCE,)
    assert told(tuple(reversed(replies(other=True)))) == (
        "secrets=no,projects=no,results=no,defence=no,other=yes"
    )
    assert all(question.sentence.endswith("？") and question.label for question in Question)


def test_a_text_with_a_waived_confidentiality_block_needs_a_secrecy_review():
    story = waived(BLOCK, GRAVE)
    assert needs_secrecy(story.report, story.draft.waivers)
    assert not needs_secrecy(story.report, story.draft.waivers[:1])
    without = Submission(report=story.report, route=routed(*THREE))
    assert refused(story, LIN, without).reason is Refusal.SECRECY
    assert story.submit().draft.state is State.IN_REVIEW


@pytest.mark.parametrize("missing", list(Question))
def test_a_secrecy_signature_with_one_question_open_is_refused(missing: Question):
    story = at_secrecy()
    some = tuple(one for one in NOTHING_SECRET if one.question is not missing)
    error = refused(story, BAO, signed(story, replies=some))
    assert error.reason is Refusal.SECRECY
    assert missing.label in error.sentence


@pytest.mark.parametrize("question", list(Question))
def test_a_yes_is_sent_back_and_never_signed(question: Question):
    story = at_secrecy()
    given = replies(**{question.value: True})
    assert refused(story, BAO, signed(story, replies=given)).reason is Refusal.SECRECY
    moved = story.do(BAO, SendingBack(seen=seen(story.draft), reason=REASON, replies=given))
    assert moved.sign_off is not None
    assert affirmed(moved.sign_off.replies) == (question,)
    assert f"{question}=yes" in dict(moved.event.detail)["replies"]
    assert moved.draft.state is State.DRAFTING


def test_the_questions_are_for_the_secrecy_reviewer_alone():
    story = waived(BLOCK).submit()
    assert refused(story, CHEN, signed(story, replies=NOTHING_SECRET)).reason is Refusal.SECRECY
    back = SendingBack(seen=seen(story.draft), reason=REASON, replies=NOTHING_SECRET)
    moved = story.do(CHEN, back)
    assert moved.sign_off is not None
    assert moved.sign_off.replies == ()


def test_every_waiver_is_endorsed_by_whoever_stands_for_its_gate():
    story = waived(BLOCK, GRAVE).submit()
    assert awaiting(story.draft) == ()
    story.sign(CHEN, ZHOU)
    assert [one.finding for one in awaiting(story.draft)] == [GRAVE.key]
    error = refused(story, BAO, signed(story, endorsed=()))
    assert error.reason is Refusal.UNENDORSED
    assert GRAVE.key in error.sentence
    # Not another's either: what is to be endorsed at the last step is not endorsed here.
    both = (GRAVE.key, BLOCK.key)
    assert refused(story, BAO, signed(story, endorsed=both)).reason is Refusal.UNENDORSED
    story.sign(BAO)
    assert [one.finding for one in awaiting(story.draft)] == [BLOCK.key]
    assert refused(story, HE, signed(story, endorsed=())).reason is Refusal.UNENDORSED
    assert refused(story, HE, signed(story, endorsed=(GRAVE.key,))).reason is Refusal.UNENDORSED
    story.sign(HE)
    assert story.draft.state is State.APPROVED
    assert [one.endorsed for one in story.draft.sign_offs] == [(), (), (GRAVE.key,), (BLOCK.key,)]
    assert dict(story.moves[-1].event.detail)["endorsed"] == BLOCK.key


def test_first_and_second_reviewers_endorse_nothing():
    story = waived(BLOCK).submit()
    error = refused(story, CHEN, signed(story, endorsed=(BLOCK.key,)))
    assert error.reason is Refusal.UNENDORSED


def test_an_endorsement_dies_with_its_signature():
    story = waived(BLOCK, GRAVE).submit().sign(CHEN, ZHOU, BAO)
    story.do(LIN, Recall())
    assert story.draft.sign_offs == ()
    story.submit().sign(CHEN, ZHOU)
    assert [one.finding for one in awaiting(story.draft)] == [GRAVE.key]


def approved() -> Story:
    return waived(BLOCK, GRAVE).submit().sign(CHEN, ZHOU, BAO, HE)


def test_no_chain_is_complete_with_a_waiver_nobody_endorsed():
    draft = approved().draft
    assert chain_is_complete(draft)
    for number in (2, 3):
        bare = replace(draft.sign_offs[number], endorsed=())
        sign_offs = (*draft.sign_offs[:number], bare, *draft.sign_offs[number + 1 :])
        assert not chain_is_complete(replace(draft, sign_offs=sign_offs))


def test_the_seal_is_over_answers_and_endorsements():
    story = approved()
    release = seal(
        story.draft,
        story.document,
        story.report,
        [Rendered(platform="folder", digest="sha256:" + "f" * 64)],
        key=KEY,
        actor=WU,
        now=NOW,
    )
    verify(release, KEY)
    one = release.sign_offs[2]
    for other in (
        replace(one, replies=()),
        replace(one, replies=replies(other=True)),
        replace(one, endorsed=()),
        replace(one, endorsed=(GRAVE.key, BLOCK.key)),
    ):
        changed = (*release.sign_offs[:2], other, release.sign_offs[3])
        with pytest.raises(BrokenSealError):
            verify(replace(release, sign_offs=changed), KEY)


def test_a_marked_secret_is_neither_waived_nor_submitted():
    story = Story(None, MARK)
    waiving = Waiving(report=story.report, finding=MARK.key, reason=REASON)
    assert refused(story, LIN, waiving).reason is Refusal.MARKED
    # Waived when the rule was not yet there, or by whoever writes to the database.
    kept = replace(approved().draft.waivers[0], finding=MARK.key, rule="CON107")
    draft: Draft = replace(story.draft, waivers=(kept,))
    story.moves[-1] = replace(story.moves[-1], draft=draft)
    submission = Submission(report=story.report, route=routed(*FOUR))
    assert refused(story, LIN, submission).reason is Refusal.MARKED


def test_an_author_who_answers_is_asked_all_five():
    story = Story()
    base = Submission(report=story.report, route=routed(*FOUR))
    some = replace(base, replies=NOTHING_SECRET[:4])
    assert refused(story, LIN, some).reason is Refusal.SECRECY
    assert refused(story, LIN, replace(base, replies=replies(other=True))).reason is Refusal.SECRECY
    moved = story.do(LIN, replace(base, replies=NOTHING_SECRET))
    assert moved.draft.replies == NOTHING_SECRET
    assert dict(moved.event.detail)["replies"] == told(NOTHING_SECRET)
    assert story.do(LIN, Recall()).draft.replies == ()


def test_a_route_without_the_competent_step_gets_nothing_approved():
    story = waived(BLOCK)
    last = Step(kind=StepKind.LEADER, role=Role.FINAL, reason="审定。", hours=1)
    other = replace(routed(*THREE), steps=(*routed(*THREE).steps[:2], last))
    story.do(LIN, Submission(report=story.report, route=other))
    story.sign(CHEN, ZHOU)
    assert refused(story, HE, signed(story)).reason is Refusal.UNENDORSED


def test_rejecting_asks_for_no_answers():
    story = at_secrecy()
    story.do(BAO, Rejection(seen=seen(story.draft), reason=REASON))
    assert story.draft.state is State.REJECTED


def test_a_report_without_such_findings_needs_no_secrecy():
    story = waived(BLOCK)
    assert not needs_secrecy(story.report, story.draft.waivers)
    warn = replace(GRAVE, severity=Severity.WARN)
    assert not needs_secrecy(a_report(story.document, warn), approved().draft.waivers)


def test_one_person_does_not_sign_secrecy_and_another_review():
    story = waived(BLOCK, GRAVE).submit().sign(TONG, ZHOU)
    both = replace(TONG, grants=TONG.grants | BAO.grants)
    assert refused(story, both, signed(story)).reason is Refusal.SIGNED_TWICE
