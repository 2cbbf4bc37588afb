"""撤稿. What is not sent yet is not sent; what is out is taken down, everywhere, at one word."""

from __future__ import annotations

from review import flow
from review.draft import Draft, Person
from review.release import PostingState
from review.request import Withdrawal
from service.actions.desk import found_draft, seated, words
from service.actions.take_down import plan_takedown
from service.office import Office


def withdraw_draft(office: Office, actor: Person, draft_id: int, *, reason: str) -> Draft:
    """The draft withdrawn, its unsent postings closed, those that are out to be taken down."""
    written = words(reason, "撤稿理由")
    with office.write() as unit:
        signatory = seated(unit, actor, office.now())
        now = office.now()
        request = Withdrawal(reason=written)
        moved = flow.move(found_draft(unit, draft_id), request, signatory, now)
        unit.keep(moved)
        for release in unit.releases.of(draft_id):
            unit.postings.stop(release.id, now, f"{signatory.name}已撤稿，不再发送。")
            # What points at others goes first, so that no reader follows it into nothing.
            for posting in reversed(unit.postings.of(release.id)):
                if posting.state is PostingState.CONFIRMED:
                    plan_takedown(unit, posting, signatory, now)
        return moved.draft
