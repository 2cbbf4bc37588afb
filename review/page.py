"""The furniture of a web page that comes along when a page is saved or pasted as text.

Such a line is no part of the piece: what is merely asked or hinted is not asked of it. A block is
never lifted here, so nothing can be smuggled through as furniture.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from review.text import Text

_BLANK = r"[ \t\u00a0\u3000]"
_ITEM = (
    "(?:(?:发布|更新|成文)?(?:时间|日期)|(?:信息)?来源|访问量|浏览(?:次数|量)|阅读(?:次数|量)?"
    "|点击(?:量|次数)|作者|责?任?编辑|字[体号])"
)
_SHAPES = (
    # the trail of pages that leads here
    "您?(?:现在|当前|所在)的?(?:所在)?位置[ ]*[:：][^\n。]{0,160}",
    "首页(?:[ ]*[>»›/＞-][ ]*[^\n。>»›/＞]{1,24}){1,8}",
    # when, whence, how often read
    f"{_ITEM}[ ]*[:：][^\n。]{{0,60}}(?:[ |]*{_ITEM}[ ]*[:：][^\n。]{{0,40}}){{1,6}}",
    # buttons
    r"【?字[体号][ ]*[:：][ 大中小】\]]*",
    "(?:手机)?扫一扫[，,]?(?:用|在)?手机(?:上|端)?(?:打开|查看|浏览)(?:当前|本)?页面?",
    "相关附件[ ]*[:：]",
    r"(?:(?:打印(?:本页)?|关闭(?:窗口|本页)?|分享到?|收藏|返回顶部|上一篇|下一篇)[ |:：【】\[\]]*){1,6}",
)
_FEED = re.compile(r"\n")
_LINE = re.compile(f"^{_BLANK}*(?:{'|'.join(_SHAPES)}){_BLANK}*$", re.MULTILINE)


def _feeds(text: Text) -> list[int]:
    return [match.start() for match in _FEED.finditer(text.folded)]


def in_furniture(text: Text, start: int, end: int) -> bool:
    """Whether a stretch, in submitted offsets, lies within one line of page furniture."""
    feeds = text.once(_feeds)
    before = bisect_left(feeds, text.folded_offset(start))
    first = feeds[before - 1] + 1 if before else 0
    line = _LINE.match(text.folded, first)
    if line is None:
        return False
    first, last = text.submitted_range(*line.span())
    return first <= start and end <= last
