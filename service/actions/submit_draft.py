"""送审. The text is judged by today's rules first; what they find newly is kept for the page."""

from __future__ import annotations

from review import flow
from review.draft import Action, Draft, Person
from review.request import Submission
from review.route import route
from service.actions.desk import check_base, found_draft, seated
from service.actions.errors import InvalidError
from service.actions.recheck_draft import recheck_draft
from service.office import Office
from service.store import UnitOfWork


def submit_draft(office: Office, actor: Person, draft_id: int, *, version: int) -> Draft:
    """The draft in review, with its route. StaleError if saved anew since `version`."""
    with office.read() as unit:
        present = found_draft(unit, draft_id)
        author = seated(unit, actor, office.now())
        if Action.SUBMIT in flow.allowed(present, author):
            check_base(unit, present, version)
        else:
            # It is refused for what was asked, not for the check that comes first.
            flow.move(present, _request(unit, present), author, office.now())
    # In a unit of its own: if new findings stop the submission, the page has to show them.
    recheck_draft(office, actor, draft_id)
    with office.write() as unit:
        author = seated(unit, actor, office.now())
        draft = found_draft(unit, draft_id)
        if Action.SUBMIT in flow.allowed(draft, author):
            check_base(unit, draft, version)
        document = unit.drafts.document(draft.document)
        for what, text in (("标题", document.title), ("正文", document.body)):
            if not text.strip():
                raise InvalidError(f"{what}是空的，不能送审；请填写{what}并保存后再送审。")
        moved = flow.move(draft, _request(unit, draft), author, office.now())
        unit.keep(moved)
        return moved.draft


def _request(unit: UnitOfWork, draft: Draft) -> Submission:
    document, report = unit.drafts.document(draft.document), unit.drafts.report(draft.report)
    return Submission(report=report, route=route(document, report))
