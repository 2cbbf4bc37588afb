"""工作台 over the API: the queue, who has a draft, comments, copies."""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field

from review.draft import Grade, StepKind
from review.model import Category, Gate, Span
from service.actions.clone_draft import clone_draft
from service.actions.comment_draft import comment_draft
from service.actions.holds import (
    MOST_AT_ONCE,
    claim_drafts,
    look_at_draft,
    put_back_draft,
    take_over_draft,
)
from service.api.credentials import PersonHere
from service.api.records import DraftOut
from service.api.shapes import In, Out, Words
from service.edge.door import OfficeHere
from service.edge.opened import Number, open_draft
from service.store.comments import Comment
from service.store.leases import Lease
from service.store.queue import Wanted

router = APIRouter(tags=["工作台"])


class LeaseOut(Out):
    """Who has a draft, and until when; `claimed_at` is empty if the page is merely open."""

    draft: int
    person: int
    name: str
    until: datetime
    claimed_at: datetime | None

    @classmethod
    def of(cls, lease: Lease) -> LeaseOut:
        return cls(
            draft=lease.draft,
            person=lease.person.id,
            name=lease.person.name,
            until=lease.until,
            claimed_at=lease.claimed_at,
        )


class ClaimIn(In):
    drafts: Annotated[list[Number], Field(min_length=1, max_length=MOST_AT_ONCE)]


class ClaimsOut(Out):
    """`refused`: by draft, why it could not be claimed."""

    taken: list[int]
    refused: dict[int, str]


class CommentIn(In):
    """`field` and `start` (code points) tell where `passage` stands; without, the first place."""

    words: Words
    passage: Annotated[str, Field(max_length=500)] = ""
    field: Annotated[str, Field(max_length=16)] = ""
    start: Annotated[int, Field(ge=0, le=2**31 - 1)] | None = None


class CommentOut(Out):
    number: int
    version: int
    field: str
    start: int
    end: int
    person: int
    name: str
    words: str
    at: datetime

    @classmethod
    def of(cls, comment: Comment) -> CommentOut:
        span = comment.span
        return cls(
            number=comment.number,
            version=comment.version,
            field=span.field if span else "",
            start=span.start if span else 0,
            end=span.end if span else 0,
            person=comment.person.id,
            name=comment.person.name,
            words=comment.words,
            at=comment.at,
        )


class CloneIn(In):
    form_key: Annotated[str, Field(min_length=8, max_length=64)]


@router.get("/queue")
def queue(  # one parameter a filter
    person: PersonHere,
    office: OfficeHere,
    kind: StepKind | None = None,
    grade: Grade | None = None,
    category: Category | None = None,
    gate: Gate | None = None,
    page: Annotated[int, Query(ge=1, le=10_000)] = 1,
) -> list[DraftOut]:
    """What the caller could sign, the nearest deadline first, fifty a page."""
    wanted = Wanted(kind=kind, grade=grade, category=category, gate=gate)
    with office.read() as unit:
        found = unit.drafts.waiting_for(person, wanted, offset=(page - 1) * 50, limit=50)
    return [DraftOut.of(draft, person) for draft in found]


@router.post("/queue/claim")
def claim(body: ClaimIn, person: PersonHere, office: OfficeHere) -> ClaimsOut:
    claims = claim_drafts(office, person, body.drafts)
    return ClaimsOut(taken=list(claims.taken), refused=dict(claims.refused))


@router.post("/drafts/{draft_id}/look")
def look(draft_id: Number, person: PersonHere, office: OfficeHere) -> LeaseOut | None:
    """Tells that the caller has the draft open; who has it. Good for two minutes."""
    lease = look_at_draft(office, person, draft_id)
    return LeaseOut.of(lease) if lease else None


@router.post("/drafts/{draft_id}/take-over")
def take_over(draft_id: Number, person: PersonHere, office: OfficeHere) -> LeaseOut:
    return LeaseOut.of(take_over_draft(office, person, draft_id))


@router.post("/drafts/{draft_id}/put-back", status_code=HTTPStatus.NO_CONTENT)
def put_back(draft_id: Number, person: PersonHere, office: OfficeHere) -> None:
    put_back_draft(office, person, draft_id)


@router.get("/drafts/{draft_id}/comments")
def comments(draft_id: Number, person: PersonHere, office: OfficeHere) -> list[CommentOut]:
    open_draft(office, person, draft_id)
    with office.read() as unit:
        return [CommentOut.of(comment) for comment in unit.comments.of(draft_id)]


@router.post("/drafts/{draft_id}/comments", status_code=HTTPStatus.CREATED)
def comment(
    draft_id: Number, body: CommentIn, person: PersonHere, office: OfficeHere
) -> CommentOut:
    span = None
    if body.field and body.start is not None:
        span = Span(field=body.field, start=body.start, end=body.start + len(body.passage))
    made = comment_draft(office, person, draft_id, said=body.words, passage=body.passage, span=span)
    return CommentOut.of(made)


@router.post("/drafts/{draft_id}/clone", status_code=HTTPStatus.CREATED)
def clone(draft_id: Number, body: CloneIn, person: PersonHere, office: OfficeHere) -> DraftOut:
    made = clone_draft(office, person, draft_id, form_key=body.form_key)
    return DraftOut.of(made, person)
