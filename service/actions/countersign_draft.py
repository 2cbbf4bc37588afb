"""补签. After the emergency lane: another reviewer stands for what went out, or objects to it."""

from __future__ import annotations

from review import flow
from review.draft import Draft, Person, Seen
from review.request import Countersignature, Objection
from review.secrecy import Reply
from service.actions.desk import found_draft, seated, words
from service.office import Office


def countersign_draft(
    office: Office,
    actor: Person,
    draft_id: int,
    *,
    seen: Seen,
    opinion: str = "",
    replies: tuple[Reply, ...] = (),
) -> Draft:
    """The draft with one signature less owed."""
    written = words(opinion, "补签意见")
    request = Countersignature(seen=seen, opinion=written, replies=replies)
    with office.write() as unit:
        reviewer = seated(unit, actor, office.now())
        moved = flow.move(
            found_draft(unit, draft_id), request, reviewer, office.now(), office.calendar
        )
        unit.keep(moved)
        return moved.draft


def object_to_draft(
    office: Office, actor: Person, draft_id: int, *, seen: Seen, reason: str
) -> Draft:
    """The draft with an objection, which stands until the text is withdrawn or corrected."""
    request = Objection(seen=seen, reason=words(reason, "不同意的理由"))
    with office.write() as unit:
        reviewer = seated(unit, actor, office.now())
        moved = flow.move(
            found_draft(unit, draft_id), request, reviewer, office.now(), office.calendar
        )
        unit.keep(moved)
        return moved.draft
