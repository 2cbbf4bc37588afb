"""网站（接口）: a website's own editing system, told by signed requests.

The contract is ours and published: docs/site-webhook.md, with a receiver that keeps it
(docs/site-webhook/receiver.py). The website holds a text first, shows it when told, says what it
shows, and takes it down; each under the posting's key, so that nothing is ever there twice.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import ClassVar
from urllib.parse import quote

from review.model import Document
from service.platforms.answer import Answer
from service.platforms.disk import KEY
from service.platforms.pace import Pace
from service.platforms.page import host_of, lines_of, page_complaints, plain
from service.platforms.pictures import PictureLimit, illustrated_page, kind_of, shown
from service.platforms.platform import (
    Again,
    Can,
    Health,
    Order,
    Platform,
    PlatformError,
    Receipt,
    RefusedError,
    Rendering,
    Staged,
    UnknownError,
)
from service.platforms.site.calls import NAME, SENTENCES, Calls
from service.platforms.site.signing import SCHEMA, signer_of
from service.platforms.wire import Way, Wire
from service.settings import Settings, SettingsError

_PICTURE = re.compile(r"(?i)<img\b")
_PICTURES = PictureLimit(
    platform="网站",
    kinds=frozenset({"jpeg", "png", "gif", "webp"}),
    most=5 * 1024 * 1024,
    number=20,
)


def connect(settings: Settings) -> Connector | None:
    """The website of the settings; None where none is set. SettingsError for half-set settings."""
    if not settings.site_url:
        return None
    if not settings.site_key:
        raise SettingsError("已设置网站接口地址但没有密钥，请设置 XIANSHEN_SITE_KEY。")
    wire = Wire(settings.site_url, name=NAME, way=Way.of(settings))
    return Connector(Calls(wire, signer_of(settings.site_key), key_id=settings.site_key_id))


class Connector(Platform):
    """Handles and keys are the same here."""

    name: ClassVar[str] = "site"
    label: ClassVar[str] = "网站（接口）"
    depends_on: ClassVar[tuple[str, ...]] = ()
    settle: ClassVar[timedelta] = timedelta(minutes=2)
    can: ClassVar[frozenset[Can]] = frozenset({Can.STAGE, Can.FIND, Can.WITHDRAW, Can.EDIT})

    def __init__(self, calls: Calls) -> None:
        self._calls = calls
        self._pace = Pace(self.label)

    def render(self, document: Document) -> Rendering:
        return illustrated_page(document, platform=self.name, label=self.label, read=_read)

    def preflight(self, rendering: Rendering) -> tuple[str, ...]:
        return page_complaints(rendering, place="网站")

    def picture_complaints(self, document: Document, media: Mapping[str, bytes]) -> tuple[str, ...]:
        return _PICTURES.complaints(document, media)

    def stage(self, order: Order) -> Staged:
        for complaint in self.preflight(order.rendering):
            raise RefusedError(complaint)
        _PICTURES.check(order.document, order.media)
        self._pace.check(order.now)
        try:
            for media in shown(order.document):
                data = order.media[media.digest]
                path = f"/media/{media.digest.removeprefix('sha256:')}"
                self._calls.ask("PUT", path, order.key, data, kind=f"image/{kind_of(data)}")
            answer = self._calls.ask("PUT", _path(order.key), order.key, _body(order))
        except PlatformError as error:
            self._pace.note(error, order.now)
            raise
        _check_ours(answer, order)
        return Staged(handle=order.key, url=_url(answer))

    def staged(self, order: Order) -> str:
        return self._content(self._held(order), order.rendering)

    def send(self, order: Order) -> Receipt:
        if order.handle != order.key:
            raise RefusedError("网站上还没有存入这篇稿件，重新存入后再发。", code="stage_lost")
        self._pace.check(order.now)
        try:
            answer = self._calls.ask("POST", f"{_path(order.key)}/publish", order.key)
        except PlatformError as error:
            if error.code == "unknown_key":
                sentence = "网站上存入的稿件不见了，重新存入后再发。"
                raise RefusedError(sentence, again=Again.SOON, code="stage_lost") from None
            self._pace.note(error, order.now)
            error.handle = order.key
            raise
        _check_ours(answer, order)
        return _published(answer, order.key)

    def find(self, order: Order) -> Receipt | None:
        try:
            answer = self._calls.ask("GET", _path(order.key))
        except PlatformError as error:
            if error.code == "unknown_key":
                return None
            raise UnknownError(
                error.sentence, again=error.again, code=error.code, handle=order.handle
            ) from None
        if answer.text("rendering") != order.rendering.digest:
            sentence, again = SENTENCES["conflict"]
            raise RefusedError(sentence, again=again, code="conflict")
        return None if answer.text("state") == "held" else _published(answer, order.key)

    def edit(self, order: Order) -> Receipt:
        """What is held names the posting it replaces; showing it puts it in that one's place."""
        staged = self.stage(order)
        return self.send(replace(order, handle=staged.handle))

    def withdraw(self, receipt: Receipt) -> str:
        try:
            answer = self._calls.ask("POST", f"{_path(receipt.handle)}/withdraw", receipt.handle)
        except PlatformError as error:
            if error.code == "unknown_key":
                return ""
            raise
        if answer.text("state") not in {"withdrawn", "replaced"}:
            raise RefusedError("网站没有撤下这篇稿件，请到网站后台处理。", code="still_up")
        return answer.text("reference")

    def read_back(self, receipt: Receipt) -> str:
        try:
            answer = self._calls.ask("GET", _path(receipt.handle))
        except PlatformError as error:
            gone = error.code == "unknown_key"
            sentence = "网站上已没有这篇稿件，请核实原因。" if gone else error.sentence
            raise UnknownError(
                sentence, again=Again.NEVER if gone else Again.SOON, code=error.code
            ) from None
        if answer.text("key") != receipt.handle:
            sentence = "网站回答的是另一篇稿件，稍后自动再读。"
            raise UnknownError(sentence, again=Again.SOON, code="wrong_id")
        if answer.text("state") != "published":
            raise UnknownError("网站上这篇稿件已不再显示，请核实原因。", code=answer.text("state"))
        return _read_answer(answer)

    def close(self) -> None:
        self._calls.close()

    def health(self, now: datetime) -> Health:
        try:
            skew = self._calls.skew(now)
        except PlatformError as error:
            reached = error.code not in {"unreachable", "tls", "proxy"}
            return Health(reachable=reached, sentence=error.sentence)
        return Health(reachable=True, skew=skew)

    def _held(self, order: Order) -> Answer:
        answer = self._calls.ask("GET", _path(order.key))
        _check_ours(answer, order)
        return answer

    @staticmethod
    def _content(answer: Answer, rendering: Rendering) -> str:
        there, wanted = (
            len(_PICTURE.findall(text)) for text in (answer.text("content"), rendering.content)
        )
        if there < wanted:
            sentence = f"网站存入的稿件少了 {wanted - there} 张图片，没有发布，请检查图片后再试。"
            raise RefusedError(sentence, code="picture")
        return _read_answer(answer)


