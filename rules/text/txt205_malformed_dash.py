"""破折号误写。A dash is two em dashes in one: ——."""

from __future__ import annotations

from datetime import date

from review.kinds import pattern
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule
from review.text import HAN
from rules.text._signs import CHINESE

RULE = Rule(
    id="TXT205",
    name="误写的破折号",
    gate=Gate.TEXT,
    severity=Severity.WARN,
    basis=(Basis("标点符号用法（GB/T 15834—2011）", "4.10.2", date(2012, 6, 1)),),
    message="破折号应为占两字位置的“——”。",
    check=pattern(
        rf"(?<=[{CHINESE}])(?:-{{2,4}}|－{{2,4}}|─{{1,4}}|–{{2,4}}|―{{1,4}}|━{{1,4}})(?=[{CHINESE}])"
        rf"|(?:^|(?<=[\n\r]))(?:—|–)(?=[{HAN}])",
        view="submitted",
        suggest=lambda _: ("——",),
    ),
    bad=(
        Bad("牢记嘱托【--】写在开学之际，京津冀【－－】协同发展的样板。"),
        Bad("中国人民的老朋友【──】白求恩。"),
        Bad("坚持四项原则：\n【—】统筹推进。\n【—】分类指导。"),
    ),
    good=(
        "四项原则：\n——统筹推进。\n北京—上海沿线。",
        "牢记嘱托——写在开学之际，北京—上海高铁，2019—2024年。",
        "---------- 分隔线 ----------\n附件1-2：表格",
        "┌──┬──┐\n│姓名│职务│\n└──┴──┘",
    ),
)
