"""语义重复的固定说法。原因是由于, 目的是为了, 切忌不要: one of the two words says it all.

Only hints: nobody misunderstands them, and in a quotation they stay as they were said.
"""

from __future__ import annotations

from datetime import date

from review.kinds import words
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule

RULE = Rule(
    id="TXT107",
    name="语义重复的固定说法",
    gate=Gate.TEXT,
    severity=Severity.HINT,
    basis=(
        Basis("现代汉语词典", "各词释义"),
        Basis("中华人民共和国国家通用语言文字法", "第九条", date(2001, 1, 1)),
    ),
    message="“{word}”意思重复，可改为{suggest}。",
    check=words("text/redundant_phrases", unless_inside=("“”", "《》")),
    bad=(
        Bad("问题的【原因是由于】责任不清，检查的【目的是为了】整改。"),
        Bad("雷雨天气【切忌不要】在树下避雨，全市【平均人均】收入提高。"),
        Bad("参赛选手【胜利凯旋】，群众【亲眼目睹】了变化。"),
    ),
    good=(
        "问题的原因是责任不清，检查的目的是整改；目的地是北京。",
        "切忌在树下避雨；切不可麻痹大意；企业已经投产，大会均已结束。",
        "选手凯旋，群众目睹了变化，他说：“我亲眼目睹了这里的变化。”",
    ),
)
