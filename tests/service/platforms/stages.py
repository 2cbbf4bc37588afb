"""What the contract suite needs of each platform: a real one, a count of what is out, faults."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Protocol

from service.platforms import Can, Order, Platform, Receipt, UnknownError
from service.platforms.attempt import attempt, stage_once
from service.platforms.feed import Connector as FeedConnector
from service.platforms.folder import Connector as FolderConnector
from service.platforms.site import Connector as SiteConnector
from service.platforms.site.calls import Calls
from service.platforms.site.signing import signer_of
from service.platforms.wechat import Connector as WechatConnector
from service.platforms.wechat.api import Account, Wechat
from service.platforms.weibo import Connector as WeiboConnector
from service.platforms.weibo.api import App, Weibo
from service.platforms.wire import Wire
from tests.service.platforms.orders import KEY, NOW, SHORT, a_document, an_order, another
from tests.service.platforms.serving import Served
from tests.service.platforms.site_fake import SITE_KEY, SiteFake, make_site
from tests.service.platforms.wechat_fake import APPID, COVER, SECRET, Fault, WechatFake
from tests.service.platforms.weibo_fake import DOMAIN, TOKEN, WeiboFake, make_weibo

__all__ = ["KEY", "NOW", "SHORT", "Served", "a_document", "an_order", "another"]


class Stage(Protocol):
    """One platform with everything a test wants to do to it from outside."""

    @property
    def platform(self) -> Platform: ...

    def out(self) -> int: ...

    def lose_the_next_answer(self) -> None: ...

    def mend(self) -> None: ...

    def be_down(self) -> None: ...

    def be_up(self) -> None: ...


def carry_out(stage: Stage, order: Order, *, doubtful: bool = False, rounds: int = 6) -> Receipt:
    """Drive a posting to its end as delivery does: never send again without asking."""
    order = prepared(stage, order)
    for _ in range(rounds):
        try:
            return attempt(stage.platform, order, doubtful=doubtful, settled=True)
        except UnknownError as error:
            doubtful = True
            order = replace(order, handle=error.handle or order.handle)
    raise AssertionError("the posting never came to an end")


def prepared(stage: Stage, order: Order) -> Order:
    """The order with what the platform holds for it, where it takes texts before they are out."""
    if Can.STAGE not in stage.platform.can or order.handle:
        return order
    return replace(order, handle=stage_once(stage.platform, order).handle)


def fire(stage: Stage, order: Order) -> Receipt:
    """Stage where the platform stages, then publish: once, whatever comes of it."""
    return stage.platform.send(prepared(stage, order))


@dataclass
class FolderStage:
    site: Path
    platform: FolderConnector

    def out(self) -> int:
        return len(list(self.site.glob("[!.]*/manifest.json")))

    def lose_the_next_answer(self) -> None:
        """The page gets in, what comes after it does not."""
        (self.site / "index.html").mkdir(parents=True)

    def mend(self) -> None:
        (self.site / "index.html").rmdir()

    def be_down(self) -> None:
        self.site.write_text("not a folder", encoding="utf-8")

    def be_up(self) -> None:
        self.site.unlink()


@dataclass
class FeedStage:
    folder: Path
    platform: FeedConnector

    def out(self) -> int:
        return len(list(self.folder.glob("*.json")))

    def lose_the_next_answer(self) -> None:
        """The entry gets in, the feed it belongs into does not get made."""
        (self.folder / "feed.xml").mkdir(parents=True)

    def mend(self) -> None:
        (self.folder / "feed.xml").rmdir()

    def be_down(self) -> None:
        self.folder.write_text("not a folder", encoding="utf-8")

    def be_up(self) -> None:
        self.folder.unlink()


@dataclass
class WechatStage:
    fake: WechatFake
    platform: WechatConnector

    def out(self) -> int:
        self.fake.finish_all()
        return len(self.fake.live)

    def lose_the_next_answer(self) -> None:
        self.fake.faults.append(Fault("/freepublish/submit", drop=True))

    def mend(self) -> None:
        assert not [fault for fault in self.fake.faults if fault.times]

    def be_down(self) -> None:
        self.fake.faults.append(Fault("/draft/add", status=502, times=99))

    def be_up(self) -> None:
        self.fake.faults.clear()


@dataclass
class WeiboStage:
    fake: WeiboFake
    platform: WeiboConnector

    def out(self) -> int:
        return len(self.fake.live)

    def lose_the_next_answer(self) -> None:
        self.fake.faults.append(Fault("/statuses/share.json", drop=True))

    def mend(self) -> None:
        assert not [fault for fault in self.fake.faults if fault.times]

    def be_down(self) -> None:
        self.fake.faults.append(Fault("/statuses/share.json", code=10002, times=99))

    def be_up(self) -> None:
        self.fake.faults.clear()


@dataclass
class SiteStage:
    fake: SiteFake
    platform: SiteConnector

    def out(self) -> int:
        return len(self.fake.published)

    def lose_the_next_answer(self) -> None:
        self.fake.faults.append(Fault("/publish", drop=True))

    def mend(self) -> None:
        assert not [fault for fault in self.fake.faults if fault.times]

    def be_down(self) -> None:
        self.fake.faults.append(Fault("", status=502, times=99))

    def be_up(self) -> None:
        self.fake.faults.clear()


def folder_stage(home: Path) -> FolderStage:
    site = home / "site"
    return FolderStage(site, FolderConnector(site, public_url="https://www.example.gov.cn/fb"))


def feed_stage(home: Path) -> FeedStage:
    folder = home / "feed"
    return FeedStage(folder, FeedConnector(folder, public_url="https://www.example.gov.cn/fb"))


@contextlib.contextmanager
def wechat_stage(served: Served, *, cover: str = COVER) -> Iterator[WechatStage]:
    fake = WechatFake(now=NOW + timedelta(minutes=1))
    api = Wechat(Account(base_url=served.show(fake), appid=APPID, secret=SECRET))
    try:
        yield WechatStage(fake, WechatConnector(api, cover=cover))
    finally:
        api.close()


@contextlib.contextmanager
def weibo_stage(served: Served) -> Iterator[WeiboStage]:
    fake = WeiboFake(now=NOW + timedelta(minutes=1))
    url = served.show_app(make_weibo(fake))
    api = Weibo(App(base_url=url, token=TOKEN, domain=DOMAIN, ip="203.0.113.7"))
    try:
        yield WeiboStage(fake, WeiboConnector(api, domain=DOMAIN, ip="203.0.113.7"))
    finally:
        api.close()


@contextlib.contextmanager
def site_stage(served: Served, home: Path, *, key: str = SITE_KEY) -> Iterator[SiteStage]:
    fake = SiteFake(home / "cms")
    wire = Wire(f"{served.show_app(make_site(fake))}/xianshen/v1", name="网站接口")
    try:
        yield SiteStage(fake, SiteConnector(Calls(wire, signer_of(key), key_id="xianshen")))
    finally:
        wire.close()


@contextlib.contextmanager
def _folder(home: Path, _served: Served) -> Iterator[Stage]:
    yield folder_stage(home)


@contextlib.contextmanager
def _feed(home: Path, _served: Served) -> Iterator[Stage]:
    yield feed_stage(home)


@contextlib.contextmanager
def _wechat(_home: Path, served: Served) -> Iterator[Stage]:
    with wechat_stage(served) as staged:
        yield staged


@contextlib.contextmanager
def _weibo(_home: Path, served: Served) -> Iterator[Stage]:
    with weibo_stage(served) as staged:
        yield staged


@contextlib.contextmanager
def _site(home: Path, served: Served) -> Iterator[Stage]:
    with site_stage(served, home) as staged:
        yield staged


STAGES = {"folder": _folder, "feed": _feed, "site": _site, "wechat": _wechat, "weibo": _weibo}
"""Every connector under service/platforms; a new one gets its line here."""
