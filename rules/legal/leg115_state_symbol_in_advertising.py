"""国家象征用于推销。The flag, the emblem, the anthem, the Party's emblem, the look of banknotes.

Only where something is sold in the same paragraph: raising the flag is no advertisement, and a shop
fined for misusing it is news.
"""

from datetime import date

from review.kinds import words
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule
from rules.legal._context import advertised

RULE = Rule(
    id="LEG115",
    name="国家象征用于推销",
    gate=Gate.LEGAL,
    severity=Severity.WARN,
    basis=(
        Basis("中华人民共和国广告法", "第九条", date(2021, 4, 29)),
        Basis("中华人民共和国国旗法", "第二十条", date(2021, 1, 1)),
    ),
    message="“{word}”不得用于商标、商业广告（{source}），请核对并删去。",
    check=advertised(
        words("legal/national_symbols", edges=False),
        lacks="升旗|升国旗|护卫队|教育基地|国旗法|国徽法|国歌法|党徽党旗条例|主题党日|发放国旗",
    ),
    bad=(
        Bad("店庆海报印有【国徽】图案，欢迎选购。"),
        Bad("【党徽】造型月饼礼盒，火热预订中。"),
        Bad("印有【人民币图案】的代金券，买一送一。"),
    ),
    good=(
        "国庆节当天，广场举行升国旗仪式，周边农产品展销欢迎选购。",
        "某商家在促销海报上使用国旗图案、写“限时抢购”，被市场监管部门查处。",
        "人民币汇率保持稳定，新品上市带动消费。",
        "党旗在一线高高飘扬，国徽熠熠生辉。",
    ),
)
