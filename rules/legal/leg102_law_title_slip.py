"""法律名称错漏。

A title in 《》 that is one slip away from a law in force, and is no law itself, past or present.
Short titles lie close together (公证法, 公司法), so without the state's name before them only what
sounds or looks alike is a slip in these; a local rule bears its region's name and is far from any
national title. A title that does not end as the law's does may be a book's or a paper's (环境保护者,
义务教育): it is a slip where it is cited as a law, or ends as nothing does.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from review.automaton import Hit
from review.model import Basis, Gate, Severity
from review.near.slip import Kind, slip
from review.rule import Bad, Hits, LetGo, Mark, Matcher, Reading, Rule
from review.text import HAN, Text
from review.wordlist import Entry, Library

TITLES = "legal/law_titles"
REPEALED = "legal/repealed_laws"
STATE = "中华人民共和国"
_QUOTED = re.compile(r"《([^《》〈〉\r\n]{3,60})》")
_VERSION = re.compile(r"[（(][^（）()]*[)）]$")
# Words that people leave out of a title, or put in: 《道路交通安全管理法》.
_FILLERS = ("管理", "权益", "促进", "安全", "保护", "保障", "防治", "基本")
_FOLLOWING = re.compile(rf"[{HAN}]{{1,28}}")
_ENDS = ("法", "例", "发", "列", "罚")
_RANKS = ("条例", "办法", "规定", "法")
_STEM = 3
_LONG = 5  # characters of a title that no other is likely to be near
_SHORTEST = 3
_SHORTEST_NAMED = 2
# What titles of books, papers, prizes and plays end in.
_OTHER_ENDS = frozenset(
    "人典刊剧卡司周图奖学家局展年影志报文日书曲月期歌片界画研社票站章符篇网者节观记讲论证词诗话课说谈赛路部集题"
)
_CITED_BEFORE = re.compile(
    r"(?:依照|依据|根据|按照|违反|遵照|遵守|适用|执行|实施|贯彻|落实|颁布|施行|修订|修改|制定)了?(?:新?(?:修订|修改)后?的)?$"
)
_CITED_AFTER = re.compile(
    r"(?:[（(][^（）()]{1,20}[)）])?(?:第[一二三四五六七八九十百零0-9]{1,7}[条章]|(?:的|有关|相关){0,2}规定|自[^，。]{2,14}起施行|等法律|等法规|等有关法)"
)


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


def is_meant(wrong: str, right: str, *, cited: bool) -> bool:
    """Whether a title in 《》 without the state's name is meant for the law it is near."""
    made = slip(wrong, right)
    if made is None:
        return False
    if len(right) < _LONG and not (cited and len(wrong) >= _LONG):
        return made.alike or made.kind in (Kind.SWAPPED, Kind.DOUBLED)
    if cited or wrong[-1] == right[-1] or made.alike or made.kind is Kind.SWAPPED:
        return True
    return len(wrong) == len(right) and wrong[-1] not in _OTHER_ENDS


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
                before = text.folded[max(0, at - 12) : at]
                cited = _CITED_BEFORE.search(before) or _CITED_AFTER.match(text.folded, match.end())
                if entries := (
                    self._meant(core, named=named, cited=bool(cited))
                    or self._filled(core)
                    or (self._of_other_rank(core) if named else [])
                ):
                    start = match.start(1) + len(title) - len(core)
                    yield self._mark(entries, reading, start, start + len(core), text.field)

    def _unquoted(self, text: Text, reading: Reading, hits: Sequence[Hit]) -> Iterator[Mark]:
        """中华人民共和国环境保护发: the full name as it stands in a sentence, without its marks."""
        for hit in hits:
            if self.literals[hit.literal] != STATE or text.folded.startswith("《", hit.start - 1):
                continue
            match = _FOLLOWING.match(text.folded, hit.end)
            following = match[0] if match else ""
            lengths = range(len(following), _LONG - 1, -1)
            if any(following[:length] in self._known for length in range(2, len(following) + 1)):
                continue
            for length in lengths:
                core = following[:length]
                if core.endswith(_ENDS) and (entries := self._meant(core)):
                    yield self._mark(entries, reading, hit.end, hit.end + length, text.field)
                    break

    def _meant(self, core: str, *, named: bool = False, cited: bool = False) -> list[Entry]:
        near = {
            entry.word: entry
            for hole in holes(core)
            for entry in self._near.get(hole, ())
            if one_slip(core, entry.word) and (named or is_meant(core, entry.word, cited=cited))
        }
        return [near[word] for word in sorted(near)]

    def _filled(self, core: str) -> list[Entry]:
        """The law whose title this is but for one of the words people leave out or put in."""
        if len(core) < _LONG or not core.endswith("法"):
            return []
        if entry := self._lacking.get(core):
            return [entry]
        fuller = (core.replace(filler, "", 1) for filler in _FILLERS if filler in core)
        return [self._titles[word] for word in fuller if word in self._titles][:1]

    def _of_other_rank(self, core: str) -> list[Entry]:
        """The law whose title this is but for its last word: 《…个人信息保护条例》."""
        stem = next((core.removesuffix(rank) for rank in _RANKS if core.endswith(rank)), "")
        named = (stem + rank for rank in _RANKS if len(stem) >= _STEM)
        return [self._titles[word] for word in named if word in self._titles][:1]

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
        Bad("学习《【专利发】》和《【义务教法育】》。"),
        Bad("违反《【义务教育】》第二条的规定。"),
        Bad("根据中华人民共和国【未成年人保护发】有关规定，加强监护。"),
        Bad("依照中华人民共和国【道路交通安金法】第九十条。"),
        Bad("《中华人民共和国【个人信息保护条例】》为隐私撑起保护伞。"),
    ),
    good=(
        "依照《中华人民共和国公证法》《中华人民共和国公司法》办理。",
        "《广东省环境保护条例》《清远市城市绿化管理条例》已经公布。",
        "学习《中华人民共和国立法法》和《中华人民共和国刑法修正案（十二）》。",
        "《中华人民共和国治安管理处罚法（2025年修订）》自2026年1月1日起施行。",
        "中华人民共和国香港特别行政区，中华人民共和国第一部环境保护方面的立法，中华人民共和国法律。",
        "依照中华人民共和国道路交通安全法和中华人民共和国劳动合同法办理。",
        "连载小说《环境保护者》；电影《我不是药神》。",
        "《义务教育》杂志刊登《教育学》书评，《居民身份证》一文说明《专卖法》和《企业法》。",
        "收听《新闻联播》，阅读《求是》杂志。",
    ),
)
