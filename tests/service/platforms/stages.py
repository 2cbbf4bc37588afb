"""What the contract suite needs of each platform: a real one, a count of what is out, faults."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol

import uvicorn
from fastapi import FastAPI
from starlette.types import Receive, Scope, Send

from review.draft import SYSTEM
from review.model import Document, Facts, Link, Span, Variant, digest_of
from review.release import Posting, Release, sealed, verify
from review.seals import HouseKey, seal_of
from review.terms import VariantKind
from service.platforms import Can, Order, Platform, Receipt, UnknownError
from service.platforms.attempt import attempt, stage_once
from service.platforms.feed import Connector as FeedConnector
from service.platforms.folder import Connector as FolderConnector
from service.platforms.wechat import Connector as WechatConnector
from service.platforms.wechat.api import Account, Wechat
from service.platforms.weibo import Connector as WeiboConnector
from service.platforms.weibo.api import App, Weibo
from tests.service.platforms.wechat_fake import APPID, COVER, SECRET, Fault, WechatFake
from tests.service.platforms.wechat_server import make_app
from tests.service.platforms.weibo_fake import DOMAIN, TOKEN, WeiboFake, make_weibo

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
SHORT = "清远市部署今年政务公开工作，推进“一网通办”。"
KEY = HouseKey.of(b"the key of this suite's own house", signing=b"s" * 32)


def a_document(**changes: object) -> Document:
    body = "　　为贯徹上级部署，<全市>推进“一网通办”。\n\n　　一、工作目标\n　　详见政务服务网。"
    start = body.index("政务服务网")
    document = Document(
        title="清远市推进政务公开工作安排",
        body=body,
        summary="全市政务公开年度安排。",
        author="市政府办公室",
        source="市政府办公室",
        facts=Facts(),
        links=(
            Link(
                href="https://www.gdzwfw.gov.cn/?a=1&b=2",
                text="政务服务网",
                span=Span(field="body", start=start, end=start + 5),
            ),
        ),
        variants=(Variant(kind=VariantKind.WEIBO, text=SHORT),),
    )
    return replace(document, **changes)  # type: ignore[arg-type]  # a factory's free choice


def another(title: str) -> Document:
    """A document of another title, and another short text for where only that is shown."""
    return a_document(title=title, variants=(Variant(kind=VariantKind.WEIBO, text=title),))


def an_order(platform: Platform, document: Document | None = None, *, key: str = "7-a1") -> Order:
    """An order under a seal of this suite's own house."""
    document = document or a_document()
    rendering = platform.render(document)
    plain = Release(
        id="7",
        draft=7,
        round=1,
        document=document.digest,
        report="sha256:" + "0" * 64,
        ruleset="sha256:" + "1" * 64,
        sign_offs=(),
        waivers=(),
        postings=(
            Posting(key=key, platform=platform.name, rendering=rendering.digest, depends_on=()),
        ),
        released_by=SYSTEM,
        at=NOW,
        seal="",
    )
    release = replace(plain, seal=seal_of(digest_of(sealed(plain)), KEY))
    return Order(
        sealed=verify(release, KEY),
        key=key,
        document=document,
        rendering=rendering,
        since=NOW,
        now=NOW,
        links=dict.fromkeys(platform.depends_on[-1:], f"https://{DOMAIN}/7-a1/"),
    )


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


def folder_stage(home: Path) -> FolderStage:
    site = home / "site"
    return FolderStage(site, FolderConnector(site, public_url="https://www.example.gov.cn/fb"))


class Served:
    """The fake behind a real socket, for only a socket can break. One server, any fake."""

    def __init__(self) -> None:
        self._app: FastAPI = make_app(WechatFake())
        # Its access log would hold the token that our own side must never write down.
        config = uvicorn.Config(self, port=0, log_config=None, log_level="critical", lifespan="off")
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, daemon=True)

    def start(self) -> None:
        self._thread.start()
        waiting = threading.Event()
        while not self._server.started:
            if not self._thread.is_alive():
                raise RuntimeError("the fake did not start")
            waiting.wait(0.01)

    def stop(self) -> None:
        self._server.should_exit = True
        self._thread.join(5)

    def show(self, fake: WechatFake) -> str:
        """From now on this fake answers; returns its base address."""
        return self.show_app(make_app(fake))

    def show_app(self, app: FastAPI) -> str:
        """The same for any application."""
        self._app = app
        return f"http://127.0.0.1:{self._server.servers[0].sockets[0].getsockname()[1]}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._app(scope, receive, send)


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


STAGES = {"folder": _folder, "feed": _feed, "wechat": _wechat, "weibo": _weibo}
"""Every connector under service/platforms; a new one gets its line here."""
