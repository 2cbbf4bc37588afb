"""The outbox: what is sent, what is asked first, what waits for a person. On both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from review.draft import State
from review.model import Document
from review.release import PostingState
from service.actions.deliver_postings import MOST_ATTEMPTS
from service.platforms import Again, RefusedError, UnknownError
from service.store.deed import Deed
from service.store.outbox import LEASE
from tests.service.delivery.house import Board, House, Loudspeaker

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
LOST = UnknownError("连接中断，不清楚是否已经收到。", again=Again.SOON)


def blind() -> UnknownError:
    return UnknownError("公告栏没有查询的办法。")


def test_everything_goes_out_in_the_order_of_dependence(house: House) -> None:
    board, speaker = Board(), Loudspeaker()
    house = house.with_platforms(board, speaker)
    release = house.released("loudspeaker", "board")
    assert house.draft(release).state is State.RELEASING
    assert house.deliver() == 2
    assert house.states(release) == {
        "board": PostingState.CONFIRMED,
        "loudspeaker": PostingState.CONFIRMED,
    }
    assert house.draft(release).state is State.RELEASED
    assert speaker.hung[0].links == {"board": f"https://board.example.gov.cn/{release.id}-board"}
    assert house.deliver(DAY) == 0
    assert len(board.hung) == len(speaker.hung) == 1


def test_every_outcome_is_an_event(house: House) -> None:
    board = Board(before=[RefusedError("太忙。", again=Again.SOON, code="busy")])
    house = house.with_platforms(board)
    release = house.released()
    house.deliver()
    house.deliver(MINUTE)
    assert house.deeds(release) == [
        Deed.POSTING_SENDING,
        Deed.POSTING_REFUSED,
        Deed.POSTING_SENDING,
        Deed.POSTING_CONFIRMED,
    ]


def test_what_depends_on_another_waits_until_that_is_confirmed(house: House) -> None:
    board, speaker = Board(before=[RefusedError("公告栏坏了。")]), Loudspeaker()
    house = house.with_platforms(board, speaker)
    release = house.released()
    house.deliver()
    house.deliver(DAY)
    assert not speaker.hung
    assert house.states(release) == {
        "board": PostingState.REFUSED,
        "loudspeaker": PostingState.PLANNED,
    }
    assert house.draft(release).state is State.RELEASING


def test_a_lost_answer_is_asked_after_and_never_sent_again(house: House) -> None:
    board = Board(after=[LOST])
    house = house.with_platforms(board)
    release = house.released()
    house.deliver()
    assert house.posting(release, "board").state is PostingState.UNKNOWN
    assert house.draft(release).state is State.RELEASING
    house.deliver(MINUTE)
    assert (len(board.hung), board.asked) == (1, 1)
    assert house.draft(release).state is State.RELEASED


def test_what_did_not_arrive_is_sent_again_only_once_nothing_can_be_under_way(
    house: House,
) -> None:
    board = Board(before=[LOST])
    house = house.with_platforms(board)
    release = house.released()
    house.deliver()
    house.deliver(timedelta(seconds=10))
    assert (len(board.hung), board.asked) == (0, 1)
    assert "还查不到" in house.posting(release, "board").message
    house.deliver(Board.settle)
    assert (len(board.hung), board.asked) == (1, 2)
    assert house.draft(release).state is State.RELEASED


def test_asking_does_not_put_off_the_day_of_believing(house: House) -> None:
    board = Board(before=[LOST], blind=[UnknownError("查询失败。", again=Again.SOON)] * 3)
    house = house.with_platforms(board)
    house.released()
    house.deliver()
    for _ in range(4):
        house.deliver(timedelta(seconds=45))
    assert len(board.hung) == 1


@pytest.mark.parametrize("accepted", [True, False])
def test_a_worker_killed_while_sending_leaves_one_post(house: House, accepted: bool) -> None:
    board = Board(**{"after" if accepted else "before": [SystemExit("killed")]})
    house = house.with_platforms(board)
    release = house.released()
    with pytest.raises(SystemExit):
        house.deliver()
    assert house.posting(release, "board").state is PostingState.SENDING
    assert house.deliver(MINUTE) == 0
    house.deliver(LEASE)
    assert board.asked == 1
    assert len(board.hung) == 1
    assert house.draft(release).state is State.RELEASED


def test_a_late_result_of_a_worker_given_up_is_not_kept(house: House) -> None:
    house = house.with_platforms(Board())
    release = house.released()
    with house.office.write() as unit:
        first = unit.postings.claim(house.hands.now)
    house.hands.forward(LEASE)
    with house.office.write() as unit:
        second = unit.postings.claim(house.hands.now)
    assert first is not None
    assert second is not None
    assert (first.doubtful, second.doubtful) == (False, True)
    with house.office.write() as unit:
        late = {"handle": "late", "url": "", "reference": "", "now": house.hands.now}
        key = f"{release.id}-board"
        assert not unit.postings.confirm(key, first.attempt, **late)
    assert house.posting(release, "board").state is PostingState.SENDING


def test_a_connector_that_breaks_is_treated_as_possibly_sent(house: House) -> None:
    board = Board(after=[KeyError("draft text")])
    house = house.with_platforms(board)
    release = house.released()
    house.deliver()
    posting = house.posting(release, "board")
    assert posting.state is PostingState.UNKNOWN
    assert "KeyError" in posting.message
    assert "draft text" not in posting.message
    house.deliver(MINUTE)
    assert len(board.hung) == 1
    assert house.draft(release).state is State.RELEASED


def test_a_used_up_quota_waits_for_tomorrow(house: House) -> None:
    quota = RefusedError("今天的次数已用完。", again=Again.TOMORROW, code="45009")
    house = house.with_platforms(Board(before=[quota]))
    release = house.released()
    house.deliver()
    assert house.posting(release, "board").run_at == datetime(2026, 11, 23, 16, 10, tzinfo=UTC)
    assert house.deliver(timedelta(hours=14)) == 0
    assert house.deliver(timedelta(minutes=10)) == 1
    assert house.draft(release).state is State.RELEASED


def test_a_definite_refusal_waits_for_a_person(house: House) -> None:
    refused = RefusedError("平台审核没有通过。", code="4", reference="rid-1")
    house = house.with_platforms(Board(before=[refused]))
    release = house.released()
    house.deliver()
    posting = house.posting(release, "board")
    assert (posting.state, posting.code, posting.reference) == (
        PostingState.REFUSED,
        "4",
        "rid-1",
    )
    assert posting.message == "平台审核没有通过。"
    assert posting.needs_person
    assert house.waiting() == [posting.key]
    assert house.deliver(DAY) == 0


def test_trying_has_an_end(house: House) -> None:
    down = RefusedError("连接不上。", again=Again.SOON)
    board = Board(before=[down] * (MOST_ATTEMPTS + 5))
    house = house.with_platforms(board)
    release = house.released()
    for _ in range(MOST_ATTEMPTS + 5):
        house.deliver(timedelta(minutes=11))
    assert len(board.before) == 5
    assert "请人工处理" in house.posting(release, "board").message
    assert house.waiting() == [f"{release.id}-board"]


def test_a_platform_that_cannot_be_asked_waits_for_a_person(house: House) -> None:
    board = Board(after=[LOST], blind=[blind()])
    house = house.with_platforms(board)
    release = house.released()
    house.deliver()
    house.deliver(MINUTE)
    posting = house.posting(release, "board")
    assert posting.state is PostingState.UNKNOWN
    assert posting.needs_person
    assert house.deliver(DAY) == 0
    assert len(board.hung) == 1


def test_a_person_is_troubled_only_after_the_platform_was_asked(house: House) -> None:
    board = Board(after=[UnknownError("文章发布后已看不到。")])
    house = house.with_platforms(board)
    release = house.released()
    house.deliver()
    assert not house.posting(release, "board").needs_person
    house.deliver(MINUTE)
    assert board.asked == 1


def test_nothing_goes_out_under_a_seal_that_does_not_fit(house: House) -> None:
    board = Board()
    house = house.with_platforms(board)
    release = house.released()
    other = replace(house, office=replace(house.office, key=b"another key, of another house, 32"))
    other.deliver()
    posting = house.posting(release, "board")
    assert not board.hung
    assert posting.state is PostingState.REFUSED
    assert "封印不符" in posting.message
    assert posting.needs_person


def test_nothing_goes_out_that_reads_otherwise_than_sealed(house: House) -> None:
    class Altered(Board):
        def render(self, document: Document):
            return replace(super().render(document), text="别的文字")

    house = house.with_platforms(Board())
    release = house.released()
    altered = Altered()
    house = house.with_platforms(altered)
    house.deliver()
    assert not altered.hung
    assert "与签发时不一致" in house.posting(release, "board").message


def test_a_platform_taken_away_is_told(house: House) -> None:
    house = house.with_platforms(Board())
    release = house.released()
    house = house.with_platforms()
    house.deliver()
    assert "没有接入" in house.posting(release, "board").message


def test_two_workers_at_once_post_once(house: House) -> None:
    board, speaker = Board(), Loudspeaker()
    house = house.with_platforms(board, speaker)
    releases = [
        house.released(document=Document(title=f"通知{number}", body="请按时办理相关事项。"))
        for number in range(4)
    ]

    def work(_number: int) -> None:
        for _ in range(6):
            house.deliver()

    with ThreadPoolExecutor(4) as workers:
        list(workers.map(work, range(4)))
    for posted in (board, speaker):
        keys = sorted(order.key for order in posted.hung)
        assert keys == sorted(f"{release.id}-{posted.name}" for release in releases)
    assert {house.draft(release).state for release in releases} == {State.RELEASED}
