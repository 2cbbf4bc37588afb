"""A posting that is no longer what was signed: it becomes one incident, however often it is seen."""

from __future__ import annotations

from datetime import datetime

from review.draft import SYSTEM
from review.fidelity import Kind, deviations
from review.model import Document
from service.actions.incident_facts import IncidentFacts, opened, record_step
from service.store import UnitOfWork
from service.store.incidents import IncidentKind, IncidentStep
from service.store.outbox import PostingRecord, Reading
from service.store.readings import LONGEST_SEEN

AGAIN_THE_SAME = "复查时平台上的内容已与签发的一致。"


_FACTS = {
    Kind.FIGURE.value[0]: "数字",
    Kind.DATE.value[0]: "日期",
    Kind.NAME.value[0]: "人名、职务",
    Kind.ORDER.value[0]: "排列顺序",
}


def facts_changed(signed: str, seen: str) -> tuple[str, ...]:
    """What kinds of facts differ between what was signed and what was seen, the gravest first."""
    found = deviations(Document(body=seen[:LONGEST_SEEN]), Document(body=signed))
    rules = {finding.rule for finding in found}
    return tuple(name for rule, name in _FACTS.items() if rule in rules)


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
