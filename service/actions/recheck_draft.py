"""重新检查. The same text judged by today's rules and date."""

from __future__ import annotations

from review import flow
from review.draft import Draft, Person
from review.request import Recheck
from service.actions.desk import found_draft, seated
from service.office import Office


def recheck_draft(office: Office, actor: Person, draft_id: int) -> Draft:
    """The draft with its report as of today; as it is, if nothing has changed since."""
    with office.read() as unit:
        draft = found_draft(unit, draft_id)
        document = unit.drafts.document(draft.document)
    report = office.review(document, draft.unit)
    with office.write() as unit:
        author = seated(unit, actor, office.now())
        draft = found_draft(unit, draft_id)
        moved = flow.move(draft, Recheck(report=report), author, office.now())
        if moved.draft.report == draft.report:
            return draft
        unit.drafts.put(document, report)
        unit.keep(moved)
        return moved.draft
