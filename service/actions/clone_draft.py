"""复制. A new draft with an older one's text; it starts from nothing, with no signature of the old."""

from __future__ import annotations

from review.draft import Draft, Person
from review.permission import may_read
from review.staff import WRITING
from service.actions.desk import found_draft, seated
from service.actions.errors import MissingError
from service.actions.start_draft import start_draft
from service.office import Office


def clone_draft(office: Office, actor: Person, draft_id: int, *, form_key: str) -> Draft:
    """The copy: in the old one's unit if the actor writes for that, else in their own."""
    with office.read() as unit:
        person = seated(unit, actor, office.now())
        old = found_draft(unit, draft_id)
        if not may_read(old, person):
            raise MissingError(f"没有编号为{draft_id}的稿件，请从稿件列表里重新打开。")
        document = unit.drafts.document(old.document)
    home = old.unit.id if person.holds_any(WRITING, old.unit) else None
    return start_draft(office, actor, document, form_key=form_key, unit_id=home)
