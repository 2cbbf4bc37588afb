"""豁免. The author asks, in writing and for this text only, to let a blocking finding stand."""

from __future__ import annotations

from review import flow
from review.draft import Action, Draft, Person
from review.request import Waiving
from service.actions.desk import check_base, found_draft, seated, words
from service.actions.settle import fingerprint_of, keep_fate
from service.office import Office
from service.store.fates import FateKind


def waive_finding(
    office: Office, actor: Person, draft_id: int, *, version: int, finding: str, reason: str
) -> Draft:
    """The draft with the blocking finding of this key waived. StaleError if saved anew since `version`."""
    written = words(reason, "豁免理由")
    with office.write() as unit:
        now = office.now()
        author = seated(unit, actor, now)
        draft = found_draft(unit, draft_id)
        if Action.EDIT in flow.allowed(draft, author):
            check_base(unit, draft, version)
        report = unit.drafts.report(draft.report)
        mark = fingerprint_of(unit, draft, report, finding)
        request = Waiving(report=report, finding=finding, reason=written, fingerprint=mark)
        moved = flow.move(draft, request, author, now)
        unit.keep(moved)
        keep_fate(unit, moved.draft, finding, FateKind.WAIVED, mark, author, now)
        return moved.draft
