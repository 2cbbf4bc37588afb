"""When readers see it: timed, held, resumed, and never in the quiet hours. On both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from review.draft import State
from review.model import Document, Facts
from review.quiet import Quiet
from review.refusal import NotAllowedError
from review.release import PostingState, Release
from service.actions.errors import InvalidError
from service.actions.release_draft import _fire_at, release_draft
from service.actions.time_release import hold_release, reschedule_release, resume_release
from service.actions.withdraw_draft import withdraw_draft
from service.platforms import Again, RefusedError, UnknownError
from tests.service.delivery.house import Board, House
from tests.service.delivery.test_phases import Box

HOUR = timedelta(hours=1)
TEXT = Document(title="通知", body="请按时办理相关事项，逾期后果自负。")


def timed(house: House, at: datetime | None, document: Document = TEXT) -> Release:
    draft = house.approved(document)
    return release_draft(
        house.office,
        house.people["publisher"],
        draft.id,
        platforms=tuple(house.office.platforms),
        at=at,
    )


def test_readers_see_nothing_before_its_time_and_what_can_be_is_staged_at_once(
    house: House,
) -> None:
    box, board = Box(), Board()
    house = house.with_platforms(box, board)
    release = timed(house, house.hands.now + 2 * HOUR)
    assert house.deliver() == 1
    assert house.deliver(HOUR) == 0
    assert len(box.covered) == 1
    assert not box.hung
    assert not board.hung
    house.deliver(HOUR)
    assert len(box.hung) == len(board.hung) == 1
    assert house.draft(release).state is State.RELEASED


@pytest.mark.parametrize("off", [-HOUR, timedelta(days=400)])
def test_a_time_that_is_past_or_too_far_is_refused(house: House, off: timedelta) -> None:
    house = house.with_platforms(Board())
    with pytest.raises(InvalidError):
        timed(house, house.hands.now + off)


def test_a_release_is_put_off_and_brought_forward_until_something_is_out(house: House) -> None:
    box = Box()
    house = house.with_platforms(box)
    publisher = house.people["publisher"]
    release = timed(house, house.hands.now + 5 * HOUR)
    house.deliver()
    reschedule_release(house.office, publisher, release.id, at=house.hands.now + 2 * HOUR)
    house.deliver(HOUR)
    assert not box.hung
    house.deliver(HOUR)
    assert len(box.hung) == 1
    with pytest.raises(InvalidError):
        reschedule_release(house.office, publisher, release.id, at=house.hands.now + HOUR)


def test_a_held_release_waits_until_it_is_resumed(house: House) -> None:
    box, board = Box(), Board()
    house = house.with_platforms(box, board)
    publisher = house.people["publisher"]
    release = house.released()
    hold_release(house.office, publisher, release.id)
    assert house.deliver(HOUR) == 0
    with pytest.raises(NotAllowedError):
        hold_release(house.office, publisher, release.id)
    resume_release(house.office, publisher, release.id)
    house.deliver(HOUR)
    assert house.draft(release).state is State.RELEASED
    with pytest.raises(InvalidError):
        resume_release(house.office, publisher, release.id)


def test_what_may_be_out_is_asked_after_though_it_is_held(house: House) -> None:
    board = Board(after=[UnknownError("连接中断。", again=Again.SOON)])
    house = house.with_platforms(board)
    release = house.released()
    house.deliver()
    hold_release(house.office, house.people["final"], release.id)
    house.deliver(HOUR)
    assert house.posting(release, "board").state is PostingState.CONFIRMED
    assert len(board.hung) == 1


def test_an_editor_holds_nothing(house: House) -> None:
    house = house.with_platforms(Board())
    release = house.released()
    with pytest.raises(NotAllowedError):
        hold_release(house.office, house.people["editor"], release.id)


def test_before_its_time_a_release_is_cancelled_by_withdrawing_it(house: House) -> None:
    box = Box()
    house = house.with_platforms(box)
    release = timed(house, house.hands.now + 2 * HOUR)
    house.deliver()
    withdraw_draft(house.office, house.people["final"], release.draft, reason="内容有误，先撤回")
    assert house.deliver(3 * HOUR) == 0
    assert not box.hung


NIGHT = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)  # 23:00 in China
MORNING = datetime(2026, 11, 23, 22, 30, tzinfo=UTC)


def quiet(house: House) -> House:
    return replace(house, office=replace(house.office, quiet=Quiet.of(("22:30-06:30",))))


def test_in_the_quiet_hours_nothing_new_is_shown(house: House) -> None:
    board = Board()
    house = quiet(house.with_platforms(board))
    house.hands.now = NIGHT
    release = timed(house, None)
    assert house.posting(release, "board").fire_at == MORNING
    assert house.deliver(HOUR) == 0
    house.deliver(MORNING - house.hands.now)
    assert len(board.hung) == 1


def test_an_emergency_does_not_wait_for_the_morning(house: House) -> None:
    office = quiet(house).office
    urgent = replace(TEXT, facts=Facts(urgent=True))
    assert _fire_at(office, TEXT, None, NIGHT) == MORNING
    assert _fire_at(office, urgent, None, NIGHT) is None
    assert _fire_at(office, urgent, NIGHT + HOUR, NIGHT) == NIGHT + HOUR


def test_a_time_within_the_quiet_hours_is_refused_with_the_next_there_is(house: House) -> None:
    house = quiet(house.with_platforms(Board()))
    with pytest.raises(InvalidError, match="最早可定在2026年11月24日06:30"):
        timed(house, NIGHT)


def test_what_is_tried_again_waits_for_the_morning_too(house: House) -> None:
    board = Board(before=[RefusedError("太忙。", again=Again.SOON)])
    house = quiet(house.with_platforms(board))
    house.hands.now = NIGHT - timedelta(minutes=31)
    release = timed(house, None)
    house.hands.now = NIGHT - timedelta(minutes=30, seconds=1)
    house.deliver()
    assert house.posting(release, "board").run_at == MORNING
