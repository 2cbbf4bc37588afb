"""值班、休假: who answers for a unit, who was called for an urgent draft, who is away."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from review.draft import Role
from review.model import Category, Document, Facts
from review.refusal import NotAllowedError
from service.actions.call_duty import is_urgent
from service.actions.close_unit import close_unit
from service.actions.disable_person import disable_person
from service.actions.end_duty import end_duty
from service.actions.end_leave import end_leave
from service.actions.errors import InvalidError, MissingError
from service.actions.hand_over_duty import hand_over_duty
from service.actions.roster_facts import WatchFacts
from service.actions.set_duty import set_duty
from service.actions.start_draft import start_draft
from service.actions.submit_draft import submit_draft
from service.actions.take_leave import take_leave
from service.actions.unit_gaps import gaps_of
from service.actions.verify_audit import verify_audit
from service.office import Office
from service.store import Store
from service.store.backup import back_up, restore
from service.store.units import Bureau
from tests.service.test_units import person_in, unit_named
from tests.stories import CHEN, HE, KEY, LIN, NOW, OFFICE, SU, WU, ZHENG, ZHOU

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def turn(person=CHEN, start=-HOUR, end=DAY) -> WatchFacts:
    return WatchFacts(person=person.id, starts_at=NOW + start, ends_at=NOW + end)


def on_duty(office: Office, unit=OFFICE, at=NOW) -> list[int]:
    with office.read() as work:
        return [watch.person.id for watch in work.duty.on_duty(unit, at)]


def test_the_nearest_unit_with_anybody_on_duty_answers(house: Office):
    left = unit_named(house, "甲")
    own = person_in(house, left, "jia", Role.FINAL)
    assert on_duty(house, left) == []
    set_duty(house, ZHENG, 1, [turn(CHEN), turn(ZHOU)])
    assert on_duty(house, left) == [CHEN.id, ZHOU.id]
    (watch,) = set_duty(house, ZHENG, left.id, [turn(own)])
    assert on_duty(house, left) == [own.id]
    assert on_duty(house) == [CHEN.id, ZHOU.id]
    end_duty(house, ZHENG, watch.id)
    end_duty(house, ZHENG, watch.id)
    assert on_duty(house, left) == [CHEN.id, ZHOU.id]
    assert verify_audit(house) == ()


def test_a_turn_begins_on_its_minute_and_is_over_on_its_last(house: Office):
    set_duty(house, ZHENG, 1, [turn(CHEN), turn(ZHOU, DAY, 2 * DAY)])
    second = timedelta(microseconds=1)
    assert on_duty(house, at=NOW - HOUR) == [CHEN.id]
    assert on_duty(house, at=NOW - HOUR - second) == []
    assert on_duty(house, at=NOW + DAY - second) == [CHEN.id]
    assert on_duty(house, at=NOW + DAY) == [ZHOU.id]


def test_whose_account_is_shut_or_who_fell_ill_does_not_answer(house: Office):
    set_duty(house, ZHENG, 1, [turn(CHEN), turn(ZHOU)])
    disable_person(house, ZHENG, CHEN.id)
    assert on_duty(house) == [ZHOU.id]
    with pytest.raises(InvalidError, match="先换班"):
        take_leave(house, ZHOU, ZHOU.id, NOW, NOW + HOUR)


def test_an_urgent_draft_goes_to_who_is_on_duty_and_that_is_recorded(house: Office):
    set_duty(house, ZHENG, 1, [turn(CHEN), turn(HE)])
    urgent = Document(
        title="关于停水的紧急通知",
        body="今晚停水，请提前储水。",
        facts=Facts(category=Category.EMERGENCY, urgent=True),
    )
    assert is_urgent(urgent)
    draft = start_draft(house, LIN, urgent, form_key="k" * 12)
    draft = submit_draft(house, LIN, draft.id, version=1)
    with house.read() as unit:
        (called,) = unit.duty.calls(draft.id)
        told = [entry for entry in unit.events.of(draft.id) if entry.verb.value == "duty_called"]
    assert [person.id for person in called.people] == [CHEN.id, HE.id]
    assert (called.round, called.unit) == (1, 1)
    assert [one.value("people") for one in told] == [f"{CHEN.id},{HE.id}"]
    assert verify_audit(house) == ()


def test_that_nobody_was_on_duty_is_recorded_and_no_other_draft_is(house: Office):
    plain = start_draft(
        house, LIN, Document(title="通知", body="请按时办理登记。"), form_key="k" * 12
    )
    plain = submit_draft(house, LIN, plain.id, version=1)
    urgent = Document(title="停水", body="今晚停水。", facts=Facts(urgent=True))
    draft = start_draft(house, LIN, urgent, form_key="l" * 12)
    submit_draft(house, LIN, draft.id, version=1)
    with house.read() as unit:
        assert unit.duty.calls(plain.id) == ()
        (called,) = unit.duty.calls(draft.id)
    assert called.people == ()
    assert verify_audit(house) == ()


@pytest.mark.parametrize(
    ("turns", "told"),
    [
        ([], "没有可排的班次"),
        ([turn(end=-2 * HOUR)], "晚于开始"),
        ([turn(start=-2 * DAY, end=-DAY)], "已经过去"),
        ([turn(end=30 * DAY)], "最长"),
        ([turn(start=900 * DAY, end=901 * DAY)], "核对年份"),
        ([turn(), turn(end=HOUR)], "第2个班次"),
    ],
)
def test_what_cannot_be_a_turn_is_told_and_nothing_is_kept(house: Office, turns, told: str):
    with pytest.raises(InvalidError, match=told):
        set_duty(house, ZHENG, 1, turns)
    assert on_duty(house) == []
    assert verify_audit(house) == ()


def test_only_who_keeps_the_unit_sets_its_roster_with_people_who_work_there(house: Office):
    left = unit_named(house, "甲")
    keeper = person_in(house, left, "jia", Role.ADMIN)
    writer = person_in(house, left, "yi", Role.EDITOR)
    set_duty(house, keeper, left.id, [turn(CHEN)])
    for actor, unit_id in ((CHEN, 1), (keeper, 1), (SU, 1)):
        with pytest.raises(NotAllowedError):
            set_duty(house, actor, unit_id, [turn()])
    with pytest.raises(InvalidError, match="没有角色"):
        set_duty(house, ZHENG, 1, [turn(writer)])
    with pytest.raises(MissingError):
        set_duty(house, ZHENG, 99, [turn()])
    close_unit(house, ZHENG, left.id)
    with pytest.raises(InvalidError, match="已停用"):
        set_duty(house, ZHENG, left.id, [turn(ZHOU)])


def test_what_is_handed_over_is_kept_and_nobody_beside_writes_it(house: Office):
    left = unit_named(house, "甲")
    writer = person_in(house, left, "yi", Role.EDITOR)
    (watch, later) = set_duty(house, ZHENG, 1, [turn(), turn(ZHOU, DAY, 2 * DAY)])
    hand_over_duty(house, CHEN, watch.id, "水位预警待发。")
    hand_over_duty(house, CHEN, watch.id, "已发。")
    with pytest.raises(MissingError):
        hand_over_duty(house, writer, watch.id, "无关。")
    with pytest.raises(NotAllowedError):
        hand_over_duty(house, ZHOU, watch.id, "代写。")
    with pytest.raises(InvalidError, match="还没有开始"):
        hand_over_duty(house, ZHOU, later.id, "早了。")
    with house.read() as unit:
        assert [one.words for one in unit.duty.handed_over([watch.id])] == [
            "水位预警待发。",
            "已发。",
        ]
    assert verify_audit(house) == ()


def test_leave_is_from_when_to_when_and_nobody_elses_business(house: Office):
    away = take_leave(house, CHEN, CHEN.id, NOW - HOUR, NOW + DAY)
    with house.read() as unit:
        assert list(unit.leaves.away(NOW)) == [CHEN.id]
        assert unit.leaves.away(NOW + DAY) == {}
    with pytest.raises(InvalidError, match="请勿重复"):
        take_leave(house, ZHENG, CHEN.id, NOW, NOW + HOUR)
    with pytest.raises(InvalidError, match="休假"):
        set_duty(house, ZHENG, 1, [turn()])
    for actor in (WU, SU):
        with pytest.raises(MissingError):
            take_leave(house, actor, LIN.id, NOW, NOW + DAY)
        with pytest.raises(MissingError):
            end_leave(house, actor, away.id)
    end_leave(house, CHEN, away.id)
    with house.read() as unit:
        assert unit.leaves.away(NOW) == {}
    assert verify_audit(house) == ()


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM duty",
        "UPDATE duty SET person_id = 4",
        "UPDATE duty SET ended_at = NULL WHERE ended_at IS NOT NULL",
        "DELETE FROM handovers",
        "UPDATE handovers SET words = 'x'",
        "DELETE FROM leave",
        "UPDATE leave SET ends_at = starts_at",
    ],
)
def test_past_the_program_the_roster_is_not_rewritten(house: Office, statement: str):
    watch, ended = set_duty(house, ZHENG, 1, [turn(), turn(ZHOU)])
    end_duty(house, ZHENG, ended.id)
    hand_over_duty(house, CHEN, watch.id, "无。")
    take_leave(house, WU, WU.id, NOW, NOW + DAY)
    with house.store.engines.writing.connect() as connection, pytest.raises(IntegrityError):
        connection.execute(text(statement))


def test_a_roster_changed_behind_the_log_is_found(house: Office):
    (watch,) = set_duty(house, ZHENG, 1, [turn()])
    with house.store.engines.writing.begin() as connection:
        connection.execute(text(f"UPDATE duty SET ended_at = at WHERE id = {watch.id}"))
    (flaw,) = verify_audit(house)
    assert "值守" in str(flaw)


def test_duty_and_leave_survive_a_backup(house: Office, tmp_path: Path):
    (watch,) = set_duty(house, ZHENG, 1, [turn()])
    hand_over_duty(house, CHEN, watch.id, "无。")
    take_leave(house, WU, WU.id, NOW, NOW + DAY)
    back_up(house.store, tmp_path / "b.zip", NOW)
    url = f"sqlite:///{tmp_path / 'restored.db'}"
    restore(url, tmp_path / "b.zip")
    with closing(Store.open(url, KEY)) as store, store.read() as unit:
        assert [one.person.id for one in unit.duty.on_duty(OFFICE, NOW)] == [CHEN.id]
        assert list(unit.leaves.away(NOW)) == [WU.id]
        assert list(unit.audit()) == []


def bureau(supervisor: int | None = HE.id) -> Bureau:
    return Bureau(unit=OFFICE, supervisor=supervisor, opened_at=NOW, closed_at=None)


def accounts(house: Office):
    with house.read() as unit:
        return unit.people.list()


def test_a_unit_that_lacks_anybody_says_whom(house: Office):
    everybody = accounts(house)
    assert gaps_of(bureau(), everybody) == ()
    assert "分管负责人" in gaps_of(bureau(None), everybody)[0]
    shut = [one if one.person.id != HE.id else replace(one, disabled_at=NOW) for one in everybody]
    assert "停用" in gaps_of(bureau(), shut)[0]
    few = [one for one in everybody if one.person.login in {"lin", "chen", "zhou", "he", "wu"}]
    assert gaps_of(bureau(), few) == ()
    without = [one for one in few if one.person.id != WU.id]
    assert gaps_of(bureau(), without) == ("没有人担任“发布”，稿件走不完审签和发布。",)
    # Two people who may do all of it are not three.
    pair = [one for one in everybody if one.person.login in {"lin", "duo", "tong"}]
    assert any("三个不同的人" in gap for gap in gaps_of(bureau(pair[0].person.id), pair))
    assert gaps_of(bureau(), [one for one in everybody if one.person.id == HE.id]) == ()
