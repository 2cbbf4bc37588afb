"""Who is told what, reminded when, and where it goes on: once each, whatever the clock does."""

from __future__ import annotations

from datetime import timedelta

from service.actions.change_unit import change_unit
from service.actions.comment_draft import comment_draft
from service.actions.remind_waiting import remind_waiting
from service.actions.send_back_draft import send_back_draft
from service.actions.send_digests import send_digests
from service.actions.submit_draft import submit_draft
from service.actions.take_leave import take_leave
from service.actions.tell_events import tell_events
from service.actions.unit_facts import UnitFacts
from service.actions.verify_audit import verify_audit
from service.letters.wording import sentence_of
from service.office import Office
from tests.service.delivery.house import Hands
from tests.service.notices.conftest import DAY, HOUR, TEXT, kinds, notices, sign, submitted
from tests.stories import CHEN, DUO, HE, LIN, NOW, OFFICE, REASON, TONG, WU, ZHENG, ZHOU


def test_whoever_can_sign_is_told_and_nobody_else(told: Office):
    draft = submitted(told)
    tell_events(told)
    for person in (CHEN, DUO, TONG):
        assert kinds(told, person) == ["arrived"]
    for person in (LIN, ZHOU, HE, WU, ZHENG):
        assert kinds(told, person) == []
    sign(told, draft, TONG)
    tell_events(told)
    assert kinds(told, ZHOU) == ["arrived"]
    assert kinds(told, TONG) == ["arrived"]  # has signed, signs no more
    (notice,) = notices(told, ZHOU)
    assert sentence_of(notice).startswith("稿件 1（复审）等您审签，时限 2026年11月")
    assert TEXT.title not in sentence_of(notice)


def test_an_author_hears_what_became_of_the_piece(told: Office):
    draft = submitted(told)
    comment_draft(told, CHEN, draft.id, said="数字请再核对。")
    send_back_draft(told, CHEN, draft.id, seen=draft.seen, reason=REASON)
    draft = submit_draft(told, LIN, draft.id, version=1)
    for who in (CHEN, ZHOU, HE):
        draft = sign(told, draft, who)
    tell_events(told)
    assert kinds(told, LIN) == ["commented", "returned", "approved"]
    assert kinds(told, WU) == ["approved"]
    words = [sentence_of(one) for one in notices(told, LIN)]
    assert words[1] == "您的稿件 1被陈明退回修改，理由见稿件页。"
    assert all(word.endswith("。") for word in words)


def test_nothing_is_told_twice_however_often_one_looks(told: Office):
    submitted(told)
    assert tell_events(told) > 0
    with told.write() as unit:
        unit.notices.set_head(0)  # as if the place were lost
    tell_events(told)
    assert kinds(told, CHEN) == ["arrived"]


def test_what_happened_before_the_first_look_is_told_to_nobody(house: Office):
    submitted(house)
    assert tell_events(house) == 0
    assert kinds(house, CHEN) == []


def test_whoever_is_away_is_not_told(told: Office):
    take_leave(told, CHEN, CHEN.id, NOW, NOW + DAY)
    submitted(told)
    tell_events(told)
    assert kinds(told, CHEN) == []
    assert kinds(told, DUO) == ["arrived"]


def test_each_reminder_is_given_once_and_then_it_goes_up(told: Office, hands: Hands):
    change_unit(told, ZHENG, 1, UnitFacts(name=OFFICE.name, parent=1, supervisor=HE.id))
    draft = submitted(told)
    assert draft.deadline is not None
    due = draft.deadline
    assert remind_waiting(told) == 0
    hands.now = due - timedelta(minutes=30)
    assert remind_waiting(told) == 1
    assert remind_waiting(told) == 0
    assert kinds(told, CHEN) == ["soon"]
    hands.now = due
    assert remind_waiting(told) == 1
    assert kinds(told, CHEN) == ["soon", "due"]
    assert kinds(told, HE) == []
    hands.now = told.calendar.after(due, 1)
    assert remind_waiting(told) == 1
    assert remind_waiting(told) == 0
    assert kinds(told, HE) == ["escalated"]  # the leader in charge
    assert kinds(told, ZHENG) == ["escalated"]
    assert kinds(told, CHEN) == ["soon", "due"]
    with told.read() as unit:
        up = [one for one in unit.events.of(draft.id) if one.verb == "step_escalated"]
    assert [one.value("to") for one in up] == [f"{HE.id},{ZHENG.id}"]
    assert "陈明" in sentence_of(notices(told, HE)[0])
    assert verify_audit(told) == ()


def test_a_clock_that_goes_back_sends_nothing_twice(told: Office, hands: Hands):
    draft = submitted(told)
    assert draft.deadline is not None
    hands.now = draft.deadline + 3 * DAY
    assert remind_waiting(told) == 1
    send_digests(told)
    before = {person.id: kinds(told, person) for person in (CHEN, DUO, TONG, ZHENG)}
    assert before[CHEN.id] == ["due", "digest"]  # of several at once only the last is told
    for back in (2 * DAY, 4 * HOUR, 0 * HOUR):
        hands.now = draft.deadline + back
        remind_waiting(told)
        send_digests(told)
        tell_events(told)
    hands.now = draft.deadline + 3 * DAY
    remind_waiting(told)
    send_digests(told)
    for person in (CHEN, DUO, TONG, ZHENG):
        again = [kind for kind in kinds(told, person) if kind != "arrived"]
        assert again == before[person.id]


def test_the_next_step_has_reminders_of_its_own(told: Office, hands: Hands):
    draft = submitted(told)
    assert draft.deadline is not None
    hands.now = draft.deadline
    remind_waiting(told)
    draft = sign(told, draft, CHEN)
    assert remind_waiting(told) == 0
    assert draft.deadline is not None
    hands.now = draft.deadline
    assert remind_waiting(told) == 1
    assert kinds(told, ZHOU) == ["due"]


def test_a_digest_a_day_to_whom_there_is_anything_to_say(told: Office, hands: Hands):
    draft = submitted(told)
    assert send_digests(told) > 0  # a Monday at ten
    assert send_digests(told) == 0
    assert kinds(told, LIN) == []
    assert "等您审签 1 篇" in sentence_of(notices(told, CHEN)[0])
    send_back_draft(told, CHEN, draft.id, seen=draft.seen, reason=REASON)
    hands.now = NOW + DAY
    send_digests(told)
    assert "退回给您、还没再送审 1 篇" in sentence_of(notices(told, LIN)[0])
    assert kinds(told, CHEN) == ["digest"]  # nothing waits any more
    hands.now = NOW + 5 * DAY  # a Saturday
    assert send_digests(told) == 0
