"""蜘蛛池链接尾巴。The list of place names with bars that link farms hang under stolen pages.

With its label it is certain. Without one, a list of the same shape is asked about only where its
signs give it away: a bar after the last name too, or underscores, slashes or half-width commas
between names of several ranks. A portal's own list of districts has neither.
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
_JOINT = re.compile(r"[|｜,，_/;；#~、·]|(?<=[市县区旗州])[ \u3000]+")
_LEAST_JOINTS = 3
_BARE = re.compile(
    r"(?:^|(?<=[\n\r]))[ \t]*(?P<list>(?:[^|\n\r，。； \t][^|\n\r，。；]{1,11}\|[ \t]*+){10,200}+)(?=[ \t]*(?:[\n\r]|$))"
)
_JOINED = re.compile(
    r"(?:^|(?<=[\n\r]))[ \t]*(?P<list>[一-鿿]{2,12}(?:(?P<joint>[_/\\,;#~*·-])[ ]?[一-鿿]{2,12})(?:(?P=joint)[ ]?[一-鿿]{2,12}){8,200}(?P=joint)?)(?=[ \t]*(?:[\n\r]|$))"
)
_PLACE = re.compile("[市县区旗州]$")
_NEVER = frozenset("_#~*\\")  # between names of places, only machines write these
_RANKS = 2  # endings that a list of towns picked at random has at the least

_LEAST_LIST = 9  # joints of one kind, below which neither pattern of a list can match


def find(reading: Reading) -> Iterator[Mark]:
    """Labelled tails, and unlabelled lists of places that end in a bar."""
    for text in reading.texts:
        labelled = False
        cued = "蜘蛛池" in text.folded
        for match in _LABELLED.finditer(text.folded) if cued else ():
            if len(_JOINT.findall(match[0])) >= _LEAST_JOINTS:  # a list, no sentence about one
                labelled = True
                yield Mark(span=text.span(*match.span()))
        if labelled:
            continue
        most = max(map(text.folded.count, "|_/\\,;#~*·-"))
        if most < _LEAST_LIST:
            continue
        for match in text.matches(_BARE):
            items = [item.strip() for item in match["list"].split("|") if item.strip()]
            places = sum(bool(_PLACE.search(item)) for item in items)
            if 10 * places >= 7 * len(items):
                start = match.start("list")
                span = text.span(start, start + len(match["list"].rstrip()))
                yield Mark(span=span, severity=Severity.WARN)
        for match in text.matches(_JOINED):
            items = [item.strip() for item in match["list"].split(match["joint"]) if item.strip()]
            ends = {item[-1] for item in items if _PLACE.search(item)}
            places = sum(bool(_PLACE.search(item)) for item in items)
            strange = match["joint"] in _NEVER or len(ends) >= _RANKS
            if strange and 10 * places >= 9 * len(items):
                yield Mark(span=text.span(*match.span("list")), severity=Severity.WARN)


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
    check=structure(find, waits=(_LABELLED, _BARE, _JOINED)),
    bad=(
        Bad("扫一扫打开当前页\n【主站蜘蛛池模板: 甲山市| 乙水县| 丙河区| 丁旗| 娱乐| 戊江县|】"),
        Bad("正文结束。【蜘蛛池：甲山市|乙水县|丙河区|丁江县】\n"),
        Bad("【主站蜘蛛池模板：甲山市_乙水县_丙河区_丁江县】\n正文开始。"),
        Bad(
            "正文结束。\n【"
            + "_".join(f"{name}县" for name in "东西南北上下左右大小")
            + "_甲山市】"
        ),
        Bad("【甲市/乙市/丙县/丁县/戊区/己区/庚县/辛市/壬县/癸县/子县】\n正文开始。"),
        Bad("【" + "|".join(f"{name}县" for name in "东西南北上下左右大小山水河江海林") + "|】"),
    ),
    good=(
        "网信部门开展专项行动，打击“蜘蛛池”、暗链等黑灰产：查处案件三起。",
        "县区网站： 清城区 | 清新区 | 英德市 | 连州市 | 佛冈县 | 阳山县 | 连山县 | 连南县",
        "首页 | 新闻 | 公开 | 服务 | 互动 | 数据 | 专题 | 走进 | 机构 | 法规 | 规划 | 统计 | 财政 | 人事 | 招聘 | 应急 |",
        "甲市/乙市/丙市/丁市/戊市/己市/庚市/辛市/壬市/癸市/子市",
        "章贡区，南康区，赣县区，大余县，上犹县，崇义县，安远县，定南县，全南县，宁都县，瑞金市",
        "各县（市、区）：英德市、连州市、佛冈县、阳山县。",
    ),
)
