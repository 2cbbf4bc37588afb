"""单位里多余的“每”. 元/每吨: the stroke itself says 每."""

from __future__ import annotations

from review.kinds import pattern
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule

RULE = Rule(
    id="TXT233",
    name="复合单位里多余的“每”",
    gate=Gate.TEXT,
    severity=Severity.HINT,
    basis=(Basis("有关量、单位和符号的一般原则（GB 3101—1993）", "3.2.4"),),
    message="斜线已表示“每”，“每”字多余；摄氏温度写作“25摄氏度”或“25℃”。",
    check=pattern(
        r"(?P<per>(?:元|公里|千米|米|吨|千克|公斤|斤|次|人|户|度|毫克|克|升|立方米|千瓦时)[/／](?P<each>每)(?=小时|秒|分钟|吨|人|天|日|年|月|亩|户|平方米|立方米|公斤|千克|斤|升|公里|次|度|千瓦时|床|学期))"
        r"|摄氏(?P<degrees>-?[0-9]{1,3}(?:\.[0-9])?)度",
        suggest=lambda match: (
            (f"{match['degrees']}摄氏度",) if match["degrees"] else (match[0][:-1],)
        ),
    ),
    bad=(
        Bad("水价为2.8【元/每】立方米，限速60【公里/每】小时。"),
        Bad("最高气温达【摄氏38度】。"),
    ),
    good=(
        "水价为2.8元/立方米，限速60公里/小时，最高气温达38摄氏度。",
        "每人每月600元，每立方米2.8元。",
        "价格（元/每件商品另计）由企业自定；华氏100度。",
    ),
)
