"""发布: choosing platforms, what became of each posting, and what a person decides about it."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

from fastapi import APIRouter, Request
from starlette.responses import Response

from review import flow
from review.draft import Action, Draft, Person, Role, State
from review.refusal import NotAllowedError
from review.release import BrokenSealError, PostingState, Release, verify
from service.actions.decide_posting import PostingDecision, decide_posting
from service.actions.errors import ActionError, InvalidError
from service.actions.pack_posting import pack_posting
from service.actions.read_back_posting import read_back_posting
from service.actions.take_down import MAY_DECIDE, TakedownDecision
from service.actions.time_release import MAY_HOLD
from service.actions.withdraw_draft import withdraw_draft
from service.edge.door import Visitor
from service.edge.opened import (
    READING_BACK,
    Key,
    check_may_read_back,
    check_posting,
    open_release,
)
from service.edge.outcome import label_in, outcome_of, takedown_shown
from service.edge.refusals import tell
from service.office import Office
from service.store.outbox import Reading
from service.store.postings import PostingRecord
from service.web.pages import Pages, PagesHere, go
from service.web.posted import PostedHere, SignedIn
from service.web.postings import kind_of, label_of, show_posting

router = APIRouter()


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge:
    label: str
    state: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the list of releases."""

    release: Release
    draft: Draft
    postings: tuple[Badge, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedDecision:
    """A decision on a posting that could not be taken, with the words that were written."""

    key: str
    decision: str
    evidence: str
    url: str


@router.get("/releases")
def list_releases(request: Request, visitor: SignedIn, pages: PagesHere) -> Response:
    with pages.office.read() as unit:
        waiting = unit.drafts.list(reader=visitor.person, state=State.APPROVED, limit=100)
        rows: list[Row] = []
        for release in unit.releases.list(reader=visitor.person, limit=50):
            draft = unit.drafts.get(release.draft)
            if draft is not None:
                postings = tuple(
                    Badge(
                        label=label_in(pages.office, posting.platform),
                        state=label_of(posting),
                        kind=kind_of(posting),
                    )
                    for posting in unit.postings.of(release.id)
                )
                rows.append(Row(release=release, draft=draft, postings=postings))
    may_release = {d.id for d in waiting if Action.RELEASE in flow.allowed(d, visitor.person)}
    return pages.show(
        request,
        "releases/list.html",
        visitor,
        waiting=waiting,
        mine=may_release,
        rows=rows,
    )


def show_release(  # noqa: PLR0913  # what a refused form needs to be shown again
    request: Request,
    pages: Pages,
    visitor: Visitor,
    release_id: str,
    *,
    reason: str = "",
    typed: TypedDecision | None = None,
    fault: str = "",
    status: int = HTTPStatus.OK,
    at: str = "",
    evidence: str = "",
) -> Response:
    """A release: its seal, how each posting stands, and what is being taken down."""
    office = pages.office
    found, draft = open_release(office, visitor.person, release_id)
    with office.read() as unit:
        records = unit.postings.of(release_id)
        takedowns = unit.takedowns.of(release_id)
    may_decide = visitor.person.holds(Role.PUBLISHER, draft.unit) and visitor.person.id not in {
        draft.author.id,
        draft.last_editor.id,
    }
    postings = tuple(
        show_posting(
            record,
            label_in(office, record.platform),
            may_decide=may_decide,
            evidence=typed.evidence if typed and typed.key == record.key else "",
            url=typed.url if typed and typed.key == record.key else "",
        )
        for record in records
    )
    return pages.show(
        request,
        "releases/show.html",
        visitor,
        status=status,
        fault=fault,
        release=found,
        draft=draft,
        sealed=_sealed(found, office),
        postings=postings,
        still_out=() if takedowns else _still_out(office, draft, records),
        outcome=outcome_of(office, draft, records),
        takedowns=tuple(takedown_shown(office, one) for one in takedowns),
        takedown_choices=tuple(TakedownDecision),
        may_take_down=visitor.person.holds_any(MAY_DECIDE, draft.unit),
        may_hold=draft.state is State.RELEASING and visitor.person.holds_any(MAY_HOLD, draft.unit),
        may_time=all(record.state is PostingState.PLANNED for record in records),
        typed_at=at,
        typed_evidence=evidence,
        under_way=any(posting.under_way for posting in postings)
        or any(one.closed_at is None and not one.needs_person for one in takedowns),
        may_read_back=visitor.person.holds_any(READING_BACK, draft.unit),
        may_withdraw=Action.WITHDRAW in flow.allowed(draft, visitor.person),
        reason=reason,
    )


def _still_out(office: Office, draft: Draft, records: tuple[PostingRecord, ...]) -> tuple[str, ...]:
    """The platforms that carry a withdrawn text, as far as anybody has looked."""
    if draft.state is not State.WITHDRAWN:
        return ()
    return tuple(
        label_in(office, record.platform)
        for record in records
        if record.state is PostingState.CONFIRMED and record.reading is not Reading.GONE
    )


def _sealed(release: Release, office: Office) -> bool:
    try:
        verify(release, office.key)
    except BrokenSealError:
        return False
    return True


@router.get("/releases/{release_id}")
def one_release(request: Request, release_id: Key, visitor: SignedIn, pages: PagesHere) -> Response:
    return show_release(request, pages, visitor, release_id)


@router.post("/releases/{release_id}/withdraw")
def withdraw(request: Request, release_id: Key, post: PostedHere, pages: PagesHere) -> Response:
    reason = post.text("reason")
    found, _ = open_release(pages.office, post.visitor.person, release_id)
    try:
        withdraw_draft(pages.office, post.visitor.person, found.draft, reason=reason)
    except (NotAllowedError, ActionError) as error:
        told = tell(error)
        return show_release(
            request,
            pages,
            post.visitor,
            release_id,
            reason=reason,
            fault=told.sentence,
            status=told.status,
        )
    return go(f"/releases/{release_id}", "withdrawn")


@router.post("/postings/{key}/read-back")
def read_back(request: Request, key: Key, post: PostedHere, pages: PagesHere) -> Response:
    posting = _posting(pages.office, post.visitor.person, key)
    try:
        check_may_read_back(post.visitor.person)
        read_back_posting(pages.office, key, actor=post.visitor.person)
    except (NotAllowedError, ActionError) as error:
        told = tell(error)
        return show_release(
            request,
            pages,
            post.visitor,
            posting.release,
            fault=told.sentence,
            status=told.status,
        )
    return go(f"/releases/{posting.release}", "read-back")


@router.post("/postings/{key}/package")
def package(request: Request, key: Key, post: PostedHere, pages: PagesHere) -> Response:
    """What is to be published by hand, as a file."""
    posting = _posting(pages.office, post.visitor.person, key)
    try:
        packed = pack_posting(pages.office, post.visitor.person, key)
    except (NotAllowedError, ActionError) as error:
        told = tell(error)
        return show_release(
            request,
            pages,
            post.visitor,
            posting.release,
            fault=told.sentence,
            status=told.status,
        )
    headers = {"content-disposition": f'attachment; filename="{key}.zip"'}
    return Response(packed, media_type="application/zip", headers=headers)


@router.post("/postings/{key}/decide")
def decide(request: Request, key: Key, post: PostedHere, pages: PagesHere) -> Response:
    posting = _posting(pages.office, post.visitor.person, key)
    typed = TypedDecision(
        key=key,
        decision=post.text("decision"),
        evidence=post.text("evidence"),
        url=post.text("url"),
    )
    try:
        if typed.decision not in {decision.value for decision in PostingDecision}:
            raise InvalidError("没有收到您的决定，请在发布情况页上按其中一个按钮。")
        decide_posting(
            pages.office,
            post.visitor.person,
            key,
            decision=PostingDecision(typed.decision),
            evidence=typed.evidence,
            url=typed.url,
        )
    except (NotAllowedError, ActionError) as error:
        told = tell(error)
        return show_release(
            request,
            pages,
            post.visitor,
            posting.release,
            typed=typed,
            fault=told.sentence,
            status=told.status,
        )
    return go(f"/releases/{posting.release}", "decided")


def _posting(office: Office, person: Person, key: str) -> PostingRecord:
    check_posting(office, person, key)
    with office.read() as unit:
        return unit.postings.get(key)
