"""审签. The step passes over exactly what the reviewer saw; the last step is the 签发."""

from __future__ import annotations

from review import flow
from review.draft import Draft, Person, Seen
from review.request import Signature
from review.secrecy import Reply
from service.actions.desk import found_draft, seated, words
from service.actions.record_training import check_trained
from service.office import Office


def sign_draft(
    office: Office,
    actor: Person,
    draft_id: int,
    *,
    seen: Seen,
    opinion: str = "",
    replies: tuple[Reply, ...] = (),
    endorsed: tuple[str, ...] = (),
) -> Draft:
    """The draft one step on. Of two reviewers at one moment one signs, the other is told who.

    `replies`: the five questions, at the secrecy step. `endorsed`: the keys of the waivers that
    the signer of this step stands for, each of them.
    """
    written = words(opinion, "审签意见")
    with office.write() as unit:
        reviewer = seated(unit, actor, office.now())
        check_trained(office, unit, reviewer, office.now())
        request = Signature(seen=seen, opinion=written, replies=replies, endorsed=endorsed)
        moved = flow.move(
            found_draft(unit, draft_id), request, reviewer, office.now(), office.calendar
        )
        unit.keep(moved)
        return moved.draft
