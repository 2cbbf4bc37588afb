"""法律名称错漏。

A title in 《》 that is one slip away from a law in force, and is no law itself, past or present.
Short titles lie close together (公证法, 公司法), so these are judged only with the state's name
before them; a local rule bears its region's name and is far from any national title.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from review.automaton import Hit
from review.model import Basis, Gate, Severity
from review.rule import Bad, Hits, LetGo, Mark, Matcher, Reading, Rule
from review.text import HAN, Text
from review.wordlist import Entry, Library

TITLES = "legal/law_titles"
REPEALED = "legal/repealed_laws"
STATE = "中华人民共和国"
_QUOTED = re.compile(r"《([^《》〈〉\r\n]{3,40})》")
_VERSION = re.compile(r"[（(][^（）()]*[)）]$")
# Words that people leave out of a title, or put in: 《道路交通安全管理法》.
_FILLERS = ("管理", "权益", "促进", "安全", "保护", "保障", "防治", "基本")
_FOLLOWING = re.compile(rf"[{HAN}]{{1,28}}")
_ENDS = ("法", "例", "发", "列", "罚")
_SHORTEST = 5  # characters of a title that stands without the state's name
_SHORTEST_NAMED = 3
_SOUNDS_LIKE_LAW = frozenset("发罚伐阀乏列利历力立厉")  # what 法 and 例 are mistyped as


def holes(title: str) -> Iterator[str]:
    """The title, and the title with any one character left out."""
    yield title
    for at in range(len(title)):
        yield title[:at] + title[at + 1 :]


def one_slip(wrong: str, right: str) -> bool:
    """Whether one character was changed, lost or added, or two neighbours swapped."""
    if wrong == right or abs(len(wrong) - len(right)) > 1:
        return False
    at = 0
    while at < min(len(wrong), len(right)) and wrong[at] == right[at]:
        at += 1
    if len(wrong) != len(right):
        return wrong[at + 1 :] == right[at:] or wrong[at:] == right[at + 1 :]
    swapped = wrong[at : at + 2][::-1] == right[at : at + 2]
    return wrong[at + 1 :] == right[at + 1 :] or (swapped and wrong[at + 2 :] == right[at + 2 :])


def ends_alike(wrong: str, right: str) -> bool:
    """Whether both end as a law does: 《环境保护者》 is a book, 《环境保护发》 a slip."""
    return wrong[-1] == right[-1] or (len(wrong) == len(right) and wrong[-1] in _SOUNDS_LIKE_LAW)


@dataclass(frozen=True, slots=True)
class NearTitles:
    """Titles in 《》 against a list of all that are right."""

    lists: tuple[str, ...] = (TITLES, REPEALED)

    def compile(self, rule: Rule, library: Library) -> Matcher:
        return _NearTitlesMatcher(rule, library)


class _NearTitlesMatcher:
    always = False
    literals: Sequence[str] = ("》", STATE)

    def __init__(self, rule: Rule, library: Library) -> None:
        self._rule = rule
        titles = library[TITLES]
        self._known = {entry.word for entry in titles.entries} | set(titles.allow)
        self._known |= {
            entry.word.strip("《》").removeprefix(STATE) for entry in library[REPEALED].entries
        }
        self._near: dict[str, list[Entry]] = defaultdict(list)
        self._lacking: dict[str, Entry] = {}
        for entry in titles.entries:
            for hole in holes(entry.word):
                self._near[hole].append(entry)
            for filler in _FILLERS:
                if filler in entry.word and entry.word.endswith("法"):
                    self._lacking.setdefault(entry.word.replace(filler, "", 1), entry)
        self._titles = {entry.word: entry for entry in titles.entries}

    def find(self, reading: Reading, hits: Hits) -> Iterator[Mark | LetGo]:
        for text in reading.texts:
            yield from self._unquoted(text, reading, hits.get(text.field, ()))
            for at, _ in text.places("《"):
                match = _QUOTED.match(text.folded, at)
                if match is None:
                    continue
                title = _VERSION.sub("", match[1])
                named = title.startswith(STATE)
                core = title.removeprefix(STATE)
                if len(core) < (_SHORTEST_NAMED if named else _SHORTEST) or core in self._known:
                    continue
                if entries := self._meant(core, named=named) or self._filled(core):
                    start = match.start(1) + len(title) - len(core)
                    yield self._mark(entries, reading, start, start + len(core), text.field)

    def _unquoted(self, text: Text, reading: Reading, hits: Sequence[Hit]) -> Iterator[Mark]:
        """中华人民共和国环境保护发: the full name as it stands in a sentence, without its marks."""
        for hit in hits:
            if self.literals[hit.literal] != STATE or text.folded.startswith("《", hit.start - 1):
                continue
            match = _FOLLOWING.match(text.folded, hit.end)
            following = match[0] if match else ""
            lengths = range(len(following), _SHORTEST - 1, -1)
            if any(following[:length] in self._known for length in range(2, len(following) + 1)):
                continue
            for length in lengths:
                core = following[:length]
                if core.endswith(_ENDS) and (entries := self._meant(core, named=False)):
                    yield self._mark(entries, reading, hit.end, hit.end + length, text.field)
                    break

    def _meant(self, core: str, *, named: bool) -> list[Entry]:
        near = {
            entry.word: entry
            for hole in holes(core)
            for entry in self._near.get(hole, ())
            if one_slip(core, entry.word) and (named or ends_alike(core, entry.word))
        }
        return [near[word] for word in sorted(near)]

    def _filled(self, core: str) -> list[Entry]:
        """The law whose title this is but for one of the words people leave out or put in."""
        if len(core) < _SHORTEST or not core.endswith("法"):
            return []
        if entry := self._lacking.get(core):
            return [entry]
        fuller = (core.replace(filler, "", 1) for filler in _FILLERS if filler in core)
        return [self._titles[word] for word in fuller if word in self._titles][:1]

    def _mark(
        self, entries: list[Entry], reading: Reading, start: int, end: int, field: str
    ) -> Mark:
        text = reading.text(field)
        words = tuple(entry.word for entry in entries)
        return Mark(
            span=text.span(start, end),
            suggestions=words,
            message=self._rule.message.format(
                word=words[0],
                suggest="、".join(f"《{word}》" for word in words),
                source=entries[0].source,
                note="",
            ),
            severity=None if all(entry.verified for entry in entries) else Severity.HINT,
        )


RULE = Rule(
    id="LEG102",
    name="法律名称错漏",
    gate=Gate.LEGAL,
    severity=Severity.WARN,
    basis=(Basis("全国人大常委会、国务院公布的现行法律、行政法规名称", date=date(2025, 4, 19)),),
    message="没有这个名称的法律法规，应为{suggest}，请核对。",
    check=NearTitles(),
    bad=(
        Bad("依照《中华人民共和国【环境保护发】》的规定处理。"),
        Bad("认真贯彻《【未成年人保障法】》，守护孩子成长。"),
        Bad("《中华人民共和国【公司发】》自公布之日起施行。"),
        Bad("开展《【政府信公开条例】》学习培训。"),
        Bad("依据《中华人民共和国【治管安理处罚法】》作出处罚。"),
        Bad("依据《【道路交通安全管理法】》和《【消费者保护法】》处理。"),
        Bad("根据中华人民共和国【未成年人保护发】有关规定，加强监护。"),
        Bad("依照中华人民共和国【道路交通安金法】第九十条。"),
    ),
    good=(
        "依照《中华人民共和国公证法》《中华人民共和国公司法》办理。",
        "《广东省环境保护条例》《清远市城市绿化管理条例》已经公布。",
        "学习《中华人民共和国立法法》和《中华人民共和国刑法修正案（十二）》。",
        "《中华人民共和国治安管理处罚法（2025年修订）》自2026年1月1日起施行。",
        "中华人民共和国香港特别行政区，中华人民共和国第一部环境保护方面的立法，中华人民共和国法律。",
        "依照中华人民共和国道路交通安全法和中华人民共和国劳动合同法办理。",
        "连载小说《环境保护者》；电影《我不是药神》。",
        "收听《新闻联播》，阅读《求是》杂志。",
    ),
)
