"""随机编号的空标签。Empty elements with one random id of five signs, strewn over stolen pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

from review.kinds import structure
from review.model import Basis, Gate, Severity
from review.rule import Bad, Good, Mark, Reading, Rule

_SHELL = re.compile(r"""<(\w{1,12}) id=["'](?P<id>[a-z0-9]{4,8})["']>\s*</\1>""", re.IGNORECASE)
_RUN = re.compile(r"""(?:<(\w{1,12}) id=["'][a-z0-9]{4,8}["']>\s*</\1>\s*)+""", re.IGNORECASE)
_LEAST = 3
_RANDOM = re.compile(r"(?=[a-z]*[0-9])(?=[0-9]*[a-z])[a-z0-9]{4,8}$", re.IGNORECASE)


def find(reading: Reading) -> Iterator[Mark]:
    """Runs of such shells; ids that a page gives once are its own."""
    text = reading.text("markup")
    seen = Counter(match["id"] for match in _SHELL.finditer(text.submitted))
    wanted = {one for one, times in seen.items() if times >= _LEAST and _RANDOM.match(one)}
    if not wanted:
        return
    for match in _RUN.finditer(text.submitted):
        shell = _SHELL.match(text.submitted, match.start())
        if shell and shell["id"] in wanted:
            yield Mark(span=text.raw_span(match.start(), match.start() + len(match[0].rstrip())))


RULE = Rule(
    id="ADV404",
    name="随机编号的空标签",
    gate=Gate.ADVERTISING,
    severity=Severity.BLOCK,
    basis=(
        Basis(
            "政府网站与政务新媒体检查指标（国办秘函〔2019〕19号）",
            "单项否决：安全、泄密事故等严重问题",
            date(2019, 4, 1),
        ),
    ),
    message="网页代码里有成批的随机编号空标签，是采集、篡改程序留下的痕迹：请检查页面来源和网站安全。",
    check=structure(find, literals=(" id=",)),
    bad=(
        Bad(
            '<p>正文一</p>【<legend id="h4sia"></legend><samp id="h4sia"></samp>】<p>正文二</p>'
            '【<em id="h4sia"></em>】',
            format="html",
        ),
        Bad(
            '<div>通知</div>【<i id="x9k2q"></i>】<div>一</div>【<b id="x9k2q"></b>】<div>二</div>'
            '【<u id="x9k2q"></u>】',
            format="html",
        ),
    ),
    good=(
        Good(
            '<div id="top"></div><div id="main1"></div><p>正文</p><div id="foot2"></div>',
            format="html",
        ),
        Good('<a id="p1"></a><p>一</p><a id="p2"></a><p>二</p><a id="p3"></a>', format="html"),
    ),
    fields=("markup",),
)
