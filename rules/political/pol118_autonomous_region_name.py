"""自治区名称用错。广西壮族自治县, 内蒙古回族自治区, 宁夏自治区: wrong people, wrong level or clipped.

There are five, each with one name; near-miss search is blind to a whole people put for another.
"""

from __future__ import annotations

import re
from datetime import date

from review.kinds import pattern
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule

_NAMES = {
    "内蒙古": "内蒙古自治区",
    "内蒙": "内蒙古自治区",
    "广西": "广西壮族自治区",
    "宁夏": "宁夏回族自治区",
    "新疆": "新疆维吾尔自治区",
    "西藏": "西藏自治区",
}
_PEOPLE = r"(?:蒙古族|蒙古|蒙族|壮族|壮|回族|回|维吾尔族|维吾尔|维族|维|藏族|藏|苗族|瑶族|侗族|汉族|满族|哈萨克族|彝族|土家族)"
_KNOWN = frozenset({*_NAMES.values(), "广西僮族自治区"})

RULE = Rule(
    id="POL118",
    name="自治区名称用错",
    gate=Gate.POLITICAL,
    severity=Severity.BLOCK,
    basis=(
        Basis("中华人民共和国民族区域自治法", "第二条", date(2001, 2, 28)),
        Basis(
            "政府网站与政务新媒体检查指标（国办秘函〔2019〕19号）",
            "单项否决：严重表述错误",
            date(2019, 4, 1),
        ),
    ),
    message="五个自治区各有法定名称，这里写错了民族、级别或者少了字，请逐字核对。",
    check=pattern(
        rf"(?P<place>内蒙古|内蒙|广西|宁夏|新疆|西藏)(?P<people>{_PEOPLE}?)自治(?:区|县|州|省|市)",
        only_if=lambda match: (
            match[0] not in _KNOWN
            and not (match["place"] == "新疆" and not match["people"] and match[0][-1] in "州县")
            and not (match[0][-1] == "州" and re.match("[和、等各]", match.string[match.end() :]))
        ),
        suggest=lambda match: (_NAMES[match["place"]],),
        unless_inside=("“”",),
    ),
    bad=(
        Bad("【广西壮族自治县】南宁市举办博览会。"),
        Bad("【内蒙古回族自治区】和【新疆维吾尔族自治区】代表团。"),
        Bad("【宁夏自治区】、【内蒙自治区】、【广西自治区】派员参加。"),
    ),
    good=(
        "内蒙古自治区、广西壮族自治区、西藏自治区、宁夏回族自治区、新疆维吾尔自治区。",
        "1958年广西僮族自治区成立，1965年改名。",
        "广西融水苗族自治县、内蒙古莫力达瓦达斡尔族自治旗、新疆伊犁哈萨克自治州。",
        "广西各民族自治县加强合作。",
    ),
)
