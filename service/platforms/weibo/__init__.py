"""微博: a short text and a link to the website, through statuses/share.

Weibo wants an address on the domain bound to the app, so the website goes first and gives it.
Facts: open.weibo.com, read 2026-11. `user_timeline`, `show` and `destroy` are documented there
for the account's own posts; whether an app may call them depends on its rights, and where it may
not a person looks instead.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from html import escape, unescape
from typing import ClassVar

from review.model import Document, Media
from service.platforms.answer import Answer
from service.platforms.pace import Pace
from service.platforms.page import ai_label, host_of, lines_of, sendable
from service.platforms.pictures import file_name, shown
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
    UnknownError,
)
from service.platforms.shown import same_text
from service.platforms.weibo.api import App, Weibo
from service.platforms.weibo.codes import NOT_THERE
from service.platforms.weibo.limits import (
    ADDRESS,
    MOST,
    PICTURES,
    TOPIC,
    WEB,
    counted,
    without_addresses,
)
from service.platforms.wire import Way
from service.settings import Settings, SettingsError

_SKEW = timedelta(minutes=5)
_TAG = re.compile(r"<[^>]{1,500}>")
_PAGE, _PAGES = 50, 4
VARIANT = "weibo"


def connect(settings: Settings) -> Connector | None:
    """The account of the settings; None where none is set. SettingsError for half-set settings."""
    if not settings.weibo_access_token:
        return None
    wanted = {
        "XIANSHEN_WEIBO_DOMAIN（微博应用绑定的网站域名）": settings.weibo_domain,
        "XIANSHEN_WEIBO_IP（向微博报告的本单位公网地址）": settings.weibo_ip,
    }
    for name, value in wanted.items():
        if not value:
            raise SettingsError(f"已设置微博授权但没有设置 {name}，请补上。")
    app = App(
        base_url=settings.weibo_base_url,
        token=settings.weibo_access_token,
        domain=settings.weibo_domain.lower(),
        ip=settings.weibo_ip,
    )
    return Connector(Weibo(app, way=Way.of(settings)), domain=app.domain, ip=app.ip)


class Connector(Platform):
    """A receipt's handle is the post's id. There is no once-only key: what may be out is looked
    for by its words among the account's own posts.
    """

    name: ClassVar[str] = "weibo"
    label: ClassVar[str] = "微博"
    depends_on: ClassVar[tuple[str, ...]] = ("site", "folder")
    # "Posted, shown after a minute or two" (20032), and then some.
    settle: ClassVar[timedelta] = timedelta(minutes=5)
    can: ClassVar[frozenset[Can]] = frozenset({Can.FIND, Can.WITHDRAW})

    def __init__(self, api: Weibo, *, domain: str, ip: str) -> None:
        self._api = api
        self._domain = domain
        self._ip = ip
        self._pace = Pace(self.label)

    def render(self, document: Document) -> Rendering:
        words = lines_of(sendable(document.variant(VARIANT)))
        if words and document.correction.strip():
            words = f"【更正】{words}"
        label = ai_label(document)
        text = lines_of(f"{words}\n{label}") if words else ""
        picture = _picture(document)
        notes = ["微博另附本单位网站的链接，由系统在网站发布后填入。"]
        left_out = len(shown(document)) - (picture is not None)
        if left_out > 0:
            notes.append(
                f"{left_out} 张图片不随稿发到微博（只带一张，且微博上写不下审图号和标识）。"
            )
        return Rendering(
            platform=self.name,
            title="",
            summary="",
            author="",
            content=escape(text),
            text=text,
            notes=tuple(notes),
            ai_label=label,
            media=(picture.digest,) if picture else (),
            variant=VARIANT,
        )

    def preflight(self, rendering: Rendering) -> tuple[str, ...]:
        text = rendering.text
        sentences: list[str] = []
        if not text:
            return ("微博要求短文，请在“微博短文”一栏填写后再送审。",)
        length = counted(text) + ADDRESS + 0.5
        if length > MOST:
            over = length - MOST
            sentences.append(
                f"微博短文连同链接有 {length:g} 字，超过微博上限 {MOST} 字（多 {over:g} 字），"
                "请缩短后重新送审。"
            )
        if TOPIC.search(text):
            sentences.append("微博短文里不能有 #话题#，微博会拒收；请删去井号。")
        if WEB.search(text):
            sentences.append("微博短文里不要写网址，系统会附上本单位网站的链接；请删去。")
        return tuple(sentences)

    def picture_complaints(self, document: Document, media: Mapping[str, bytes]) -> tuple[str, ...]:
        return PICTURES.complaints(document, media) if _picture(document) else ()

    def send(self, order: Order) -> Receipt:
        for complaint in self.preflight(order.rendering):
            raise RefusedError(complaint)
        link = self._link(order)
        picture = None
        media = _picture(order.document)
        if media is not None:
            PICTURES.check(order.document, order.media)
            data = order.media[media.digest]
            picture = (file_name(media, data), data)
        self._pace.check(order.now)
        fields = {"status": f"{order.rendering.text} {link}", "rip": self._ip}
        try:
            answer = self._api.post("/2/statuses/share.json", fields, picture)
        except PlatformError as error:
            self._pace.note(error, order.now)
            raise
        if not same_text(order.rendering.text, _words(answer)) or not _id(answer):
            sentence = "微博收下了，但回答的不是这一条，稍后自动查询。"
            raise UnknownError(sentence, again=Again.SOON, code="wrong_id")
        return _receipt(answer)

    def find(self, order: Order) -> Receipt | None:
        earliest = order.since - _SKEW
        for page in range(1, _PAGES + 1):
            try:
                answer = self._api.get(
                    "/2/statuses/user_timeline.json", count=str(_PAGE), page=str(page)
                )
            except PlatformError as error:
                raise UnknownError(error.sentence, again=error.again, code=error.code) from None
            posts = answer.parts("statuses")
            recent = [post for post in posts if (_made(post) or earliest) >= earliest]
            for post in recent:
                if same_text(order.rendering.text, _words(post)):
                    return _receipt(post)
            if len(posts) < _PAGE or len(recent) < len(posts):
                return None
        sentence = "近期发的微博太多，无法自动确认本条是否已经发出，请到微博核对。"
        raise UnknownError(sentence, handle=order.handle)

    def withdraw(self, receipt: Receipt) -> str:
        try:
            self._api.post("/2/statuses/destroy.json", {"id": receipt.handle})
        except RefusedError as error:
            if error.code != str(NOT_THERE):
                raise
        return ""

    def read_back(self, receipt: Receipt) -> str:
        try:
            post = self._api.get("/2/statuses/show.json", id=receipt.handle)
        except PlatformError as error:
            raise UnknownError(error.sentence, again=error.again, code=error.code) from None
        if post.flag("deleted") or not post.text("text"):
            raise UnknownError("这条微博已看不到，请到微博核实原因。")
        if _id(post) != receipt.handle:
            sentence = "微博回答的是另一条微博，稍后自动再读。"
            raise UnknownError(sentence, again=Again.SOON, code="wrong_id")
        return _words(post)

    def close(self) -> None:
        self._api.close()

    def health(self, now: datetime) -> Health:
        try:
            until, skew = self._api.token_ends(now)
            limits = self._api.get("/2/account/rate_limit_status.json")
        except PlatformError as error:
            reached = error.code not in {"unreachable", "tls", "proxy"}
            return Health(reachable=reached, sentence=error.sentence)
        soon = until is not None and until - now < timedelta(days=7)
        return Health(
            reachable=True,
            sentence="微博授权一周内到期，请管理员重新授权。" if soon else "",
            token_until=until,
            quota_left=limits.number("remaining_user_hits"),
            skew=skew,
        )

    def _link(self, order: Order) -> str:
        for address in order.links.values():
            host = host_of(address)
            if host == self._domain or host.endswith(f".{self._domain}"):
                return address
        sentence = (
            f"微博必须带一个 {self._domain} 上的链接，而本次发布没有给出；"
            "请与网站一起发布，并核对网站地址和微博绑定的域名。"
        )
        raise RefusedError(sentence, code="no_link")


def _picture(document: Document) -> Media | None:
    """The one picture that goes along: one under which nothing has to be written."""
    fit = (one for one in shown(document) if not one.map_number.strip() and not one.ai_generated)
    return next(fit, None)


def _words(post: Answer) -> str:
    return lines_of(without_addresses(unescape(_TAG.sub("", post.text("text")))))


def _id(post: Answer) -> str:
    return post.text("idstr") or post.text("mid") or post.text("id")


def _made(post: Answer) -> datetime | None:
    """The moment in a post: weekday, month, day, time, zone, year."""
    parts = post.text("created_at").split()
    try:
        day, month, number, clock, zone, year = parts
        return parsedate_to_datetime(f"{day}, {number} {month} {year} {clock} {zone}")
    except (ValueError, TypeError):
        return None


def _receipt(post: Answer) -> Receipt:
    user = post.part("user").text("idstr") or post.part("user").text("id")
    name = _id(post)
    return Receipt(handle=name, url=f"https://weibo.com/{user}/{name}" if user else "")
