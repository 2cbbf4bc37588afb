"""退回修改. Back to its author with a written reason; every signature is void."""

from __future__ import annotations

from review import flow
from review.draft import Draft, Person, Seen
from review.request import SendingBack
from review.secrecy import Reply
from service.actions.desk import found_draft, seated, words
from service.office import Office


def send_back_draft(
    office: Office,
    actor: Person,
    draft_id: int,
    *,
    seen: Seen | None,
    reason: str,
    replies: tuple[Reply, ...] = (),
) -> Draft:
    """The draft back in drafting. `seen` is None for an approved draft, which waits at no step.

    `replies`: whatever the secrecy reviewer has answered already.
    """
    written = words(reason, "退回理由")
    with office.write() as unit:
        reviewer = seated(unit, actor, office.now())
        request = SendingBack(seen=seen, reason=written, replies=replies)
        moved = flow.move(found_draft(unit, draft_id), request, reviewer, office.now())
        unit.keep(moved)
        return moved.draft
