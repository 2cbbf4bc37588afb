"""医疗保健广告断言。

Cure rates and promises of safety are forbidden in advertisements; in a health bureau's report the
same words are statistics. So it needs something being sold beside it.
"""

from datetime import date

from review.kinds import words
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule
from rules.legal._context import advertised

RULE = Rule(
    id="LEG107",
    name="医疗保健广告断言",
    gate=Gate.LEGAL,
    severity=Severity.WARN,
    basis=(
        Basis("中华人民共和国广告法", "第十六条、第十七条、第十八条、第二十条", date(2021, 4, 29)),
    ),
    message="推销医疗、药品、保健食品时不得有“{word}”这类断言。依据：{source}。",
    check=advertised(words("legal/medical_claims", edges=False)),
    bad=(
        Bad("本品【根治】风湿，【治愈率】达98%，订购热线400-123-4567。"),
        Bad("纯中药配方，【无副作用】，限时特惠，货到付款。"),
        Bad("这款压片糖果【降血糖】效果好，买二送一。"),
    ),
    good=(
        "全市肺结核患者治愈率达到92%。",
        "要从源头上根治拖欠农民工工资问题。",
        "该药已纳入医保，患者不可自行停药。",
        "谨防骗局：所谓“包治百病、无效退款”的神药不可信。",
        "黄芪有一定的保健作用，但不能替代药物。",
        "科研团队公布抗癌新药三期临床结果，总有效率为41%。",
    ),
)
