"""保存修改. A save over somebody else's save is refused, and nothing of either is lost."""

from __future__ import annotations

from review import flow
from review.draft import Action, Draft, Person
from review.model import Document
from review.request import Edit
from service.actions.desk import check_base, check_document, found_draft, seated
from service.office import Office


def save_draft(
    office: Office, actor: Person, draft_id: int, *, version: int, document: Document
) -> Draft:
    """The draft with a new version, which voids every waiver and answer.

    `version` is the one the editor started from: StaleError, with the draft as it is, if it is
    not the latest. The same text again (a form sent twice) leaves the draft as it is.
    """
    check_document(document)
    with office.read() as unit:
        home = found_draft(unit, draft_id).unit
    report = office.review(document, home)
    with office.write() as unit:
        editor = seated(unit, actor, office.now())
        draft = found_draft(unit, draft_id)
        if Action.EDIT in flow.allowed(draft, editor):
            if document.digest == draft.document:
                return draft
            check_base(unit, draft, version)
        request = Edit(title=document.title, report=report)
        moved = flow.move(draft, request, editor, office.now())
        unit.drafts.put(document, report)
        unit.keep(moved)
        return moved.draft
