"""保存修改. A save over somebody else's save is refused, and nothing of either is lost."""

from __future__ import annotations

from review import flow
from review.draft import Action, Draft, Person
from review.model import Document
from review.passage import fixed
from review.request import Edit
from service.actions.desk import check_base, check_document, found_draft, seated
from service.actions.refuse_secret import refuse_secret
from service.actions.settle import fixes_of
from service.office import Office


def save_draft(
    office: Office, actor: Person, draft_id: int, *, version: int, document: Document
) -> Draft:
    """The draft with a new version, which voids every waiver and answer; what it put right is kept.

    `version` is the one the editor started from: StaleError, with the draft as it is, if it is
    not the latest. The same text again (a form sent twice) leaves the draft as it is.
    """
    check_document(document)
    with office.read() as unit:
        home = found_draft(unit, draft_id).unit
    report = office.review(document, home)
    refuse_secret(office, actor, report, draft_id=draft_id)
    with office.write() as unit:
        editor = seated(unit, actor, office.now())
        draft = found_draft(unit, draft_id)
        if Action.EDIT in flow.allowed(draft, editor):
            if document.digest == draft.document:
                return draft
            check_base(unit, draft, version)
        now = office.now()
        before = unit.drafts.document(draft.document)
        right = fixed(before, unit.drafts.report(draft.report), document, report)
        fates = fixes_of(unit, draft, before, right, editor, now)
        told = tuple(f"{one.finding} {one.fingerprint}" for one in fates)
        request = Edit(title=document.title, report=report, fixed=told)
        moved = flow.move(draft, request, editor, now)
        unit.drafts.put(document, report)
        unit.keep(moved)
        unit.fates.add(draft, fates)
        return moved.draft
