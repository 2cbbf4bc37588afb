"""带括号的序次语后的标点。After （一） and ① no mark is needed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from review.kinds import structure
from review.model import Basis, Gate, Severity
from review.rule import Bad, Mark, Reading, Rule
from rules.text._signs import numbered

_ORDINAL = re.compile(
    r"[ \t\u00a0\u3000]{0,8}(?:[（(][0-9一二三四五六七八九十]{1,3}[）)]|[①-⑳])(?P<mark>[、，．.,：:])(?![（(①-⑳])"
)


def find(reading: Reading) -> Iterator[Mark]:
    """The mark after an ordinal at the head of a line."""
    for text in reading.texts:
        for start, line in numbered(text):
            if match := _ORDINAL.match(line):
                at = start + match.start("mark")
                yield Mark(span=text.raw_span(at, at + 1), suggestions=("",))


RULE = Rule(
    id="TXT208",
    name="带括号的序次语后的标点",
    gate=Gate.TEXT,
    severity=Severity.WARN,
    basis=(Basis("标点符号用法（GB/T 15834—2011）", "附录B.3.4", date(2012, 6, 1)),),
    message="带括号或圈码的序次语后面不再加标点，应删去。",
    check=structure(find, waits=(_ORDINAL,)),
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
