"""The worker: it delivers, survives what goes wrong, and stops when told; through real platforms."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from review.draft import State
from review.model import Document
from review.release import PostingState
from service.platforms.folder import Connector as FolderConnector
from service.store.errors import StoreError
from service.store.postings import Reading
from service.worker import Worker, work_once
from tests.service.delivery.house import Board, House
from tests.service.platforms.stages import Served, WechatStage, a_document, wechat_stage
from tests.service.platforms.wechat_fake import SECRET, Fault


def eventually(true: Callable[[], bool], seconds: float = 20) -> None:
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, "it never came true"
        threading.Event().wait(0.02)


def test_a_running_worker_delivers_reads_back_and_stops(house: House) -> None:
    house = house.with_platforms(Board())
    worker = Worker(house.office, pause=0.02)
    worker.start()
    try:
        release = house.released()
        eventually(lambda: house.posting(release, "board").reading is Reading.SAME)
        assert house.draft(release).state is State.RELEASED
    finally:
        assert worker.stop(10)


def test_a_worker_that_was_never_started_stops_at_once(house: House) -> None:
    assert Worker(house.office).stop(0.1)


def test_stopping_waits_for_the_attempt_in_hand(house: House) -> None:
    started, let_go = threading.Event(), threading.Event()

    class Slow(Board):
        def send(self, order):  # type: ignore[no-untyped-def]  # as Board's
            started.set()
            assert let_go.wait(20)
            return super().send(order)

    house = house.with_platforms(Slow())
    release = house.released()
    worker = Worker(house.office, pause=0.02)
    worker.start()
    assert started.wait(20)
    assert not worker.stop(0.05)
    let_go.set()
    assert worker.stop(20)
    assert house.posting(release, "board").state is PostingState.CONFIRMED


def test_a_database_that_fails_for_a_while_does_not_end_the_worker(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    class Shaky(Board):
        def read_back(self, receipt):  # type: ignore[no-untyped-def]  # as Board's
            if not self.asked:
                self.asked = 1
                raise StoreError("数据库暂时不能使用：某某稿件的文字")
            return super().read_back(receipt)

    caplog.set_level(logging.DEBUG, "service")
    house = house.with_platforms(Shaky())
    release = house.released()
    worker = Worker(house.office, pause=0.02)
    worker.start()
    try:
        eventually(lambda: house.posting(release, "board").reading is Reading.SAME)
    finally:
        assert worker.stop(10)
    told = [record.getMessage() for record in caplog.records if record.name == "service.worker"]
    assert any("StoreError" in line for line in told)
    assert not any("文字" in line for line in told)


def both(house: House, site: Path, stage: WechatStage) -> House:
    website = FolderConnector(site, public_url="https://www.example.gov.cn/fb")
    return house.with_platforms(website, stage.platform)


def a_notice() -> Document:
    return a_document(
        body="请各单位按时报送材料。",
        summary="请按时报送材料。",
        links=(),
        title="关于报送材料的通知",
    )


def test_one_draft_goes_to_the_website_and_to_wechat_and_reads_as_signed(
    house: House, tmp_path: Path, served: Served
) -> None:
    with wechat_stage(served) as stage:
        house = both(house, tmp_path / "site", stage)
        release = house.released(document=a_notice())
        work_once(house.office)
        waiting = house.posting(release, "wechat")
        assert waiting.state is PostingState.UNKNOWN
        assert "正在发布" in waiting.message
        house.hands.forward(timedelta(seconds=10))
        work_once(house.office)
        assert house.draft(release).state is State.RELEASED
        for platform in ("folder", "wechat"):
            assert house.posting(release, platform).reading is Reading.SAME
        (article,) = stage.fake.calls("/draft/add")[0]["articles"]
        assert article["content_source_url"] == house.posting(release, "folder").url
        assert (tmp_path / "site" / f"{release.id}-folder" / "index.html").is_file()


@pytest.mark.parametrize(
    "faults",
    [
        [Fault("/submit", drop=True)],
        [Fault("/submit", cut=True), Fault("/batchget", status=500)],
        [Fault("/draft/add", status=500), Fault("/submit", drop=True)],
        [Fault("/submit", code=-1), Fault("/submit", code=45011)],
    ],
    ids=["accept-then-drop", "cut-then-500", "500-then-drop", "busy-then-quota"],
)
def test_whatever_goes_wrong_on_the_way_one_article_is_out(
    house: House,
    tmp_path: Path,
    served: Served,
    caplog: pytest.LogCaptureFixture,
    faults: list[Fault],
) -> None:
    caplog.set_level(logging.DEBUG)
    with wechat_stage(served) as stage:
        stage.fake.faults += [Fault(**vars(fault)) for fault in faults]
        house = both(house, tmp_path / "site", stage)
        release = house.released(document=a_notice())
        for _ in range(10):
            work_once(house.office)
            stage.fake.finish_all()
            house.hands.forward(timedelta(minutes=11))
            stage.fake.now = house.hands.now
        assert house.draft(release).state is State.RELEASED
        assert stage.out() == 1
        assert house.posting(release, "wechat").reading is Reading.SAME
        said = "\n".join(record.getMessage() for record in caplog.records)
        assert SECRET not in said
        assert "stable-token" not in said


def test_a_platform_review_that_refuses_reaches_a_person_with_its_sentence(
    house: House, tmp_path: Path, served: Served
) -> None:
    with wechat_stage(served) as stage:
        stage.fake.polls_until_done, stage.fake.outcome = 0, 4
        house = both(house, tmp_path / "site", stage)
        release = house.released(document=a_notice())
        work_once(house.office)
        posting = house.posting(release, "wechat")
        assert posting.state is PostingState.REFUSED
        assert "平台审核没有通过" in posting.message
        assert house.waiting() == [posting.key]
        assert house.draft(release).state is State.RELEASING
