"""Withdrawn means taken down: everywhere, each platform followed to its end. On both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest

from review.draft import State
from review.refusal import NotAllowedError
from service.actions.errors import InvalidError
from service.actions.take_down import TakedownDecision, decide_takedown, take_down_due
from service.actions.withdraw_draft import withdraw_draft
from service.platforms import Again, RefusedError, UnknownError
from service.store.deed import Deed
from service.store.outbox import LEASE
from service.store.takedowns import Takedown, TakedownState
from tests.service.delivery.house import Board, House
from tests.service.delivery.test_phases import Box, SecondBox

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


def withdrawn(house: House) -> str:
    release = house.released()
    house.deliver()
    assert house.draft(release).state is State.RELEASED
    withdraw_draft(house.office, house.people["final"], release.draft, reason="内容有误，先撤回")
    return release.id


def takedowns(house: House, release: str) -> dict[str, Takedown]:
    with house.office.read() as unit:
        return {one.platform: one for one in unit.takedowns.of(release)}


def states(house: House, release: str) -> dict[str, TakedownState]:
    return {name: one.state for name, one in takedowns(house, release).items()}


def test_one_word_takes_it_down_everywhere(house: House) -> None:
    first, second = Box(), SecondBox()
    house = house.with_platforms(first, second)
    release = withdrawn(house)
    assert set(states(house, release).values()) == {TakedownState.PLANNED}
    assert take_down_due(house.office) == 2
    assert states(house, release) == {"box": TakedownState.GONE, "second": TakedownState.GONE}
    assert first.down == [f"{release}-box"]
    assert take_down_due(house.office) == 0
    with house.office.read() as unit:
        assert list(unit.audit()) == []


def test_a_platform_that_keeps_no_program_out_holds_up_no_other(house: House) -> None:
    first, plain = Box(), Board()
    house = house.with_platforms(first, plain)
    release = withdrawn(house)
    take_down_due(house.office)
    found = takedowns(house, release)
    assert found["box"].state is TakedownState.GONE
    assert found["board"].needs_person
    assert "请到平台后台撤下" in found["board"].message
    with house.office.read() as unit:
        assert [one.posting for one in unit.takedowns.waiting_for_person()] == [f"{release}-board"]


def test_a_busy_platform_is_asked_again_and_a_broken_one_reaches_a_person(house: House) -> None:
    busy = UnknownError("连接中断，不清楚是否已撤下。", again=Again.SOON)
    first, second = Box(stays=[busy, busy]), SecondBox(stays=[KeyError("draft text")])
    house = house.with_platforms(first, second)
    release = withdrawn(house)
    for _ in range(4):
        take_down_due(house.office)
        house.hands.forward(MINUTE)
    found = takedowns(house, release)
    assert found["box"].state is TakedownState.GONE
    assert found["box"].attempts == 3
    assert found["second"].needs_person
    assert "draft text" not in found["second"].message
    assert house.deeds(found_release(house, release)).count(Deed.TAKEDOWN_FAILED) == 2


def found_release(house: House, release_id: str):
    with house.office.read() as unit:
        found = unit.releases.get(release_id)
    assert found is not None
    return found


def test_a_worker_killed_while_taking_down_leaves_it_to_the_next(house: House) -> None:
    first = Box(stays=[SystemExit("killed")])
    house = house.with_platforms(first)
    release = withdrawn(house)
    with pytest.raises(SystemExit):
        take_down_due(house.office)
    assert take_down_due(house.office) == 0
    house.hands.forward(LEASE)
    take_down_due(house.office)
    assert states(house, release) == {"box": TakedownState.GONE}


def test_what_turns_out_to_be_out_after_the_withdrawal_is_taken_down_too(house: House) -> None:
    box = Box(after=[UnknownError("连接中断。", again=Again.SOON)])
    house = house.with_platforms(box)
    release = house.released()
    house.deliver()
    withdraw_draft(house.office, house.people["final"], release.draft, reason="内容有误，先撤回")
    assert takedowns(house, release.id) == {}
    house.deliver(DAY)
    take_down_due(house.office)
    assert states(house, release.id) == {"box": TakedownState.GONE}
    assert takedowns(house, release.id)["box"].asked_by == house.people["final"].id
    with house.office.read() as unit:
        assert list(unit.audit()) == []


def test_a_person_says_that_it_is_down_and_gives_a_reason(house: House) -> None:
    house = house.with_platforms(Board())
    release = withdrawn(house)
    take_down_due(house.office)
    key = f"{release}-board"
    publisher = house.people["publisher"]
    with pytest.raises(InvalidError):
        decide_takedown(house.office, publisher, key, decision=TakedownDecision.GONE, evidence="好")
    with pytest.raises(NotAllowedError):
        decide_takedown(
            house.office,
            house.people["editor"],
            key,
            decision=TakedownDecision.GONE,
            evidence="后台已删除",
        )
    made = decide_takedown(
        house.office, publisher, key, decision=TakedownDecision.GONE, evidence="后台已删除"
    )
    assert made.state is TakedownState.GONE
    with pytest.raises(NotAllowedError, match="已有结论"):
        decide_takedown(
            house.office, publisher, key, decision=TakedownDecision.LEFT, evidence="后台已删除"
        )
    with house.office.read() as unit:
        assert list(unit.audit()) == []


def test_a_person_may_let_the_machine_try_again(house: House) -> None:
    box = Box(stays=[RefusedError("没有权限。")])
    house = house.with_platforms(box)
    release = withdrawn(house)
    take_down_due(house.office)
    assert takedowns(house, release)["box"].needs_person
    decide_takedown(
        house.office,
        house.people["final"],
        f"{release}-box",
        decision=TakedownDecision.AGAIN,
        evidence="已在后台开通权限",
    )
    take_down_due(house.office)
    assert states(house, release) == {"box": TakedownState.GONE}
    with house.office.read() as unit:
        assert list(unit.audit()) == []
