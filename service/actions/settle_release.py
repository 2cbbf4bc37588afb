"""发布完成. Once no posting of a release is open any more, its draft is released.

Part of whatever ended the last posting: it works in that unit of work.
"""

from __future__ import annotations

from datetime import datetime

from review import flow
from review.draft import SYSTEM, State
from review.request import Confirmation, Correction
from service.actions.desk import found_draft
from service.actions.errors import MissingError
from service.store import UnitOfWork


def settle_release(unit: UnitOfWork, release_id: str, now: datetime) -> None:
    """Confirms the draft if every posting has come to its end and at least one is out.

    What the draft corrects becomes corrected at the same moment.
    """
    release = unit.releases.get(release_id)
    if release is None:
        raise MissingError(f"没有编号为{release_id}的发布单，请从发布列表重新进入。")
    outcomes = unit.postings.outcomes(release_id)
    draft = found_draft(unit, release.draft)
    if outcomes is None or not any(outcomes.values()) or draft.state is not State.RELEASING:
        return
    unit.keep(flow.move(draft, Confirmation(postings=outcomes), SYSTEM, now))
    if draft.corrects is None:
        return
    old = found_draft(unit, draft.corrects)
    if old.state is State.RELEASED:
        unit.keep(flow.move(old, Correction(by=draft.id), SYSTEM, now))
