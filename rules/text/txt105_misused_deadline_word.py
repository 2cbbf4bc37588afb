"""“截止”误作“截至”。截止 ends something and takes no time after it; 截至 means “up to”."""

from __future__ import annotations

from review.kinds import pattern
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule

RULE = Rule(
    id="TXT105",
    name="“截止”“截至”混用",
    gate=Gate.TEXT,
    severity=Severity.HINT,
    basis=(Basis("现代汉语词典", "截至、截止"),),
    message="后面带有时间、表示“到此刻为止”时，应写“截至”。",
    check=pattern(
        r"(?:^|(?<=[\n，。；、：（“]))(?P<word>截止到?)"
        r"(?=目前|今日|今天|今年|去年|上月|本月|昨[日天]|[0-9]{4}年[0-9一-鿿]{0,8}[，,共已全]"
        r"|[0-9]{1,2}月[0-9底末]{1,2}日?[0-9]{0,2}时?[，,])",
        group="word",
        suggest=lambda _: ("截至",),
    ),
    bad=(
        Bad("【截止】目前，全市共办理登记3.2万件。"),
        Bad("据统计，【截止到】2024年6月底，参保人数达120万。"),
    ),
    good=(
        "报名截止时间为2024年6月30日。",
        "截止日期：2024年6月30日，逾期不予受理。",
        "报名于6月30日截止。截至目前，已有300人报名。",
    ),
)
