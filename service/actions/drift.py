"""A posting that is no longer what was signed: it becomes one incident, however often it is seen."""

from __future__ import annotations

from datetime import datetime

from review.draft import SYSTEM
from service.actions.incident_facts import IncidentFacts, opened, record_step
from service.store import UnitOfWork
from service.store.incidents import IncidentKind, IncidentStep
from service.store.outbox import PostingRecord, Reading

AGAIN_THE_SAME = "复查时平台上的内容已与签发的一致。"


def drift_found(
    unit: UnitOfWork,
    posting: PostingRecord,
    label: str,
    reading: Reading,
    message: str,
    now: datetime,
) -> None:
    """Opens an incident about the posting, unless one is open that tells of just this."""
    known = unit.incidents.open_of_posting(posting.key)
    if known is None:
        draft = unit.drafts.get(posting.draft)
        if draft is None:
            return
        what = "已看不到" if reading is Reading.GONE else "与签发的不一致"
        facts = IncidentFacts(
            unit=draft.unit.id,
            kind=IncidentKind.DRIFT,
            subject=f"{label}上的内容{what}",
            note=message,
            draft=posting.draft,
            posting=posting.key,
        )
        opened(unit, facts, SYSTEM, now)


def drift_over(unit: UnitOfWork, posting: PostingRecord, now: datetime) -> None:
    """Notes on an open drift that the text is right again. Closing it stays with a person."""
    known = unit.incidents.open_of_posting(posting.key)
    if known is None or known.kind is not IncidentKind.DRIFT:
        return
    last = unit.incidents.steps(known.id)[-1]
    if last.note != AGAIN_THE_SAME:
        unit.incidents.handle(known, SYSTEM.id, now, AGAIN_THE_SAME)
        record_step(unit, known, IncidentStep.HANDLED, SYSTEM, now, note=AGAIN_THE_SAME)
