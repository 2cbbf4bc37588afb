"""开设、变更、关停、注销: the whole State × Action product, and the laws around it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import product

import pytest

from review.calendar import ROUND_THE_CLOCK, Calendar
from review.refusal import NotAllowedError, Refusal
from review.register import (
    PETITION_MOVES,
    Block,
    Level,
    Notice,
    Petition,
    PetitionAction,
    PetitionBy,
    PetitionKind,
    PetitionState,
    Profile,
    advance,
    file_petition,
    petition_actions,
)
from review.staff import Grant, Person, Role, Unit

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
TOP = Unit(id=1, name="清河市政府办公室", line=(1,))
BUREAU = Unit(id=2, name="清河市交通运输局", line=(1, 2))


def person(number: int, role: Role, unit: Unit) -> Person:
    grants = frozenset({Grant(role=role, unit=unit.id)})
    return Person(id=number, login=f"p{number}", name=f"某{number}", grants=grants)


HOST = person(1, Role.EDITOR, BUREAU)
AUTHORITY = person(2, Role.FINAL, TOP)
OWN_FINAL = person(3, Role.FINAL, BUREAU)
CONTRACTOR = person(4, Role.CONTRACTOR, BUREAU)
STRANGER = person(5, Role.EDITOR, TOP)
PEOPLE = (HOST, AUTHORITY, OWN_FINAL, CONTRACTOR, STRANGER)
NEW = Profile(block=Block.OTHER, platform="抖音", name="清河交通", account_id="qhjt")
PUBLISHED = Notice(
    url="https://mp.weixin.qq.com/s/abc", starts=date(2026, 10, 26), ends=date(2026, 11, 20)
)


def petition(
    kind: PetitionKind = PetitionKind.OPEN, state: PetitionState = PetitionState.ASKED
) -> Petition:
    return Petition(
        id=7,
        unit=BUREAU,
        kind=kind,
        state=state,
        account=0 if kind is PetitionKind.OPEN else 3,
        before=None if kind is PetitionKind.OPEN else NEW,
        after=NEW if kind is PetitionKind.OPEN else None,
        reason="为便利群众",
        asked_by=HOST,
        at=NOW,
        notice=PUBLISHED if kind.announced else Notice(),
    )


def refused(kind_of_refusal: Refusal, call, *args: object, **named: object) -> str:
    with pytest.raises(NotAllowedError) as caught:
        call(*args, **named)
    assert caught.value.reason is kind_of_refusal
    assert caught.value.sentence.endswith("。")
    return caught.value.sentence


@pytest.mark.parametrize(("state", "action"), list(product(PetitionState, PetitionAction)))
@pytest.mark.parametrize("actor", PEOPLE, ids=lambda one: one.login)
def test_only_what_the_table_lists_moves_and_only_by_whom_it_names(state, action, actor):
    given = petition(state=state)
    line = PETITION_MOVES.get((state, action))
    allowed = line is not None and actor is (HOST if line.by is PetitionBy.HOST else AUTHORITY)
    assert (action in petition_actions(given, actor)) is allowed
    if allowed:
        moved = advance(given, action, actor, NOW, opinion="请补充")
        assert moved.state is line.target
    else:
        with pytest.raises(NotAllowedError):
            advance(given, action, actor, NOW, opinion="请补充")


def test_nobody_decides_what_they_asked_for_whatever_their_roles():
    both = Person(
        id=1,
        login="p1",
        name="某1",
        grants=frozenset(
            {Grant(role=Role.EDITOR, unit=2), Grant(role=Role.FINAL), Grant(role=Role.ADMIN)}
        ),
    )
    given = replace(petition(), asked_by=both)
    refused(Refusal.OWN_TEXT, advance, given, PetitionAction.GRANT, both, NOW)


def test_the_topmost_unit_has_another_of_its_own_decide():
    given = replace(petition(), unit=TOP, asked_by=STRANGER)
    assert advance(given, PetitionAction.GRANT, AUTHORITY, NOW).state is PetitionState.GRANTED


def test_sending_back_and_refusing_need_a_reason():
    for action in (PetitionAction.RETURN, PetitionAction.REFUSE):
        refused(Refusal.REASON, advance, petition(), action, AUTHORITY, NOW, opinion=" \n")


@pytest.mark.parametrize("level", list(Level))
def test_bodies_that_in_principle_open_none_and_second_accounts_need_a_reason(level):
    given = replace(petition(), reason="  ")
    sentence = refused(
        Refusal.REASON,
        file_petition,
        given,
        level,
        occupied=True,
        days=15,
        calendar=ROUND_THE_CLOCK,
    )
    assert ("不单独开设" in sentence) is not level.opens_alone
    assert ("已有账号" in sentence) is level.opens_alone


def test_a_change_that_changes_nothing_is_refused():
    given = replace(petition(PetitionKind.CHANGE), after=NEW)
    refused(
        Refusal.EMPTY,
        file_petition,
        given,
        Level.CITY_DEPARTMENT,
        occupied=False,
        days=15,
        calendar=ROUND_THE_CLOCK,
    )


@pytest.mark.parametrize("kind", [PetitionKind.CLOSE, PetitionKind.DEREGISTER])
@pytest.mark.parametrize(
    ("notice", "why"),
    [
        (Notice(), "网址"),
        (replace(PUBLISHED, url="见公众号"), "网址"),
        (replace(PUBLISHED, ends=None), "起止日期"),
        (replace(PUBLISHED, ends=date(2026, 10, 1)), "起止日期"),
        (replace(PUBLISHED, ends=date(2026, 11, 12)), "不足15个工作日"),
    ],
)
def test_closing_is_announced_for_fifteen_working_days(kind, notice, why):
    given = replace(petition(kind), notice=notice)
    calendar = Calendar(hours=())
    sentence = refused(
        Refusal.REASON,
        file_petition,
        given,
        Level.CITY_DEPARTMENT,
        occupied=False,
        days=15,
        calendar=calendar,
    )
    assert why in sentence
    whole = replace(given, notice=replace(PUBLISHED, ends=date(2026, 11, 13)))
    kept = file_petition(whole, Level.CITY_DEPARTMENT, occupied=False, days=15, calendar=calendar)
    assert kept.state is PetitionState.ASKED


def test_closing_is_carried_out_only_after_the_notice_ends():
    given = replace(
        petition(PetitionKind.CLOSE, PetitionState.GRANTED),
        notice=replace(PUBLISHED, ends=date(2026, 11, 24)),
    )
    refused(Refusal.STATE, advance, given, PetitionAction.CARRY_OUT, HOST, NOW)
    ended = replace(given, notice=PUBLISHED)
    assert advance(ended, PetitionAction.CARRY_OUT, HOST, NOW).state is PetitionState.DONE


def test_nothing_is_deleted_that_was_not_exported():
    given = petition(PetitionKind.DEREGISTER, PetitionState.GRANTED)
    refused(Refusal.REASON, advance, given, PetitionAction.CARRY_OUT, HOST, NOW)
    exported = replace(PUBLISHED, export="sha256:" + "0" * 64)
    refused(Refusal.REASON, advance, given, PetitionAction.CARRY_OUT, HOST, NOW, notice=exported)
    kept = replace(exported, kept_at="档案室移动硬盘03号")
    moved = advance(given, PetitionAction.CARRY_OUT, HOST, NOW, notice=kept)
    assert (moved.state, moved.notice, moved.done_at) == (PetitionState.DONE, kept, NOW)
