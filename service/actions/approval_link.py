"""审签链接: made for one person, one text and one step; opened by that person alone, once.

It signs nobody in and signs nothing: it leads somebody who has just shown who they are to the desk
of exactly the draft they were told of, and says so if that has changed.
"""

from __future__ import annotations

import secrets
from datetime import timedelta

from review import flow
from review.draft import Draft, Person
from review.refusal import NotAllowedError, Refusal, clock_time
from service.actions.desk import found_draft, seated
from service.actions.errors import MissingError
from service.actions.sessions import token_hash
from service.office import Office
from service.store import UnitOfWork
from service.store.approval_links import ApprovalLink
from service.store.deed import Deed
from service.store.notices import Notice

_KEPT = timedelta(days=30)
"""How long a link that has run out can still say that it has."""


def link_for(office: Office, unit: UnitOfWork, notice: Notice) -> str:
    """A new link for whoever is told to sign; "" if they cannot any more, or nobody could reach it.

    The token is in the answer and nowhere else.
    """
    base = office.settings.public_url
    account = unit.people.get(notice.person)
    draft = unit.drafts.get(notice.draft) if notice.draft is not None else None
    if not base or account is None or draft is None or draft.seen is None:
        return ""
    now = office.now()
    if not flow.may_sign(draft, unit.delegations.acting(account.person, now)):
        return ""
    token = secrets.token_urlsafe(32)
    link = ApprovalLink(
        token=token_hash(token),
        person=notice.person,
        draft=draft.id,
        seen=draft.seen,
        made_at=now,
        expires_at=now + timedelta(hours=office.settings.link_hours),
    )
    unit.approval_links.add(link, now - _KEPT)
    return f"{base}/approve/{token}"


def look_at_link(office: Office, actor: Person, token: str) -> Draft:
    """The draft a link leads to. Raises MissingError, NotAllowedError: why it leads nowhere."""
    with office.read() as unit:
        _, draft = _checked(office, unit, actor, token)
    return draft


def use_link(office: Office, actor: Person, token: str) -> Draft:
    """The same, and the link is used up; that it was used is recorded."""
    with office.write() as unit:
        person = seated(unit, actor, office.now())
        link, draft = _checked(office, unit, person, token)
        now = office.now()
        if not unit.approval_links.use(link.token, now):
            raise _used(link)
        detail = {"round": str(link.seen.round), "step": str(link.seen.step)}
        unit.events.record(Deed.LINK_USED, person, now, draft=draft.id, detail=detail)
        return draft


def _checked(
    office: Office, unit: UnitOfWork, actor: Person, token: str
) -> tuple[ApprovalLink, Draft]:
    link = unit.approval_links.get(token_hash(token))
    if link is None or link.person != actor.id:
        # Whose it is, if it is anybody's, is not told to somebody else.
        raise MissingError(
            "这个审签链接不是发给您的，或者不存在；请用收信人本人的账号登录后再打开。"
        )
    if link.used_at is not None:
        raise _used(link)
    if link.expires_at <= office.now():
        sentence = (
            f"这个审签链接已于{clock_time(link.expires_at)}过期；稿件仍在“待我审签”里等您处理。"
        )
        raise NotAllowedError(Refusal.STALE, sentence)
    draft = found_draft(unit, link.draft)
    if draft.seen != link.seen:
        raise NotAllowedError(Refusal.STALE, _changed(link, draft))
    return link, draft


def _used(link: ApprovalLink) -> NotAllowedError:
    at = f"于{clock_time(link.used_at)}" if link.used_at else ""
    sentence = f"这个审签链接已{at}用过，每个只能用一次；稿件仍在等签的话，请从“待我审签”打开。"
    return NotAllowedError(Refusal.STALE, sentence)


def _changed(link: ApprovalLink, draft: Draft) -> str:
    if draft.document != link.seen.document:
        return (
            f"发信之后稿件{draft.id}的文字改过，链接说的已不是现在这一版，所以失效；"
            "请从“待我审签”打开新的一版，看过再签。"
        )
    if draft.waits_at is None:
        return f"稿件{draft.id}现在是“{draft.state.label}”，已不在等您签字，链接随之失效。"
    return (
        f"发信之后稿件{draft.id}已走到别的步骤或换了检查报告，链接随之失效；"
        "还轮到您签的话，请从“待我审签”打开。"
    )
