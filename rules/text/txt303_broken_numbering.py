"""跳号、重号的序次语。Ordinals at the heads of lines: each level goes on by one within the one above.

Starting anew at one is always right, and an excerpt may begin anywhere; only a leap and a repeat
are spoken of. 第X条 is left alone: laws are quoted in parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from review.kinds import structure
from review.model import Basis, Gate, Severity, Span
from review.rule import Bad, Mark, Reading, Rule, Text
from rules.text._signs import NUMBERED, numbered

_HEAD = re.compile(
    r"(?m)(?:^|(?<=\r))[ \t\u00a0\u3000]*(?:(?P<han>[一二三四五六七八九十]{1,3})、"
    r"|[（(](?P<round>[一二三四五六七八九十]{1,3})[）)]"
    r"|(?P<dot>[0-9]{1,2})(?:[.．](?![0-9])|、(?![0-9]))"
    r"|[（(](?P<bracket>[0-9]{1,2})[）)]"
    r"|(?P<annex>(?:附件|附录|附)[ \t\u00a0\u3000]*[0-9一二三四五六七八九十]{0,2}[ \t\u00a0\u3000]*(?:[:：]|$|(?=\r))))"
)
_LEVELS = ("han", "round", "dot", "bracket")
_VALUES = {char: value for value, char in enumerate("零一二三四五六七八九")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """An ordinal at the head of a line: its level (0 is the highest), value and place."""

    level: int
    value: int
    span: Span


def value_of(numeral: str) -> int:
    """The value of an ordinal up to 99, in either script."""
    if numeral.isascii():
        return int(numeral)
    tens, ten, ones = numeral.partition("十")
    if not ten:
        return _VALUES[numeral] if len(numeral) == 1 else 0
    return (_VALUES.get(tens, 0) if tens else 1) * 10 + (_VALUES.get(ones, 0) if ones else 0)


def heads(text: Text) -> list[Head | None]:
    """The ordinals of a text in order; None where an annex begins and counting starts anew."""
    return text.once(_heads)


def _heads(text: Text) -> list[Head | None]:
    found: list[Head | None] = []
    for first, _ in numbered(text):
        match = _HEAD.match(text.submitted, first)
        if match is None:
            continue
        if match["annex"]:
            found.append(None)
            continue
        for level, name in enumerate(_LEVELS):
            if (numeral := match[name]) and (value := value_of(numeral)):
                start = match.start(name) - (name in {"round", "bracket"})
                span = text.raw_span(start, match.end())
                found.append(Head(level=level, value=value, span=span))
    return found


def find(reading: Reading) -> Iterator[Mark]:
    """Leaps and repeats in the numbering of the body."""
    for text in reading.texts:
        marks = list(_marks(text))
        excerpt = sum(mark.message.startswith(_LEAPT) for mark in marks) >= _EXCERPT
        for mark in marks:
            yield replace(mark, severity=Severity.HINT) if excerpt else mark


def _marks(text: Text) -> Iterator[Mark]:
    counts: dict[int, int] = {}
    for head in heads(text):
        if head is None:
            counts.clear()
            continue
        known = counts.get(head.level)
        counts = {level: count for level, count in counts.items() if level < head.level}
        counts[head.level] = head.value
        if known is None or head.value in {1, known + 1}:
            continue
        if head.value == known:
            yield Mark(span=head.span, message=f"序号 {head.value} 重复，请核对编号。")
        elif known + 1 < head.value <= known + _LEAP:
            yield Mark(
                span=head.span,
                message=f"{_LEAPT} {known} 跳到 {head.value}，请核对是否漏了一项。",
                severity=None if head.value == known + 2 else Severity.HINT,
            )


_LEAPT = "序号从"
_EXCERPT = 3  # leaps from which on a text is taken for one that leaves things out on purpose
_LEAP = 4  # further than this it is another list's number, or none at all

RULE = Rule(
    id="TXT303",
    name="跳号或重号的序次语",
    gate=Gate.TEXT,
    severity=Severity.WARN,
    basis=(Basis("党政机关公文格式（GB/T 9704—2012）", "7.3.3", date(2012, 7, 1)),),
    message="结构层次序数不连续，请核对。",
    check=structure(find, waits=(NUMBERED,)),
    bad=(
        Bad("一、总体要求\n二、重点任务\n（一）摸底\n（二）整合\n【（二）】监管\n【四、】保障措施"),
        Bad("1.填表；\n2.盖章；\n【4.】报送。"),
        Bad("（1）甲\n（2）乙\n【（2）】丙", marks="【】"),
    ),
    good=(
        "一、职责\n（一）甲\n1.子\n2.丑\n（二）乙\n1.子\n二、任务\n（一）丙\n三、保障",
        "1.甲\n2.乙\n附件：1.表一\n\u3000\u30002.表二\n",
        "附件1\n一、表一\n二、表二\n附件2\n一、表三",
        "三、经节选的第三部分\n（二）第二项\n（三）第三项\n四、后一部分",
        "2019年5月17日\n3.5%的增速\n1.5亿元\n10、11月数据\n一、获奖名单",
    ),
)
