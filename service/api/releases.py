"""发布 over the API: release, follow the postings, decide what the machine cannot."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated, Self

from fastapi import APIRouter
from pydantic import AwareDatetime, Field

from review.release import BrokenSealError, Release, verify
from service.actions.decide_posting import PostingDecision, decide_posting
from service.actions.read_back_posting import read_back_posting
from service.actions.release_draft import release_draft
from service.actions.take_down import TakedownDecision, decide_takedown
from service.actions.time_release import hold_release, reschedule_release, resume_release
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
from service.store.takedowns import Takedown, TakedownState

router = APIRouter(tags=["发布"])


class ReleaseIn(In):
    """`at`: readers see nothing before; with its time zone."""

    platforms: Annotated[list[str], Field(max_length=50)]
    at: AwareDatetime | None = None


class DecisionIn(In):
    decision: PostingDecision
    evidence: Words
    url: Annotated[str, Field(max_length=2000)] = ""


class TimeIn(In):
    at: AwareDatetime


class TakedownIn(In):
    decision: TakedownDecision
    evidence: Words


class TakedownOut(Out):
    """One platform that is to show a withdrawn text no more."""

    posting: str
    platform: str
    state: TakedownState
    url: str
    message: str
    needs_person: bool

    @classmethod
    def of(cls, one: Takedown) -> Self:
        return cls(
            posting=one.posting,
            platform=one.platform,
            state=one.state,
            url=one.url,
            message=one.message,
            needs_person=one.needs_person,
        )


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
    made = release_draft(office, person, draft_id, platforms=given.platforms, at=given.at)
    return _out(office, made)


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


@router.post("/releases/{release_id}/hold")
def hold(release_id: Key, office: OfficeHere, person: PersonHere) -> ReleaseOut:
    """Nothing of it that is not out goes out until it is resumed."""
    found, _ = open_release(office, person, release_id)
    hold_release(office, person, release_id)
    return _out(office, found)


@router.post("/releases/{release_id}/resume")
def resume(release_id: Key, office: OfficeHere, person: PersonHere) -> ReleaseOut:
    found, _ = open_release(office, person, release_id)
    resume_release(office, person, release_id)
    return _out(office, found)


@router.post("/releases/{release_id}/time")
def reschedule(
    release_id: Key, given: TimeIn, office: OfficeHere, person: PersonHere
) -> ReleaseOut:
    """Readers see nothing of it before; refused once any of it is out."""
    found, _ = open_release(office, person, release_id)
    reschedule_release(office, person, release_id, at=given.at)
    return _out(office, found)


@router.get("/releases/{release_id}/takedowns")
def takedowns(release_id: Key, office: OfficeHere, person: PersonHere) -> list[TakedownOut]:
    open_release(office, person, release_id)
    with office.read() as unit:
        return [TakedownOut.of(one) for one in unit.takedowns.of(release_id)]


@router.post("/takedowns/{key}/decide")
def decide_down(key: Key, given: TakedownIn, office: OfficeHere, person: PersonHere) -> TakedownOut:
    """What a person saw on a platform from which a text was to be taken down."""
    check_posting(office, person, key)
    return TakedownOut.of(
        decide_takedown(office, person, key, decision=given.decision, evidence=given.evidence)
    )


def _out(office: Office, found: Release) -> ReleaseOut:
    with office.read() as unit:
        postings = unit.postings.of(found.id)
    try:
        verify(found, office.key)
    except BrokenSealError:
        return ReleaseOut.of(found, postings, sealed=False)
    return ReleaseOut.of(found, postings, sealed=True)
