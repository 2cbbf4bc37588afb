"""省略号与“等”连用。Both say that the list goes on; one is enough."""

from __future__ import annotations

from datetime import date

from review.kinds import pattern
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule

RULE = Rule(
    id="TXT217",
    name="省略号与“等”连用",
    gate=Gate.TEXT,
    severity=Severity.HINT,
    basis=(Basis("标点符号用法（GB/T 15834—2011）", "附录A.9.2", date(2012, 6, 1)),),
    message="省略号与“等”“等等”意思重复，保留一个即可。",
    check=pattern(
        r"…{1,2}等{1,2}(?=[，。；）])|(?<=[一-鿿])等等…{1,2}",
        view="submitted",
        suggest=lambda match: ("……", match[0].replace("…", "")),
    ),
    bad=(
        Bad("有苹果、梨、桃【……等】，品种很多。"),
        Bad("有苹果、梨、桃【等等……】"),
    ),
    good=(
        "有苹果、梨、桃……品种很多。等一等……我马上就到。",
        "“等等……”他喊道；人人平等……",
        "风停了……等到天亮再走。",
    ),
)
