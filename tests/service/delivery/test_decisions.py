"""What only a person can decide about a posting, and what the read-back finds."""

from __future__ import annotations

from datetime import timedelta

import pytest

from review.draft import State
from review.refusal import NotAllowedError
from review.release import PostingState, Release
from service.actions.decide_posting import PostingDecision, decide_posting
from service.actions.errors import InvalidError, MissingError
from service.actions.read_back_posting import read_back_due, read_back_posting
from service.actions.withdraw_draft import withdraw_draft
from service.platforms import Again, RefusedError, UnknownError
from service.store.deed import Deed
from service.store.postings import PostingRecord, Reading
from tests.service.delivery.house import Board, House, Loudspeaker

MINUTE = timedelta(minutes=1)
SEEN = "在公告栏前看过，没有贴出"


def decide(
    house: House,
    release: Release,
    decision: PostingDecision,
    *,
    by: str = "publisher",
    evidence: str = SEEN,
    url: str = "",
) -> PostingRecord:
    return decide_posting(
        house.office,
        house.people[by],
        f"{release.id}-board",
        decision=decision,
        evidence=evidence,
        url=url,
    )


def refused(house: House) -> tuple[House, Release, Board]:
    board = Board(before=[RefusedError("平台审核没有通过。")])
    house = house.with_platforms(board)
    release = house.released()
    house.deliver()
    return house, release, board


def unknown(house: House) -> tuple[House, Release, Board]:
    """Lost on the way, and the platform cannot say."""
    lost = UnknownError("连接中断。", again=Again.SOON)
    board = Board(before=[lost], blind=[UnknownError("没有查询的办法。")])
    house = house.with_platforms(board)
    release = house.released()
    house.deliver()
    house.deliver(MINUTE)
    return house, release, board


def test_a_refused_posting_is_sent_again_when_a_person_says_so(house: House) -> None:
    house, release, board = refused(house)
    posting = decide(house, release, PostingDecision.RESEND)
    assert posting.state is PostingState.PLANNED
    assert SEEN in posting.message
    house.deliver()
    assert len(board.hung) == 1
    assert house.draft(release).state is State.RELEASED
    assert Deed.POSTING_DECIDED in house.deeds(release)


def test_an_unknown_posting_is_sent_again_only_on_written_evidence(house: House) -> None:
    house, release, board = unknown(house)
    for evidence in ("", " 没 ", "看过"):
        with pytest.raises(InvalidError, match="依据"):
            decide(house, release, PostingDecision.RESEND, evidence=evidence)
    assert not board.hung
    decide(house, release, PostingDecision.RESEND)
    house.deliver()
    assert len(board.hung) == 1


def test_a_person_who_saw_it_out_says_where(house: House) -> None:
    house, release, board = unknown(house)
    for url in ("", "公告栏", "javascript:alert(1)", "http://[bad"):
        with pytest.raises(InvalidError, match="网址"):
            decide(house, release, PostingDecision.IS_OUT, url=url)
    url = "https://board.example.gov.cn/seen"
    posting = decide(house, release, PostingDecision.IS_OUT, url=url)
    assert (posting.state, posting.url) == (PostingState.CONFIRMED, url)
    assert posting.reading is Reading.MANUAL
    assert house.draft(release).state is State.RELEASED
    assert read_back_due(house.office) == 0
    assert not board.hung


def test_a_posting_given_up_is_never_sent_nor_what_depends_on_it(house: House) -> None:
    board, speaker = Board(before=[RefusedError("公告栏坏了。")]), Loudspeaker()
    house = house.with_platforms(board, speaker)
    release = house.released()
    house.deliver()
    decide(house, release, PostingDecision.GIVE_UP)
    house.deliver(timedelta(days=1))
    assert not board.hung
    assert not speaker.hung
    assert not house.waiting()
    assert "随之不再发送" in house.posting(release, "loudspeaker").message
    assert house.draft(release).state is State.RELEASING


def test_what_is_out_counts_though_another_platform_was_given_up(house: House) -> None:
    board, speaker = Board(), Loudspeaker(before=[RefusedError("大喇叭坏了。")])
    house = house.with_platforms(board, speaker)
    release = house.released()
    house.deliver()
    decide_posting(
        house.office,
        house.people["publisher"],
        f"{release.id}-loudspeaker",
        decision=PostingDecision.GIVE_UP,
        evidence="大喇叭已拆除",
    )
    assert house.draft(release).state is State.RELEASED


