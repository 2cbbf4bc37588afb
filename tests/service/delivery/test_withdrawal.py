"""What becomes of postings when the draft is withdrawn meanwhile."""

from __future__ import annotations

from datetime import timedelta

import pytest

from review.draft import State
from review.release import PostingState
from service.actions.withdraw_draft import withdraw_draft
from service.platforms import Again, RefusedError, UnknownError
from tests.service.delivery.house import Board, House

DAY = timedelta(days=1)
LOST = UnknownError("连接中断，不清楚是否已经收到。", again=Again.SOON)


def test_a_withdrawn_draft_is_not_sent(house: House) -> None:
    board = Board(before=[RefusedError("太忙。", again=Again.SOON)])
    house = house.with_platforms(board)
    release = house.released()
    house.deliver()
    withdraw_draft(house.office, house.people["final"], release.draft, reason="内容有误，先撤回")
    assert house.deliver(DAY) == 0
    assert not board.hung
    assert not house.waiting()


@pytest.mark.parametrize("accepted", [True, False])
def test_a_withdrawn_draft_that_may_be_out_is_asked_after_but_not_sent(
    house: House, accepted: bool
) -> None:
    board = Board(**{"after" if accepted else "before": [LOST]})
    house = house.with_platforms(board)
    release = house.released()
    house.deliver()
    withdraw_draft(house.office, house.people["final"], release.draft, reason="内容有误，先撤回")
    house.deliver(DAY)
    posting = house.posting(release, "board")
    assert len(board.hung) == int(accepted)
    assert posting.closed_at is not None
    expected = PostingState.CONFIRMED if accepted else PostingState.REFUSED
    assert posting.state is expected
    assert house.draft(release).state is State.WITHDRAWN
