"""列为突发应急. Somebody with the right opens the emergency lane to a piece of another category."""

from __future__ import annotations

from review import flow
from review.draft import Action, Draft, Person
from review.request import Declaration
from service.actions.desk import found_draft, seated, words
from service.office import Office
from service.store import UnitOfWork


def declare_emergency(office: Office, actor: Person, draft_id: int, *, reason: str) -> Draft:
    """The draft, of which it is kept who found it an emergency, when and why."""
    request = Declaration(reason=words(reason, "认定理由"))
    with office.write() as unit:
        declarer = seated(unit, actor, office.now())
        moved = flow.move(found_draft(unit, draft_id), request, declarer, office.now())
        unit.keep(moved)
        return moved.draft


def is_declared(unit: UnitOfWork, draft_id: int) -> bool:
    """Whether somebody did. It is about the matter, and so outlives the text it was said of."""
    remarks = unit.drafts.signatures.remarks([draft_id]).get(draft_id, ())
    return any(remark.action is Action.DECLARE for remark in remarks)
