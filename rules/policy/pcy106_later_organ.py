"""尚未成立的机构。A text dated before an organ existed cannot name it: one of the two is false.

The other way round from PCY101: a post of 2017 that says 自然资源部 was changed afterwards, or its
date is not its own (伪造发稿日期 is a veto item).
"""

from datetime import date

from review.kinds import words
from review.model import Basis, Gate, Severity
from review.rule import Bad, Good, Rule
from rules.policy._history import ABROAD

RULE = Rule(
    id="PCY106",
    name="早于成立日期的机构名称",
    gate=Gate.POLICY,
    severity=Severity.WARN,
    basis=(
        Basis(
            "政府网站与政务新媒体检查指标（国办秘函〔2019〕19号）", "伪造发稿日期", date(2019, 4, 1)
        ),
    ),
    message="稿件日期时还没有“{word}”（{source}），请核对机构名称和稿件日期。",
    check=words(
        "policy/later_organs",
        unless_before=(*ABROAD, "组建", "成立", "设立"),
        unless_after=("门", "署", "分", "位"),
        edges=False,
    ),
    bad=(
        Bad("【自然资源部】发布通知。", as_of=date(2017, 6, 1)),
        Bad("【国家金融监督管理总局】负责解释。", as_of=date(2022, 12, 1)),
        Bad("按照【应急管理部】、【国家市场监督管理总局】要求。", as_of=date(2016, 5, 4)),
    ),
    good=(
        Good("加拿大自然资源部、各级应急管理部门和自然资源部门。", as_of=date(2012, 6, 1)),
        Good("建议组建农业农村部，推进文化和旅游部门合作。", as_of=date(2017, 12, 1)),
        Good("自然资源部、应急管理部挂牌。", as_of=date(2018, 4, 16)),
        "自然资源部、国家金融监督管理总局联合发文。",
    ),
)
