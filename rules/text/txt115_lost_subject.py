"""缺主语的句子. 通过此次培训，使广大网格员掌握了…: the preposition and 使 together leave no subject."""

from __future__ import annotations

from datetime import date

from review.kinds import pattern
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule

RULE = Rule(
    id="TXT115",
    name="缺主语的“通过……使……”",
    gate=Gate.TEXT,
    severity=Severity.HINT,
    basis=(
        Basis("现代汉语词典", "通过、使"),
        Basis("中华人民共和国国家通用语言文字法", "第九条", date(2001, 1, 1)),
    ),
    message="“通过……”与“使……”连用，句子缺主语，可删去其中一个。",
    check=pattern(
        r"(?:(?<=[。；！？\n])|^)(?:通过|经过)[^，。；！？：\n使]{2,20}，使(?![用得者馆命])",
        wait_for=("，使",),
        unless_inside=("“”",),
    ),
    bad=(
        Bad("【通过此次培训，使】广大网格员掌握了使用方法。"),
        Bad("活动结束。【经过这次演练，使】全体师生提高了避险能力。"),
    ),
    good=(
        "通过此次培训，广大网格员掌握了消防器材，使隐患大为减少。",
        "通过网上办理，使用电子证照；我们通过培训，使网格员掌握了方法。",
        "县里通过以奖代补，使村集体受益；通过审核，使馆发给签证。",
    ),
)
