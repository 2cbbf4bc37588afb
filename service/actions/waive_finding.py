"""豁免. A blocking finding is let stand, in writing, for this text only."""

from __future__ import annotations

from review import flow
from review.draft import Action, Draft, Person
from review.request import Waiving
from service.actions.desk import check_base, found_draft, seated, words
from service.office import Office


def waive_finding(
    office: Office, actor: Person, draft_id: int, *, version: int, finding: str, reason: str
) -> Draft:
    """The draft with the blocking finding of this key waived. StaleError if saved anew since `version`."""
    written = words(reason, "豁免理由")
    with office.write() as unit:
        author = seated(unit, actor, office.now())
        draft = found_draft(unit, draft_id)
        if Action.EDIT in flow.allowed(draft, author):
            check_base(unit, draft, version)
        report = unit.drafts.report(draft.report)
        request = Waiving(report=report, finding=finding, reason=written)
        moved = flow.move(draft, request, author, office.now())
        unit.keep(moved)
        return moved.draft
