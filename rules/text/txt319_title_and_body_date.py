"""标题与正文不符的日期. The headline says 7月15日, the text 7月16日, and no other day.

Figures of a headline are the policy gate's (PCY307).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from review.kinds import structure
from review.model import Basis, Gate, Severity
from review.rule import Bad, Good, Mark, Reading, Rule

_DAY = re.compile(r"(?<![0-9])(?P<month>[0-9]{1,2})月(?P<day>[0-9]{1,2})日(?![至—－-])")


def find(reading: Reading) -> Iterator[Mark]:
    """A day of the title where the body names one other day of that month and never this one."""
    title, body = reading.text("title"), reading.text("body")
    for match in _DAY.finditer(title.folded):
        days = {(one["month"], one["day"]) for one in _DAY.finditer(body.folded)}
        if len(days) != 1 or f"{match['month']}月{match['day']}" in body.folded:
            continue
        month, day = next(iter(days))
        if month == match["month"]:
            yield Mark(
                span=title.span(*match.span()),
                message=f"正文里的日期是“{month}月{day}日”，与标题不符，请核对。",
            )


RULE = Rule(
    id="TXT319",
    name="标题与正文不符的日期",
    gate=Gate.TEXT,
    severity=Severity.HINT,
    basis=(Basis("政府网站与政务新媒体检查指标（国办秘函〔2019〕19号）", "发布内容准确"),),
    message="标题里的日期与正文不符，请核对。",
    check=structure(find, waits=(_DAY,)),
    fields=("title", "body"),
    bad=(
        Bad("7月16日上午，全市防汛工作会议召开。", title="我市【7月15日】召开防汛工作会议"),
        Bad("本办法自8月1日起施行。", title="新办法【8月10日】起施行"),
    ),
    good=(
        Good("7月15日召开会议，7月20日前报送。", title="我市7月15日召开防汛工作会议"),
        Good("会议于15日召开，7月20日前报送材料。", title="会议通知"),
        Good("7月15日至17日举行，8月2日公布结果。", title="展会7月15日开幕"),
    ),
)
