"""投资理财广告承诺。

Every warning of illegal fund-raising quotes 保本高收益: those warnings are what an office publishes.
"""

from datetime import date

from review.kinds import words
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule
from rules.legal._context import advertised

RULE = Rule(
    id="LEG109",
    name="投资理财广告承诺",
    gate=Gate.LEGAL,
    severity=Severity.WARN,
    basis=(Basis("中华人民共和国广告法", "第二十五条", date(2021, 4, 29)),),
    message="有投资回报预期的广告不得以“{word}”对收益、安全作保证性承诺，并应有风险提示。",
    check=advertised(
        words("legal/investment_promises"),
        cues="legal/invest_cues",
        lacks="非法集资|集资",
    ),
    bad=(
        Bad("新品理财【保本保息】，五万元起投，额度有限。"),
        Bad("品牌餐饮【稳赚不赔】，诚邀加盟，加盟热线见海报。"),
        Bad("本产品【保本保收益】，年化收益稳定，欢迎认购。"),
        Bad("【零风险】【高收益】，欢迎咨询客户经理。"),
    ),
    good=(
        "凡承诺保本高收益、无风险的，谨防非法集资。",
        "企业招商加盟洽谈会举行，签约项目十个。",
        "低风险地区有序恢复，建设无风险隐患校园，咨询客户经理制度落地。",
        "客户经理上门服务，帮助企业降成本保本金安全。",
        "县里推进保本微利经营的农贸市场建设，招商热线同步公布。",
    ),
)
