"""撤稿. What is not sent yet is not sent; what is out is recorded as withdrawn, for people to take
down on the platforms.
"""

from __future__ import annotations

from review import flow
from review.draft import Draft, Person
from review.request import Withdrawal
from service.actions.desk import found_draft, seated, words
from service.office import Office


def withdraw_draft(office: Office, actor: Person, draft_id: int, *, reason: str) -> Draft:
    """The draft withdrawn, its unsent postings closed."""
    written = words(reason, "撤稿理由")
    with office.write() as unit:
        signatory = seated(unit, actor, office.now())
        now = office.now()
        request = Withdrawal(reason=written)
        moved = flow.move(found_draft(unit, draft_id), request, signatory, now)
        unit.keep(moved)
        for release in unit.releases.of(draft_id):
            unit.postings.stop(release.id, now, f"{signatory.name}已撤稿，不再发送。")
        return moved.draft
