"""稿件: the list, one draft with its report, its way to the reviewers, its history."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Annotated, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from review import flow
from review.draft import (
    Action,
    Decision,
    Draft,
    Person,
    Remark,
    SignOff,
    State,
)
from review.refusal import NotAllowedError
from review.secrecy import Question
from review.staff import WRITING
from service.actions.clone_draft import clone_draft
from service.actions.correct_draft import correct_draft
from service.actions.errors import ActionError, MissingError
from service.actions.recall_draft import recall_draft
from service.actions.recheck_draft import recheck_draft
from service.edge.door import Visitor
from service.edge.lane import emergency_of
from service.edge.opened import Number, open_draft
from service.edge.refusals import tell
from service.edge.routing import planned
from service.office import Office
from service.store.tally import Tally
from service.web.helps import helps_of
from service.web.pages import Pages, PagesHere, go
from service.web.posted import PostedHere, SignedIn
from service.web.reading import read
from service.web.routing import NOTHING_TYPED, TypedSubmission
from service.web.said import NO_COMMENT, TypedComment, thread_of
from service.web.standing import way_of

router = APIRouter()
_PAGE: Final = 50
_MINE: Final = "mine"
_LONGEST_TITLE: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the list."""

    draft: Draft
    tally: Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    href: str
    label: str
    current: bool
    count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedReason:
    """A reason that could not be taken, kept at the finding it was written for."""

    finding: str
    reason: str


@router.get("/drafts")
def list_drafts(
    request: Request,
    visitor: SignedIn,
    pages: PagesHere,
    show: str = "",
    q: str = "",
    before: Annotated[int | None, Query(ge=1, le=2**31 - 1)] = None,
) -> Response:
    person = visitor.person
    editor = bool(person.roles & WRITING)
    chosen = show or (_MINE if editor else "all")
    title = " ".join(q.split())[:_LONGEST_TITLE]
    state = next((state for state in State if state.value == chosen), None)
    author = person if chosen == _MINE else None
    with pages.office.read() as unit:
        drafts = unit.drafts.list(
            reader=person, state=state, author=author, title=title, before=before, limit=_PAGE
        )
        tallies = unit.drafts.queue.tallies([draft.report for draft in drafts])
        mine = unit.drafts.counts_of(person) if editor else {}
        unsaved = unit.autosaves.of(person) if editor else ()
    rows = tuple(Row(draft=draft, tally=tallies[draft.report]) for draft in drafts)
    older = urlencode({"show": chosen, "q": title, "before": drafts[-1].id}) if drafts else ""
    tabs = [(_MINE, "我的")] if editor else []
    tabs += [("all", "全部"), *((state.value, state.label) for state in State)]
    return pages.show(
        request,
        "drafts/list.html",
        visitor,
        rows=rows,
        tabs=tuple(
            Tab(href=f"/drafts?show={value}", label=label, current=value == chosen)
            for value, label in tabs
        ),
        may_start=editor,
        older=f"/drafts?{older}" if len(drafts) == _PAGE else "",
        mine=tuple((state, mine[state]) for state in State if mine.get(state)),
        unsaved=unsaved,
        show=chosen,
        title=title,
        several=len({draft.unit.id for draft in drafts}) > 1,
    )


def show_draft(  # noqa: PLR0913  # what a refused form needs to be shown again
    request: Request,
    pages: Pages,
    visitor: Visitor,
    draft_id: int,
    *,
    typed_reason: TypedReason | None = None,
    typed_comment: TypedComment = NO_COMMENT,
    typed_submission: TypedSubmission = NOTHING_TYPED,
    typed_words: str = "",
    fault: str = "",
    fault_aid: str = "",
    status: int = HTTPStatus.OK,
) -> Response:
    """A draft with its report and what this person may do with it."""
    opened = open_draft(pages.office, visitor.person, draft_id)
    draft = opened.draft
    allowed = flow.allowed(draft, visitor.person)
    thread = thread_of(pages.office, draft, opened.document)
    with pages.office.read() as unit:
        releases = unit.releases.of(draft_id)
    reading = read(opened.document, opened.report, (*draft.waivers, *draft.answers))
    return pages.show(
        request,
        "drafts/show.html",
        visitor,
        status=status,
        fault=fault,
        fault_aid=fault_aid,
        draft=draft,
        reading=reading,
        way=way_of(draft),
        may={
            "edit": Action.EDIT in allowed,
            "recheck": Action.RECHECK in allowed
            and not _judged_today(
                pages.office, opened.report.as_of.isoformat(), opened.report.ruleset
            ),
            "recall": Action.RECALL in allowed,
            "review": flow.may_sign(draft, visitor.person),
            "release": Action.RELEASE in allowed,
            "submit": Action.SUBMIT in allowed,
            "clone": bool(visitor.person.roles & WRITING),
            "correct": draft.state is State.RELEASED
            and visitor.person.holds_any(WRITING, draft.unit),
        },
        may_settle=Action.WAIVE in allowed,
        helps=helps_of(
            pages.office, visitor.person, opened, reading, settling=Action.WAIVE in allowed
        ),
        planned=planned(pages.office, draft, typed_submission.lowering)
        if Action.SUBMIT in allowed
        else None,
        typed_submission=typed_submission,
        emergency=emergency_of(pages.office, draft, opened.document, visitor.person),
        lane_questions=tuple(Question),
        typed_words=typed_words,
        returned=_returned(draft, thread.sign_offs, thread.remarks),
        thread=thread,
        typed_comment=typed_comment,
        release=releases[-1] if releases else None,
        typed_reason=typed_reason,
        form_key=secrets.token_urlsafe(18),
    )


