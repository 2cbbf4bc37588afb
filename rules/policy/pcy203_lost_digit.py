"""数字脱落。2022年第季度: a converter or an editor lost the digit. 次第, 第次数 are words."""

from review.kinds import pattern
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule

RULE = Rule(
    id="PCY203",
    name="期次数字脱落",
    gate=Gate.POLICY,
    severity=Severity.BLOCK,
    basis=(Basis("政府网站与政务新媒体检查指标（国办秘函〔2019〕19号）"),),
    message="“第”字后缺少数字，请补上。",
    check=pattern(
        r"(?<![次及门落等眷宅府科])第(?:季度|届(?=全国|人民|政协|党|委员|代表|理事|会|运动|中国|国际|大会|常委|中央|[一二三四五六七八九十])|次(?=会议|全体|全国|代表大会|常委会))",
        wait_for=("第季度", "第届", "第次"),
    ),
    bad=(
        Bad("2022年【第季度】政务新媒体检查情况"),
        Bad("召开【第届】人民代表大会【第次】会议"),
        Bad("中国共产党【第届】中央委员会【第次】全体会议"),
    ),
    good=(
        "2022年第三季度、第4季度和第一届第二次会议。",
        "各地次第届时推出活动，名次第次数统计，门第届满。",
        "一季度至二季度，及第届时通知。",
    ),
)
