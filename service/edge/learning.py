"""从处理结果里学: confusions to add and phrases to protect, proposed from what people decided.

Nothing here changes anything: each proposal is a form that a person fills, sends and answers for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Final

from review.draft import Person
from review.model import Gate, Severity, Span
from review.overlay import readers
from review.rule import Rule
from review.staff import Unit
from service.clock import CHINA
from service.edge.wordbook import own_units
from service.office import Office
from service.store import UnitOfWork
from service.store.learning import Lesson
from service.store.overlays import OverlayKind

LEAST: Final = 2
"""In how many drafts the same was decided before it is worth a word."""

_YEAR: Final = timedelta(days=365)
_HALF: Final = timedelta(days=183)
_KEY: Final = re.compile(r"(?P<rule>[^@]+)@(?P<field>.+):(?P<start>[0-9]+)-(?P<end>[0-9]+)")
_SHORTEST, _LONGEST = 2, 60
_OWN_LIST: Final = "text/miswritten_words"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """A form filled in advance. `ends` is the last day of a mute."""

    kind: OverlayKind
    rule: Rule
    words: str
    suggestion: str
    wordlist: str
    accepted: int
    rejected: int
    ends: str
    source: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Learnt:
    """What is proposed, and for which units the reader may propose it."""

    proposed: tuple[Proposed, ...]
    units: tuple[Unit, ...]


def learnt(office: Office, person: Person) -> Learnt:
    """Proposals from the drafts this person may read, of the last year.

    The confidentiality gate is left out: what it marks is not carried anywhere.
    """
    today = office.as_of()
    since = datetime.combine(today - _YEAR, time(), CHINA).astimezone(UTC)
    rules = {rule.id: rule for rule in office.ruleset.rules}
    found: list[Proposed] = []
    with office.read() as unit:
        seen = unit.units.read_by(person)
        laid = [one for one in unit.overlays.of(sorted(seen)) if one.ended_at is None]
        done = {(one.rule, word) for one in laid for word in one.within}
        done |= {("", one.word) for one in laid if one.kind is OverlayKind.ADD}
        for lesson in unit.lessons.repeated(seen, since, LEAST):
            rule = rules.get(lesson.rule)
            if rule is None or rule.gate is Gate.CONFIDENTIALITY:
                continue
            proposed = _proposed(office, unit, lesson, rule)
            if proposed is None:
                continue
            muting = proposed.kind is OverlayKind.MUTE
            if (rule.id if muting else "", proposed.words) not in done:
                found.append(proposed)
    return Learnt(proposed=tuple(found), units=own_units(office, person))


def _proposed(office: Office, unit: UnitOfWork, lesson: Lesson, rule: Rule) -> Proposed | None:
    key = _KEY.fullmatch(lesson.finding)
    if key is None:
        return None
    document = unit.drafts.document(lesson.document)
    span = Span(field=key["field"], start=int(key["start"]), end=int(key["end"]))
    words = document.quote(span)
    if not _SHORTEST <= len(words) <= _LONGEST or not words.isprintable():
        return None
    suggestion, wordlist = "", ""
    if lesson.rejected >= LEAST and lesson.rejected > lesson.accepted:
        if rule.severity is Severity.BLOCK:
            return None
        kind = OverlayKind.MUTE
        reason = f"{lesson.rejected}篇稿件里核对后都保留了“{words}”。"
    elif lesson.accepted >= LEAST and not lesson.rejected and not rule.check.lists:
        suggestion = _suggestion(unit, lesson)
        wordlist = _OWN_LIST if readers(office.ruleset, _OWN_LIST) else ""
        if not suggestion or not wordlist:
            return None
        kind = OverlayKind.ADD
        reason = f"{lesson.accepted}篇稿件里都把“{words}”改成了“{suggestion}”。"
    else:
        return None
    return Proposed(
        kind=kind,
        rule=rule,
        words=words,
        suggestion=suggestion,
        wordlist=wordlist,
        accepted=lesson.accepted,
        rejected=lesson.rejected,
        ends=(office.as_of() + _HALF).isoformat() if kind is OverlayKind.MUTE else "",
        source=f"本单位采纳（{office.as_of().isoformat()}）",
        reason=reason,
    )


def _suggestion(unit: UnitOfWork, lesson: Lesson) -> str:
    report = unit.lessons.report_on(lesson.document)
    for finding in report.findings if report else ():
        if finding.key == lesson.finding and len(finding.suggestions) == 1:
            return finding.suggestions[0]
    return ""
