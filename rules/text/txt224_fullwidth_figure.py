"""全角的数字和字母, and full-width marks within a number. Searching for 2024 does not find ２０２４.

A text written so throughout is told once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from review.kinds import structure
from review.model import Basis, Gate, Severity
from review.rule import Bad, Mark, Reading, Rule

_WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ][０-９Ａ-Ｚａ-ｚ．，％]*")
_THOUSANDS = re.compile(
    r"(?<![0-9，])[1-9][0-9]{0,2}(?:，[0-9]{3}){1,4}(?=[元人万亿个吨亩户家件项公米台]|\.[0-9])"
)
_DECIMAL = re.compile(r"(?<![0-9.])[0-9]{1,6}。[0-9]{1,2}(?=%|％|万|亿|个百分点|元|倍|公里|米)")
_FEW = 3


def find(reading: Reading) -> Iterator[Mark]:
    """Runs of full-width figures, and numbers with a Chinese comma or stop in them."""
    for text in reading.texts:
        submitted = text.submitted
        runs = [match.span() for match in _WIDE.finditer(submitted)]
        for start, end in runs if len(runs) <= _FEW else runs[:1]:
            wide = submitted[start:end].rstrip("．，")
            many = (
                f"本篇共{len(runs)}处数字、字母用了全角，应改为半角。" if len(runs) > _FEW else ""
            )
            plain = "".join(_narrow(char) for char in wide)
            yield Mark(
                span=text.raw_span(start, start + len(wide)), suggestions=(plain,), message=many
            )
        for pattern, mark in ((_THOUSANDS, ","), (_DECIMAL, ".")):
            for match in pattern.finditer(submitted):
                yield Mark(
                    span=text.raw_span(*match.span()),
                    suggestions=(match[0].replace("，", mark).replace("。", mark),),
                    message="数值中间用了全角标点。",
                )


def _narrow(char: str) -> str:
    return {"．": ".", "，": ",", "％": "%"}.get(char) or chr(ord(char) - 0xFEE0)


RULE = Rule(
    id="TXT224",
    name="全角的数字、字母和数值里的全角标点",
    gate=Gate.TEXT,
    severity=Severity.HINT,
    basis=(Basis("出版物上数字用法（GB/T 15835—2011）", "5.1", date(2011, 11, 1)),),
    message="数字、字母应使用半角。",
    check=structure(find, waits=(_WIDE, _THOUSANDS, _DECIMAL)),
    bad=(
        Bad("【２０２４】年新增【ＡＰＰ】用户【1，234】万户。"),
        Bad("同比增长【3。5】%，投资【12，500】元。"),
    ),
    good=(
        "2024年新增APP用户1234万户，同比增长3.5%，投资12,500元。",
        "共有3个，100人参加；1，2，3项；第2。3人缺席。",
        "会期5天，200人参会，300人旁听。",
    ),
)
