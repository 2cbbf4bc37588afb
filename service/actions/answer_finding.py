"""核对. A `warn` is answered: it stays, and why."""

from __future__ import annotations

from review import flow
from review.draft import Action, Draft, Person
from review.request import Answering
from service.actions.desk import check_base, found_draft, seated, words
from service.actions.settle import fingerprint_of, keep_fate
from service.office import Office
from service.store.fates import FateKind


def answer_finding(
    office: Office, actor: Person, draft_id: int, *, version: int, finding: str, reason: str
) -> Draft:
    """The draft with the `warn` of this key answered. StaleError if saved anew since `version`."""
    written = words(reason, "保留理由")
    with office.write() as unit:
        now = office.now()
        author = seated(unit, actor, now)
        draft = found_draft(unit, draft_id)
        if Action.EDIT in flow.allowed(draft, author):
            check_base(unit, draft, version)
        report = unit.drafts.report(draft.report)
        mark = fingerprint_of(unit, draft, report, finding)
        request = Answering(report=report, finding=finding, reason=written, fingerprint=mark)
        moved = flow.move(draft, request, author, now)
        unit.keep(moved)
        keep_fate(unit, moved.draft, finding, FateKind.ANSWERED, mark, author, now)
        return moved.draft
