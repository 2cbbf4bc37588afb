"""成段的无意义文字。

Characters in a row that make no words, put between paragraphs to make a stolen page look new.
Sentences of so many characters have a punctuation mark and words of two; these have neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from review.codes import PADDING
from review.kinds import structure
from review.model import Basis, Gate, Severity
from review.rule import Bad, Mark, Reading, Rule, Text

_LEAST = 30  # Chinese characters in a row without a mark or a space
_LAST = np.uint64(ord("鿿") - ord("一"))
_LONE = 0.75  # share of the words that have one character
_LONGEST = 400  # characters of a run that are looked at
# Characters that any text on public affairs is full of.
_KNOWN = re.compile(
    "[的一国在人了有中是年和大业不为发会工经上地市要个产这出行作生家以成到日民来我部对进多全建他公开们场展时理新方主企资实学报制政济用同于法高长现本月定化加动合品重关机分力自外者区能设后就等体下万元社过前面农也得与说之员而务利电文事可种总改三各好金第司其从平代当天水省提商十管内小技位目起海所立已通入量子问度北保心还科委都术使明着次将增基名向门应里美由规今题记点计去强两些表系办教正条最达特革收二期并程厂如道际及西口京华任调性导组东路活广意比投决交统党南安此领结营项情解议义山先车然价放世间因共院步物界集把持无但城相书村求治取原处府研质信四运县军件育局干队团又造形级标联专少费效据手施权江近深更认果格几看没职服台式益想数单样只被亿老受优常销志战流很接乡头给至难观指创证织论别五协变风批见究支那查张精林每转划准做需传争税构具百或才积势举必型易视快李参回引镇首推思完消值该走装众责备州供包副极整确知贸己环话反身选亚么带采王策女谈严斯况色打德告仅它气料神率识劳境源青护列兴许户马港则节款拉直案股光较河花根布线土克再群医清速律她族历非感占续师何影功负验望财类货约艺售连纪按讯史示象养获石食抓富模始住赛客越闻央席坚]"
)
_USUAL = 0.3  # share of those characters from which on it reads like a text


def _long_runs(text: Text) -> Iterator[tuple[int, int]]:
    """Runs of at least so many Chinese characters."""
    others = (text.row.codes - ord("一")).view(np.uint64) > _LAST
    ends = others[PADDING - 1 : 1 - PADDING].nonzero()[0]
    for number in (np.diff(ends) > _LEAST).nonzero()[0].tolist():
        yield int(ends[number]), int(ends[number + 1]) - 1


def find(reading: Reading) -> Iterator[Mark]:
    for text in reading.texts:
        for first, last in _long_runs(text):
            start, end = first, min(last, first + _LONGEST)
            run = text.folded[start:end]
            if len(_KNOWN.findall(run)) > _USUAL * len(run) or len(set(run)) < len(run) / 3:
                continue
            edges = [edge for edge in text.word_edges(start, end) if start <= edge <= end]
            lone = sum(after - before == 1 for before, after in pairwise(edges))
            if len(edges) > 1 and lone >= _LONE * (len(edges) - 1):
                yield Mark(span=text.span(first, last))


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
