"""One signed text on every kind of platform: held everywhere, then shown in order, then looked at."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest

from review.draft import State
from review.model import Document, Variant
from review.refusal import NotAllowedError
from review.release import PostingState, Release
from review.terms import VariantKind
from service.actions.decide_posting import PostingDecision, decide_posting
from service.actions.withdraw_draft import withdraw_draft
from service.edge.previews import previews_of
from service.platforms.manual import connector
from service.platforms.wechat import Connector as WechatConnector
from service.store.media import Picture
from service.store.outbox import Reading
from service.web.postings import show_posting
from service.worker import work_once
from tests.service.delivery.house import House
from tests.service.delivery.test_handover import PLACE, URL, Web, framed
from tests.service.platforms.pictures import illustrated, png
from tests.service.platforms.serving import Served
from tests.service.platforms.site_fake import SITE_KEY
from tests.service.platforms.stages import (
    SiteStage,
    WechatStage,
    WeiboStage,
    site_stage,
    wechat_stage,
    weibo_stage,
)
from tests.service.platforms.wechat_fake import SECRET, Fault
from tests.service.platforms.weibo_fake import TOKEN


@dataclass
class World:
    """Every kind of platform at once."""

    site: SiteStage
    wechat: WechatStage
    weibo: WeiboStage
    web: Web
    house: House

    def turn(self, rounds: int = 6) -> None:
        for _ in range(rounds):
            work_once(self.house.office)
            self.wechat.fake.finish_all()  # WeChat works on, whether it is asked or not
            self.house.hands.forward(timedelta(minutes=6))
            self.wechat.fake.now = self.weibo.fake.now = self.house.hands.now

    def out(self) -> tuple[int, int, int]:
        return self.site.out(), self.wechat.out(), self.weibo.out()


@pytest.fixture
def world(house: House, tmp_path: Path) -> Iterator[World]:
    with contextlib.ExitStack() as stack:
        servers = [Served() for _ in range(3)]
        for server in servers:
            server.start()
            stack.callback(server.stop)
        site = stack.enter_context(site_stage(servers[0], tmp_path))
        wechat = stack.enter_context(wechat_stage(servers[1]))
        weibo = stack.enter_context(weibo_stage(servers[2]))
        web = Web()
        by_hand = connector(PLACE, web)  # type: ignore[arg-type]  # in the fetcher's stead
        platforms = (site.platform, wechat.platform, weibo.platform, by_hand)
        yield World(site, wechat, weibo, web, house.with_platforms(*platforms))


def a_notice(house: House) -> Document:
    picture = png(shade=7)
    with house.office.write() as unit:
        kept = Picture(kind="image/png", data=picture)
        unit.pictures.put(kept, house.people["editor"], house.hands.now)
    document, _ = illustrated(
        picture,
        title="关于报送材料的通知",
        body="请各单位按时报送材料。",
        summary="请按时报送材料。",
        links=(),
        variants=(Variant(kind=VariantKind.WEIBO, text="请各单位按时报送材料。"),),
    )
    return document


def released(world: World) -> Release:
    return world.house.released(document=a_notice(world.house))


def test_the_website_goes_first_the_others_point_at_it_and_all_read_as_signed(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    release = released(world)
    world.turn()
    house = world.house
    assert house.states(release) == {
        "site": PostingState.CONFIRMED,
        "wechat": PostingState.CONFIRMED,
        "weibo": PostingState.CONFIRMED,
        "toutiao": PostingState.REFUSED,
    }
    address = house.posting(release, "site").url
    assert address in world.weibo.fake.live[0]["_status"]
    assert world.wechat.fake.calls("/draft/add")[-1]["articles"][0]["content_source_url"] == address
    assert world.out() == (1, 1, 1)
    key = house.posting(release, "toutiao").key
    world.web.shown = framed(house.office.platforms["toutiao"].render(a_notice(house)).text)
    decide_posting(
        house.office,
        house.people["publisher"],
        key,
        decision=PostingDecision.IS_OUT,
        evidence="已在后台发布",
        url=URL,
    )
    world.turn(2)
    assert house.draft(release).state is State.RELEASED
    for platform in ("site", "wechat", "weibo", "toutiao"):
        assert house.posting(release, platform).reading is Reading.SAME
    for logged in (record.getMessage() for record in caplog.records):
        assert not [secret for secret in (SECRET, TOKEN, SITE_KEY[5:]) if secret in logged]


def test_a_picture_the_website_loses_keeps_everything_at_home(world: World) -> None:
    world.site.fake.faults.append(
        Fault("/postings/1-1-site", status=409, body=b'{"error":"conflict"}')
    )
    release = released(world)
    world.turn(1)
    assert world.out() == (0, 0, 0)
    assert PostingState.CONFIRMED not in world.house.states(release).values()


def test_answers_lost_everywhere_end_in_one_of_each(world: World) -> None:
    world.site.fake.faults.append(Fault("/publish", drop=True))
    world.wechat.fake.faults.append(Fault("/freepublish/submit", drop=True))
    world.weibo.fake.faults.append(Fault("/share.json", drop=True))
    release = released(world)
    world.turn(20)
    assert world.out() == (1, 1, 1)
    states = world.house.states(release)
    assert {states[name] for name in ("site", "wechat", "weibo")} == {PostingState.CONFIRMED}


def test_one_withdrawal_takes_all_of_it_down(world: World) -> None:
    release = released(world)
    world.turn()
    house = world.house
    withdraw_draft(
        house.office, house.people["publisher"], release.draft, reason="数据有误，立即撤下。"
    )
    world.turn(3)
    assert world.out() == (0, 0, 0)


def test_a_picture_a_platform_would_refuse_is_told_when_the_text_is_handed_in(
    world: World,
) -> None:
    house, large = world.house, png(1 << 20)
    with house.office.write() as unit:
        kept = Picture(kind="image/png", data=large)
        unit.pictures.put(kept, house.people["editor"], house.hands.now)
    document, _ = illustrated(large, links=())
    for chosen, refused in (("wechat", True), ("site", False)):
        wanted = replace(document, facts=replace(document.facts, platforms=(chosen,)))
        if refused:
            with pytest.raises(NotAllowedError, match="超过微信上限"):
                house.approved(wanted)
        else:
            house.approved(wanted)
    told = {one.name: one.problems for one in previews_of(house.office, document)}
    assert told["site"] == ()
    assert any("第 1 张图片" in problem for problem in told["wechat"])


def test_a_mass_sending_says_on_its_page_that_an_administrator_has_to_confirm(
    world: World,
) -> None:
    fake = world.wechat.fake
    fake.extras.protected = True
    fake.extras.materials["c"] = b""
    mass = WechatConnector(world.wechat.platform._api, cover="c", to_all=True)
    house = world.house.with_platforms(world.site.platform, mass)
    release = house.released(document=a_notice(house))
    for _ in range(4):
        work_once(house.office)
        house.hands.forward(timedelta(seconds=30))
    posting = house.posting(release, "wechat")
    shown = show_posting(posting, "微信公众号", may_decide=True)
    assert shown.state == "等平台管理员确认"
    assert "30 分钟内" in shown.explanation
    (one,) = fake.extras.sent.values()
    one.confirmed = True
    house.hands.forward(timedelta(minutes=5))
    work_once(house.office)
    assert house.posting(release, "wechat").state is PostingState.CONFIRMED
    assert len(fake.extras.sent) == 1
