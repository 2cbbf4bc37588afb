"""职务与任期不符。The title a person is given is held against the dated roster.

A post of 2017 may call 李克强 总理, one of 2024 only as 时任. A paragraph that names a year in which
the person held the office is history and passes. Only people of the roster are judged, and only
where title and name stand side by side. Of what changed after the roster was last read through it
knows nothing: then a pair it does not have is but hinted at.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from review.automaton import Hit
from review.model import Basis, Gate, Severity
from review.near.slip import slip
from review.rule import Bad, Hits, Mark, Matcher, Reading, Rule, Text
from review.text import fold_literal
from review.wordlist import Entry, Library

_LISTS = ("political/office_holders", "political/office_holders_example")
_FORMER = ("原", "时任", "前", "前任", "曾任", "历任", "当时的", "已故", "故", "卸任", "离任")
_HIGHEST = re.compile("国务院总理|国家副?主席|全国政协主席|全国人大常委会委员长")
_ACTS = re.compile(
    "主持|出席|在|对|会见|强调|指出|作出|发表|签署|赴|考察|调研|致|表示|同|的重要|的讲话"
)
_YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})年")


@dataclass(frozen=True, slots=True)
class _Roster:
    """The titles stand in the shared automaton; a title with no listed name behind it is none."""

    lists: tuple[str, ...] = _LISTS

    def compile(self, rule: Rule, library: Library) -> Matcher:
        del rule
        lists = [library[name] for name in self.lists]
        return _RosterMatcher([(entry, each.reviewed) for each in lists for entry in each.entries])


class _RosterMatcher:
    always = False

    def __init__(self, entries: Sequence[tuple[Entry, date]]) -> None:
        posts: dict[str, list[Entry]] = defaultdict(list)
        self._reviewed: dict[str, date] = {}
        for entry, reviewed in entries:
            also = entry.extra.get("also", ())
            for post in (str(entry.extra["post"]), *(also if isinstance(also, tuple) else ())):
                posts[post].append(entry)
                self._reviewed[post] = reviewed
        self._posts = list(posts.items())
        self.literals = tuple(fold_literal(post) for post in posts)
        names = {fold_literal(entry.word): entry.word for entry, _ in entries}
        self._names = names
        self._name = re.compile("|".join(map(re.escape, sorted(names, key=len, reverse=True))))

    def find(self, reading: Reading, hits: Hits) -> Iterator[Mark]:
        for text in reading.texts:
            longest: dict[int, Hit] = {}
            for hit in hits.get(text.field, ()):
                if hit.end not in longest or hit.start < longest[hit.end].start:
                    longest[hit.end] = hit
            for hit in longest.values():
                post, terms = self._posts[hit.literal]
                if mark := _misspelt(reading, text, hit, (post, terms)):
                    yield mark
                elif match := self._name.match(text.folded, hit.end):
                    name = self._names[match[0]]
                    place = (hit.start, match.end())
                    if mark := _judge(reading, text, place, _Claim(post, name), terms):
                        unknown = not mark.suggestions or not mark.suggestions[0].startswith("时任")
                        if unknown and reading.as_of > self._reviewed[post]:
                            mark = replace(mark, severity=Severity.HINT)
                        yield mark


def _misspelt(
    reading: Reading, text: Text, hit: Hit, held: tuple[str, Sequence[Entry]]
) -> Mark | None:
    """Behind the post the present holder's name, but for a character that sounds or looks alike."""
    post, terms = held
    for entry in terms:
        name = fold_literal(entry.word)
        written = text.folded[hit.end : hit.end + len(name)]
        if written == name or not entry.holds(reading.as_of) or written[:1] != name[:1]:
            continue
        if _is_meant(text, hit, written, name, reading.as_of) and not text.folded.endswith(
            _FORMER, 0, hit.start
        ):
            return Mark(
                span=text.span(hit.end, hit.end + len(name)),
                suggestions=(entry.word,),
                message=f"{post}是{entry.word}，此处疑似写错，请逐字核对。",
                severity=None if entry.verified else Severity.HINT,
            )
    return None


