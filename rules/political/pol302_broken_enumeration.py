"""固定组合残缺或次序颠倒。四个意识, 核心价值观 and the like are members in one order.

A run of members between list marks is judged when it is nearly the whole set: all members but in
another order, or as many items as the set with exactly one that is not a member. Half a set is
none: somebody may well speak of 道路自信、文化自信 alone. One member short is a slip where the set is
named beside it, or is long.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from review.model import Basis, Gate, Severity
from review.rule import Bad, Good, Hits, Mark, Matcher, Reading, Rule, Text
from review.text import fold_literal
from review.wordlist import Entry, Library

_CLAUSE = re.compile(r"[^。；！？：:;\r\n]+")
_ITEM = re.compile(r"[^、，,]+")
_JOINT = re.compile(r"以及|及|和|与")
_MARKS = '“”‘’"（）() '

_LONG = 8  # members; all of them but one are no chance
_BESIDE = 10  # characters between a set's name and its members

Item = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class _Enumerations:
    lists: tuple[str, ...] = ("political/enumerations",)

    def compile(self, rule: Rule, library: Library) -> Matcher:
        del rule
        return _EnumerationsMatcher(
            [entry for name in self.lists for entry in library[name].entries]
        )


class _EnumerationsMatcher:
    """All members of a set but one must be there, so of any two at least one.

    The two least common of each set (the longest, or the last) are its literals.
    """

    always = False

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._sets: list[tuple[Entry, tuple[str, ...]]] = []
        self._owner: list[int] = []
        literals: list[str] = []
        for entry in entries:
            listed = entry.extra.get("members")
            if not isinstance(listed, tuple):
                continue
            members = tuple(map(fold_literal, listed))
            rarest_first = sorted(enumerate(members), key=lambda one: (-len(one[1]), -one[0]))
            rare = [member for _, member in rarest_first[:2]]
            literals += rare
            self._owner += [len(self._sets)] * len(rare)
            self._sets.append((entry, members))
        self.literals = tuple(literals)

    def find(self, reading: Reading, hits: Hits) -> Iterator[Mark]:
        for text in reading.texts:
            clauses = text.once(_clauses)
            starts = [start for start, _ in clauses]
            looked: set[tuple[int, int]] = set()
            for hit in hits.get(text.field, ()):
                number, at = self._owner[hit.literal], bisect_right(starts, hit.start) - 1
                if at < 0 or (at, number) in looked:
                    continue
                looked.add((at, number))
                start, end = clauses[at]
                entry, members = self._sets[number]
                if entry.holds(reading.as_of) and _nearly_all(members, text.folded[start:end]):
                    items = list(_items(text.folded, start, end, members))
                    yield from _judge(text, entry, members, items)


def _clauses(text: Text) -> list[tuple[int, int]]:
    return [match.span() for match in _CLAUSE.finditer(text.folded)]


def _nearly_all(members: tuple[str, ...], text: str) -> bool:
    missing = 0
    for member in members:
        missing += member not in text
        if missing > 1:
            return False
    return True


def _items(folded: str, start: int, end: int, members: tuple[str, ...]) -> Iterator[Item]:
    """What stands between list marks; 和 divides an item only beside a member."""
    longest = max(map(len, members))
    for match in _ITEM.finditer(folded, start, end):
        first, last = match.span()
        while first < last and folded[first] in _MARKS:
            first += 1
        while first < last and folded[last - 1] in _MARKS:
            last -= 1
        for joint in _JOINT.finditer(folded, first, last):
            if last - first <= longest and folded[first:last] in members:
                break
            if folded.endswith(members, first, joint.start()):
                yield folded[first : joint.start()], first, joint.start()
                first = joint.end()
        yield folded[first:last], first, last


def _judge(text: Text, entry: Entry, members: tuple[str, ...], items: list[Item]) -> Iterator[Mark]:
    size = len(members)
    slips: list[tuple[int, int, str]] = []
    for at in range(len(items) - size + 1):
        part = [_trim(item, at_end, members) for item, at_end in _ends(items[at : at + size])]
        names = [name for name, _, _ in part]
        if tuple(names) == members:
            return
        start, end = part[0][1], part[-1][2]
        odd = [number for number, name in enumerate(names) if name != members[number]]
        if set(names) == set(members):
            if entry.extra.get("any_order"):
                return
            slips.append((start, end, f"“{entry.word}”的次序应为：{'、'.join(members)}。"))
        elif len(odd) == 1 and _alike(names[odd[0]], members[odd[0]], members):
            slips.append((start, end, f"“{entry.word}”有一项写错，应为：{'、'.join(members)}。"))
        elif (misspelt := _one_unlike(names, members)) and _named(text, entry, start, end):
            told = f"“{entry.word}”的成员和次序应为：{'、'.join(members)}（现有“{misspelt}”）。"
            slips.append((start, end, told))
    if not slips:
        slips += _short_of_one(text, entry, members, items)
    for start, end, message in slips[:1]:
        yield Mark(
            span=text.span(start, end),
            suggestions=("、".join(members),),
            message=message,
            basis=(Basis(entry.source, date=entry.valid_from),),
        )


def _named(text: Text, entry: Entry, start: int, end: int) -> bool:
    """Whether the set is called by its name beside the members."""
    before = text.folded[max(0, start - len(entry.word) - _BESIDE) : start]
    after = text.folded[end : end + len(entry.word) + _BESIDE]
    return fold_literal(entry.word) in before + "\0" + after


def _one_unlike(names: list[str], members: tuple[str, ...]) -> str:
    """The one item that is no member, where all others are, in whatever order."""
    odd = [name for name in names if name not in members]
    lost = [member for member in members if member not in names]
    if len(odd) != 1 or len(lost) != 1:
        return ""
    shorter = set(odd[0]) <= set(lost[0]) and odd[0][-1] == lost[0][-1]
    in_place = names.index(odd[0]) == members.index(lost[0]) and (
        odd[0][0] == lost[0][0] or odd[0][-1] == lost[0][-1]
    )
    return odd[0] if shorter or in_place else ""


def _short_of_one(
    text: Text, entry: Entry, members: tuple[str, ...], items: list[Item]
) -> Iterator[tuple[int, int, str]]:
    """All members but one, in order, and nothing between them."""
    size = len(members) - 1
    for at in range(len(items) - size + 1):
        part = [_trim(item, at_end, members) for item, at_end in _ends(items[at : at + size])]
        names = [name for name, _, _ in part]
        lost = [member for member in members if member not in names]
        if len(lost) != 1 or names != [member for member in members if member != lost[0]]:
            continue
        start, end = part[0][1], part[-1][2]
        before = text.folded[max(0, start - len(entry.word) - _BESIDE) : start]
        after = text.folded[end : end + len(entry.word) + _BESIDE]
        named = fold_literal(entry.word) in before or fold_literal(entry.word) in after
        if lost[0] not in before + after and (
            named or len(members) >= _LONG or entry.extra.get("whole")
        ):
            yield start, end, f"“{entry.word}”少了“{lost[0]}”，应为：{'、'.join(members)}。"


def _ends(part: list[Item]) -> Iterator[tuple[Item, int]]:
    """Each item, and whether it is the first (-1), the last (1) or neither (0)."""
    for number, item in enumerate(part):
        yield item, -1 if number == 0 else int(number == len(part) - 1)


def _trim(item: Item, at_end: int, members: tuple[str, ...]) -> Item:
    """The first item may have a verb before it, the last some words behind it."""
    name, start, end = item
    if at_end < 0:
        size = next((len(one) for one in members if name.endswith(one)), len(members[0]))
        return name[-size:], max(start, end - size), end
    if at_end > 0:
        size = next((len(one) for one in members if name.startswith(one)), len(members[-1]))
        return name[:size], start, min(end, start + size)
    return item


def _alike(item: str, member: str, members: tuple[str, ...]) -> bool:
    """Of the same make, and no other member said twice."""
    shared = len(set(item) & set(member))
    least = len(set(member)) - max(1, len(member) // 3)
    return item not in members and abs(len(item) - len(member)) <= 1 and shared >= least


RULE = Rule(
    id="POL302",
    name="固定组合残缺或次序颠倒",
    gate=Gate.POLITICAL,
    severity=Severity.WARN,
    basis=(
        Basis("中国共产党章程（2022年10月22日修改）"),
        Basis(
            "政府网站与政务新媒体检查指标（国办秘函〔2019〕19号）", "严重表述错误", date(2019, 4, 1)
        ),
    ),
    message="固定组合的成员或者次序有误，请核对。",
    check=_Enumerations(),
    bad=(
        Bad("“六稳”即【稳就业、稳金融、稳外贸、稳外资、稳消费、稳预期】。"),
        Bad("牢固树立【政治意识、核心意识、大局意识、看齐意识】。"),
        Bad("坚定【道路自信、理论自信、体制自信、文化自信】。"),
        Bad("倡导【富强、民主、文明、和谐、自由、平等、公正、法制、爱国、敬业、诚信、友善】。"),
        Bad("坚定“四个自信”，即【道路自信、理论自信、文化自信】。"),
        Bad("践行【严以修身、严以律己、严以用权】的要求。"),
        Bad("【自我净化、自我完善、自我革命、自我提高】能力显著增强。"),
        Bad("统筹推进【经济建设、政治建设、社会建设、文化建设、生态文明建设】。"),
    ),
    good=(
        "增强政治意识、大局意识、核心意识、看齐意识，坚定道路自信、理论自信、制度自信、文化自信。",
        "统筹推进经济建设、政治建设、文化建设、社会建设、生态文明建设，坚定道路自信和文化自信。",
        "倡导富强、民主、文明、和谐，倡导自由、平等、公正、法治，倡导爱国、敬业、诚信、友善。",
        "增强规矩意识、服务意识、大局意识，加强政治建设、经济建设和国防建设。",
        Good("树立政治意识、核心意识、大局意识、看齐意识。", as_of=date(2015, 6, 1)),
        "坚定“四个自信”，坚定道路自信、理论自信、制度自信、文化自信，增强文化自信和道路自信。",
        "坚持自治、法治、德治相结合，推进科学立法、严格执法、公正司法，加强全民守法教育。",
        "贯彻创新、协调、绿色、开放、共享的新发展理念，坚持开放、创新、包容。",
    ),
)