def _judged_today(office: Office, as_of: str, ruleset: str) -> bool:
    return as_of == office.as_of().isoformat() and ruleset == office.ruleset.digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """Why a draft is back with its author, or was withdrawn."""

    person: Person
    at: datetime
    what: str
    reason: str


def _returned(
    draft: Draft, sign_offs: tuple[SignOff, ...], remarks: tuple[Remark, ...]
) -> Returned | None:
    if draft.state not in {State.DRAFTING, State.WITHDRAWN, State.REJECTED}:
        return None
    told = [
        Returned(person=one.person, at=one.at, what=one.decision.label, reason=one.opinion)
        for one in sign_offs
        if one.decision is not Decision.PASS and one.round == draft.round
    ]
    told += [
        Returned(person=one.person, at=one.at, what=one.action.label, reason=one.reason)
        for one in remarks
    ]
    latest = max(told, key=lambda one: one.at, default=None)
    # An approval sent back in an earlier round is no news in a later one.
    since = [one.at for one in sign_offs if one.round == draft.round]
    return latest if latest is not None and all(latest.at >= at for at in since) else None


@router.get("/drafts/{draft_id}")
def one_draft(request: Request, draft_id: Number, visitor: SignedIn, pages: PagesHere) -> Response:
    return show_draft(request, pages, visitor, draft_id)


@router.post("/drafts/{draft_id}/recall")
def recall(request: Request, draft_id: Number, post: PostedHere, pages: PagesHere) -> Response:
    try:
        recall_draft(pages.office, post.visitor.person, draft_id)
    except (NotAllowedError, ActionError) as error:
        return _refused(request, pages, post.visitor, draft_id, error)
    return go(f"/drafts/{draft_id}", "recalled")


@router.post("/drafts/{draft_id}/recheck")
def recheck(request: Request, draft_id: Number, post: PostedHere, pages: PagesHere) -> Response:
    try:
        recheck_draft(pages.office, post.visitor.person, draft_id)
    except (NotAllowedError, ActionError) as error:
        return _refused(request, pages, post.visitor, draft_id, error)
    return go(f"/drafts/{draft_id}", "rechecked")


@router.post("/drafts/{draft_id}/correct")
def correct(request: Request, draft_id: Number, post: PostedHere, pages: PagesHere) -> Response:
    """A new draft with the released text, which takes its place once it is out itself."""
    key = post.text("form_key") or secrets.token_urlsafe(18)
    try:
        made = correct_draft(pages.office, post.visitor.person, draft_id, form_key=key)
    except (NotAllowedError, ActionError) as error:
        return _refused(request, pages, post.visitor, draft_id, error)
    return go(f"/drafts/{made.id}", "correction")


@router.post("/drafts/{draft_id}/clone")
def clone(request: Request, draft_id: Number, post: PostedHere, pages: PagesHere) -> Response:
    """A new draft with this one's text."""
    key = post.text("form_key") or secrets.token_urlsafe(18)
    try:
        made = clone_draft(pages.office, post.visitor.person, draft_id, form_key=key)
    except (NotAllowedError, ActionError) as error:
        return _refused(request, pages, post.visitor, draft_id, error)
    return go(f"/drafts/{made.id}", "cloned")


def _refused(
    request: Request,
    pages: Pages,
    visitor: Visitor,
    draft_id: int,
    error: NotAllowedError | ActionError,
) -> Response:
    if isinstance(error, MissingError):
        raise error
    told = tell(error)
    return show_draft(request, pages, visitor, draft_id, fault=told.sentence, status=told.status)


@router.get("/drafts/{draft_id}/{verb}")
def back_to_draft(draft_id: Number, verb: str) -> Response:  # noqa: ARG001  # any verb of a form
    """A form's address opened by hand, as by reloading after a refusal: show the draft."""
    return go(f"/drafts/{draft_id}")
