"""更正. A new draft with the text of a released one; once it is out, the old one is 已更正."""

from __future__ import annotations

from review.draft import Draft, Person
from review.permission import may_read
from service.actions.desk import found_draft, seated
from service.actions.errors import MissingError
from service.actions.start_draft import start_draft
from service.office import Office


def correct_draft(office: Office, actor: Person, draft_id: int, *, form_key: str) -> Draft:
    """The new draft, in the actor's hands; it goes the whole way like any other."""
    with office.read() as unit:
        draft = found_draft(unit, draft_id)
        if not may_read(draft, seated(unit, actor, office.now())):
            raise MissingError(f"没有编号为{draft_id}的稿件，请从稿件列表里重新打开。")
        document = unit.drafts.document(draft.document)
    return start_draft(office, actor, document, form_key=form_key, corrects=draft_id)
