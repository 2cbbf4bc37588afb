"""倒置的结构层次。一、 holds （一）, that holds 1. and that （1）; never the other way round.

Leaving a level out is usual (the standard lets 1. follow 一、), so only an inversion is shown:
a higher sort of ordinal counted within a lower one, which then goes on.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from review.kinds import structure
from review.model import Basis, Gate, Severity
from review.rule import Bad, Mark, Reading, Rule
from rules.text._signs import NUMBERED
from rules.text.txt303_broken_numbering import Head, heads

_FORMS = ("一、", "（一）", "1.", "（1）")


def find(reading: Reading) -> Iterator[Mark]:
    """Ordinals of a higher level between two that follow one another of a lower level."""
    for text in reading.texts:
        run: list[Head] = []
        for head in (*heads(text), None):
            if head is not None:
                run.append(head)
                continue
            yield from _inverted(run)
            run = []


def _inverted(run: list[Head]) -> Iterator[Mark]:
    last: dict[int, int] = {}
    for number, head in enumerate(run):
        before = last.get(head.level)
        last[head.level] = number
        if before is None or run[before].value + 1 != head.value or head.level == 0:
            continue
        between = run[before + 1 : number]
        higher = [one for one in between if one.level < head.level]
        if not higher or higher[0].value != 1 or any(one.level == head.level for one in between):
            continue
        names = (
            f"“{_FORMS[head.level]}”之下又用了上一级的“{_FORMS[higher[0].level]}”，层次序数倒置。"
        )
        yield Mark(span=higher[0].span, message=names)


RULE = Rule(
    id="TXT304",
    name="倒置的结构层次序数",
    gate=Gate.TEXT,
    severity=Severity.HINT,
    basis=(Basis("党政机关公文格式（GB/T 9704—2012）", "7.3.3", date(2012, 7, 1)),),
    message="结构层次序数依次为“一、”“（一）”“1.”“（1）”，不应倒置。",
    check=structure(find, waits=(NUMBERED,)),
    bad=(
        Bad("1.总体要求\n【（一）】目标\n（二）原则\n2.重点任务"),
        Bad("一、要求\n（1）目标\n【1.】近期\n2.远期\n（2）原则"),
    ),
    good=(
        "一、要求\n1.目标\n（1）近期\n2.原则\n二、任务\n1.摸底",
        "一、要求\n（一）目标\n1.近期\n（二）原则\n1.统筹\n2.集约",
        "附件1\n1.甲\n附件2\n一、乙\n附件3\n2.丙",
    ),
)
