"""隐藏的文字和链接. What is in the page and no reader sees: the usual place of hidden links.

A hidden link that leads away, or hidden spam, is certain. Other hidden text of some length is
asked about once; a few words (menus, labels for screen readers) are nobody's concern. Remarks in
the markup are hidden too, and searched for spam only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from review.kinds import structure
from review.model import Basis, Gate, Link, Severity, Span
from review.rule import Bad, Good, Mark, Reading, Rule
from review.wordlist import Wordlist
from rules._search import kept
from rules.advertising._addresses import decoded, is_government
from rules.advertising.adv401_injected_spam_line import spam_among

_REMARK = re.compile("<!--(?P<remark>.{2,4000}?)-->", re.DOTALL)
_TAG = re.compile("<[^<>]{0,300}>")
_WORDS = re.compile("[^\\w]+|_+")
_WAGER = re.compile(
    "博彩|赌场|赌球|新葡京|威尼斯人|百家乐|老虎机|投注|棋牌|捕鱼|彩票|德州扑克|时时彩|六合彩|太阳城|无码|情色|成人电影|私服"
)
_LONG = 40  # characters of hidden text from which on somebody must say what it is there for


def find(reading: Reading) -> Iterator[Mark]:
    """Hidden links that lead away, hidden spam, and hidden text of some length."""
    document = reading.document
    if not (document.links or document.hidden or document.markup):
        return
    spam = _lowered(reading.library["advertising/spam_terms"])
    marked: set[str] = set()
    for number, link in enumerate(document.links):
        if link.hidden and _leads_away(link):
            span = link.span or Span(field=f"link:{number}", start=0, end=len(link.href))
            marked.add(span.field)
            yield Mark(
                span=span,
                message="页面里藏着读者看不到的外部链接（暗链）：请删去，并立即检查网站安全。",
            )
    is_page = bool(reading.document.markup)  # what a Word file hides is CON113's matter
    for text in reading.texts:
        if not text.field.startswith("hidden:") or text.field in marked:
            continue
        whole = text.raw_span(0, len(text.submitted))
        if any(word in text.folded for word in spam):
            yield Mark(span=whole)
        elif spam_among(_WORDS.split(text.folded), reading) or _wagers(text.folded):
            yield Mark(span=whole, severity=Severity.WARN)
        elif is_page and len(text.folded.strip()) >= _LONG:
            yield Mark(span=whole, message=_ASKED, severity=Severity.WARN)
    markup = reading.text("markup")
    for match in _REMARK.finditer(markup.submitted):
        remark = _TAG.sub(" ", match["remark"]).lower()
        if any(word in remark for word in spam) or spam_among(_WORDS.split(remark), reading):
            span = markup.raw_span(*match.span("remark"))
            yield Mark(span=span, message=_REMARKED, severity=Severity.WARN)


@kept
def _lowered(listed: Wordlist) -> list[str]:
    return [entry.word.lower() for entry in listed.entries]


def _wagers(hidden: str) -> bool:
    """Whether words that nobody has reason to hide stand there side by side."""
    return len(set(_WAGER.findall(hidden))) > 1


def _leads_away(link: Link) -> bool:
    try:
        host = (urlsplit(link.href.strip()).hostname or "").lower()
    except ValueError:
        return True
    return "." in host and not is_government(decoded(host))


_REMARKED = "网页代码的注释里藏着垃圾关键词，疑似页面被篡改：请删去，并检查网站安全。"
_ASKED = "页面里有读者看不到的较长文字，请核对是否应当存在。"

RULE = Rule(
    id="ADV409",
    name="隐藏的文字和链接",
    gate=Gate.ADVERTISING,
    severity=Severity.BLOCK,
    basis=(
        Basis(
            "政府网站与政务新媒体检查指标（国办秘函〔2019〕19号）",
            "单项否决：安全、泄密事故等严重问题",
        ),
    ),
    message="页面里藏着读者看不到的垃圾文字：请删去，并立即检查网站安全。",
    check=structure(find),
    bad=(
        Bad(
            '<p>通知正文</p><div style="display:none"><a href="http://spam.example.com/">【某某娱乐】</a></div>',
            format="html",
        ),
        Bad(
            '<p>通知正文</p><div style="position:absolute;left:-9999px">【久久精品国产视频】</div>',
            format="html",
        ),
        Bad(
            '<p>通知正文</p><div style="height:0;overflow:hidden">【真人百家乐官网】</div>',
            format="html",
        ),
        Bad("<p>通知正文</p><!--【六合彩开奖结果】-->", format="html"),
    ),
    good=(
        Good(
            "<p>正文</p><!-- 文章正文开始：视频在线播放器，成人教育栏目 --><p>尾</p>", format="html"
        ),
        Good('<p>正文</p><span style="display:none">返回顶部</span>', format="html"),
        Good(
            '<p>正文</p><div style="display:none"><a href="/zwgk/">政务公开</a>'
            '<a href="https://www.gov.cn/">中国政府网</a></div>',
            format="html",
        ),
        "公安机关通报：不法分子在网页中以display:none隐藏链接。",
    ),
    fields=("title", "summary", "body", "caption", "hidden", "markup"),
)
