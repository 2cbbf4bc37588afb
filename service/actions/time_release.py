"""定时、暂停、恢复: when readers may see what is released and not out yet."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from review.draft import Draft, Person, Role, State
from review.refusal import NotAllowedError, Refusal
from review.release import PostingState
from service.actions.desk import found_draft, seated
from service.actions.errors import InvalidError, MissingError
from service.actions.release_draft import check_moment
from service.store.deed import Deed

if TYPE_CHECKING:
    from service.office import Office
    from service.store.unit import UnitOfWork

MAY_HOLD = (Role.PUBLISHER, Role.FINAL)
"""Whoever may withdraw may hold: it is the smaller step, and the quicker."""


def hold_release(office: Office, actor: Person, release_id: str) -> None:
    """Nothing of it that is not out goes out until it is resumed. What may be out is asked after
    all the same. Raises MissingError, NotAllowedError.
    """
    with office.write() as unit:
        draft, person, now = _opened(office, unit, actor, release_id)
        if any(one.held_at for one in unit.postings.of(release_id)):
            raise NotAllowedError(Refusal.POSTINGS, "这份发布单已经暂停，不用再暂停；请刷新页面。")
        unit.postings.hold(release_id, now)
        detail = {"release": release_id}
        unit.events.record(Deed.RELEASE_HELD, person, now, draft=draft.id, detail=detail)


def resume_release(office: Office, actor: Person, release_id: str) -> None:
    """It goes on where it was held."""
    with office.write() as unit:
        draft, person, now = _opened(office, unit, actor, release_id)
        if not any(one.held_at for one in unit.postings.of(release_id)):
            raise NotAllowedError(Refusal.POSTINGS, "这份发布单没有暂停，不用恢复；请刷新页面。")
        unit.postings.hold(release_id, None)
        detail = {"release": release_id}
        unit.events.record(Deed.RELEASE_RESUMED, person, now, draft=draft.id, detail=detail)


def reschedule_release(office: Office, actor: Person, release_id: str, *, at: datetime) -> None:
    """Readers see nothing of it before `at`. Refused once any of it is out, or may be."""
    with office.write() as unit:
        draft, person, now = _opened(office, unit, actor, release_id)
        if any(one.state is not PostingState.PLANNED for one in unit.postings.of(release_id)):
            sentence = "已有平台发出或正在发送，不能再改时间；要停下其余平台请按“暂停”。"
            raise NotAllowedError(Refusal.POSTINGS, sentence)
        check_moment(office, unit.drafts.document(draft.document), at, now)
        unit.postings.reschedule(release_id, at, now)
        detail = {"release": release_id, "at": at.isoformat(timespec="seconds")}
        unit.events.record(Deed.RELEASE_TIMED, person, now, draft=draft.id, detail=detail)


def _opened(
    office: Office, unit: UnitOfWork, actor: Person, release_id: str
) -> tuple[Draft, Person, datetime]:
    release = unit.releases.get(release_id)
    if release is None:
        raise MissingError(f"没有编号为{release_id}的发布单，请从发布列表重新进入。")
    person = seated(unit, actor, office.now())
    draft = found_draft(unit, release.draft)
    if not person.holds_any(MAY_HOLD, draft.unit):
        sentence = "定时、暂停和恢复发布需要“发布”或“终审”角色，请联系管理员。"
        raise NotAllowedError(Refusal.ROLE, sentence)
    if draft.state is not State.RELEASING:
        raise InvalidError(f"稿件{draft.state.label}，没有等待发送的平台，不能再定时或暂停。")
    return draft, person, office.now()
