"""A name that is nearly a leader's: beyond doubt only beside the leader's office.

Of somebody else 李洪忠 or 何力峰 may be the right name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from review.likeness import alike
from review.model import Severity
from review.rule import Check, Hits, LetGo, Mark, Matcher, Reading, Rule
from review.wordlist import Library

_NAME = 4  # characters; more than a name's are a name and an office
_BEFORE, _AFTER = 16, 5
_HAN = re.compile("[\u4e00-\u9fff]")
_ORDINARY = re.compile(
    "同学|小朋友|医生|护士|老师|教练|律师|师傅|村民|居民|先生|女士|大爷|大妈|小姐|队员|选手"
)
_OFFICE = re.compile(
    "中共中央|党中央|政治局|国务院|国务委员|全国人大|全国政协|中央军委|中央书记处|中央纪委|国家监委"
    "|总书记|国家主席|国家副主席|总理|委员长|最高人民|部长|中央[\u4e00-\u9fff]{2,6}书记|党和国家领导人|同志"
)


def beyond_doubt_beside_office(check: Check) -> Check:
    """The near-misses of `check`; a bare name away from any high office is only asked about."""
    return _BesideOffice(check)


@dataclass(frozen=True, slots=True)
class _BesideOffice:
    near: Check

    @property
    def lists(self) -> tuple[str, ...]:
        return self.near.lists

    def compile(self, rule: Rule, library: Library) -> Matcher:
        return _BesideOfficeMatcher(self.near.compile(rule, library))


class _BesideOfficeMatcher:
    def __init__(self, inner: Matcher) -> None:
        self._inner = inner
        self.literals: Sequence[str] = inner.literals
        self.always: bool = inner.always

    def find(self, reading: Reading, hits: Hits) -> Iterator[Mark | LetGo]:
        for mark in self._inner.find(reading, hits):
            if isinstance(mark, Mark) and _another_name(mark, reading):
                continue
            if isinstance(mark, Mark) and _bare(mark) and not _beside_office(mark, reading):
                yield replace(mark, severity=mark.severity or Severity.WARN)
            else:
                yield mark


def _another_name(mark: Mark, reading: Reading) -> bool:
    """Whether the office is right and another of the same surname holds it: 全国政协副主席陈晓光."""
    text = reading.text(mark.span.field).submitted
    found = text[mark.span.start : mark.span.end]
    if _bare(mark) and _ORDINARY.match(text, mark.span.end):
        return True
    runs_on = _HAN.match(text, mark.span.end) is not None
    return runs_on and any(
        len(name) > _NAME
        and found[: len(name) - 1] == name[:-1]
        and not (len(found) == len(name) and alike(found[-1], name[-1]))
        for name in mark.suggestions
    )


def _bare(mark: Mark) -> bool:
    return all(len(name) <= _NAME for name in mark.suggestions)


def _beside_office(mark: Mark, reading: Reading) -> bool:
    text = reading.text(mark.span.field).submitted
    start, end = mark.span.start, mark.span.end
    around = text[max(0, start - _BEFORE) : start] + "\0" + text[end : end + _AFTER]
    return _OFFICE.search(around) is not None
