"""发布、撤稿、更正: what goes out was signed, and what is taken back is recorded with its reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from review.draft import Action, State
from review.refusal import NotAllowedError, Refusal
from review.ruleset import Ruleset
from service.actions.correct_draft import correct_draft
from service.actions.deliver_postings import deliver_postings
from service.actions.release_draft import release_draft
from service.actions.save_draft import save_draft
from service.actions.send_back_draft import send_back_draft
from service.actions.sign_draft import sign_draft
from service.actions.submit_draft import submit_draft
from service.actions.verify_audit import verify_audit
from service.actions.withdraw_draft import withdraw_draft
from service.office import Office
from tests.service.delivery.house import Board
from tests.service.gated import CLEAN, FAULTY, again, approved
from tests.stories import CHEN, HE, LIN, REASON, WU, ZHOU, a_document

Rules = Callable[..., Ruleset]


def test_a_release_is_sealed_planned_sent_and_confirmed(house: Office):
    draft = approved(house)
    release = release_draft(house, WU, draft.id, platforms=["board", "board"])
    assert (release.document, len(release.postings)) == (CLEAN.digest, 1)
    assert again(house, draft).state is State.RELEASING
    deliver_postings(house)
    assert again(house, draft).state is State.RELEASED
    assert verify_audit(house) == ()


def test_a_block_the_rules_of_the_day_find_stops_an_approved_text(
    house: Office, compile_rules: Rules
):
    draft = approved(replace(house, ruleset=compile_rules()), FAULTY)
    with pytest.raises(NotAllowedError) as caught:
        release_draft(house, WU, draft.id, platforms=["board"])
    assert caught.value.reason is Refusal.UNWAIVED
    assert again(house, draft).state is State.APPROVED


@pytest.mark.parametrize("platforms", [[], ["nowhere"], ["board", "nowhere"], ["\x00"]])
def test_a_release_goes_to_platforms_there_are(house: Office, platforms: list[str]):
    draft = approved(house)
    with pytest.raises(NotAllowedError) as caught:
        release_draft(house, WU, draft.id, platforms=platforms)
    assert caught.value.reason is Refusal.PLATFORMS


def test_what_a_platform_would_refuse_is_told_before_anything_is_sealed(house: Office):
    class Strict(Board):
        def preflight(self, rendering: object) -> tuple[str, ...]:
            return ("标题最长十个字，请缩短。",)

    strict = replace(house, platforms={"board": Strict()})
    draft = approved(strict)
    with pytest.raises(NotAllowedError, match="公告栏：标题最长十个字，请缩短。"):
        release_draft(strict, WU, draft.id, platforms=["board"])
    with house.read() as unit:
        assert unit.releases.of(draft.id) == ()


def test_what_is_withdrawn_before_it_is_sent_is_not_sent(house: Office):
    draft = approved(house)
    release_draft(house, WU, draft.id, platforms=["board"])
    assert withdraw_draft(house, WU, draft.id, reason=REASON).state is State.WITHDRAWN
    assert deliver_postings(house) == 0


def test_a_correction_goes_the_whole_way_and_then_replaces_what_it_corrects(house: Office):
    old = approved(house)
    with pytest.raises(NotAllowedError, match="只有已发布的稿件才能更正"):
        correct_draft(house, LIN, old.id, form_key="fix")
    release_draft(house, WU, old.id, platforms=["board"])
    deliver_postings(house)
    new = correct_draft(house, LIN, old.id, form_key="fix")
    assert correct_draft(house, LIN, old.id, form_key="fix") == new
    assert (new.state, new.corrects, new.document) == (State.DRAFTING, old.id, old.document)
    new = save_draft(house, LIN, new.id, version=1, document=a_document("更正后的文字。"))
    new = submit_draft(house, LIN, new.id, version=2)
    for person in (CHEN, ZHOU, HE):
        assert new.seen is not None
        new = sign_draft(house, person, new.id, seen=new.seen)
    release_draft(house, WU, new.id, platforms=["board"])
    assert again(house, old).state is State.RELEASED
    deliver_postings(house)
    assert again(house, old).state is State.CORRECTED
    assert again(house, new).state is State.RELEASED
    assert verify_audit(house) == ()


def test_why_an_approval_came_back_and_why_a_text_was_withdrawn_is_kept(house: Office):
    draft = approved(house)
    send_back_draft(house, HE, draft.id, seen=None, reason="数据有变化，请更新。")
    draft = submit_draft(house, LIN, draft.id, version=1)
    for person in (CHEN, ZHOU, HE):
        assert draft.seen is not None
        draft = sign_draft(house, person, draft.id, seen=draft.seen)
    release_draft(house, WU, draft.id, platforms=["board"])
    withdraw_draft(house, HE, draft.id, reason="内容已过时，撤下。")
    with house.read() as unit:
        remarks = unit.drafts.signatures.remarks([draft.id])[draft.id]
    assert [(one.action, one.person, one.reason) for one in remarks] == [
        (Action.SEND_BACK, HE, "数据有变化，请更新。"),
        (Action.WITHDRAW, HE, "内容已过时，撤下。"),
    ]
    assert verify_audit(house) == ()
