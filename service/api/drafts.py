"""稿件 over the API: from the first text to the last signature."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field

from review.draft import Draft, Person, State
from review.refusal import NotAllowedError, Refusal
from review.staff import WRITING
from service.actions.answer_finding import answer_finding
from service.actions.correct_draft import correct_draft
from service.actions.errors import InvalidError
from service.actions.fix_finding import fix_finding
from service.actions.prove import check_fresh_to_sign
from service.actions.recall_draft import recall_draft
from service.actions.recheck_draft import recheck_draft
from service.actions.reject_draft import reject_draft
from service.actions.save_draft import save_draft
from service.actions.send_back_draft import send_back_draft
from service.actions.sign_draft import sign_draft
from service.actions.start_draft import start_draft
from service.actions.waive_finding import waive_finding
from service.actions.withdraw_draft import withdraw_draft
from service.api.credentials import CallerHere, PersonHere
from service.api.records import DraftOut, EventOut, SeenShape
from service.api.shapes import (
    DocumentIn,
    DocumentOut,
    In,
    Key,
    Out,
    ReplyShape,
    ReportOut,
    Words,
    replies_of,
)
from service.edge.door import OfficeHere
from service.edge.home import home_here
from service.edge.manuscript import Manuscript, document_of, problems
from service.edge.opened import Number, open_draft

router = APIRouter(tags=["稿件"])

Version = Annotated[int, Field(ge=0, le=2**31 - 1)]
"""The version the caller saw; a newer one means that somebody saved since."""


class NewDraftIn(In):
    document: DocumentIn
    form_key: Annotated[str, Field(min_length=8, max_length=64)]


class SaveIn(In):
    version: Version
    document: DocumentIn


class SettleIn(In):
    version: Version
    finding: Key
    reason: Words


class FixIn(In):
    version: Version
    finding: Key
    suggestion: Annotated[str, Field(max_length=2000)]


class SignIn(In):
    """`replies`: the five questions, at the secrecy step. `endorsed`: the keys of the waivers this
    step's signer stands for, each of them.
    """

    seen: SeenShape
    opinion: Words = ""
    replies: list[ReplyShape] = Field(default_factory=list, max_length=10)
    endorsed: list[Key] = Field(default_factory=list, max_length=2000)


class RejectIn(In):
    seen: SeenShape
    reason: Words


class SendBackIn(In):
    """`seen` is left out for an approved draft, which waits at no step."""

    seen: SeenShape | None = None
    reason: Words
    replies: list[ReplyShape] = Field(default_factory=list, max_length=10)


class ReasonIn(In):
    reason: Words


class CorrectIn(In):
    form_key: Annotated[str, Field(min_length=8, max_length=64)]


class FullDraftOut(Out):
    draft: DraftOut
    document: DocumentOut
    report: ReportOut


def _checked(typed: Manuscript) -> Manuscript:
    found = problems(typed)
    if found:
        raise InvalidError("".join(found.values()))
    return typed


@router.post("/check")
def check(document: DocumentIn, office: OfficeHere, person: PersonHere) -> ReportOut:
    """Check a text; nothing is stored."""
    typed = document.manuscript()
    too_long = problems(typed).get("body")
    if too_long:
        raise InvalidError(too_long)
    made = document_of(typed)
    return ReportOut.of(made, office.review(made, home_here(office, person)))


@router.get("/drafts")
def list_drafts(
    office: OfficeHere,
    person: PersonHere,
    state: State | None = None,
    before: Annotated[int | None, Query(ge=1, le=2**31 - 1)] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> list[DraftOut]:
    """Newest first; `before` is the id the last page ended with."""
    with office.read() as unit:
        found = unit.drafts.list(reader=person, state=state, before=before, limit=limit)
    return [DraftOut.of(draft, person) for draft in found]


@router.get("/approvals")
def list_waiting(office: OfficeHere, person: PersonHere) -> list[DraftOut]:
    """What the caller could sign now."""
    with office.read() as unit:
        found = unit.drafts.waiting_for(person)
    return [DraftOut.of(draft, person) for draft in found]


@router.post("/drafts", status_code=HTTPStatus.CREATED)
def start(given: NewDraftIn, office: OfficeHere, person: PersonHere) -> DraftOut:
    """A new draft. The same `form_key` again gives the same draft."""
    if not person.roles & WRITING:
        raise NotAllowedError(Refusal.ROLE, "新建稿件需要“编辑”角色，请联系管理员。")
    document = document_of(_checked(given.document.manuscript()))
    return _out(start_draft(office, person, document, form_key=given.form_key), person)


@router.get("/drafts/{draft_id}")
def show(draft_id: Number, office: OfficeHere, person: PersonHere) -> FullDraftOut:
    opened = open_draft(office, person, draft_id)
    return FullDraftOut(
        draft=DraftOut.of(opened.draft, person),
        document=DocumentOut.of(opened.document),
        report=ReportOut.of(opened.document, opened.report),
    )


@router.put("/drafts/{draft_id}")
def save(draft_id: Number, given: SaveIn, office: OfficeHere, person: PersonHere) -> DraftOut:
    """A new version; voids every waiver and answer."""
    base = open_draft(office, person, draft_id).document
    document = document_of(_checked(given.document.manuscript()), base)
    saved = save_draft(office, person, draft_id, version=given.version, document=document)
    return _out(saved, person)


@router.get("/drafts/{draft_id}/events")
def events(draft_id: Number, office: OfficeHere, person: PersonHere) -> list[EventOut]:
    open_draft(office, person, draft_id)
    with office.read() as unit:
        return [EventOut.of(entry) for entry in unit.events.of(draft_id)]


@router.post("/drafts/{draft_id}/fix")
def fix(draft_id: Number, given: FixIn, office: OfficeHere, person: PersonHere) -> DraftOut:
    fixed = fix_finding(
        office,
        person,
        draft_id,
        version=given.version,
        finding=given.finding,
        suggestion=given.suggestion,
    )
    return _out(fixed, person)


@router.post("/drafts/{draft_id}/recheck")
def recheck(draft_id: Number, office: OfficeHere, person: PersonHere) -> DraftOut:
    return _out(recheck_draft(office, person, draft_id), person)


@router.post("/drafts/{draft_id}/waive")
def waive(draft_id: Number, given: SettleIn, office: OfficeHere, person: PersonHere) -> DraftOut:
    waived = waive_finding(
        office,
        person,
        draft_id,
        version=given.version,
        finding=given.finding,
        reason=given.reason,
    )
    return _out(waived, person)


@router.post("/drafts/{draft_id}/answer")
def answer(draft_id: Number, given: SettleIn, office: OfficeHere, person: PersonHere) -> DraftOut:
    answered = answer_finding(
        office,
        person,
        draft_id,
        version=given.version,
        finding=given.finding,
        reason=given.reason,
    )
    return _out(answered, person)


@router.post("/drafts/{draft_id}/recall")
def recall(draft_id: Number, office: OfficeHere, person: PersonHere) -> DraftOut:
    return _out(recall_draft(office, person, draft_id), person)


@router.post("/drafts/{draft_id}/sign")
def sign(draft_id: Number, given: SignIn, office: OfficeHere, caller: CallerHere) -> DraftOut:
    """`seen` as the draft was when the caller looked at it. The last signature asks for a proof
    of who gives it that is not old: see `POST /sessions/current/proof`.
    """
    person = caller.person
    check_fresh_to_sign(office, caller.token, draft_id)
    signed = sign_draft(
        office,
        person,
        draft_id,
        seen=given.seen.seen(),
        opinion=given.opinion,
        replies=replies_of(given.replies),
        endorsed=tuple(given.endorsed),
    )
    return _out(signed, person)


@router.post("/drafts/{draft_id}/send-back")
def send_back(
    draft_id: Number, given: SendBackIn, office: OfficeHere, person: PersonHere
) -> DraftOut:
    seen = given.seen.seen() if given.seen else None
    replies = replies_of(given.replies)
    back = send_back_draft(
        office, person, draft_id, seen=seen, reason=given.reason, replies=replies
    )
    return _out(back, person)


@router.post("/drafts/{draft_id}/reject")
def reject(draft_id: Number, given: RejectIn, office: OfficeHere, person: PersonHere) -> DraftOut:
    seen = given.seen.seen()
    return _out(reject_draft(office, person, draft_id, seen=seen, reason=given.reason), person)


@router.post("/drafts/{draft_id}/withdraw")
def withdraw(draft_id: Number, given: ReasonIn, office: OfficeHere, person: PersonHere) -> DraftOut:
    return _out(withdraw_draft(office, person, draft_id, reason=given.reason), person)


@router.post("/drafts/{draft_id}/correct", status_code=HTTPStatus.CREATED)
def correct(draft_id: Number, given: CorrectIn, office: OfficeHere, person: PersonHere) -> DraftOut:
    """A new draft with the same text that is to replace a released one."""
    return _out(correct_draft(office, person, draft_id, form_key=given.form_key), person)


def _out(draft: Draft, person: Person) -> DraftOut:
    return DraftOut.of(draft, person)
