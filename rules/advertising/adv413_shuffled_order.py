"""打乱次序的分述。

一是…三是…二是 within one paragraph: programs that rewrite official texts shuffle their sentences
and leave the ordinals as they were. Only a whole set in a wrong order counts; one number missing
or written twice is somebody's slip.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from review.kinds import structure
from review.model import Basis, Gate, Severity
from review.rule import Bad, Mark, Reading, Rule, Text

_NUMERALS = "一二三四五六七八九"
_KINDS = (
    re.compile(r"(?<![一-鿿])(?:要)?(?P<number>[一二三四五六七八九])(?:是|要)(?=[一-鿿])"),
    re.compile(r"(?<![一-鿿])第(?P<number>[一二三四五六七八九])(?=[，,])"),
)
_LEAST = 3
_ROW = re.compile(
    r"(?m)^[ \t\u3000]*[一二三四五六七八九](?:是|要)[^\n]*(?:\n+[ \t\u3000]*[一二三四五六七八九](?:是|要)[^\n]*){2,8}"
)
_HEAD = re.compile(r"(?m)^[ \t\u3000]*(?P<number>[一二三四五六七八九])(?:是|要)")
_POINTS = (("一是", "二是", "三是"), ("一要", "二要", "三要"), ("第一", "第二", "第三"))


def find(reading: Reading) -> Iterator[Mark]:
    for text in reading.texts:
        for first, last in _lines(text.folded):
            line = text.folded[first:last]
            for kind in _KINDS:
                found = list(kind.finditer(line))
                numbers = [_NUMERALS.index(match["number"]) + 1 for match in found]
                if _is_shuffled(numbers):
                    at = next(place for place, one in enumerate(numbers) if one != place + 1)
                    start, end = found[at].span()
                    yield Mark(span=text.span(first + start, first + end))
        yield from _paragraphs(text)


def _paragraphs(text: Text) -> Iterator[Mark]:
    """Points that are paragraphs of their own."""
    for row in _ROW.finditer(text.folded):
        heads = list(_HEAD.finditer(text.folded, *row.span()))
        numbers = [_NUMERALS.index(match["number"]) + 1 for match in heads]
        if _is_shuffled(numbers):
            at = next(place for place, one in enumerate(numbers) if one != place + 1)
            start = heads[at].start("number")
            yield Mark(span=text.span(start, start + 2))


def _lines(text: str) -> list[tuple[int, int]]:
    """The lines in which the third point comes before the second, or the second before the first.

    A line in which each is found after the one before is in order, or has several rows of them.
    """
    found: set[tuple[int, int]] = set()
    for cues in _POINTS:
        at = text.find(cues[2])
        while at >= 0:
            first, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
            last = len(text) if end < 0 else end
            places = [text.find(cue, first, last) for cue in cues]
            if min(places) >= 0 and places != sorted(places):
                found.add((first, last))
            at = text.find(cues[2], last)
    return sorted(found)


def _is_shuffled(numbers: Sequence[int]) -> bool:
    whole = list(range(1, len(numbers) + 1))
    return len(numbers) >= _LEAST and sorted(numbers) == whole and list(numbers) != whole


RULE = Rule(
    id="ADV413",
    name="打乱次序的分述",
    gate=Gate.ADVERTISING,
    severity=Severity.WARN,
    basis=(Basis("政府网站与政务新媒体检查指标（国办秘函〔2019〕19号）", "发布内容准确"),),
    message="“一是、二是、三是”的次序乱了，像是改写程序打乱了句子：请对照原文核对全段。",
    check=structure(find, literals=[points[2] for points in _POINTS]),
    bad=(
        Bad("会议强调：【三是】压实责任；一是加强领导；二是统筹推进。"),
        Bad("【三是】严控火源。\n一是压实责任。\n二是加强巡护。"),
        Bad("第一，加强领导。【第三】，压实责任。第二，统筹推进。"),
    ),
    good=(
        "一是加强领导；二是统筹推进；三是压实责任。",
        "一要讲政治，二要顾大局，三要守纪律。要做到：一要快，二要准，三要稳。",
        "第三，压实责任。第四，严肃问责。",
        "一是压实责任。\n二是加强巡护。\n三是严控火源。",
        "二是统筹推进，三是压实责任，四是严肃问责。",
        "唯一是他，其二是我，第三是你。",
    ),
)
