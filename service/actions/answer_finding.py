"""核对. A `warn` is answered: it stays, and why."""

from __future__ import annotations

from review import flow
from review.draft import Action, Draft, Person
from review.request import Answering
from service.actions.desk import check_base, found_draft, seated, words
from service.office import Office


def answer_finding(
    office: Office, actor: Person, draft_id: int, *, version: int, finding: str, reason: str
) -> Draft:
    """The draft with the `warn` of this key answered. StaleError if saved anew since `version`."""
    written = words(reason, "保留理由")
    with office.write() as unit:
        author = seated(unit, actor, office.now())
        draft = found_draft(unit, draft_id)
        if Action.EDIT in flow.allowed(draft, author):
            check_base(unit, draft, version)
        report = unit.drafts.report(draft.report)
        request = Answering(report=report, finding=finding, reason=written)
        moved = flow.move(draft, request, author, office.now())
        unit.keep(moved)
        return moved.draft
