"""标题与正文期次不符。A title of the fourth quarter over the text of the third."""

import re
from collections.abc import Iterator

from review.kinds import structure
from review.model import Basis, Gate, Severity
from review.rule import Bad, Good, Mark, Reading, Rule

_PERIOD = re.compile(r"第?([一二三四1234])(季度)|第([一二三四五六七八九十]{1,3}|[0-9]{1,3})(届)")
_QUARTERS = {"1": "一", "2": "二", "3": "三", "4": "四"}


def _read(match: re.Match[str]) -> tuple[str, str]:
    if match[2]:
        return match[2], _QUARTERS.get(match[1], match[1])
    return match[4], match[3]


def _find(reading: Reading) -> Iterator[Mark]:
    title = reading.text("title")
    periods = list(_PERIOD.finditer(title.folded))
    if not periods:
        return
    told: dict[str, set[str]] = {}
    for match in _PERIOD.finditer(reading.text("body").folded):
        kind, number = _read(match)
        told.setdefault(kind, set()).add(number)
    for match in periods:
        kind, number = _read(match)
        others = told.get(kind, set())
        # 第11届 and 第十一届 are not held against one another
        comparable = all(other.isascii() is number.isascii() for other in others)
        if others and comparable and number not in others:
            yield Mark(span=title.span(*match.span()))


RULE = Rule(
    id="PCY305",
    name="标题与正文的期次不符",
    gate=Gate.POLICY,
    severity=Severity.WARN,
    basis=(
        Basis("网络信息内容生态治理规定", "第七条"),
        Basis("政府网站与政务新媒体检查指标（国办秘函〔2019〕19号）"),
    ),
    message="标题中的季度或者届次在正文里没有出现，正文写的是另一期，请核对。",
    check=structure(_find),
    fields=("title", "body"),
    bad=(
        Bad(
            "2022年第三季度，我市检查政务新媒体56个。",
            title="2022年【第四季度】政务新媒体检查情况通报",
        ),
        Bad("我市举办第七届运动会，闭幕式今日举行。", title="【第八届】运动会闭幕"),
    ),
    good=(
        Good("2022年4季度共检查56个，三季度检查50个。", title="2022年第四季度检查情况通报"),
        Good("本次检查56个。", title="2022年第四季度检查情况通报"),
        Good("第11届运动会今日开幕。", title="第十一届运动会开幕"),
        Good("第一季度任务完成。", title="我市工作情况通报"),
    ),
)
