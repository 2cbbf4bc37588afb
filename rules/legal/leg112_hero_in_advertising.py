"""英雄烈士姓名用于推销。"""

from datetime import date

from review.kinds import words
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule
from rules.legal._context import advertised

RULE = Rule(
    id="LEG112",
    name="英雄烈士姓名用于推销",
    gate=Gate.LEGAL,
    severity=Severity.WARN,
    basis=(Basis("中华人民共和国英雄烈士保护法", "第二十二条", date(2018, 5, 1)),),
    message="英雄烈士的姓名、肖像不得用于商标、商业广告，请核对“{word}”在此是否用于推销。",
    check=advertised(
        words("legal/heroes", edges=False),
        lacks="烈士陵园|纪念馆|纪念碑|违法|查处|处罚|保护法|公益诉讼|图书|连环画|门票",
    ),
    bad=(
        Bad("【黄继光】牌烧烤，堵住你的嘴，限时抢购。"),
        Bad("【邱少云】同款烤串，立即下单。"),
    ),
    good=(
        "清明节，学生到黄继光纪念馆缅怀先烈，馆内文创欢迎选购。",
        "黄继光、邱少云的事迹激励着一代代人。",
        "某商家以邱少云名义促销，被检察机关提起公益诉讼，相关“立即下单”页面已下架。",
    ),
)
