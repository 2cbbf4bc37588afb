"""编码隐藏的标题. A title or its keywords written in numbers on a page otherwise in plain Chinese.

Search engines read them, whoever opens the code does not: where injected titles stand. A system
that writes the whole page in numbers does so in the body too, and is let go.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from review.kinds import structure
from review.model import Basis, Gate, Severity
from review.rule import Bad, Good, Mark, Reading, Rule
from review.text import HAN

_ENTITY = r"&#(?:x[4-9][0-9a-f]{3}|[1-4][0-9]{4});"
_RUN = re.compile(rf"{_ENTITY}(?:[^<>\"'&]{{0,8}}{_ENTITY}){{5,200}}+", re.IGNORECASE)
_ONE = re.compile(_ENTITY, re.IGNORECASE)
_HAN = re.compile(f"[{HAN}]")
_HEAD = 20_000  # characters in which a head ends
_PLAIN = 20  # Chinese characters written plainly in the body, and as many times over


def find(reading: Reading) -> Iterator[Mark]:
    text = reading.text("markup")
    markup = text.submitted
    lowered = markup[:_HEAD].lower()
    end = max(lowered.find("</head"), lowered.find("<body"))
    if end < 0:
        return
    match = _RUN.search(markup, 0, end)
    if match is None:
        return
    body = markup[end : end + 10 * _HEAD]
    if len(_HAN.findall(body)) >= max(_PLAIN, 2 * len(_ONE.findall(body))):
        yield Mark(span=text.raw_span(*match.span()))


_BODY = "<body><h1>关于做好防汛工作的通知</h1><p>各县（市、区）人民政府，市府直属各单位：现将有关事项通知如下。</p></body>"

RULE = Rule(
    id="ADV417",
    name="编码隐藏的标题和关键词",
    gate=Gate.ADVERTISING,
    severity=Severity.WARN,
    basis=(
        Basis(
            "政府网站与政务新媒体检查指标（国办秘函〔2019〕19号）",
            "单项否决：安全、泄密事故等严重问题",
            date(2019, 4, 1),
        ),
    ),
    message="网页标题或关键词用数字编码写成，而正文不是，像是只给搜索引擎看的注入内容：请核对页面头部。",
    check=structure(find, literals=("&#",)),
    bad=(
        Bad(
            "<head><title>【&#21338;&#24425;&#24179;&#21488;_&#36275;&#29699;】</title></head>" + _BODY,
            format="html",
        ),
        Bad(
            '<head><meta name="keywords" content="【&#x535a;&#x5f69;,&#x5e73;&#x53f0;&#x8db3;&#x7403;】"></head>'
            + _BODY,
            format="html",
        ),
    ),
    good=(
        Good("<head><title>关于做好防汛工作的通知 &#8212; 清远市&#183;政务公开</title></head>" + _BODY, format="html"),
        Good(
            "<head><title>&#20851;&#20110;&#38450;&#27739;&#24037;&#20316;</title></head><body><p>"
            "&#20851;&#20110;&#38450;&#27739;&#24037;&#20316;&#30340;&#36890;&#30693;</p></body>",
            format="html",
        ),
        Good(
            "<head><title>通知</title></head><body><h1>字符编码说明，各单位按照下列编码录入生僻字</h1><p>"
            "&#21338;&#24425;&#24179;&#21488;&#36275;&#29699;</p></body>",
            format="html",
        ),
    ),
    fields=("markup",),
)  # fmt: skip
