"""讲话人姓名前后不一. 书记王建国 … 王建过强调: a speaker without a post whose name is one sign off.

TXT320 wants three mentions; here one will do, since who 强调 or 指出 without a post was named before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from review.kinds import structure
from review.model import Basis, Gate, Severity
from review.persons import NAME
from review.rule import Bad, Mark, Reading, Rule

_POSTS = "书记|市长|县长|区长|镇长|乡长|局长|主任|部长|主席|院长|校长|检察长"
_NAMED = re.compile(
    rf"(?:{_POSTS})(?P<name>{NAME})(?=[，。、；：]|深入|主持|出席|带队|率队|一行|到|赴|在|来到|参加|前往|调研|实地)"
)
_SPOKE = re.compile(rf"(?<![一-鿿、，；])(?P<name>{NAME})(?=强调|指出|要求)")
_SPOKEN = ("强调", "指出", "要求")
_REACH = 12  # characters
_FULL = 3  # characters of a name of which one may be a slip


def find(reading: Reading) -> Iterator[Mark]:
    """Names of speakers one sign away from an office-holder's who is named only so."""
    for text in reading.texts:
        holders = {match["name"] for match in _NAMED.finditer(text.folded)}
        for word in _SPOKEN if holders else ():
            for at, _ in text.places(word):
                match = _SPOKE.search(text.folded, max(0, at - _REACH), at + len(word))
                if match is None or match.end() != at:
                    continue
                name = match["name"]
                if name in holders or text.folded.count(name) > 1:
                    continue
                near = [one for one in sorted(holders) if _alike(name, one)]
                if len(near) == 1:
                    yield Mark(
                        span=text.span(*match.span("name")),
                        message=f"前文写作“{near[0]}”，只差一个字，请核对是否一致。",
                    )


def _alike(name: str, other: str) -> bool:
    if not len(name) == len(other) == _FULL or name[0] != other[0]:
        return False
    return sum(one != two for one, two in zip(name, other, strict=True)) == 1


RULE = Rule(
    id="TXT325",
    name="讲话人姓名前后不一",
    gate=Gate.TEXT,
    severity=Severity.HINT,
    basis=(Basis("政府网站与政务新媒体检查指标（国办秘函〔2019〕19号）", "发布内容准确"),),
    message="讲话人姓名前后写法不一，请核对。",
    check=structure(find, literals=_SPOKEN),
    bad=(
        Bad("镇党委书记王建国深入村组调研。【王建过】强调，要严把质量关。"),
        Bad("县长李卫东主持会议。会上，县领导发言。【李为东】指出，要压实责任。"),
    ),
    good=(
        "镇党委书记王建国深入村组调研。王建国强调，要严把质量关。",
        "镇党委书记王建国、镇长王建军深入村组调研。王建军强调，要严把质量关。",
        "书记王建国主持会议。王健林出席。副县长王建军强调，要早动手。",
    ),
)
