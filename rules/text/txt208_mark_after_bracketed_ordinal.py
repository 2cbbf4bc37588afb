"""带括号的序次语后的标点。After （一） and ① no mark is needed."""

from __future__ import annotations

from datetime import date

from review.kinds import pattern
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule

RULE = Rule(
    id="TXT208",
    name="带括号的序次语后的标点",
    gate=Gate.TEXT,
    severity=Severity.WARN,
    basis=(Basis("标点符号用法（GB/T 15834—2011）", "附录B.3.4", date(2012, 6, 1)),),
    message="带括号或圈码的序次语后面不再加标点，应删去。",
    check=pattern(
        r"(?:^|(?<=[\n\r]))[ \t\u00a0\u3000]{0,8}(?:[（(][0-9一二三四五六七八九十]{1,3}[）)]|[①-⑳])"
        r"(?P<mark>[、，．.,：:])(?![（(①-⑳])",
        view="submitted",
        group="mark",
        suggest=lambda _: ("",),
    ),
    bad=(
        Bad("（一）【、】深入开展调查摸底。\n（二）【，】大力推进集约整合。"),
        Bad("(1)【.】压实责任。\n①【、】明确分工。"),
    ),
    good=(
        "（一）深入开展调查摸底。\n1.压实责任。",
        "（一）、（二）项由市政府办公室负责。",
        "违反第十条第（一）、第（二）项规定的，依照前款处罚。",
    ),
)
