"""前后写法不一的名称. One title in 《》, one office-holder or one organ in two forms one sign apart.

The one form must stand several times and the other once. What differs by a numeral or a direction is
two things; laws are another rule's matter. Only hints: two companies may have names that much alike.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import NamedTuple

from review.kinds import structure
from review.model import Basis, Gate, Severity
from review.persons import NAME
from review.rule import Bad, Mark, Reading, Rule, Text

_TITLE_LENGTHS = range(6, 61)
_POSTS = [
    "书记",
    "市长",
    "县长",
    "区长",
    "镇长",
    "乡长",
    "省长",
    "局长",
    "厅长",
    "主任",
    "部长",
    "主席",
    "院长",
    "校长",
    "处长",
    "科长",
    "会长",
    "秘书长",
    "总经理",
    "董事长",
    "检察长",
    "支队长",
    "所长",
    "站长",
]
_HOLDER = re.compile(
    rf"(?P<name>{NAME})(?=[，。、；：）]|说|表示|主持|介绍|出席|带队|强调|指出|参加|率队|一行|同志|等|在|作|宣布|致辞|讲话|陪同)"
)
_ROLE = 6  # characters of a post and what stands before it
_ENDINGS = [
    "有限公司",
    "有限责任公司",
    "合作社",
    "委员会",
    "管理局",
    "服务中心",
    "研究院",
    "研究所",
    "大学",
    "医院",
    "管理处",
]
_POSTS_BY_LAST, _ENDINGS_BY_LAST = (
    {
        last: [word for word in words if word[-1] == last]
        for last in sorted({word[-1] for word in words})
    }
    for words in (_POSTS, _ENDINGS)
)
_NOT_IN_NAME = re.compile("[^一-鿿]|[和与及的在由向对是为将同从把被给到了等]|根据|按照")
_TELLING = set(
    "0123456789〇零一二三四五六七八九十百千甲乙丙丁东西南北中上下左右前后内外大小新老男女省市县区乡镇村国州旗"
    "abcdefghijklmnopqrstuvwxyz"
)
_WINDOW = 8  # characters an organ's name has at least
_ORGAN_REACH = 24  # characters
_LEAST = 3  # times that a name must stand: twice in one form, once in the other
_MOST = 400  # names compared with each other


class Named(NamedTuple):
    """A name and where it begins."""

    name: str
    start: int


def find(reading: Reading) -> Iterator[Mark]:
    """The rarer of two forms, wherever it stands."""
    for text in reading.texts:
        yield from _marks(text, _titles(text), _whole)
        for holders in _holders(text).values():
            if len(holders) > 1:
                yield from _marks(text, holders, _person)
        yield from _marks(text, _organs(text), _organ)


def _often(text: Text, by_last: dict[str, list[str]]) -> Iterator[str]:
    """The words that stand often enough; asked after by what they end in, which few texts hold."""
    for last, words in by_last.items():
        if text.folded.count(last) >= _LEAST:
            yield from (word for word in words if text.folded.count(word) >= _LEAST)


def _titles(text: Text) -> list[Named]:
    found: list[Named] = []
    places = text.places("《")
    for _, start in places if len(places) >= _LEAST else ():
        end = text.folded.find("》", start, start + _TITLE_LENGTHS.stop)
        name = text.folded[start : max(start, end)]
        if len(name) in _TITLE_LENGTHS and not name.startswith("中华人民共和国"):
            found.append(Named(name, start))
    return found


def _holders(text: Text) -> dict[str, list[Named]]:
    """Names behind a post, by the post and what stands before it."""
    found: dict[str, list[Named]] = {}
    for post in _often(text, _POSTS_BY_LAST):
        for _, end in text.places(post):
            if match := _HOLDER.match(text.folded, end):
                role = text.folded[max(0, end - _ROLE) : end]
                found.setdefault(role, []).append(Named(match["name"], end))
    return found


def _organs(text: Text) -> list[Named]:
    """Names of organs, without the words that lead up to them."""
    found: list[Named] = []
    for ending in _often(text, _ENDINGS_BY_LAST):
        for _, end in text.places(ending):
            name = _NOT_IN_NAME.split(text.folded[max(0, end - _ORGAN_REACH) : end])[-1]
            if len(name) >= _WINDOW:
                found.append(Named(name, end - len(name)))
    return found


def _marks(text: Text, found: list[Named], alike: Callable[[str, str], bool]) -> Iterator[Mark]:
    counts = Counter(name for name, _ in found)
    if not 1 < len(counts) <= _MOST:
        return
    names = list(counts)
    by_length: dict[int, list[str]] = {}
    for name in names:
        by_length.setdefault(len(name), []).append(name)
    suspects: dict[str, str] = {}
    for name in (name for name in names if counts[name] == 1):
        for length in (len(name) - 1, len(name), len(name) + 1):
            for other in by_length.get(length, ()):
                if counts[other] > 1 and alike(name, other):
                    suspects.setdefault(name, other)
    for name, start in found:
        if name in suspects:
            yield Mark(
                span=text.span(start, start + len(name)),
                message=f"同一篇里还写作“{suspects[name]}”，只差一个字，请核对是否一致。",
            )


def _differs(name: str, other: str) -> tuple[str, str] | None:
    """The one place where two names differ; None if they differ in more."""
    if len(name) > len(other):
        name, other = other, name
    head = 0
    while head < len(name) and name[head] == other[head]:
        head += 1
    if len(name) == len(other):
        return (name[head], other[head]) if name[head + 1 :] == other[head + 1 :] else None
    return ("", other[head]) if name[head:] == other[head + 1 :] else None


def _whole(name: str, other: str) -> bool:
    pair = _differs(name, other)
    return pair is not None and not _TELLING & set("".join(pair)) and "".join(pair).isalpha()


def _person(name: str, other: str) -> bool:
    return len(name) == len(other) == 3 and name[0] == other[0] and _whole(name, other)


def _organ(name: str, other: str) -> bool:
    if len(name) != len(other) or len(name) < _WINDOW:
        return False
    return name[:2] == other[:2] and _whole(name, other)


RULE = Rule(
    id="TXT320",
    name="前后写法不一的名称",
    gate=Gate.TEXT,
    severity=Severity.HINT,
    basis=(Basis("政府网站与政务新媒体检查指标（国办秘函〔2019〕19号）", "发布内容准确"),),
    message="同一名称前后写法不一，请核对。",
    check=structure(find),
    bad=(
        Bad(
            "印发《关于促进民宿高质量发展的意见》。各地要落实《关于促进民宿高质量发展的意见》，"
            "对照《【关于促进民俗高质量发展的意见】》自查。"
        ),
        Bad("市教育局局长王建国出席，市教育局局长王建国强调安全。市教育局局长【王健国】参加。"),
        Bad(
            "清远市恒达种植有限公司中标。清远市恒达种植有限公司承诺，【清远市恒运种植有限公司】复核。"
        ),
    ),
    good=(
        "《第一批异形词整理表》和《第二批异形词整理表》；《中华人民共和国民法典》《中华人民共和国刑法》。",
        "市教育局局长王建国出席，市民政局局长王健国参加；副市长李明、副市长李刚出席。",
        "《清远市上半年工作总结》《清远市下半年工作总结》；市第一人民医院和市第二人民医院。",
    ),
)
