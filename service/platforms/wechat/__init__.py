"""微信公众号: draft/add, freepublish submit, get, getarticle and batchget of an official account.

A published article does not reach followers' feeds; it gets an address and is found by search.
Facts: developers.weixin.qq.com, read 2026-11. What is assumed, not documented, says so.
"""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

from review.model import Document
from service.platforms.page import host_of, laid_out, lines_of, plain, sendable
from service.platforms.platform import (
    Again,
    Order,
    Platform,
    PlatformError,
    Receipt,
    RefusedError,
    Rendering,
    UnknownError,
)
from service.platforms.wechat.api import Account, Answer, Wechat
from service.platforms.wechat.codes import (
    BAD_MEDIA_ID,
    BAD_PUBLISH_ID,
    BUSY,
    FAILED,
    PUBLISHED,
    UNDER_WAY,
    VANISHED,
)
from service.platforms.wechat.limits import DIGEST_FROM_BODY, LIMITS
from service.settings import Settings, SettingsError

_UNTOLD = -1  # no publish_status of WeChat's
_PAGE, _PAGES = 20, 10  # batchget gives at most 20 a page; 200 articles is a busy month
_OWN_LINKS = frozenset({"mp.weixin.qq.com"})
_OWN_IMAGES = frozenset({"mmbiz.qpic.cn", "mmbiz.qlogo.cn"})
# A clock of WeChat's that runs behind ours must not hide our own article.
_SKEW = timedelta(minutes=5)


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
    return Connector(Wechat(account), cover=settings.wechat_thumb_media_id)


