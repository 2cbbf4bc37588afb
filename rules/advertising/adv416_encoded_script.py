r"""编码隐藏的脚本. Orders to the browser written as numbers, so that nobody who looks sees them.

Judged by what they say once decoded: `\x64\x6f\x63…` and `String.fromCharCode(60,115,…)` that come
to a script, an address or a write into the page. Tables of signs and dashes say none of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from review.kinds import structure
from review.model import Basis, Gate, Severity
from review.rule import Bad, Good, Mark, Reading, Rule
from rules.advertising._scripts import scripts

_ESCAPED = re.compile(r"(?:\\(?:x[0-9a-f]{2}|u00[0-9a-f]{2})){4,400}+", re.IGNORECASE)
_NUMBERED = re.compile(
    r"fromcharcode\(\s{0,3}(?P<codes>[0-9]{1,5}(?:\s{0,3},\s{0,3}[0-9]{1,5}){5,400})", re.IGNORECASE
)
_CODE = re.compile(r"\\(?:x|u00)([0-9a-f]{2})", re.IGNORECASE)
_ORDER = re.compile(r"script|document|write|https?:|location|iframe|innerhtml|eval", re.IGNORECASE)


def find(reading: Reading) -> Iterator[Mark]:
    text = reading.text("markup")
    markup = text.submitted
    for start, end in scripts(markup):
        runs = [
            (match.span(), "".join(chr(int(code, 16)) for code in _CODE.findall(match[0])))
            for match in _ESCAPED.finditer(markup, start, end)
        ]
        runs += [
            (match.span("codes"), "".join(chr(min(int(code), 0xFFFF)) for code in match["codes"].split(",")))
            for match in _NUMBERED.finditer(markup, start, end)
        ]  # fmt: skip
        telling = [span for span, words in sorted(runs) if _ORDER.search(words)]
        if telling:
            yield Mark(span=text.raw_span(*telling[0]))


RULE = Rule(
    id="ADV416",
    name="编码隐藏的脚本",
    gate=Gate.ADVERTISING,
    severity=Severity.WARN,
    basis=(
        Basis(
            "政府网站与政务新媒体检查指标（国办秘函〔2019〕19号）",
            "单项否决：安全、泄密事故等严重问题",
            date(2019, 4, 1),
        ),
    ),
    message="网页里有用数字编码藏起来的脚本，读代码的人看不出它做什么：请核实来源，不是本单位的立即删去并检查网站安全。",
    check=structure(find, literals=(r"\x", r"\u00", "fromcharcode")),
    bad=(
        Bad(
            r"""<script>window["【\x64\x6f\x63\x75\x6d\x65\x6e\x74】"]["\x77\x72\x69\x74\x65"]("x")</script><p>正文</p>""",
            format="html",
        ),
        Bad(
            "<script>document.write(String.fromCharCode(【60,115,99,114,105,112,116,32,115,114,99】))</script><p>正文</p>",
            format="html",
        ),
    ),
    good=(
        Good(
            r"""<script>var r=/[\x00-\x1f\x7f-\x9f\xa0\xad]/g,dash="\u2014",nbsp="\xa0\xa0\xa0\xa0\xa0";</script><p>正文</p>""",
            format="html",
        ),
        Good(
            "<script>var week=String.fromCharCode(26085,19968,20108,19977,22235,20116,20845);</script><p>正文</p>",
            format="html",
        ),
        Good(r"<p>示例：\x64\x6f\x63\x75\x6d\x65\x6e\x74 是 document 的编码。</p>", format="html"),
    ),
    fields=("markup",),
)
