"""群发: to the followers' message lists, where freepublish does not reach.

`clientmsgid` is a true once-only key for 24 hours: sending again answers 45065 with the first
msg_id. An account with 群发保护 lets an administrator confirm within 30 minutes, or nothing goes
out; WeChat tells no state of its own for that wait, so ours says what may be the matter.
Facts: developers.weixin.qq.com/doc/service/guide/product/message/Batch_Sends.html, read 2026-11;
the names of msg_status from the guide of the older interface.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from service.clock import local_time
from service.platforms.platform import (
    BY_HAND,
    TO_CONFIRM,
    Again,
    Order,
    PlatformError,
    Receipt,
    RefusedError,
    UnknownError,
)
from service.platforms.wechat.api import Wechat, rid_of
from service.platforms.wechat.codes import BUSY, SENT_ALREADY
from service.platforms.wechat.publishing import unknown

PREFIX = "mass:"
_REMEMBERED = timedelta(hours=23)  # of the 24 for which the key is checked
_CONFIRMED_WITHIN = timedelta(minutes=30)
_LONGEST_KEY = 64


def send(api: Wechat, order: Order, media_id: str) -> Receipt:
    """To all followers, once: the posting's key goes along."""
    draft = f"draft:{media_id}"
    if len(order.key.encode()) > _LONGEST_KEY:
        raise RefusedError("发送编号超过微信群发允许的 64 字节，请交给系统维护人员。")
    body = {
        "filter": {"is_to_all": True},
        "mpnews": {"media_id": media_id},
        "msgtype": "mpnews",
        "send_ignore_reprint": 0,
        "clientmsgid": order.key,
    }
    try:
        answer = api.call("/cgi-bin/message/mass/sendall", body, taken=frozenset({SENT_ALREADY}))
    except RefusedError as error:
        if error.code == str(BUSY):
            raise unknown(error, draft) from None
        error.handle = draft
        raise
    except UnknownError as error:
        raise unknown(error, draft) from None
    msg_id = answer.text("msg_id")
    if not msg_id:
        sentence = "微信接受了群发但没有给出群发编号，稍后自动查询。"
        raise UnknownError(sentence, again=Again.SOON, handle=draft, reference=rid_of(answer))
    return state(api, order, _handle(msg_id, order.now))


def found(api: Wechat, order: Order) -> Receipt | None:
    """By its number. Without one there is no list to look in, but within a day the key keeps a
    second sending from becoming a second message.
    """
    if order.handle.startswith(PREFIX):
        return state(api, order, order.handle)
    if order.now - order.since < _REMEMBERED:
        return None
    sentence = "群发编号没有收到，且已超过一天，不能再自动确认，请到公众号后台的群发记录核对。"
    raise UnknownError(sentence, handle=order.handle)


def _handle(msg_id: str, sent_at: datetime) -> str:
    """Its number, and when it was sent: the administrator has half an hour from then on."""
    return f"{PREFIX}{msg_id}@{int(sent_at.timestamp())}"


def _number(handle: str) -> str:
    return handle.removeprefix(PREFIX).partition("@")[0]


def state(api: Wechat, order: Order, handle: str) -> Receipt:
    """Where a mass sending stands; UnknownError while it is under way or waits to be confirmed."""
    msg_id = _number(handle)
    try:
        answer = api.call("/cgi-bin/message/mass/get", {"msg_id": msg_id})
    except PlatformError as error:
        raise unknown(error, handle) from None
    match answer.text("msg_status").upper():
        case "SEND_SUCCESS":
            return Receipt(handle=handle, reference=msg_id)
        case "SEND_FAIL":
            sentence = (
                "微信群发失败，没有发出：可能是管理员拒绝或 30 分钟内没有确认，"
                "也可能是平台审核未通过；请到公众号后台查看原因后决定是否重发。"
            )
            raise RefusedError(sentence, code="SEND_FAIL")
        case "DELETE":
            raise UnknownError("这条群发已被删除，请核实原因。", code="DELETE", handle=handle)
        case _:
            sent = handle.partition("@")[2]
            sent_at = datetime.fromtimestamp(int(sent), UTC) if sent.isdecimal() else order.now
            until = local_time(sent_at + _CONFIRMED_WITHIN)
            sentence = (
                "已提交群发。如公众号开启了群发保护，请管理员在手机微信上确认"
                f"（30 分钟内，约 {until:%H:%M} 前），否则群发失败；系统会继续查询。"
            )
            raise UnknownError(sentence, again=Again.SOON, handle=handle, code=TO_CONFIRM)


def read_back(api: Wechat, receipt: Receipt) -> str:
    """Raises UnknownError: WeChat shows nobody the text of a mass sending, only whether it is gone."""
    msg_id = _number(receipt.handle)
    try:
        answer = api.call("/cgi-bin/message/mass/get", {"msg_id": msg_id})
    except PlatformError as error:
        raise unknown(error, receipt.handle) from None
    if answer.text("msg_status").upper() == "DELETE":
        raise UnknownError("这条群发已被删除，请核实原因。", code="DELETE")
    sentence = "微信不提供读取群发内容的接口，请在手机上打开文章人工核对。"
    raise UnknownError(sentence, code=BY_HAND)


def take_down(api: Wechat, receipt: Receipt) -> str:
    """Deletes the article behind the message; the message itself stays in people's lists."""
    msg_id = _number(receipt.handle)
    answer = api.call("/cgi-bin/message/mass/delete", {"msg_id": msg_id, "article_idx": 0})
    return rid_of(answer)
