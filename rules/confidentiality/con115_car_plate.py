"""车牌号与车主姓名。

A plate alone is what traffic exposure lists are about; with its owner's full name it tells who was
where.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from review.kinds import structure
from review.model import Basis, Gate, Severity
from review.persons import MASKED_NAME, NAME
from review.rule import Bad, Mark, Reading, Rule
from rules.confidentiality._tables import in_column

_PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][a-hj-np-z][ ·•.\-]?(?:[a-hjk][a-hj-np-z0-9][0-9]{4}|[0-9]{5}[a-hjk]|[a-hj-np-z0-9]{4}[a-hj-np-z0-9挂学警港澳领])(?![a-z0-9])"
)
_OWNER = re.compile(
    rf"(?:车主|驾驶人|驾驶员|司机|当事人|机动车所有人|车辆所有人|实际车主|业主|住户|租车人|承租人|租户|村民|居民|市民|乘客|死者|伤者)(?:姓名)?(?:为|是|系)?[：: ]?({NAME})(?![某\*])"
)
_HIDDEN_OWNER = re.compile(rf"车主(?:姓名)?(?:为|是|系)?[：: ]?{MASKED_NAME}")
_BEHIND = 20  # characters on either side in which the owner is looked for
_LITERALS = (
    "车主",
    "驾驶人",
    "驾驶员",
    "司机",
    "当事人",
    "所有人",
    "业主",
    "住户",
    "租车人",
    "租户",
    "承租人",
    "村民",
    "居民",
    "市民",
    "乘客",
    "死者",
    "伤者",
)


def find(reading: Reading) -> Iterator[Mark]:
    for text in reading.texts:
        for match in _PLATE.finditer(text.folded):
            first, last = text.paragraph(match.start())
            around = text.folded[
                max(first, match.start() - _BEHIND) : min(last, match.end() + _BEHIND)
            ]
            owner = _OWNER.search(around)
            if owner and "某" not in owner[0] and not in_column(text, *match.span()):
                yield Mark(span=text.span(*match.span()))
            elif _HIDDEN_OWNER.search(around) and not in_column(text, *match.span()):
                yield Mark(span=text.span(*match.span()), severity=Severity.HINT)


RULE = Rule(
    id="CON115",
    name="车牌号与车主姓名",
    gate=Gate.CONFIDENTIALITY,
    severity=Severity.WARN,
    basis=(Basis("中华人民共和国个人信息保护法", "第二十五条", date(2021, 11, 1)),),
    message="车牌号与车主姓名同时出现，可以识别到个人，请隐去其一。",
    check=structure(find, literals=_LITERALS),
    bad=(
        Bad("驾驶员王强，车牌号【粤R12345】。"),
        Bad("机动车所有人：李建国，货车【粤A12345D】。车主：王强，轿车【粤AD12345】。"),
        Bad("肇事逃逸车辆【粤R8K326】，车主孙某已到案。"),
        Bad("车主：李建国，小型轿车【粤AA12345】，违停一次。"),
        Bad("业主王丽萍，车牌【粤RD12345】，物业费拖欠三年。"),
    ),
    good=(
        "曝光：粤R12345违法停车，驾驶人请到大队处理。",
        "劳动模范王强驾驶粤R12345公交车二十年。",
        "驾驶人李某驾驶粤R12345号牌车辆闯红灯。",
        "粤R牌照办理窗口搬迁，车主请到新址办理。",
    ),
)
