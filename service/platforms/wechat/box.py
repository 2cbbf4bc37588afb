"""草稿箱: putting a text and its pictures into WeChat's draft box, and reading what it made of them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from service.platforms.answer import Answer
from service.platforms.page import lines_of, plain
from service.platforms.pictures import file_name, kind_of, placed, shown
from service.platforms.platform import Again, Order, RefusedError, Rendering, UnknownError
from service.platforms.wechat.api import Wechat, rid_of
from service.platforms.wechat.codes import BAD_MEDIA_ID
from service.platforms.wechat.limits import LIMITS, PICTURES

_PICTURE = re.compile(r"(?i)<img\b")


def fields(rendering: Rendering) -> dict[str, str]:
    """The rendering's parts under the names WeChat gives them."""
    return {
        "title": rendering.title,
        "author": rendering.author,
        "digest": rendering.summary,
        "content": rendering.content,
    }


def read(title: str, author: str, summary: str, content: str) -> str:
    """What a reader reads of an article."""
    return lines_of("\n".join((title, author, summary, plain(content))))


def read_article(article: Answer) -> str:
    return read(*(article.text(key) for key in ("title", "author", "digest", "content")))


def put_in(api: Wechat, order: Order, *, cover: str, before: str = "") -> str:
    """Hands pictures and text over; the draft's media_id. `before`: the one an earlier attempt
    left in the box, which is written over, for somebody might publish it by hand.

    Nothing is public yet, so whatever goes wrong here is a refusal, never an unknown. Pictures of
    the body are handed over anew each time: WeChat does not count them (media/uploadimg).
    """
    source_url = next(iter(order.links.values()), "")
    for limit in LIMITS:
        if limit.field == "content_source_url" and (complaint := limit.complaint(source_url)):
            raise RefusedError(complaint)
    PICTURES.check(order.document, order.media)
    try:
        content = _with_pictures(api, order)
        for limit in LIMITS:  # WeChat's addresses are longer than a digest
            if limit.field == "content" and (complaint := limit.complaint(content)):
                raise RefusedError(complaint)
        article = {
            "article_type": "news",
            **fields(order.rendering),
            "content": content,
            "content_source_url": source_url,
            "thumb_media_id": cover or _cover_of(api, order),
            "need_open_comment": 0,
        }
        if before and _written_over(api, before, article):
            return before
        added = api.call("/cgi-bin/draft/add", {"articles": [article]})
    except UnknownError as error:
        raise RefusedError(
            error.sentence, again=Again.SOON, code=error.code, reference=error.reference
        ) from None
    media_id = added.text("media_id")
    if not media_id:
        sentence = "微信没有给出草稿编号，稍后自动再试。"
        raise RefusedError(sentence, again=Again.SOON, reference=rid_of(added))
    return media_id


def _written_over(api: Wechat, media_id: str, article: Mapping[str, object]) -> bool:
    """False if the draft is not in the box any more."""
    try:
        api.call("/cgi-bin/draft/update", {"media_id": media_id, "index": 0, "articles": article})
    except RefusedError as error:
        if error.code != str(BAD_MEDIA_ID):
            raise
        return False
    return True


def held(api: Wechat, media_id: str, pictures: int) -> str:
    """What the draft box shows under this name. RefusedError if pictures of it are missing."""
    draft = api.call("/cgi-bin/draft/get", {"media_id": media_id})
    articles = draft.parts("news_item")
    there = sum(len(_PICTURE.findall(article.text("content"))) for article in articles)
    if there < pictures:
        sentence = f"微信草稿箱里少了 {pictures - there} 张图片，没有发布，请检查图片后再试。"
        raise RefusedError(sentence, code="picture", reference=rid_of(draft))
    return "\n".join(read_article(article) for article in articles)


def picture_count(rendering: Rendering) -> int:
    return len(_PICTURE.findall(rendering.content))


def _with_pictures(api: Wechat, order: Order) -> str:
    addresses: dict[str, str] = {}
    for picture in shown(order.document):
        data = order.media[picture.digest]
        kind = f"image/{kind_of(data)}"
        answer = api.upload("/cgi-bin/media/uploadimg", file_name(picture, data), data, kind)
        addresses[picture.digest] = answer.text("url")
        if not addresses[picture.digest]:
            sentence = "微信收下图片但没有给出图片地址，没有发布，稍后自动再试。"
            raise RefusedError(sentence, again=Again.SOON, reference=rid_of(answer))
    return placed(order.rendering.content, lambda digest: addresses.get(digest, ""))


def _cover_of(api: Wechat, order: Order) -> str:
    """The first picture as the cover, where the office keeps none of its own for all texts."""
    for picture in shown(order.document):
        data = order.media[picture.digest]
        kind = f"image/{kind_of(data)}"
        name = file_name(picture, data)
        path = "/cgi-bin/material/add_material"
        media_id = api.upload(path, name, data, kind, type="image").text("media_id")
        if media_id:
            return media_id
    raise RefusedError("没有可用的微信封面，请管理员设置 XIANSHEN_WECHAT_THUMB_MEDIA_ID。")
