"""职务与任期不符。The title a person is given is held against the dated roster.

A post of 2017 may call 李克强 总理, one of 2024 only as 时任. A paragraph that names a year in which
the person held the office is history and passes. Only people of the roster are judged, and only
where title and name stand side by side.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache

from review.kinds import structure
from review.model import Basis, Gate, Severity
from review.rule import Bad, Mark, Reading, Rule, Text
from review.wordlist import Entry

_LISTS = ("political/office_holders", "political/office_holders_example")
_FORMER = ("原", "时任", "前", "前任", "曾任", "历任", "当时的", "已故", "故", "卸任", "离任")
_YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})年")
# One of these stands in every title of the rosters we ship and in most offices' own.
_TITLES = ("书记", "主席", "总理", "委员", "委员长", "部长", "主任", "院长", "检察长", "秘书长", "行长", "审计长", "市长", "县长", "区长", "省长", "局长")


@lru_cache(maxsize=8)
def _finder(entries: tuple[tuple[str, str], ...]) -> re.Pattern[str]:
    posts = sorted({post for _, post in entries}, key=len, reverse=True)
    names = sorted({name for name, _ in entries}, key=len, reverse=True)
    return re.compile(
        rf"(?P<post>{'|'.join(map(re.escape, posts))})、?(?P<name>{'|'.join(map(re.escape, names))})"
    )


def _find(reading: Reading) -> Iterator[Mark]:
    entries = [
        entry for name in _LISTS if name in reading.library for entry in reading.library[name].entries
    ]
    finder = _finder(tuple((entry.word, str(entry.extra["post"])) for entry in entries))
    for text in reading.texts:
        for match in finder.finditer(text.folded):
            if mark := _judge(reading, text, match, entries):
                yield mark


def _judge(
    reading: Reading, text: Text, match: re.Match[str], entries: Iterable[Entry]
) -> Mark | None:
    post, name = match["post"], match["name"]
    if text.folded.endswith(_FORMER, 0, match.start()):
        return None
    terms = [entry for entry in entries if entry.word == name and entry.extra["post"] == post]
    if reading.as_of < _kept_since(post, entries):
        return None
    if any(entry.holds(reading.as_of) for entry in terms):
        return None
    first, last = text.paragraph(match.start())
    years = {int(year) for year in _YEAR.findall(text.folded, first, last)}
    if any(_spans(entry, year) for entry in terms for year in years):
        return None
    past = [entry for entry in terms if entry.valid_to and entry.valid_to < reading.as_of]
    holders = [
        entry for entry in entries if entry.extra["post"] == post and entry.holds(reading.as_of)
    ]
    suggestions: list[str] = [f"时任{post}{name}"] if past else []
    if len(holders) == 1:
        suggestions.append(f"{post}{holders[0].word}")
    known = all(entry.verified for entry in (*terms, *holders))
    return Mark(
        span=text.span(match.start(), match.end()),
        suggestions=tuple(suggestions),
        message=_message(post, name, past, reading.as_of),
        severity=None if known else Severity.HINT,
    )


def _kept_since(post: str, entries: Iterable[Entry]) -> date:
    """The day from which the roster knows who held a post."""
    return min(entry.valid_from or date.min for entry in entries if entry.extra["post"] == post)


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
        Basis("政府网站与政务新媒体检查指标（国办秘函〔2019〕19号）", "严重表述错误", date(2019, 4, 1)),
    ),
    message="职务与名册所载任期不符，请核对。",
    check=structure(_find, literals=_TITLES),
    bad=(
        Bad("【国务院总理李克强】主持召开会议。", as_of=date(2024, 5, 1)),
        Bad("【国务院总理李强】作出批示。", as_of=date(2019, 5, 1)),
        Bad("【全国政协主席汪洋】出席座谈会。", as_of=date(2023, 9, 1)),
        Bad("【样例市市长陈样例】到企业调研。", as_of=date(2025, 1, 6)),
    ),
    good=(
        "国务院总理李强、全国政协主席王沪宁、全国政协副主席王勇出席。",
        "时任国务院总理李克强在会上讲话，原全国政协主席汪洋。",
        "2019年3月，国务院总理李克强作政府工作报告，回顾起来意义重大。",
        "国家主席习近平同越南国家主席会谈，公司总理李强被聘为顾问。",
        "国务院副总理丁薛祥和国务委员谌贻琴陪同。",
    ),
)
