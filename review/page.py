"""The furniture of a web page that comes along when a page is saved or pasted as text.

Such a line is no part of the piece: what is merely asked or hinted is not asked of it. A block is
never lifted here, so nothing can be smuggled through as furniture.
"""

from __future__ import annotations

import re

from review.text import Text

_CUES = ("位置", "首页", "访问量", "浏览", "阅读", "字体", "字号", "扫一扫", "附件", "打印", "来源", "上一篇", "下一篇", "分享到", "关闭")
_ITEM = r"(?:(?:发布|更新|成文)?(?:时间|日期)|来源|信息来源|访问量|浏览(?:次数|量)|阅读(?:次数|量)?|点击(?:量|次数)|作者|责任?编辑|字[体号])"
_LINES = re.compile(
    r"""(?mx)^[ \t\u00a0\u3000]*(?:
      (?:您)?(?:现在|当前|所在)的?(?:所在)?位置\s*[:：][^\n。]{0,160}
    | 首页(?:\s*[>»›/＞-]\s*[^\n。>»›/＞]{1,24}){1,8}
    | %(item)s\s*[:：][^\n。]{0,60}(?:[ \t\u00a0\u3000|]+%(item)s\s*[:：][^\n。]{0,40}){1,6}
    | 【?\s*字[体号]\s*[:：][\s大中小】\]]*
    | (?:手机)?扫一扫[，,]?(?:用|在)?手机(?:上|端)?(?:打开|查看|浏览)(?:当前|本)?页面?
    | 相关附件\s*[:：]
    | (?:(?:打印(?:本页)?|关闭(?:窗口|本页)?|分享到?|收藏|返回顶部|上一篇|下一篇)[\s|:：【】\[\]]*){1,6}
    )[ \t\u00a0\u3000]*$"""
    % {"item": _ITEM}
)


def furniture(text: Text) -> list[tuple[int, int]]:
    """Lines of page furniture in a text, in submitted offsets."""
    if not any(cue in text.folded for cue in _CUES):
        return []
    return [text.submitted_range(*match.span()) for match in _LINES.finditer(text.folded)]
