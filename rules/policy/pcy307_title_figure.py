"""标题与正文的数字不符。新建18所学校 over a text that builds 8.

Only a figure whose unit and noun stand in the text with another number, and never with its own; a
rounded one (近百万, 超两千) is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from review.kinds import structure
from review.model import Basis, Gate, Severity
from review.rule import Bad, Good, Mark, Reading, Rule

_FIGURE = re.compile(
    r"(?<![0-9.第〔])(?P<number>[0-9]+(?:[.][0-9]+)?)(?P<unit>(?:万|亿|千)?(?:[\u4e00-\u9fff]|%))(?P<noun>[\u4e00-\u9fff]{2})"
)
_AT_THE_END = re.compile(
    r"(?P<noun>[\u4e00-\u9fff]{3})(?P<number>[0-9]+(?:[.][0-9]+)?)(?P<unit>(?:万|亿|千)?(?:亩|人|元|户|家|吨|套|辆|公里|人次|所|座|条|项|个|名|处|件|期|间|台|批))$"
)
_YEAR_OF = re.compile(
    r"(?<![0-9])(?P<number>(?:19|20)[0-9]{2})(?P<unit>年)(?:政府)?"
    r"(?P<noun>工作(?:报告|要点|总结|计划)|预算|决算|统计公报|年报)"
)
_ROUNDED = re.compile(r"(?:近|超|逾|约|达|多达|超过|突破|上|共|前|第|至|-|—|～|~|不到|不足|最高)$")


def _find(reading: Reading) -> Iterator[Mark]:
    title, body = reading.text("title"), reading.text("body")
    for pattern in (_FIGURE, _YEAR_OF):
        for match in pattern.finditer(title.folded):
            if match["unit"][-1] in "年月日时分号期届次版点余多" and pattern is _FIGURE:
                continue
            if _ROUNDED.search(title.folded, 0, match.start()):
                continue
            tail = f"{re.escape(match['unit'])}(?:政府)?{re.escape(match['noun'])}"
            others = re.findall(rf"(?<![0-9.])([0-9]+(?:[.][0-9]+)?){tail}", body.folded)
            if others and match["number"] not in others and len(set(others)) == 1:
                yield Mark(
                    span=title.span(match.start(), match.end("unit")),
                    message=f"标题中的数字在正文里写作“{others[0]}{match['unit']}{match['noun']}”，请核对。",
                )
    last = _AT_THE_END.search(title.folded.rstrip())
    if last is None or _ROUNDED.search(title.folded, 0, last.start("number")):
        return
    told = re.findall(rf"{last['noun']}([0-9]+(?:[.][0-9]+)?){last['unit']}(?![余多])", body.folded)
    if len(set(told)) == 1 and told[0] != last["number"]:
        yield Mark(
            span=title.span(last.start("number"), last.end()),
            message=f"标题中的数字在正文里写作“{told[0]}{last['unit']}”，请核对。",
        )


RULE = Rule(
    id="PCY307",
    name="标题与正文的数字不符",
    gate=Gate.POLICY,
    severity=Severity.WARN,
    basis=(
        Basis("网络信息内容生态治理规定", "第七条", date(2020, 3, 1)),
        Basis("中华人民共和国政府信息公开条例", "第六条"),
    ),
    message="标题中的数字与正文不一致，请核对。",
    check=structure(_find),
    fields=("title", "body"),
    bad=(
        Bad("今年全县新增高标准农田6.5万亩，亩均增产。", title="全县新增高标准农田【8万亩】"),
        Bad("该市将新建8所学校，投资2亿元。", title="我市将新建【18所】学校"),
        Bad("2022年政府工作报告全文如下。", title="清远市【2021年】工作报告"),
    ),
    good=(
        Good("今年新建18所学校，其中去年续建8所学校。", title="我市将新建18所学校"),
        Good("全市共有1998名学生参加。", title="近2000名学生参加竞赛"),
        Good("发放3万元补贴，惠及5万人。", title="我市发放补贴5万元"),
        Good("8所学校开学，12所学校复课，共20所。", title="18所学校迎来新生"),
        Good("会议于5月18日召开。", title="5月17日会议通知"),
    ),
)
