"""个人号、群聊和收款二维码。

The addresses behind the codes of messengers and wallets: a person's card, a group chat, a till.
Written out, linked, or read from a picture, they take readers away from the office. Its own
official accounts have other addresses (mp.weixin.qq.com, weixin.qq.com/r/).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from review.formats.plain import find_addresses
from review.kinds import structure
from review.model import Basis, Gate, Link, Severity, Span
from review.rule import Bad, Good, Mark, Reading, Rule

_KINDS = (
    (re.compile(r"https?://u\.wechat\.com/", re.IGNORECASE), "个人微信名片"),
    (re.compile(r"https?://(?:weixin|wx)\.qq\.com/(?:g|cgi-bin/wxg)/", re.IGNORECASE), "微信群聊"),
    (re.compile(r"https?://(?:qm|jq)\.qq\.com/", re.IGNORECASE), "QQ 群或者 QQ 名片"),
    (
        re.compile(
            r"wxp://|https?://qr\.alipay\.com/|https?://i\.qianbao\.qq\.com/", re.IGNORECASE
        ),
        "收款码",
    ),
    (re.compile(r"https?://payapp\.weixin\.qq\.com/", re.IGNORECASE), "收款码"),
)


def find(reading: Reading) -> Iterator[Mark]:
    seen: set[Span] = set()
    for number, link in enumerate(reading.document.links):
        span = link.span or Span(field=f"link:{number}", start=0, end=len(link.href))
        seen.add(span)
        yield from _judged(link, span)
    for text in reading.texts:
        if text.field.startswith("link:"):
            continue
        for link in find_addresses(text.field, text.submitted):
            if link.span and link.span not in seen:
                yield from _judged(link, link.span)


def _judged(link: Link, span: Span) -> Iterator[Mark]:
    for form, what in _KINDS:
        if form.match(link.href.strip()):
            message = f"指向{what}：政务稿件不应引导读者添加个人、进群或者付款，请换成本单位公布的账号、窗口。"
            yield Mark(span=span, message=message)


RULE = Rule(
    id="ADV208",
    name="个人号、群聊和收款二维码",
    gate=Gate.ADVERTISING,
    severity=Severity.WARN,
    basis=(
        Basis(
            "国务院办公厅关于推进政务新媒体健康有序发展的意见（国办发〔2018〕123号）", "内容保障"
        ),
    ),
    message="链接或者二维码指向个人号、群聊、收款码，请换成本单位公布的账号、窗口。",
    check=structure(
        find,
        literals=("u.wechat.com", ".qq.com/", "wxp://", "qr.alipay.com"),
    ),
    fields=("title", "summary", "body", "caption", "link"),
    bad=(
        Bad("<p>扫码<a href='https://u.wechat.com/kAbCdEf'>【加我】</a></p>", format="html"),
        Bad("入群【https://weixin.qq.com/g/AwYAAbc】，资料群【https://qm.qq.com/q/abc】。"),
        Bad("<p><a href='wxp://f2f0abc'>【付款】</a></p>", format="html"),
    ),
    good=(
        Good("<p><a href='https://weixin.qq.com/r/abc'>关注公众号</a></p>", format="html"),
        "原文：https://mp.weixin.qq.com/s/abc，视频：https://v.qq.com/x/1.html。",
        "警方提示：扫描收款码、入群前请核实身份。",
    ),
)