def _path(key: str) -> str:
    if not KEY.fullmatch(key):
        sentence = "发布编号含有不能用在网址里的字符，请把这条记录交给系统维护人员。"
        raise RefusedError(sentence)
    return f"/postings/{quote(key, safe='')}"


def _body(order: Order) -> bytes:
    rendering = order.rendering
    values = {
        "schema": SCHEMA,
        "key": order.key,
        "release": order.release,
        "document": order.document.digest,
        "rendering": rendering.digest,
        "title": rendering.title,
        "summary": rendering.summary,
        "author": rendering.author,
        "content": rendering.content,
        "ai_label": rendering.ai_label,
        "media": [
            {"digest": media.digest, "alt": media.alt, "credit": media.credit}
            for media in shown(order.document)
        ],
        "replaces": order.replaces.handle if order.replaces else "",
        "released_at": order.now.isoformat(timespec="seconds"),
    }
    return json.dumps(values, ensure_ascii=False).encode("utf-8")


def _check_ours(answer: Answer, order: Order) -> None:
    if (answer.text("key"), answer.text("rendering")) != (order.key, order.rendering.digest):
        sentence = "网站回答的不是这篇稿件，不清楚是否已经处理，稍后自动查询。"
        raise UnknownError(sentence, again=Again.SOON, code="wrong_id", handle=order.handle)


def _published(answer: Answer, key: str) -> Receipt:
    state = answer.text("state")
    if state == "published":
        return Receipt(handle=key, url=_url(answer), reference=answer.text("reference"))
    if state in {"withdrawn", "replaced"}:
        sentence, again = SENTENCES["withdrawn"]
        raise RefusedError(sentence, again=again, code=state)
    sentence = "网站还没有显示这篇稿件，稍后自动查询。"
    raise UnknownError(sentence, again=Again.SOON, code=state, handle=key)


def _url(answer: Answer) -> str:
    address = answer.text("url")
    return address if host_of(address) else ""


def _read(title: str, summary: str, author: str, content: str) -> str:
    return lines_of("\n".join((title, author, summary, plain(content))))


def _read_answer(answer: Answer) -> str:
    return _read(*(answer.text(name) for name in ("title", "summary", "author", "content")))
