"""换脸脚本. A script that shows search engines one page and readers another, or sends them on.

What whoever breaks into a page leaves in its head: the title is changed unless a search engine
asks, or whoever comes from one is led away. Asking for the browser is common, and so is counting
where readers come from; neither goes with a new title or another address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from review.kinds import structure
from review.model import Basis, Gate, Severity
from review.rule import Bad, Good, Mark, Reading, Rule
from rules.advertising._scripts import scripts

_ENGINE = re.compile(
    r"baidu(?!boxapp|browser|map)|sogou(?!mobile|mse)|spider|googlebot|bingbot|yisou|haosou|so\.com|sm\.cn",
    re.IGNORECASE,
)
_AGENT = re.compile(r"useragent", re.IGNORECASE)
_TITLE = re.compile(r"document\s{0,3}\.\s{0,3}title(?=\s{0,3}=[^=])", re.IGNORECASE)
_REFERRER = re.compile(r"document\s{0,3}\.\s{0,3}referrer", re.IGNORECASE)
_AWAY = re.compile(
    r"location(?:\.href)?\s{0,3}=\s{0,3}[\"']https?:|location\.(?:replace|assign)\(\s{0,3}[\"']https?:",
    re.IGNORECASE,
)
_REACH = 1500  # characters of the script around the place


def find(reading: Reading) -> Iterator[Mark]:
    text = reading.text("markup")
    markup = text.submitted
    for start, end in scripts(markup):
        for cue, others in ((_TITLE, (_AGENT, _ENGINE)), (_REFERRER, (_ENGINE, _AWAY))):
            match = cue.search(markup, start, end)
            if match is None:
                continue
            first, last = max(start, match.start() - _REACH), min(end, match.end() + _REACH)
            if all(other.search(markup, first, last) for other in others):
                yield Mark(span=text.raw_span(*match.span()))
                break


RULE = Rule(
    id="ADV415",
    name="换标题、带走读者的脚本",
    gate=Gate.ADVERTISING,
    severity=Severity.BLOCK,
    basis=(
        Basis(
            "政府网站与政务新媒体检查指标（国办秘函〔2019〕19号）",
            "单项否决：安全、泄密事故等严重问题",
            date(2019, 4, 1),
        ),
        Basis("中华人民共和国网络安全法", "第二十一条"),
    ),
    message="网页里有按搜索引擎换标题或把读者带往别处的脚本，是页面被篡改的典型痕迹：请删去，并立即检查网站安全。",
    check=structure(find, literals=("document.title", "document.referrer", "referrer")),
    bad=(
        Bad(
            "<script>if(navigator.userAgent.toLowerCase().indexOf('baidu') == -1)"
            "{【document.title】='关于防汛工作的通知'}</script><p>正文</p>",
            format="html",
        ),
        Bad(
            "<script>var r=【document.referrer】;if(r.indexOf('sogou')>0||r.indexOf('so.com')>0)"
            "{location.href='http://spam.example.com/'}</script><p>正文</p>",
            format="html",
        ),
        Bad(
            "<p>正文</p><SCRIPT>if(/Baiduspider|Sogou/i.test(navigator.userAgent)){【document.title】 = 'x'}",
            format="html",
        ),
    ),
    good=(
        Good(
            "<script>var u=navigator.userAgent;if(/android|iphone|MicroMessenger|baiduboxapp/i.test(u))"
            "{document.title='清远市人民政府'}</script><p>正文</p>",
            format="html",
        ),
        Good(
            "<script>var _hmt=_hmt||[];(function(){var hm=document.createElement('script');"
            "hm.src='https://hm.baidu.com/hm.js?'+document.referrer;})();</script><p>正文</p>",
            format="html",
        ),
        Good(
            "<script>if(document.title=='baidu'&&navigator.userAgent){share()}</script><p>正文</p>",
            format="html",
        ),
        Good(
            "<p>脚本写法是if(navigator.userAgent.indexOf('baidu')){document.title='x'}。</p>",
            format="html",
        ),
    ),
    fields=("markup",),
)
