"""成批叠用的标点. Commas beside stops all over a text, put in by programs that launder pages.

One such pair is a slip of the text gate; three in one text are a trace.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from review.kinds import structure
from review.model import Basis, Gate, Severity
from review.rule import Bad, Mark, Reading, Rule

_PAIR = re.compile(
    r"(?<=[一-鿿])(?:[，,][、。；]|。[，,、；]|、[，,。；]|[；;][，,、。])(?=[一-鿿]|\s|$)"
)
_LEAST = 3
_REACH = 400  # characters in which so many must stand


def find(reading: Reading) -> Iterator[Mark]:
    for text in reading.texts:
        places = [match.span() for match in _PAIR.finditer(text.submitted)]
        if any(
            later[1] - first[0] <= _REACH
            for first, later in zip(places, places[_LEAST - 1 :], strict=False)
        ):
            for start, end in places:
                yield Mark(span=text.raw_span(start, end))


RULE = Rule(
    id="ADV414",
    name="成批叠用的标点",
    gate=Gate.ADVERTISING,
    severity=Severity.WARN,
    basis=(Basis("政府网站与政务新媒体检查指标（国办秘函〔2019〕19号）", "发布内容准确"),),
    message="逗号、顿号、句号成批叠用，是采集改写程序留下的痕迹，请对照原文核对全篇。",
    check=structure(
        find,
        literals=tuple(f"{one}{two}" for one in "，。、；,;" for two in "，。、；," if one != two),
    ),
    bad=(
        Bad("县政府要求【，、】各单位认真做好【，。】值班值守工作【，、】确保信息畅通。"),
        Bad("加强领导【,、】压实责任【,。】统筹推进【,、】严肃问责【,。】"),
        Bad("加强领导【；，】压实责任【。、】统筹推进【、，】严肃问责。"),
    ),
    good=(
        "会议要求，各单位认真做好，。值班值守工作。",
        "《通知》、《意见》，。……，等等。",
        "标点误用举例：“，。”“、。”“；，”“、，”，均应改正。",
    ),
)
