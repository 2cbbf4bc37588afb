"""Everything is staged and looked at before anything is shown. On both databases."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import ClassVar

import pytest

from review.draft import State
from review.release import PostingState
from service.actions.decide_posting import PostingDecision, decide_posting
from service.platforms import Again, Can, Order, Receipt, RefusedError, Staged
from service.platforms.attempt import STAGE_LOST
from service.store.deed import Deed
from service.store.outbox import LEASE
from tests.service.delivery.house import Board, House

MINUTE = timedelta(minutes=1)


@dataclass
class Box(Board):
    """A notice board with a glass case: a text hangs in it, covered, until it is shown."""

    name: ClassVar[str] = "box"
    label: ClassVar[str] = "橱窗"
    can: ClassVar[frozenset[Can]] = frozenset({Can.STAGE, Can.FIND, Can.WITHDRAW, Can.EDIT})
    covered: dict[str, Order] = field(default_factory=dict)
    spoils: str = ""
    refuses: list[BaseException] = field(default_factory=list)
    promised: str = ""
    down: list[str] = field(default_factory=list)
    stays: list[BaseException] = field(default_factory=list)

    def stage(self, order: Order) -> Staged:
        if self.refuses:
            raise self.refuses.pop(0)
        handle = f"covered-{len(self.covered)}-{order.key}"
        self.covered[handle] = order
        return Staged(handle=handle, url=self.promised)

    def staged(self, order: Order) -> str:
        return self.spoils or self.covered[order.handle].rendering.text

    def send(self, order: Order) -> Receipt:
        if order.handle not in self.covered:
            raise RefusedError("橱窗里没有这份。", again=Again.SOON, code=STAGE_LOST)
        return super().send(order)

    def edit(self, order: Order) -> Receipt:
        assert order.replaces is not None
        self.hung.append(order)
        return Receipt(handle=order.key, url=order.replaces.url)

    def withdraw(self, receipt: Receipt) -> str:
        if self.stays:
            raise self.stays.pop(0)
        self.down.append(receipt.handle)
        return "rid-down"


class SecondBox(Box):
    name: ClassVar[str] = "second"
    label: ClassVar[str] = "二号橱窗"
    depends_on: ClassVar[tuple[str, ...]] = ("box",)


def test_all_that_can_be_staged_is_staged_before_anything_is_shown(house: House) -> None:
    first, second, plain = Box(), SecondBox(), Board()
    house = house.with_platforms(first, second, plain)
    release = house.released()
    house.deliver()
    assert house.draft(release).state is State.RELEASED
    deeds = [deed for deed in house.deeds(release) if deed is not Deed.POSTING_READ_BACK]
    staged = [at for at, deed in enumerate(deeds) if deed is Deed.POSTING_STAGED]
    shown = [at for at, deed in enumerate(deeds) if deed is Deed.POSTING_SENDING]
    # The second is staged once more when it is known where the first hangs.
    assert (len(staged), len(shown)) == (3, 3)
    assert sorted(staged)[1] < min(shown)
    assert len(first.hung) == len(second.hung) == len(plain.hung) == 1


def test_one_that_will_not_stage_keeps_everything_unseen(house: House) -> None:
    first, second, plain = Box(), SecondBox(refuses=[RefusedError("标题太长。")]), Board()
    house = house.with_platforms(first, second, plain)
    release = house.released()
    house.deliver()
    house.deliver(MINUTE)
    assert not first.hung
    assert not plain.hung
    assert house.waiting() == [f"{release.id}-second"]


def test_what_is_staged_otherwise_than_signed_is_never_shown(house: House) -> None:
    box = Box(spoils="别的文字")
    house = house.with_platforms(box, Board())
    release = house.released()
    house.deliver()
    assert not box.hung
    assert "与签发的不一致" in house.posting(release, "box").message
    assert house.posting(release, "board").state is PostingState.PLANNED


def test_once_it_is_given_up_the_others_go_out(house: House) -> None:
    box, plain = Box(refuses=[RefusedError("不收。")]), Board()
    house = house.with_platforms(box, plain)
    release = house.released()
    house.deliver()
    decide_posting(
        house.office,
        house.people["publisher"],
        f"{release.id}-box",
        decision=PostingDecision.GIVE_UP,
        evidence="橱窗今天不开放",
    )
    house.deliver()
    assert [order.key for order in plain.hung] == [f"{release.id}-board"]
    assert house.draft(release).state is State.RELEASED


def test_a_worker_killed_while_staging_leaves_nothing_to_ask_after(house: House) -> None:
    box = Box(refuses=[SystemExit("killed")])
    house = house.with_platforms(box)
    release = house.released()
    with pytest.raises(SystemExit):
        house.deliver()
    house.deliver(LEASE)
    assert box.asked == 0
    assert len(box.hung) == 1
    assert house.draft(release).state is State.RELEASED


def test_what_was_staged_and_is_gone_is_staged_anew(house: House) -> None:
    box = Box()
    house = house.with_platforms(box, SecondBox())
    release = house.released()
    with house.office.write() as unit:
        claim = unit.postings.claim(house.hands.now)
        assert claim is not None
        unit.postings.keep_staged(
            claim.posting, claim.attempt, handle="lost", url="", reference="", now=house.hands.now
        )
    house.deliver()
    house.deliver(MINUTE)
    assert len(box.hung) == 1
    assert house.draft(release).state is State.RELEASED


def test_what_points_at_an_address_that_turned_out_another_is_staged_anew(house: House) -> None:
    box, second = Box(promised="https://board.example.gov.cn/promised"), SecondBox()
    house = house.with_platforms(box, second)
    release = house.released()
    house.deliver()
    assert [order.links["box"] for order in second.covered.values()] == [
        "https://board.example.gov.cn/promised",
        f"https://board.example.gov.cn/{release.id}-box",
    ]
    assert len(second.hung) == 1
    assert house.draft(release).state is State.RELEASED
