"""Whatever mixture of faults a platform shows, nothing is posted twice and nothing is forgotten."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from random import Random

from review.draft import State
from review.model import Document
from review.release import PostingState
from service.platforms import Again, RefusedError, UnknownError
from service.store.outbox import LEASE
from tests.service.delivery.house import Board, House

MINUTE = timedelta(minutes=1)
LOST = UnknownError("连接中断，不清楚是否已经收到。", again=Again.SOON)
BLIND = UnknownError("公告栏没有查询的办法。")
FAULTS = (
    RefusedError("太忙。", again=Again.SOON),
    RefusedError("超过每分钟次数。", again=Again.MINUTE),
    RefusedError("平台不收。"),
    LOST,
    UnknownError("文章看不到。"),
    ValueError("broken"),
    SystemExit("killed"),
)


def test_no_mixture_of_faults_posts_twice(house: House) -> None:
    dice = Random(20261123)
    for number in range(25):
        board = Board(
            before=dice.choices(FAULTS, k=dice.randrange(3)),
            after=dice.choices(FAULTS[3:], k=dice.randrange(2)),
            blind=dice.choices([LOST, BLIND], k=dice.randrange(3)),
        )
        told = repr((board.before, board.after, board.blind))
        house = house.with_platforms(board)
        release = house.released(document=Document(title=f"通知{number}", body="请按时办理。"))
        for _ in range(12):
            with suppress(SystemExit):
                house.deliver(dice.choice((timedelta(seconds=7), MINUTE, LEASE)))
            assert len(board.hung) <= 1, told
        posting = house.posting(release, "board")
        out = posting.state is PostingState.CONFIRMED
        assert out or posting.needs_person, told
        assert not out or len(board.hung) == 1, told
        assert (house.draft(release).state is State.RELEASED) is out, told
