"""发布 over the API: release, follow the postings, decide what the machine cannot."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from review.release import BrokenSealError, Release, verify
from service.actions.decide_posting import PostingDecision, decide_posting
from service.actions.read_back_posting import read_back_posting
from service.actions.release_draft import release_draft
from service.api.credentials import PersonHere
from service.api.records import PostingOut, ReleaseOut
from service.api.shapes import In, Out, Words
from service.edge.door import OfficeHere
from service.edge.opened import (
    Key,
    Number,
    check_may_read_back,
    check_posting,
    open_draft,
    open_release,
)
from service.edge.previews import previews_of
from service.office import Office

router = APIRouter(tags=["发布"])


class ReleaseIn(In):
    platforms: Annotated[list[str], Field(max_length=50)]


class DecisionIn(In):
    decision: PostingDecision
    evidence: Words
    url: Annotated[str, Field(max_length=2000)] = ""


class PreviewOut(Out):
    """What readers of a platform will see. `problems`: why it would refuse."""

    platform: str
    label: str
    rendering: str
    title: str
    summary: str
    text: str
    notes: list[str]
    problems: list[str]


@router.get("/drafts/{draft_id}/previews")
def previews(draft_id: Number, office: OfficeHere, person: PersonHere) -> list[PreviewOut]:
    return [
        PreviewOut(
            platform=preview.name,
            label=preview.label,
            rendering=preview.rendering.digest,
            title=preview.rendering.title,
            summary=preview.rendering.summary,
            text=preview.rendering.text,
            notes=list(preview.rendering.notes),
            problems=list(preview.problems),
        )
        for preview in previews_of(office, open_draft(office, person, draft_id).document)
    ]


@router.post("/drafts/{draft_id}/release", status_code=HTTPStatus.CREATED)
def release(
    draft_id: Number, given: ReleaseIn, office: OfficeHere, person: PersonHere
) -> ReleaseOut:
    """Seal an approved draft and plan its postings."""
    return _out(office, release_draft(office, person, draft_id, platforms=given.platforms))


@router.get("/releases")
def list_releases(office: OfficeHere, person: PersonHere) -> list[ReleaseOut]:
    with office.read() as unit:
        found = unit.releases.list(reader=person, limit=100)
    return [_out(office, one) for one in found]


@router.get("/releases/{release_id}")
def show(release_id: Key, office: OfficeHere, person: PersonHere) -> ReleaseOut:
    found, _ = open_release(office, person, release_id)
    return _out(office, found)


@router.post("/postings/{key}/read-back")
def read_back(key: Key, office: OfficeHere, person: PersonHere) -> PostingOut:
    """Compare what the platform shows now with what was signed."""
    check_may_read_back(person)
    check_posting(office, person, key)
    read_back_posting(office, key, actor=person)
    with office.read() as unit:
        return PostingOut.of(unit.postings.get(key))


@router.post("/postings/{key}/decide")
def decide(key: Key, given: DecisionIn, office: OfficeHere, person: PersonHere) -> PostingOut:
    """A person's decision about a posting that waits for one."""
    check_posting(office, person, key)
    decided = decide_posting(
        office, person, key, decision=given.decision, evidence=given.evidence, url=given.url
    )
    return PostingOut.of(decided)


def _out(office: Office, found: Release) -> ReleaseOut:
    with office.read() as unit:
        postings = unit.postings.of(found.id)
    try:
        verify(found, office.key)
    except BrokenSealError:
        return ReleaseOut.of(found, postings, sealed=False)
    return ReleaseOut.of(found, postings, sealed=True)
