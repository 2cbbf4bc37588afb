"""代码残留。Entities, tags and unfilled variables that readers would see as such."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from review.kinds import pattern
from review.model import Basis, Gate, Severity
from review.rule import Bad, Good, Rule


def _shown(match: re.Match[str]) -> Sequence[str]:
    if match[0].startswith("&"):
        return (html.unescape(match[0]).replace("\u00a0", ""),)
    return ("",) if match[0].startswith("<") else ()


RULE = Rule(
    id="TXT215",
    name="网页代码残留",
    gate=Gate.TEXT,
    severity=Severity.WARN,
    basis=(Basis("政府网站与政务新媒体检查指标（国办秘函〔2019〕19号）", "发布内容准确"),),
    message="正文里残留了网页代码或未填充的变量，读者会直接看到。",
    check=pattern(
        r"&(?:nbsp|lt|gt|amp|quot|ldquo|rdquo|lsquo|rsquo|hellip|mdash|middot|times|emsp|ensp|#[0-9]{2,5});"
        r"|</?(?:p|br|span|div|strong|font|b|td|tr|table|img)(?: [a-z-]{1,20}=[^<>\n]{0,200})? ?/?>"
        r"|\{\{[^{}\n]{1,60}\}\}|\$\{[^{}\n]{1,60}\}|\[object object\]"
        r"|(?:undefined|null|nan)(?=[年月日人元次]|-nan)|<!--[^\n]{0,80}?-->",
        view="folded",
        suggest=_shown,
    ),
    bad=(
        Bad("各县（市、区）【&nbsp;】人民政府【<br/>】市直各单位【</span>】"),
        Bad("尊敬的【{{username}}】：您于【NaN】年提交的【${title}】已受理。"),
        Bad("“放管服【&rdquo;】改革"),
    ),
    good=(
        "R&D投入占比2.5%；AT&T公司；x<y且y>z；价格<100元。",
        "集合{1，2}；费用为$100；《<民法典>释义》。",
        Good("<p>各县&nbsp;（市、区）</p><p>人民政府<br>各单位</p>", format="html"),
    ),
)