@pytest.mark.parametrize("login", ["editor", "first", "final", "auditor"])
def test_only_a_publisher_decides(house: House, login: str) -> None:
    house, release, _ = refused(house)
    with pytest.raises(NotAllowedError, match="“发布”角色"):
        decide(house, release, PostingDecision.RESEND, by=login)


def test_nobody_decides_while_the_machine_is_at_work(house: House) -> None:
    house = house.with_platforms(Board(before=[RefusedError("太忙。", again=Again.SOON)]))
    release = house.released()
    with pytest.raises(NotAllowedError, match="系统还在自动"):
        decide(house, release, PostingDecision.RESEND)
    house.deliver()
    with pytest.raises(NotAllowedError, match="系统还在自动"):
        decide(house, release, PostingDecision.RESEND)


def test_what_came_to_an_end_is_not_decided_again(house: House) -> None:
    house = house.with_platforms(Board())
    release = house.released()
    house.deliver()
    with pytest.raises(NotAllowedError, match="已有结论"):
        decide(house, release, PostingDecision.RESEND)
    with pytest.raises(MissingError):
        decide_posting(
            house.office,
            house.people["publisher"],
            "99-1-board",
            decision=PostingDecision.RESEND,
            evidence=SEEN,
        )


def test_a_withdrawn_draft_is_not_sent_again_by_anybody(house: House) -> None:
    house, release, board = unknown(house)
    withdraw_draft(house.office, house.people["final"], release.draft, reason="内容有误，先撤回")
    with pytest.raises(NotAllowedError, match="不能再发送"):
        decide(house, release, PostingDecision.RESEND)
    decide(house, release, PostingDecision.GIVE_UP)
    assert house.draft(release).state is State.WITHDRAWN
    assert not board.hung


def test_the_read_back_that_equals_what_was_signed_is_noted(house: House) -> None:
    house = house.with_platforms(Board())
    release = house.released()
    house.deliver()
    assert read_back_due(house.office) == 1
    assert house.posting(release, "board").reading is Reading.SAME
    assert house.deeds(release)[-1] is Deed.POSTING_READ_BACK
    assert read_back_due(house.office) == 0


def test_a_text_altered_on_the_platform_reaches_a_person(house: House) -> None:
    board = Board(shown="通知\n被人改过的文字")
    house = house.with_platforms(board)
    release = house.released()
    house.deliver()
    read_back_due(house.office)
    posting = house.posting(release, "board")
    assert posting.reading is Reading.DIFFERS
    assert posting.read_digest.startswith("sha256:")
    assert "不一致" in posting.message
    assert house.waiting() == [posting.key]
    assert house.deeds(release)[-2:] == [Deed.POSTING_TAMPERED, Deed.INCIDENT_OPENED]
    board.shown = ""
    again = read_back_posting(house.office, posting.key, actor=house.people["publisher"])
    assert again is Reading.SAME
    assert house.waiting() == []


def test_a_text_that_is_gone_reaches_a_person(house: House) -> None:
    board = Board()
    house = house.with_platforms(board)
    release = house.released()
    house.deliver()
    board.blind = [UnknownError("文章已被删除。")]
    read_back_due(house.office)
    assert house.posting(release, "board").reading is Reading.GONE
    assert house.waiting() == [f"{release.id}-board"]


def test_a_read_back_that_failed_is_tried_again_later(house: House) -> None:
    board = Board()
    house = house.with_platforms(board)
    release = house.released()
    house.deliver()
    board.blind = [UnknownError("平台没有回答。", again=Again.SOON)]
    assert read_back_due(house.office) == 1
    assert read_back_due(house.office) == 0
    assert not house.waiting()
    house.hands.forward(timedelta(minutes=6))
    assert read_back_due(house.office) == 1
    assert house.posting(release, "board").reading is Reading.SAME


def test_nothing_is_read_back_before_it_is_out(house: House) -> None:
    house = house.with_platforms(Board())
    release = house.released()
    with pytest.raises(InvalidError, match="还没有确认发布"):
        read_back_posting(house.office, f"{release.id}-board")
    with pytest.raises(MissingError):
        read_back_posting(house.office, "99-1-board")
