"""蜘蛛池链接尾巴。The list of place names with bars that link farms hang under stolen pages.

With its label it is certain. A list of the same shape without one is asked about only where it
ends in a bar: a portal's own list of districts does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from review.kinds import structure
from review.model import Basis, Gate, Severity
from review.rule import Bad, Mark, Reading, Rule

_LABELLED = re.compile(
    r"(?:主站)?蜘蛛池(?:模板|程序|系统|源码)?[ ]?[:：][^\n\r]*?(?=[ \t]*(?:[\n\r]|$))"
)
_BARE = re.compile(
    r"(?:^|(?<=[\n\r]))[ \t]*(?P<list>(?:[^|\n\r，。；]{2,12}\|[ \t]*){15,200})(?=[ \t]*(?:[\n\r]|$))"
)
_PLACE = re.compile("[市县区旗州]$")


def find(reading: Reading) -> Iterator[Mark]:
    """Labelled tails, and unlabelled lists of places that end in a bar."""
    for text in reading.texts:
        labelled = False
        for match in _LABELLED.finditer(text.folded):
            if match[0].count("|") + match[0].count("｜") + match[0].count(",") >= 3:  # a list
                labelled = True
                yield Mark(span=text.span(*match.span()))
        if labelled:
            continue
        for match in _BARE.finditer(text.folded):
            items = [item.strip() for item in match["list"].split("|") if item.strip()]
            places = sum(bool(_PLACE.search(item)) for item in items)
            if 10 * places >= 7 * len(items):
                start = match.start("list")
                span = text.span(start, start + len(match["list"].rstrip()))
                yield Mark(span=span, severity=Severity.WARN)


RULE = Rule(
    id="ADV402",
    name="蜘蛛池链接尾巴",
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
    message="疑似网页被篡改后挂上的“蜘蛛池”链接列表：请整段删去，并立即检查网站安全。",
    check=structure(find, literals=("蜘蛛池", "|")),
    bad=(
        Bad("扫一扫打开当前页\n【主站蜘蛛池模板: 甲山市| 乙水县| 丙河区| 丁旗| 娱乐| 戊江县|】"),
        Bad("正文结束。【蜘蛛池：甲山市|乙水县|丙河区|丁江县】\n"),
        Bad("【" + "|".join(f"{name}县" for name in "东西南北上下左右大小山水河江海林") + "|】"),
    ),
    good=(
        "网信部门开展专项行动，打击“蜘蛛池”、暗链等黑灰产：查处案件三起。",
        "县区网站： 清城区 | 清新区 | 英德市 | 连州市 | 佛冈县 | 阳山县 | 连山县 | 连南县",
        "首页 | 新闻 | 公开 | 服务 | 互动 | 数据 | 专题 | 走进 | 机构 | 法规 | 规划 | 统计 | 财政 | 人事 | 招聘 | 应急 |",
        "各县（市、区）：英德市、连州市、佛冈县、阳山县。",
    ),
)
