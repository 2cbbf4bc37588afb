"""列项末尾标点不一. Items of one list end alike: all but the last with ；, or all with 。"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from review.kinds import structure
from review.model import Basis, Gate, Severity
from review.rule import Bad, Mark, Reading, Rule
from rules.text._signs import NUMBERED, lines, numbered
from rules.text.txt303_broken_numbering import value_of

_ITEM = re.compile(
    r"[ \t\u00a0\u3000]*(?:(?P<dot>[0-9]{1,2})[.．、]|[（(](?P<bracket>[0-9一二三四五六七八九十]{1,3})[）)])(?![0-9])"
    r"[^\r\n]{1,200}?(?P<end>[；;。])[ \t\u00a0\u3000]*$"
)
_ORDINAL = re.compile(r"[ \t\u00a0\u3000]*[0-9（(]")
_BLANK = " \t\u00a0\u3000"
_ENDS = frozenset("；;。")
_LEAST = 3  # items that make a list


def find(reading: Reading) -> Iterator[Mark]:
    """A full stop inside a list whose items end with semicolons."""
    for text in reading.texts:
        lined = numbered(text)
        if len(lined) < _LEAST:
            continue
        ends = [line.rstrip(_BLANK)[-1:] for _, line in lined]
        if "。" not in ends or not ("；" in ends or ";" in ends):
            continue
        items: list[tuple[str, int, str, int]] = []
        for first, line in (*lines(text), (0, "")):
            match = _ITEM.match(line) if _ends_item(line) and _ORDINAL.match(line) else None
            item: tuple[str, int, str, int] | None = None
            if match:
                form = "dot" if match["dot"] else "bracket"
                item = (form, value_of(match[form]), match["end"], first + match.start("end"))
            elif line and not line.strip():
                continue
            if item and items and (item[0], item[1]) == (items[-1][0], items[-1][1] + 1):
                items.append(item)
                continue
            for at in _uneven(items):
                mark = "；" if text.submitted[at] == "。" else "。"
                yield Mark(span=text.raw_span(at, at + 1), suggestions=(mark,))
            items = [item] if item and item[1] == 1 else []


def _ends_item(line: str) -> bool:
    return line.rstrip(_BLANK)[-1:] in _ENDS


def _uneven(items: list[tuple[str, int, str, int]]) -> Iterator[int]:
    if len(items) < _LEAST:
        return
    before = [(end, at) for _, _, end, at in items[:-1]]
    stops = [at for end, at in before if end == "。"]
    if stops and len(stops) < len(before) and before[0][0] != "。":
        yield from stops


RULE = Rule(
    id="TXT309",
    name="列项末尾标点不一致",
    gate=Gate.TEXT,
    severity=Severity.HINT,
    basis=(Basis("标点符号用法（GB/T 15834—2011）", "4.6.3", date(2012, 6, 1)),),
    message="同一组列项末尾标点不一致：各项用分号的，只有最后一项用句号。",
    check=structure(find, waits=(NUMBERED,)),
    bad=(
        Bad("备注：\n1.仅填写保留的账号；\n2.没有的填“无”；\n3.必须为数字编号【。】\n4.请另附页。"),
        Bad("（一）甲项；\n（二）乙项【。】\n（三）丙项。"),
    ),
    good=(
        "（一）甲项；\n（二）乙项；\n（三）丙项。",
        "1.甲。\n2.乙。\n3.丙。",
        "1.甲；\n2.乙。\n二、另一节\n1.丙。\n2.丁；\n3.戊。",
    ),
)
