"""不成对的书名号和方括号。One half of 《》〈〉【】〔〕 is missing."""

from __future__ import annotations

from datetime import date

from review.kinds import pairs
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule

RULE = Rule(
    id="TXT301",
    name="不成对的书名号和方括号",
    gate=Gate.TEXT,
    severity=Severity.WARN,
    basis=(Basis("标点符号用法（GB/T 15834—2011）", "4.9.2、4.15.2", date(2012, 6, 1)),),
    message="这个括号或书名号缺少另一半。",
    check=pairs("《》〈〉【】〔〕〖〗"),
    bad=(
        Bad("根据⟦《⟧中华人民共和国网络安全法的规定", marks="⟦⟧"),
        Bad("国办发〔2018〕123号，意见⟦》⟧已印发，粤办函⟦〔⟧2019 90号", marks="⟦⟧"),
    ),
    good=(
        "根据《〈民法典〉解释》和国办发〔2018〕123号【重要】通知",
        "《关于印发〈方案〉的\n通知》",
    ),
)
