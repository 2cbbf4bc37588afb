"""中央全会简称错字。四中会全, 三中全汇: near-miss search has no phrase for a name that holds a number."""

from __future__ import annotations

from datetime import date

from review.kinds import pattern
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule

RULE = Rule(
    id="POL216",
    name="中央全会简称错字",
    gate=Gate.POLITICAL,
    severity=Severity.BLOCK,
    basis=(
        Basis(
            "政府网站与政务新媒体检查指标（国办秘函〔2019〕19号）",
            "单项否决：严重表述错误",
            date(2019, 4, 1),
        ),
    ),
    message="疑似把“中全会”写错，届次和全会简称须逐字核对。",
    check=pattern(
        r"(?:十[一二三四五六七八九]|二十|二十[一二])届[一二三四五六七八九](?:中会全|中全汇|中全惠|中全慧|中金会|中仝会|中权会|中全议|钟全会|种全会|忠全会|中全全会|全会中|众全会)"
        r"|(?:十[一二三四五六七八九]|二十|二十[一二])(?:介|界|戒|借|接)[一二三四五六七八九]中全会"
        r"|党的?(?:十[一二三四五六七八九]|二十|二十[一二])(?:达|打|太|犬)(?=精神|报告|以来|召开|胜利)",
    ),
    bad=(
        Bad("深入学习党的【二十届四中会全】精神。"),
        Bad("【二十界三中全会】审议通过决定；学习【党的二十达】精神。"),
    ),
    good=(
        "党的二十届四中全会精神宣讲，十九届六中全会决议。",
        "党的二十大精神，党的二十大以来。",
        "第十二届一中全会校友会；二十届毕业生。",
    ),
)
