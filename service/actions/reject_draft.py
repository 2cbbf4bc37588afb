"""退稿. The end of a piece, with a written reason."""

from __future__ import annotations

from review import flow
from review.draft import Draft, Person, Seen
from review.request import Rejection
from service.actions.desk import found_draft, seated, words
from service.office import Office


def reject_draft(office: Office, actor: Person, draft_id: int, *, seen: Seen, reason: str) -> Draft:
    """The draft rejected; nothing more can be done to it."""
    written = words(reason, "退稿理由")
    with office.write() as unit:
        reviewer = seated(unit, actor, office.now())
        request = Rejection(seen=seen, reason=written)
        moved = flow.move(found_draft(unit, draft_id), request, reviewer, office.now())
        unit.keep(moved)
        return moved.draft
