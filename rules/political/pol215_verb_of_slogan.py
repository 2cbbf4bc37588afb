"""“四个意识”“四个自信”动词搭配颠倒。增强意识, 坚定自信, 做到维护: each has its own verb.

Only what can't be meant: to be firm in consciousness, or the two exchanged in one row.
"""

from __future__ import annotations

from datetime import date

from review.kinds import pattern
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule

RULE = Rule(
    id="POL215",
    name="“四个意识”“四个自信”搭配颠倒",
    gate=Gate.POLITICAL,
    severity=Severity.WARN,
    basis=(Basis("中国共产党章程", "", date(2022, 10, 22)),),
    message="规范表述是增强“四个意识”、坚定“四个自信”、做到“两个维护”，请核对搭配和顺序。",
    check=pattern(
        r"(?:增强|树牢|强化|牢固树立)[“\"]?四个自信[”\"]?[、，](?:坚定|增强|做到)[“\"]?四个意识[”\"]?"
        r"|坚定[“\"]?四个意识[”\"]?|做到[“\"]?四个(?:意识|自信)[”\"]?|(?:增强|坚定|树牢)[“\"]?两个维护[”\"]?",
        wait_for=("四个意识", "四个自信", "两个维护"),
    ),
    bad=(
        Bad("【增强“四个自信”、坚定“四个意识”】。"),
        Bad("【坚定“四个意识”】，【做到“四个自信”】。"),
    ),
    good=(
        "增强“四个意识”、坚定“四个自信”、做到“两个维护”。",
        "不断增强“四个自信”，树牢“四个意识”，坚决做到“两个维护”。",
        "把增强“四个意识”和坚定“四个自信”统一起来。",
    ),
)
