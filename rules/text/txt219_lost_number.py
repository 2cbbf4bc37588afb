"""缺漏的数字。2024年月日: the number between was lost when the page was converted.

第季度, 第届, 第次会议 are the policy gate's (PCY203).
"""

from __future__ import annotations

from review.kinds import pattern
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule

RULE = Rule(
    id="TXT219",
    name="缺漏的数字",
    gate=Gate.TEXT,
    severity=Severity.WARN,
    basis=(Basis("政府网站与政务新媒体检查指标（国办秘函〔2019〕19号）", "发布内容准确"),),
    message="这里像是漏了数字，请核对补全。",
    check=pattern(
        r"第批次|[0-9]{4}年月日|[0-9]{4}年[0-9]{1,2}月日(?![期常均])"
        r"|〔(?:19|20)[0-9]{2}〕号",
        view="submitted",
    ),
    bad=(
        Bad("【2024年月日】印发，国办发【〔2018〕号】，第一批次和【第批次】名单。"),
        Bad("会议定于【2024年5月日】召开。"),
    ),
    good=(
        "2022年第一季度、第3季度；第十届；第二次会议；2024年7月1日；国办发〔2018〕123号。",
        "第 季度报表（填表单位：）；2024年 月 日；〔2024〕 号",
        "出生年月日；2024年12月日均气温3.2℃；门第、次第、第几季度。",
    ),
)
