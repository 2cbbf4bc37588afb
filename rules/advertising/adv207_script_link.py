"""脚本链接。

A link that runs a script or carries a page within itself: no post needs one, and mirrors use them
to send readers on. What a page's own buttons do (print, close, go back, size of type) is left
alone; so are pictures carried inside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from review.kinds import structure
from review.model import Basis, Gate, Severity, Span
from review.rule import Bad, Good, Mark, Reading, Rule

_SCRIPT = re.compile(
    r"[\s\x00-\x20]*(?:j\s*a\s*v\s*a|vb|live)\s*s\s*c\s*r\s*i\s*p\s*t\s*:", re.IGNORECASE
)
_CARRIED = re.compile(r"\s*data:(?!image/(?!svg))", re.IGNORECASE)
_BUTTON = re.compile(
    r"[\s\x00-\x20]*javascript:\s*(?:void\b.*|;*|#|(?:window\.|self\.|top\.)?(?:print|close|history\.(?:go|back|forward))\b.*"
    r"|(?:doZoom|setFont|fontZoom|resize|zoom|share|printPage|goTop|scroll|SetHome|AddFavorite|addFavorite|collect)\w{0,20}\(.*)",
    re.IGNORECASE | re.DOTALL,
)
_SENDS_ON = re.compile(
    r"location|open\s*\(|eval|fromcharcode|unescape|atob|document\.|https?:|//|cookie",
    re.IGNORECASE,
)


def find(reading: Reading) -> Iterator[Mark]:
    for number, link in enumerate(reading.document.links):
        href = unquote(link.href)[:4000]
        if _CARRIED.match(href):
            severity = None
        elif _SCRIPT.match(href) and (not _BUTTON.match(href) or _SENDS_ON.search(href)):
            severity = None if _SENDS_ON.search(href) else Severity.HINT
        else:
            continue
        span = link.span or Span(field=f"link:{number}", start=0, end=len(link.href))
        yield Mark(span=span, severity=severity)


RULE = Rule(
    id="ADV207",
    name="脚本链接",
    gate=Gate.ADVERTISING,
    severity=Severity.WARN,
    basis=(
        Basis(
            "政府网站与政务新媒体检查指标（国办秘函〔2019〕19号）",
            "单项否决：安全、泄密事故等严重问题",
        ),
    ),
    message="链接不是网址，而是一段脚本或者内嵌的页面，读者点开后去向不明：请换成普通网址，并检查来源页面是否被篡改。",
    check=structure(find),
    bad=(
        Bad(
            "<p><a href='javascript:window.location=\"http://x.example.com\"'>【点击查看】</a></p>",
            format="html",
        ),
        Bad(
            "<p><a href='data:text/html;base64,PGgxPg=='>【附件】</a><a href=' JaVaScRiPt:eval(1)'>【下载】</a></p>",
            format="html",
        ),
    ),
    good=(
        Good(
            "<p><a href='javascript:window.print()'>打印</a><a href='javascript:void(0)'>分享</a>"
            "<a href='javascript:doZoom(16)'>大</a><a href='javascript:history.go(-1)'>返回</a></p>",
            format="html",
        ),
        Good("<p><a href='https://www.gdqy.gov.cn/javascript/'>脚本教程</a></p>", format="html"),
        Good("<p><a href='data:image/png;base64,iVBORw0KGgo='>图</a></p>", format="html"),
        "网页中的javascript:void(0)表示空链接。",
    ),
)
