"""What waiving, answering, correcting and calling a false alarm have in common: what is kept of
the finding.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from review.draft import Draft, Person
from review.model import Document, Finding, Report
from service.store import UnitOfWork
from service.store.fates import Fate, FateKind


def fingerprint_of(unit: UnitOfWork, draft: Draft, report: Report, key: str) -> str:
    """What the words of this finding are known by; "" if the report has no such finding."""
    found = next((one for one in report.findings if one.key == key), None)
    if found is None:
        return ""
    return unit.fates.fingerprint(unit.drafts.document(draft.document), found)


def keep_fate(  # who, what, where and when
    unit: UnitOfWork,
    draft: Draft,
    finding: str,
    kind: FateKind,
    fingerprint: str,
    actor: Person,
    now: datetime,
    reason: str = "",
) -> None:
    """Stores what became of one finding of the draft's present text."""
    fate = Fate(
        draft=draft.id,
        version=draft.version,
        finding=finding,
        rule=finding.partition("@")[0],
        fingerprint=fingerprint,
        fate=kind,
        person=actor.id,
        at=now,
        reason=reason,
    )
    unit.fates.add(draft, [fate])


def fixes_of(
    unit: UnitOfWork,
    draft: Draft,
    document: Document,
    found: Iterable[Finding],
    actor: Person,
    now: datetime,
) -> tuple[Fate, ...]:
    """The fates of findings that the next version puts right; `document` is the one they are in."""
    return tuple(
        Fate(
            draft=draft.id,
            version=draft.version,
            finding=one.key,
            rule=one.rule,
            fingerprint=unit.fates.fingerprint(document, one),
            fate=FateKind.FIXED,
            person=actor.id,
            at=now,
        )
        for one in found
    )
