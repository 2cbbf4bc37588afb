"""微信公众号: draft box, freepublish or 群发, read-back and deletion for an official account.

A published article does not reach followers' feeds; it gets an address and is found by search.
A mass sending (XIANSHEN_WECHAT_MASS=1) reaches them and is confirmed by an administrator.
Facts: developers.weixin.qq.com, read 2026-11. What is assumed, not documented, says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import ClassVar

from review.model import Document
from service.platforms.pace import Pace
from service.platforms.page import ai_label, host_of, laid_out, lines_of, plain, sendable
from service.platforms.pictures import shown, with_pictures, without_pictures
from service.platforms.platform import (
    Can,
    Health,
    Order,
    Platform,
    PlatformError,
    Receipt,
    RefusedError,
    Rendering,
    Staged,
)
from service.platforms.tokens import TokenShelf
from service.platforms.wechat import mass, publishing
from service.platforms.wechat.api import Account, Wechat
from service.platforms.wechat.box import fields, held, picture_count, put_in, read
from service.platforms.wechat.limits import DIGEST_FROM_BODY, LIMITS, PICTURES
from service.platforms.wire import Way
from service.settings import Settings, SettingsError

_OWN_LINKS = frozenset({"mp.weixin.qq.com"})
_OWN_IMAGES = frozenset({"mmbiz.qpic.cn", "mmbiz.qlogo.cn"})
VARIANT = "digest"
_SUBMIT, _MASS = "/cgi-bin/freepublish/submit", "/cgi-bin/message/mass/sendall"


def connect(settings: Settings) -> Connector | None:
    """The account of the settings; None where none is set. SettingsError for half-set settings."""
    if not settings.wechat_appid:
        return None
    if not settings.wechat_secret:
        message = "已设置微信 AppID 但没有 AppSecret，请设置 XIANSHEN_WECHAT_SECRET。"
        raise SettingsError(message)
    account = Account(
        base_url=settings.wechat_base_url,
        appid=settings.wechat_appid,
        secret=settings.wechat_secret,
    )
    shelf = TokenShelf(settings.data_dir / "tokens" / f"wechat-{account.name}.json")
    api = Wechat(account, shelf=shelf, way=Way.of(settings))
    return Connector(api, cover=settings.wechat_thumb_media_id, to_all=settings.wechat_mass)


class Connector(Platform):
    """Handles say how far a job came: `draft:<media_id>`, then `publish:<id>` or `mass:<id>`."""

    name: ClassVar[str] = "wechat"
    label: ClassVar[str] = "微信公众号"
    depends_on: ClassVar[tuple[str, ...]] = ("site", "folder")
    # Not our requests alone: a job whose number was lost is seen only once it is published, and
    # submitting its draft again meanwhile might publish it twice.
    settle: ClassVar[timedelta] = timedelta(minutes=30)
    can: ClassVar[frozenset[Can]] = frozenset({Can.STAGE, Can.FIND, Can.WITHDRAW})

    def __init__(self, api: Wechat, *, cover: str, to_all: bool = False) -> None:
        self._api = api
        self._cover = cover
        self._to_all = to_all
        self._pace = Pace(self.label)

    def render(self, document: Document) -> Rendering:
        layout = laid_out(
            without_pictures(document),
            platform=self.label,
            keeps_link=lambda href: host_of(href) in _OWN_LINKS,
            keeps_image=lambda source: host_of(source) in _OWN_IMAGES,
        )
        title, author = (lines_of(sendable(text)) for text in (document.title, document.author))
        summary = document.variant(VARIANT).strip() or document.summary
        summary = lines_of(sendable(summary)).replace("\n", " ")
        if not summary:
            summary = plain(layout.content).replace("\n", " ")[:DIGEST_FROM_BODY].strip()
        layout = with_pictures(layout, document)
        return Rendering(
            platform=self.name,
            title=title,
            summary=summary,
            author=author,
            content=layout.content,
            text=read(title, author, summary, layout.content),
            notes=layout.notes,
            ai_label=ai_label(document),
            media=tuple(media.digest for media in shown(document)),
        )

    def preflight(self, rendering: Rendering) -> tuple[str, ...]:
        sentences = [
            limit.complaint(text)
            for limit in LIMITS
            for field, text in fields(rendering).items()
            if limit.field == field
        ]
        if not rendering.title:
            sentences.append("微信要求标题，请先填写标题再送审。")
        if not plain(rendering.content):
            sentences.append("微信要求正文，请先填写正文再送审。")
        if not self._cover and not rendering.media:
            sentences.append(
                "还没有设置微信封面，请为稿件配图，"
                "或请管理员把永久素材的编号填入 XIANSHEN_WECHAT_THUMB_MEDIA_ID。"
            )
        return tuple(sentence for sentence in sentences if sentence)

    def picture_complaints(self, document: Document, media: Mapping[str, bytes]) -> tuple[str, ...]:
        return PICTURES.complaints(document, media)

    def stage(self, order: Order) -> Staged:
        for complaint in self.preflight(order.rendering):
            raise RefusedError(complaint)
        self._pace.check(order.now)
        try:
            before = publishing.after("draft:", order.handle)
            media_id = put_in(self._api, order, cover=self._cover, before=before)
            return Staged(handle=f"draft:{media_id}")
        except PlatformError as error:
            self._pace.note(error, order.now)
            raise

    def staged(self, order: Order) -> str:
        media_id = publishing.after("draft:", order.handle)
        return held(self._api, media_id, picture_count(order.rendering))

    def send(self, order: Order) -> Receipt:
        self._pace.check(order.now)
        media_id = publishing.after("draft:", order.handle)
        try:
            if not media_id:
                raise RefusedError(
                    "微信草稿箱里还没有这篇稿件，重新存入后再发。", code="stage_lost"
                )
            if self._to_all:
                return mass.send(self._api, order, media_id)
            return publishing.submit(self._api, media_id)
        except PlatformError as error:
            self._pace.note(error, order.now)
            raise

    def find(self, order: Order) -> Receipt | None:
        if self._to_all:
            return mass.found(self._api, order)
        return publishing.found(self._api, order)

    def withdraw(self, receipt: Receipt) -> str:
        if receipt.handle.startswith(mass.PREFIX):
            return mass.take_down(self._api, receipt)
        return publishing.take_down(self._api, receipt)

    def read_back(self, receipt: Receipt) -> str:
        if receipt.handle.startswith(mass.PREFIX):
            return mass.read_back(self._api, receipt)
        return publishing.read_back(self._api, receipt)

    def close(self) -> None:
        self._api.close()

    def health(self, now: datetime) -> Health:
        try:
            until, skew = self._api.token(now)
            path = _MASS if self._to_all else _SUBMIT
            quota = self._api.call("/cgi-bin/openapi/quota/get", {"cgi_path": path})
        except PlatformError as error:
            reached = error.code not in {"unreachable", "tls", "proxy"}
            return Health(reachable=reached, sentence=error.sentence)
        left = quota.part("quota").number("remain")
        sentence = "" if left is None or left > 0 else "今天的微信发布次数已用完。"
        return Health(
            reachable=True, sentence=sentence, token_until=until, quota_left=left, skew=skew
        )
