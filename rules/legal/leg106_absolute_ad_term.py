"""广告绝对化用语。

Only where something is being sold in the same paragraph: 国家级自然保护区 is no advertising, and in
8.6 million characters of law 第一 stands 11,390 times. Grades, awards and tips for use are exempt
(《广告绝对化用语执法指南》, 2023).
"""

from datetime import date

from review.kinds import words
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule
from rules.legal._context import advertised

RULE = Rule(
    id="LEG106",
    name="广告绝对化用语",
    gate=Gate.LEGAL,
    severity=Severity.WARN,
    basis=(
        Basis("中华人民共和国广告法", "第九条", date(2021, 4, 29)),
        Basis("广告绝对化用语执法指南", "", date(2023, 3, 20)),
    ),
    message="推销商品或者服务时不得使用“{word}”这类绝对化用语。依据：{source}。",
    check=advertised(words("legal/absolute_ad_terms", edges=False)),
    bad=(
        Bad("本店蜂蜜品质【顶级】，限时抢购，欢迎进店选购。"),
        Bad("【国家级】工艺、【最佳】口感，立即下单享八折。"),
        Bad("口感【最好】，每瓶68元，欢迎到店。"),
        Bad("【全网最低价】，全国包邮，数量有限！"),
    ),
    good=(
        "石门台国家级自然保护区迎来最佳观赏期。",
        "该企业获评国家级专精特新“小巨人”企业，新品上市后出口增长两成。",
        "市监局查处一起虚假广告案：某店宣称“全网最低价、立即抢购”，被罚款五万元。",
        "蜂蜜最佳食用温度为四十摄氏度以下，扫码下单参加助农活动。",
        "我们为世界第一大货物贸易国感到自豪。",
    ),
)
