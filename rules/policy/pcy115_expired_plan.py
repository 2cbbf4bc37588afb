"""期满的“十四五”规划写成正在落实。

The plan ran to the end of 2025 and its successor is in force: what is told of those years is
history, what is still to be carried out under it is a slip.
"""

from __future__ import annotations

from datetime import date

from review.around import around
from review.kinds import pattern
from review.model import Basis, Gate, Severity
from review.rule import Bad, Good, Rule

RULE = Rule(
    id="PCY115",
    name="期满的规划写成正在落实",
    gate=Gate.POLICY,
    severity=Severity.WARN,
    basis=(Basis("中华人民共和国国民经济和社会发展第十四个五年规划和2035年远景目标纲要"),),
    message="“十四五”规划已于2025年期满，不应写成正在落实、编制，请核对是否应为“十五五”。",
    valid_from=date(2026, 4, 1),
    check=around(
        pattern(
            r"(?:推进|落实|实施|编制|执行|贯彻|抓好|启动|谋划|开启|迈进|步入|按照|对照|围绕)[^。，；、\n了过]{0,6}?[“\"]?十四五[”\"]?(?:规划|发展规划|建设规划|目标任务)(?![^。，；\n]{0,8}(?:实施情况|终期|收官))"
            r"|[“\"]?十四五[”\"]?(?:时期|期间)?(?:将|计划|力争|拟|预计)(?![^。\n]{0,10}(?:完成收官|圆满收官))",
        ),
        lacks=r"终期|评估|总结|收官|以来|圆满|回顾|情况|经验|精神|成就|答卷|当年|已|曾|原|期末|决算|审计|(?:19[0-9]{2}|20[01][0-9]|202[0-5])年",
    ),
    bad=(
        Bad("【落实“十四五”规划】明年的目标任务，加快项目建设。"),
        Bad("各部门要抓紧【编制十四五规划】。"),
        Bad("全县交通建设【“十四五”期间将】迎来新机遇。"),
    ),
    good=(
        "“十四五”规划圆满收官，全县生产总值突破三百亿元。",
        "“十四五”时期，全市生产总值年均增长5.5%。",
        "人大常委会听取“十四五”规划实施情况终期评估报告。",
        "贯彻落实“十五五”规划建议，谋划重大项目。",
        Good("全面落实“十四五”规划，加快项目建设。", as_of=date(2023, 5, 1)),
    ),
)
