"""发布: freepublish submit, its states, and finding what was published without knowing its number."""

from __future__ import annotations

from datetime import timedelta

from service.platforms.page import lines_of
from service.platforms.platform import (
    Again,
    Order,
    PlatformError,
    Receipt,
    RefusedError,
    UnknownError,
)
from service.platforms.wechat.api import Wechat, rid_of
from service.platforms.wechat.box import read_article
from service.platforms.wechat.codes import (
    BAD_ARTICLE_ID,
    BAD_MEDIA_ID,
    BAD_PUBLISH_ID,
    BUSY,
    FAILED,
    PUBLISHED,
    UNDER_WAY,
    VANISHED,
)

_UNTOLD = -1  # no publish_status of WeChat's
_PAGE, _PAGES = 20, 10  # batchget gives at most 20 a page; 200 articles is a busy month
# A clock of WeChat's that runs behind ours must not hide our own article.
_SKEW = timedelta(minutes=5)


def after(prefix: str, handle: str) -> str:
    """What follows the prefix; "" if the handle is of another kind."""
    return handle.removeprefix(prefix) if handle.startswith(prefix) else ""


def submit(api: Wechat, media_id: str) -> Receipt:
    """Publish what lies in the draft box, and ask once how it goes."""
    handle = f"draft:{media_id}"
    try:
        answer = api.call("/cgi-bin/freepublish/submit", {"media_id": media_id})
    except RefusedError as error:
        # An earlier attempt of ours may have used the draft up, and "busy" promises nothing.
        if error.code in {str(BAD_MEDIA_ID), str(BUSY)}:
            raise unknown(error, handle) from None
        error.handle = handle
        raise
    except UnknownError as error:
        raise unknown(error, handle) from None
    publish_id = answer.text("publish_id")
    if not publish_id:
        sentence = "微信接受了发布任务但没有给出任务编号，稍后自动查询。"
        raise UnknownError(sentence, again=Again.SOON, handle=handle, reference=rid_of(answer))
    return published(api, publish_id)


def published(api: Wechat, publish_id: str) -> Receipt:
    """Where the job stands; UnknownError while it is under way or nobody can tell."""
    handle = f"publish:{publish_id}"
    try:
        answer = api.call("/cgi-bin/freepublish/get", {"publish_id": publish_id})
    except PlatformError as error:
        raise unknown(error, handle) from None
    if answer.text("publish_id") not in ("", publish_id):
        sentence = "微信回答的是另一个发布任务，不能据此判断，稍后自动再查。"
        raise UnknownError(sentence, again=Again.SOON, handle=handle, code="wrong_id")
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


def found(api: Wechat, order: Order) -> Receipt | None:
    """By the job's number where it is known, else by the text among what was published since."""
    publish_id = after("publish:", order.handle)
    if publish_id:
        try:
            return published(api, publish_id)
        except UnknownError as error:
            if error.code != str(BAD_PUBLISH_ID):
                raise
    return _listed(api, order)


def read_back(api: Wechat, receipt: Receipt) -> str:
    """What readers see of a published article. UnknownError, for a person, if it is gone.

    The answer names no job, but it does tell 5 from 6: the job's number is in the reference.
    """
    try:
        answer = api.call("/cgi-bin/freepublish/getarticle", {"article_id": receipt.handle})
    except PlatformError as error:
        raise unknown(error, receipt.handle) from None
    articles = answer.parts("news_item")
    if not articles or any(article.flag("is_deleted") for article in articles):
        raise UnknownError("文章在微信上已看不到，请到公众号后台核实原因。")
    return "\n".join(read_article(article) for article in articles)


def take_down(api: Wechat, receipt: Receipt) -> str:
    """Deletes the article, which cannot be undone; well done too if it is gone already."""
    try:
        answer = api.call("/cgi-bin/freepublish/delete", {"article_id": receipt.handle, "index": 0})
    except RefusedError as error:
        if error.code == str(BAD_ARTICLE_ID):
            return error.reference
        if error.code == str(BUSY):
            raise unknown(error, receipt.handle) from None
        raise
    return rid_of(answer)


def unknown(error: PlatformError, handle: str) -> UnknownError:
    """The same answer where it leaves open what became of the job."""
    again = error.again
    if error.code in {str(BAD_MEDIA_ID), str(BAD_PUBLISH_ID)}:
        again = Again.SOON
    return UnknownError(
        error.sentence, again=again, code=error.code, reference=error.reference, handle=handle
    )


def _listed(api: Wechat, order: Order) -> Receipt | None:
    """Look for the text among what was published since the posting was planned.

    Assumed, not documented: the newest come first.
    """
    earliest = int((order.since - _SKEW).timestamp())
    for page in range(_PAGES):
        try:
            answer = api.call(
                "/cgi-bin/freepublish/batchget",
                {"offset": page * _PAGE, "count": _PAGE, "no_content": 0},
            )
        except PlatformError as error:
            raise unknown(error, order.handle) from None
        items = answer.parts("item")
        recent = [item for item in items if (item.number("update_time") or 0) >= earliest]
        for item in recent:
            articles = item.part("content").parts("news_item")
            seen = "\n".join(read_article(article) for article in articles)
            if lines_of(seen) == lines_of(order.rendering.text):
                if any(article.flag("is_deleted") for article in articles):
                    raise UnknownError(VANISHED[5], handle=order.handle)
                return Receipt(handle=item.text("article_id"), url=articles[0].text("url"))
            if any(article.text("title") == order.rendering.title for article in articles):
                sentence = "微信上有同题而内容不同的文章，请到公众号后台核对是不是本稿。"
                raise UnknownError(sentence, handle=order.handle)
        if not recent or (page + 1) * _PAGE >= (answer.number("total_count") or 0):
            _rule_out(api, order)
            return None
    sentence = "近期发布的文章太多，无法自动确认本稿是否已经发出，请到公众号后台核对。"
    raise UnknownError(sentence, handle=order.handle)


def _rule_out(api: Wechat, order: Order) -> None:
    """Raises UnknownError if a job of ours may be on its way though it is not listed."""
    if order.handle.startswith("publish:"):
        sentence = "微信接受过发布任务，现在却查不到结果，请到公众号后台核对。"
        raise UnknownError(sentence, handle=order.handle)
    media_id = after("draft:", order.handle)
    if not media_id:
        return
    try:
        api.call("/cgi-bin/draft/get", {"media_id": media_id})
    except PlatformError as error:
        raise unknown(error, order.handle) from None
