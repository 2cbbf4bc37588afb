"""提醒 and 应急 over the API: one's own notices, and the verbs of the emergency lane."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field

from service.actions.countersign_draft import countersign_draft, object_to_draft
from service.actions.declare_emergency import declare_emergency
from service.actions.prove import require_fresh
from service.actions.read_notices import read_notices
from service.actions.withdraw_at_once import withdraw_at_once
from service.api.credentials import CallerHere, PersonHere
from service.api.drafts import ReasonIn
from service.api.records import DraftOut, SeenShape
from service.api.shapes import In, Out, ReplyShape, Words, replies_of
from service.edge.door import OfficeHere
from service.edge.opened import Number, open_draft
from service.letters.wording import path_of, sentence_of
from service.store.notices import NoticeKind

router = APIRouter(tags=["提醒和应急"])
_MOST = 100


class NoticeOut(Out):
    """`path`: the page it is about. `read_at` is empty for what is unread."""

    id: int
    kind: NoticeKind
    draft: int | None
    sentence: str
    path: str
    at: datetime
    read_at: datetime | None


class ReadIn(In):
    """Which are read; none named: all."""

    notices: Annotated[list[Number], Field(max_length=_MOST)] = Field(default_factory=list)


class CountersignIn(In):
    """`seen`: what lay before the reviewer, as the draft gives it."""

    seen: SeenShape
    opinion: Words = ""
    replies: list[ReplyShape] = Field(default_factory=list, max_length=10)


class ObjectIn(In):
    seen: SeenShape
    reason: Words


@router.get("/notices")
def list_notices(
    office: OfficeHere,
    person: PersonHere,
    *,
    unread: bool = False,
    before: Annotated[int | None, Query(ge=1, le=2**31 - 1)] = None,
) -> list[NoticeOut]:
    """One's own, newest first."""
    with office.read() as unit:
        found = unit.notices.of(person.id, before=before, unread=unread, limit=_MOST)
    return [
        NoticeOut(
            id=one.id,
            kind=one.kind,
            draft=one.draft,
            sentence=sentence_of(one),
            path=path_of(one),
            at=one.at,
            read_at=one.read_at,
        )
        for one in found
    ]


@router.post("/notices/read", status_code=204)
def read(given: ReadIn, office: OfficeHere, person: PersonHere) -> None:
    read_notices(office, person, given.notices or None)


@router.post("/drafts/{draft_id}/declare")
def declare(draft_id: Number, given: ReasonIn, office: OfficeHere, person: PersonHere) -> DraftOut:
    """列为突发应急."""
    open_draft(office, person, draft_id)
    return DraftOut.of(declare_emergency(office, person, draft_id, reason=given.reason), person)


@router.post("/drafts/{draft_id}/countersign")
def countersign(
    draft_id: Number, given: CountersignIn, office: OfficeHere, person: PersonHere
) -> DraftOut:
    """补签."""
    open_draft(office, person, draft_id)
    signed = countersign_draft(
        office,
        person,
        draft_id,
        seen=given.seen.seen(),
        opinion=given.opinion,
        replies=replies_of(given.replies),
    )
    return DraftOut.of(signed, person)


@router.post("/drafts/{draft_id}/object")
def object_(draft_id: Number, given: ObjectIn, office: OfficeHere, person: PersonHere) -> DraftOut:
    """补签不同意."""
    open_draft(office, person, draft_id)
    refused = object_to_draft(office, person, draft_id, seen=given.seen.seen(), reason=given.reason)
    return DraftOut.of(refused, person)


@router.post("/drafts/{draft_id}/withdraw-at-once")
def withdraw(draft_id: Number, given: ReasonIn, office: OfficeHere, caller: CallerHere) -> DraftOut:
    """紧急撤回, by whoever is on duty."""
    open_draft(office, caller.person, draft_id)
    require_fresh(office, caller.token, "紧急撤回")
    withdrawn = withdraw_at_once(office, caller.person, draft_id, reason=given.reason)
    return DraftOut.of(withdrawn, caller.person)
