"""应急通道: whoever is on duty signs alone, it goes out, the rest is owed and stays red until given."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from review.draft import Draft, Person, State
from review.model import Category, Document, Facts
from review.refusal import NotAllowedError, Refusal
from review.release import verify
from service.actions.countersign_draft import countersign_draft, object_to_draft
from service.actions.declare_emergency import declare_emergency
from service.actions.deliver_postings import deliver_postings
from service.actions.end_duty import end_duty
from service.actions.errors import InvalidError
from service.actions.release_draft import release_draft
from service.actions.roster_facts import WatchFacts
from service.actions.set_duty import set_duty
from service.actions.sign_draft import sign_draft
from service.actions.start_draft import start_draft
from service.actions.submit_draft import submit_draft
from service.actions.take_leave import take_leave
from service.actions.verify_audit import verify_audit
from service.actions.withdraw_at_once import withdraw_at_once
from service.office import Office
from tests.service.attempts import sign
from tests.stories import CHEN, DUO, HE, LIN, NOTHING_SECRET, NOW, REASON, TONG, WU, ZHENG, ZHOU

HOUR = timedelta(hours=1)
TEXT = Document(
    title="关于停水的紧急通知",
    body="今晚停水，请提前储水。",
    facts=Facts(category=Category.EMERGENCY, urgent=True),
)


def watch(office: Office, *people: Person) -> None:
    turns = [
        WatchFacts(person=one.id, starts_at=NOW - HOUR, ends_at=NOW + 12 * HOUR) for one in people
    ]
    set_duty(office, ZHENG, 1, turns)


def reload(office: Office, draft: Draft) -> Draft:
    with office.read() as unit:
        found = unit.drafts.get(draft.id)
    assert found is not None
    return found


def submitted(office: Office, document: Document = TEXT, author: Person = LIN) -> Draft:
    draft = start_draft(office, author, document, form_key="emergency-form")
    return submit_draft(office, author, draft.id, version=1, replies=NOTHING_SECRET, emergency=True)


def signed(office: Office, draft: Draft, who: Person = HE) -> Draft:
    assert draft.seen is not None
    return sign_draft(office, who, draft.id, seen=draft.seen, replies=NOTHING_SECRET)


def out(office: Office) -> Draft:
    watch(office, HE)
    draft = signed(office, submitted(office))
    release_draft(office, WU, draft.id, platforms=["board"])
    deliver_postings(office)
    return reload(office, draft)


def debts(office: Office, reader: Person = LIN) -> list[tuple[int, bool]]:
    with office.read() as unit:
        return [(one.draft, one.objected) for one in unit.reminders.debts(reader)]


def test_one_signer_on_duty_suffices_to_go_out_and_two_more_are_owed(house: Office):
    watch(house, HE)
    draft = submitted(house)
    assert draft.route is not None
    assert [step.later for step in draft.route.steps] == [False, True, True]
    assert draft.deadline == NOW + HOUR
    draft = signed(house, draft)
    assert draft.state is State.APPROVED
    release = release_draft(house, WU, draft.id, platforms=["board"])
    assert [one.person.id for one in release.sign_offs] == [HE.id]
    assert debts(house) == [(draft.id, False)]
    deliver_postings(house)
    draft = reload(house, draft)
    assert draft.state is State.RELEASED
    with house.read() as unit:
        assert unit.drafts.queue.ids(ZHOU) == (draft.id,)
        assert unit.drafts.queue.ids(CHEN) == ()
        assert [one.id for one in unit.drafts.waiting_for(ZHOU)] == [draft.id]
    for who in (ZHOU, CHEN):
        seen = reload(house, draft).seen
        assert seen is not None
        countersign_draft(house, who, draft.id, seen=seen, opinion="补签同意。")
    assert debts(house) == []
    with house.read() as unit:
        kept = unit.releases.get(release.id)
        assert unit.drafts.queue.ids(TONG) == ()
    assert kept == release
    verify(release, house.key)
    assert verify_audit(house) == ()


def test_without_anybody_qualified_on_duty_the_lane_is_refused_in_a_sentence(house: Office):
    with pytest.raises(InvalidError, match="值班"):
        submitted(house)
    watch(house, CHEN)  # on duty, but no final reviewer
    with pytest.raises(InvalidError, match="值班"):
        submitted(house)
    draft = submit_draft(house, LIN, 1, version=1)  # the long way is always open
    assert draft.state is State.IN_REVIEW
    assert not draft.route or not draft.route.emergency


def test_the_author_on_duty_is_nobody_on_duty(house: Office):
    watch(house, DUO)
    with pytest.raises(InvalidError, match="不是作者"):
        submitted(house, author=DUO)


def test_who_is_away_or_off_the_roster_does_not_sign(house: Office):
    watch(house, HE, TONG)
    draft = submitted(house)
    with house.read() as unit:
        (his,) = unit.duty.of(HE.id, NOW, NOW + HOUR)
    end_duty(house, ZHENG, his.id)
    with pytest.raises(NotAllowedError) as caught:
        signed(house, draft, HE)
    assert caught.value.reason is Refusal.ROLE
    assert "值班" in caught.value.sentence
    assert signed(house, draft, TONG).state is State.APPROVED


def test_the_urgent_draft_lies_on_the_desk_of_whoever_is_on_duty(house: Office):
    watch(house, CHEN, HE)
    draft = submitted(house)
    with house.read() as unit:
        lease = unit.leases.of([draft.id], NOW)[draft.id]
        verbs = [entry.verb.value for entry in unit.events.of(draft.id)]
    assert lease.person.id == HE.id  # she is called too, but he can sign
    assert lease.claimed_at == NOW
    assert verbs[-2:] == ["duty_called", "draft_assigned"]
    assert verify_audit(house) == ()


def test_only_an_emergency_or_what_somebody_found_to_be_one_takes_the_lane(house: Office):
    watch(house, HE)
    plain = Document(title="通知", body="请按时办理登记。")
    with pytest.raises(InvalidError, match="只有“突发应急”类"):
        submitted(house, plain)
    with pytest.raises(NotAllowedError):
        declare_emergency(house, LIN, 1, reason=REASON)
    declare_emergency(house, HE, 1, reason="水厂事故，须立即告知。")
    draft = submit_draft(house, LIN, 1, version=1, replies=NOTHING_SECRET, emergency=True)
    assert draft.route is not None
    assert draft.route.emergency
    with house.read() as unit:
        (remark,) = unit.drafts.signatures.remarks([1])[1]
    assert remark.reason.startswith("水厂")
    assert verify_audit(house) == ()


def test_an_office_without_a_lane_in_its_book_has_none(house: Office):
    watch(house, HE)
    bare = replace(house, routes=replace(house.routes, lane=None))
    with pytest.raises(InvalidError, match="没有应急通道"):
        submitted(bare)


def test_an_objection_stays_red_until_the_text_is_taken_back(house: Office):
    draft = out(house)
    assert draft.seen is not None
    object_to_draft(house, ZHOU, draft.id, seen=draft.seen, reason="停水范围写错，应撤下。")
    assert debts(house) == [(draft.id, True)]
    with house.read() as unit:
        assert unit.drafts.queue.ids(CHEN) == ()
    withdrawn = withdraw_at_once(house, HE, draft.id, reason="补签不同意，紧急撤回。")
    assert withdrawn.state is State.WITHDRAWN
    assert debts(house) == []
    with house.read() as unit:
        told = [one for one in unit.events.of(draft.id) if one.verb == "emergency_withdrawn"]
    assert [(one.actor_id, one.value("objected")) for one in told] == [(HE.id, "yes")]
    assert verify_audit(house) == ()


def test_only_who_is_on_duty_and_qualified_withdraws_at_once(house: Office):
    draft = out(house)
    for who in (WU, TONG, CHEN, LIN):  # qualified but off duty, or neither
        with pytest.raises(NotAllowedError):
            withdraw_at_once(house, who, draft.id, reason=REASON)
    watch(house, WU)
    assert withdraw_at_once(house, WU, draft.id, reason=REASON).state is State.WITHDRAWN


def test_leave_takes_a_person_out_of_the_count_of_those_who_could_sign(house: Office):
    plain = Document(title="通知", body="请按时办理登记。")
    draft = start_draft(house, LIN, plain, form_key="plain-form")
    for who in (ZHOU, DUO, TONG):
        take_leave(house, who, who.id, NOW, NOW + HOUR)
    with pytest.raises(InvalidError, match="复审"):
        submit_draft(house, LIN, draft.id, version=1)


def refuse(office: Office, *statements: str) -> None:
    with office.store.engines.writing.connect() as connection:
        for statement in statements[:-1]:
            connection.execute(text(statement))
        with pytest.raises(IntegrityError):
            connection.execute(text(statements[-1]))


def test_past_the_program_the_lane_is_as_narrow(house: Office):
    watch(house, HE)
    draft = submitted(house)
    number = draft.id
    # Not on duty; a later step before release.
    refuse(house, sign(number, 0, TONG.id))
    refuse(house, sign(number, 1, ZHOU.id))
    refuse(house, f"UPDATE drafts SET state = 'approved', step = NULL WHERE id = {number}")
    draft = signed(house, draft)
    # After the one signature: no second before release, no release by the author.
    refuse(house, sign(number, 1, ZHOU.id))
    release_draft(house, WU, number, platforms=["board"])
    # Owed: in order, by another, once, and nothing beyond the route.
    refuse(house, sign(number, 2, ZHOU.id))
    refuse(house, sign(number, 1, HE.id))
    refuse(house, sign(number, 1, LIN.id))
    refuse(house, sign(number, 1, ZHOU.id), sign(number, 2, ZHOU.id))
    refuse(house, sign(number, 1, ZHOU.id), sign(number, 2, CHEN.id), sign(number, 3, TONG.id))
    with house.store.engines.writing.connect() as connection:
        connection.execute(text(sign(number, 1, ZHOU.id)))
        connection.execute(text(sign(number, 2, CHEN.id)))


def test_an_ordinary_route_cannot_be_made_a_lane_by_its_row(house: Office):
    plain = Document(title="通知", body="请按时办理登记。")
    draft = start_draft(house, LIN, plain, form_key="plain-form")
    submit_draft(house, LIN, draft.id, version=1)
    refuse(house, "UPDATE submissions SET ahead = 1")
    refuse(
        house,
        sign(draft.id, 0, HE.id),
        f"UPDATE drafts SET state = 'approved', step = NULL WHERE id = {draft.id}",
    )
