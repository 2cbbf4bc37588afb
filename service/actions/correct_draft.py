"""更正. A new draft with the text of a released one; once it is out, the old one is 已更正."""

from __future__ import annotations

from review.draft import Draft, Person
from service.actions.desk import found_draft
from service.actions.start_draft import start_draft
from service.office import Office


def correct_draft(office: Office, actor: Person, draft_id: int, *, form_key: str) -> Draft:
    """The new draft, in the actor's hands; it goes the whole way like any other."""
    with office.read() as unit:
        document = unit.drafts.document(found_draft(unit, draft_id).document)
    return start_draft(office, actor, document, form_key=form_key, corrects=draft_id)
