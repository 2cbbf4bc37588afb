"""同一件事两个数字. What was handed out at one event, given twice with different figures.

Only where both sentences speak of that one event or day: 累计 of a year is more than that of a day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from review.kinds import structure
from review.model import Basis, Gate, Severity
from review.rule import Bad, Mark, Reading, Rule

_DEEDS = ("发放", "接受", "解答", "接待", "出动", "检查", "排查", "张贴", "悬挂", "走访", "签约")
_DEED = re.compile(
    r"(?P<thing>[一-鿿]{2,8}?)(?P<number>[0-9]{1,7})(?:余|多)?(?P<unit>万?(?:人次|[份人家名户册张条件个次辆处]))"
)
_EVENT = re.compile(
    "(?:本次|此次|这次)(?:活动|宣传|行动|检查|培训|招聘会|义诊)|活动(?:当天|现场|期间)|当天活动"
)
_BOUNDS = "。！？\n"
_REACH = 400  # characters


def find(reading: Reading) -> Iterator[Mark]:
    """The later of two figures for one deed."""
    for text in reading.texts:
        folded = text.folded
        seen: dict[str, tuple[str, int]] = {}
        for deed, at, end in sorted(
            ((word, *place) for word in _DEEDS for place in text.places(word)),
            key=lambda one: one[1],
        ):
            match = _DEED.match(folded, end)
            if match is None:
                continue
            begin = max(folded.rfind(mark, 0, at) for mark in _BOUNDS) + 1
            if not _EVENT.search(folded, begin, at):
                continue
            key = deed + match["thing"] + match["unit"]
            first = seen.setdefault(key, (match["number"], at))
            if first[0] != match["number"] and at - first[1] <= _REACH:
                yield Mark(
                    span=text.span(at, match.end()),
                    message=f"同一次活动前文写的是{first[0]}{match['unit']}，请核对。",
                )


RULE = Rule(
    id="TXT324",
    name="同一件事前后数字不一",
    gate=Gate.TEXT,
    severity=Severity.HINT,
    basis=(Basis("中华人民共和国统计法", "第七条"),),
    message="同一次活动的同一件事前后数字不一，请核对。",
    check=structure(find, literals=_DEEDS),
    bad=(
        Bad("本次活动共发放宣传资料800份。据统计，活动当天累计【发放宣传资料1800份】。"),
        Bad("此次活动接待群众120人次。活动现场【接待群众150人次】，签约3家。"),
    ),
    good=(
        "本次活动共发放宣传资料800份。今年以来，累计发放宣传资料1800份。",
        "活动当天发放宣传资料800份、发放宣传品300份，活动现场发放宣传资料800份。",
        "本次活动接待群众120人次。次日，接待群众150人次；本次活动发放折页90份。",
    ),
)