def _is_meant(text: Text, hit: Hit, written: str, name: str, as_of: date) -> bool:
    """What sounds or looks alike, and behind an office of the State whoever acts as its holder."""
    made = slip(written, name)
    if made is None or made.alike:
        return made is not None
    if len(name) != len("某某") or not _HIGHEST.match(text.folded, hit.start):
        return False
    first, last = text.paragraph(hit.start)
    years = {int(year) for year in _YEAR.findall(text.folded, first, last)}
    return years <= {as_of.year} and bool(_ACTS.match(text.folded, hit.end + len(name)))


class _Claim(NamedTuple):
    """What the text says: the title, and the name behind it."""

    post: str
    name: str


def _judge(
    reading: Reading,
    text: Text,
    place: tuple[int, int],
    claim: _Claim,
    holders: Sequence[Entry],
) -> Mark | None:
    """`holders`: every listed term of the post, whoever served it."""
    start, end = place
    post, name = claim
    if text.folded.endswith(_FORMER, 0, start):
        return None
    if reading.as_of < min(entry.valid_from or date.min for entry in holders):
        return None  # the roster does not reach back so far
    terms = [entry for entry in holders if entry.word == name]
    if any(entry.holds(reading.as_of) for entry in terms):
        return None
    first, last = text.paragraph(start)
    years = {int(year) for year in _YEAR.findall(text.folded, first, last)}
    if any(_spans(entry, year) for entry in terms for year in years):
        return None
    past = [entry for entry in terms if entry.valid_to and entry.valid_to < reading.as_of]
    present = [entry for entry in holders if entry.holds(reading.as_of)]
    suggestions: list[str] = [f"时任{post}{name}"] if past else []
    if len(present) == 1:
        suggestions.append(f"{post}{present[0].word}")
    known = all(entry.verified for entry in (*terms, *present))
    return Mark(
        span=text.span(start, end),
        suggestions=tuple(suggestions),
        message=_message(post, name, past, reading.as_of),
        severity=None if known else Severity.HINT,
    )


def _spans(entry: Entry, year: int) -> bool:
    first = entry.valid_from.year if entry.valid_from else 0
    last = entry.valid_to.year if entry.valid_to else 9999
    return first <= year <= last


def _message(post: str, name: str, past: list[Entry], as_of: date) -> str:
    if past and past[-1].valid_to:
        return f"按名册，{name}任{post}至{past[-1].valid_to:%Y-%m-%d}，写其后的事应加“时任”或者核对职务。"
    return f"按名册，{name}在{as_of:%Y-%m-%d}不任{post}，请核对职务、姓名和任期。"


RULE = Rule(
    id="POL301",
    name="职务与任期不符",
    gate=Gate.POLITICAL,
    severity=Severity.WARN,
    basis=(
        Basis(
            "政府网站与政务新媒体检查指标（国办秘函〔2019〕19号）", "严重表述错误", date(2019, 4, 1)
        ),
    ),
    message="职务与名册所载任期不符，请核对。",
    check=_Roster(),
    bad=(
        Bad("【国务院总理李克强】主持召开会议。", as_of=date(2024, 5, 1)),
        Bad("【国务院总理李强】作出批示。", as_of=date(2019, 5, 1)),
        Bad("国务院总理【李弦】主持会议。", as_of=date(2024, 5, 1)),
        Bad("【全国政协主席汪洋】出席座谈会。", as_of=date(2023, 9, 1)),
        Bad("【样例市市长陈样例】到企业调研。", as_of=date(2025, 1, 6)),
        Bad("【中央军委副主席何卫东】出席会议。", as_of=date(2026, 2, 1)),
        Bad("【中组部部长李干杰】讲话，【中央宣传部部长石泰峰】主持。", as_of=date(2025, 9, 1)),
        Bad("【外交部长秦刚】会见来宾。", as_of=date(2024, 2, 1)),
    ),
    good=(
        "国务院总理李强、全国政协主席王沪宁、全国政协副主席王勇出席。",
        "时任国务院总理李克强在会上讲话，原全国政协主席汪洋。",
        "2019年3月，国务院总理李克强作政府工作报告，回顾起来意义重大。",
        "国家主席习近平同越南国家主席会谈，公司总理李强被聘为顾问。",
        "国务院副总理丁薛祥和国务委员谌贻琴陪同，中央军委副主席张升民，外交部长王毅出席。",
        "中共中央政治局常委李希、中共中央政治局委员李鸿忠、中央书记处书记刘金国参加。",
        "样例市市长林样例、样例市委书记陈样例出席，原中央军委副主席何卫东案。",
    ),
)
