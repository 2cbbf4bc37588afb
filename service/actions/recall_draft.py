"""撤回. The author takes a piece back before it is out; every signature is void."""

from __future__ import annotations

from review import flow
from review.draft import Draft, Person
from review.request import Recall
from service.actions.desk import found_draft, seated
from service.office import Office


def recall_draft(office: Office, actor: Person, draft_id: int) -> Draft:
    """The draft back in its author's hands."""
    with office.write() as unit:
        author = seated(unit, actor, office.now())
        moved = flow.move(found_draft(unit, draft_id), Recall(), author, office.now())
        unit.keep(moved)
        return moved.draft