class Connector(Platform):
    """Handles say how far a job came: `draft:<media_id>`, then `publish:<publish_id>`."""

    name: ClassVar[str] = "wechat"
    label: ClassVar[str] = "微信公众号"
    depends_on: ClassVar[tuple[str, ...]] = ("folder",)
    # Not our requests alone: a job whose number was lost is seen only once it is published, and
    # submitting its draft again meanwhile might publish it twice.
    settle: ClassVar[timedelta] = timedelta(minutes=30)

    def __init__(self, api: Wechat, *, cover: str) -> None:
        self._api = api
        self._cover = cover

    def render(self, document: Document) -> Rendering:
        layout = laid_out(
            document,
            platform=self.label,
            keeps_link=lambda href: host_of(href) in _OWN_LINKS,
            keeps_image=lambda source: host_of(source) in _OWN_IMAGES,
        )
        title, author = (lines_of(sendable(text)) for text in (document.title, document.author))
        summary = lines_of(sendable(document.summary)).replace("\n", " ")
        if not summary:
            summary = plain(layout.content).replace("\n", " ")[:DIGEST_FROM_BODY].strip()
        return Rendering(
            platform=self.name,
            title=title,
            summary=summary,
            author=author,
            content=layout.content,
            text=_read(title, author, summary, layout.content),
            notes=layout.notes,
        )

    def preflight(self, rendering: Rendering) -> tuple[str, ...]:
        sentences = [
            limit.complaint(text)
            for limit in LIMITS
            for field, text in _fields(rendering).items()
            if limit.field == field
        ]
        if not rendering.title:
            sentences.append("微信要求标题，请先填写标题再送审。")
        if not plain(rendering.content):
            sentences.append("微信要求正文，请先填写正文再送审。")
        if not self._cover:
            sentences.append(
                "还没有设置微信封面，请管理员把永久素材的编号填入 XIANSHEN_WECHAT_THUMB_MEDIA_ID。"
            )
        return tuple(sentence for sentence in sentences if sentence)

    def send(self, order: Order) -> Receipt:
        media_id = _after("draft:", order.handle) or self._stage(order)
        handle = f"draft:{media_id}"
        try:
            answer = self._api.call("/cgi-bin/freepublish/submit", {"media_id": media_id})
        except RefusedError as error:
            # An earlier attempt of ours may have used the draft up, and "busy" promises nothing.
            if error.code in {str(BAD_MEDIA_ID), str(BUSY)}:
                raise _unknown(error, handle) from None
            error.handle = handle
            raise
        except UnknownError as error:
            raise _unknown(error, handle) from None
        publish_id = answer.text("publish_id")
        if not publish_id:
            sentence = "微信接受了发布任务但没有给出任务编号，稍后自动查询。"
            raise UnknownError(sentence, again=Again.SOON, handle=handle, reference=answer.rid)
        return self._published(publish_id)

    def find(self, order: Order) -> Receipt | None:
        publish_id = _after("publish:", order.handle)
        if publish_id:
            try:
                return self._published(publish_id)
            except UnknownError as error:
                if error.code != str(BAD_PUBLISH_ID):
                    raise
        return self._listed(order)

    def read_back(self, receipt: Receipt) -> str:
        try:
            answer = self._api.call(
                "/cgi-bin/freepublish/getarticle", {"article_id": receipt.handle}
            )
        except PlatformError as error:
            raise _unknown(error, receipt.handle) from None
        articles = answer.parts("news_item")
        if not articles or any(article.flag("is_deleted") for article in articles):
            raise UnknownError("文章在微信上已看不到，请到公众号后台核实原因。")
        return "\n".join(_read_article(article) for article in articles)

    def _stage(self, order: Order) -> str:
        """Put the text into the draft box and look at what WeChat made of it.

        Nothing is public yet, so whatever goes wrong here is a refusal, never an unknown.
        """
        source_url = next(iter(order.links.values()), "")
        article = {
            "article_type": "news",
            **_fields(order.rendering),
            "content_source_url": source_url,
            "thumb_media_id": self._cover,
            "need_open_comment": 0,
        }
        complaints = [*self.preflight(order.rendering)]
        complaints += [
            limit.complaint(source_url) for limit in LIMITS if limit.field == "content_source_url"
        ]
        for complaint in filter(None, complaints):
            raise RefusedError(complaint)
        try:
            added = self._api.call("/cgi-bin/draft/add", {"articles": [article]})
            media_id = added.text("media_id")
            if not media_id:
                sentence = "微信没有给出草稿编号，稍后自动再试。"
                raise RefusedError(sentence, again=Again.SOON, reference=added.rid)
            staged = self._api.call("/cgi-bin/draft/get", {"media_id": media_id})
        except UnknownError as error:
            raise RefusedError(
                error.sentence, again=Again.SOON, code=error.code, reference=error.reference
            ) from None
        seen = "\n".join(_read_article(article) for article in staged.parts("news_item"))
        if lines_of(seen) != lines_of(order.rendering.text):
            sentence = "微信草稿箱里的内容与签发的不一致，没有发布，请核对微信改动了什么。"
            raise RefusedError(sentence, reference=staged.rid)
        return media_id

    def _published(self, publish_id: str) -> Receipt:
        """Where the job stands; UnknownError while it is under way or nobody can tell."""
        handle = f"publish:{publish_id}"
        try:
            answer = self._api.call("/cgi-bin/freepublish/get", {"publish_id": publish_id})
        except PlatformError as error:
            raise _unknown(error, handle) from None
        status = answer.number("publish_status")
        status = _UNTOLD if status is None else status
        if status == PUBLISHED and answer.text("article_id"):
            items = answer.part("article_detail").parts("item")
            url = items[0].text("article_url") if items else ""
            return Receipt(handle=answer.text("article_id"), url=url, reference=publish_id)
        if status in FAILED:
            raise RefusedError(FAILED[status], code=f"publish_status {status}")
        if status in VANISHED:
            raise UnknownError(VANISHED[status], code=f"publish_status {status}", handle=handle)
        sentence = (
            "微信正在发布，稍后自动查询结果。"
            if status == UNDER_WAY
            else "微信没有说明发布结果，稍后自动查询。"
        )
        raise UnknownError(sentence, again=Again.SOON, handle=handle)

    def _listed(self, order: Order) -> Receipt | None:
        """Look for the text among what was published since the posting was planned.

        Assumed, not documented: the newest come first.
        """
        earliest = int((order.since - _SKEW).timestamp())
        for page in range(_PAGES):
            try:
                answer = self._api.call(
                    "/cgi-bin/freepublish/batchget",
                    {"offset": page * _PAGE, "count": _PAGE, "no_content": 0},
                )
            except PlatformError as error:
                raise _unknown(error, order.handle) from None
            items = answer.parts("item")
            recent = [item for item in items if (item.number("update_time") or 0) >= earliest]
            for item in recent:
                articles = item.part("content").parts("news_item")
                seen = "\n".join(_read_article(article) for article in articles)
                if lines_of(seen) == lines_of(order.rendering.text):
                    if any(article.flag("is_deleted") for article in articles):
                        raise UnknownError(VANISHED[5], handle=order.handle)
                    return Receipt(handle=item.text("article_id"), url=articles[0].text("url"))
                if any(article.text("title") == order.rendering.title for article in articles):
                    sentence = "微信上有同题而内容不同的文章，请到公众号后台核对是不是本稿。"
                    raise UnknownError(sentence, handle=order.handle)
            if not recent or (page + 1) * _PAGE >= (answer.number("total_count") or 0):
                self._rule_out(order)
                return None
        sentence = "近期发布的文章太多，无法自动确认本稿是否已经发出，请到公众号后台核对。"
        raise UnknownError(sentence, handle=order.handle)

    def _rule_out(self, order: Order) -> None:
        """Raises UnknownError if a job of ours may be on its way though it is not listed."""
        if order.handle.startswith("publish:"):
            sentence = "微信接受过发布任务，现在却查不到结果，请到公众号后台核对。"
            raise UnknownError(sentence, handle=order.handle)
        media_id = _after("draft:", order.handle)
        if not media_id:
            return
        try:
            self._api.call("/cgi-bin/draft/get", {"media_id": media_id})
        except PlatformError as error:
            raise _unknown(error, order.handle) from None


def _fields(rendering: Rendering) -> dict[str, str]:
    return {
        "title": rendering.title,
        "author": rendering.author,
        "digest": rendering.summary,
        "content": rendering.content,
    }


def _read(title: str, author: str, summary: str, content: str) -> str:
    return lines_of("\n".join((title, author, summary, plain(content))))


def _read_article(article: Answer) -> str:
    return _read(*(article.text(key) for key in ("title", "author", "digest", "content")))


def _after(prefix: str, handle: str) -> str:
    return handle.removeprefix(prefix) if handle.startswith(prefix) else ""


def _unknown(error: PlatformError, handle: str) -> UnknownError:
    """The same answer where it leaves open what became of the job."""
    again = error.again
    if error.code in {str(BAD_MEDIA_ID), str(BAD_PUBLISH_ID)}:
        again = Again.SOON
    return UnknownError(
        error.sentence, again=again, code=error.code, reference=error.reference, handle=handle
    )
