"""成段的无意义文字。

Characters in a row that make no words, put between paragraphs to make a stolen page look new.
Sentences of so many characters have a punctuation mark and words of two; these have neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from review.kinds import structure
from review.model import Basis, Gate, Severity
from review.rule import Bad, Mark, Reading, Rule

_LEAST = 40  # Chinese characters in a row without a mark or a space
_RUN = re.compile(rf"[一-鿿]{{{_LEAST},}}")
_LONE = 0.75  # share of the words that have one character
_LONGEST = 400  # characters of a run that are looked at
_KNOWN = re.compile(r"[的了是在和有不这中人一为以上个国我]")
_USUAL = 0.12  # share of those characters from which on it reads like a text


def find(reading: Reading) -> Iterator[Mark]:
    for text in reading.texts:
        for match in _RUN.finditer(text.folded):
            start, end = match.start(), min(match.end(), match.start() + _LONGEST)
            run = text.folded[start:end]
            if len(_KNOWN.findall(run)) > _USUAL * len(run) or len(set(run)) < len(run) / 3:
                continue
            edges = [edge for edge in text.word_edges(start, end) if start <= edge <= end]
            lone = sum(after - before == 1 for before, after in pairwise(edges))
            if len(edges) > 1 and lone >= _LONE * (len(edges) - 1):
                yield Mark(span=text.span(*match.span()))


RULE = Rule(
    id="ADV412",
    name="成段的无意义文字",
    gate=Gate.ADVERTISING,
    severity=Severity.WARN,
    basis=(Basis("政府网站与政务新媒体检查指标（国办秘函〔2019〕19号）", "发布内容准确"),),
    message="这一段文字连不成词句，像是采集改写程序填进去的，请删去并核对全文来源。",
    check=structure(find),
    bad=(
        Bad(
            "第一段。\n【妾唛鲺鎘覅樘凫锕煨砻蕨痤仂喏怵绺飧箜谡坻氲蚍疠僬毳郏袢诨椴钔苻帔缟戤潢佶觇蚧骢赍】\n第二段。"
        ),
        Bad(
            "【垣筐涕噪榔巷蹈谬拴锌凿窜雇蛹遏拌蔗庶恃嗅赘镣舶铣豌酋瓮隘秉蛀钾惫硒棱耘啮睦蹭沥椭酗锰】"
        ),
    ),
    good=(
        "中华人民共和国国务院办公厅关于进一步加强政务新媒体健康有序发展工作的若干实施意见和管理办法",
        "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨，朱秦尤许何吕施张孔曹严华金魏陶姜。",
        "观自在菩萨行深般若波罗蜜多时，照见五蕴皆空，度一切苦厄。",
        "清远市清城区清新区英德市连州市佛冈县阳山县连山壮族瑶族自治县连南瑶族自治县人民政府",
    ),
)
