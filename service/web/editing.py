"""Writing a draft: new ones, files, the check while typing, and saving without losing a word."""

from __future__ import annotations

import secrets
from dataclasses import replace
from http import HTTPStatus
from typing import Final

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from review.draft import Person
from review.refusal import NotAllowedError, Refusal
from review.staff import WRITING
from service.actions.autosave import drop_autosave
from service.actions.errors import ActionError, StaleError
from service.actions.save_draft import save_draft
from service.actions.start_draft import start_draft
from service.edge.door import OfficeHere, Visitor
from service.edge.home import home_here
from service.edge.manuscript import Manuscript, document_of, problems
from service.edge.opened import Number, open_draft
from service.edge.refusals import tell
from service.office import Office
from service.web.autosaves import form_of, resumed, unsaved_of
from service.web.draft_form import show_edit, show_new, summary_of, typed_in
from service.web.marking import browser_offsets
from service.web.outlines import outlines
from service.web.pages import PagesHere, go
from service.web.posted import PostedHere, SignedIn, field
from service.web.reading import Reading, read

router = APIRouter()
_SHOWN_LIVE: Final = 1000
_TYPED: Final = frozenset({"title", "summary", "body", "author", "source", "hidden", "link"})
_STALE_AID: Final = "您的文字一字未丢，就在下面；已存的那一版也没有被覆盖。"
_KEPT_AID: Final = "您的文字一字未丢，就在下面。"


def _checked(office: Office, typed: Manuscript, person: Person) -> Reading:
    document = document_of(typed)
    return read(document, office.review(document, home_here(office, person)))


def check_editor(visitor: Visitor) -> None:
    if not visitor.person.roles & WRITING:
        sentence = "新建稿件需要“编辑”角色，请联系管理员。"
        raise NotAllowedError(Refusal.ROLE, sentence)


@router.get("/drafts/new")
def new_draft(
    request: Request,
    visitor: SignedIn,
    pages: PagesHere,
    category: str = "",
    resume: str = "",
) -> Response:
    """An empty form, one with a category's outline, or one that was left unsaved."""
    check_editor(visitor)
    if resume:
        kept = resumed(pages.office, visitor.person, resume)
        typed = typed_in(form_of(kept.fields))
        return show_new(request, pages, visitor, typed=typed, form_key=kept.form)
    unsaved = unsaved_of(pages.office, visitor.person, None)
    outline = next((one for name, one in outlines().items() if name == category), None)
    if outline is None:
        return show_new(request, pages, visitor, unsaved=unsaved)
    typed = Manuscript(
        title=outline.title, body=outline.body, category=category, repost=category == "repost"
    )
    return show_new(request, pages, visitor, typed=typed, unsaved=unsaved, tips=outline.tips)


@router.post("/drafts")
def create_draft(request: Request, post: PostedHere, pages: PagesHere) -> Response:
    """Saves a new draft, or only checks what is typed. One form makes one draft, ever."""
    check_editor(post.visitor)
    typed, key = typed_in(post.form), post.text("form_key")
    errors = problems(typed)
    checking = post.text("do") == "check"
    if errors and not (checking and set(errors) <= {"title", "source"}):
        return show_new(
            request, pages, post.visitor, typed=typed, form_key=key, errors=errors, status=422
        )
    if checking:
        checked = _checked(pages.office, typed, post.visitor.person)
        return show_new(request, pages, post.visitor, typed=typed, form_key=key, checked=checked)
    document = document_of(typed)
    try:
        draft = start_draft(
            pages.office,
            post.visitor.person,
            document,
            form_key=key or secrets.token_urlsafe(18),
        )
    except (NotAllowedError, ActionError) as error:
        told = tell(error)
        return show_new(
            request,
            pages,
            post.visitor,
            typed=typed,
            form_key=key,
            fault=told.sentence,
            status=told.status,
        )
    with pages.office.read() as unit:
        kept = {version.document for version in unit.drafts.versions(draft.id)}
    if document.digest not in kept:  # gone back in the browser to the form, and written on
        return show_edit(
            request,
            pages,
            post.visitor,
            draft.id,
            typed=typed,
            fault=f"这张表单已存为稿件 {draft.id}，现在的文字与它不同，还没有保存。",
            fault_aid="您的文字一字未丢，就在下面；要改这篇请按“保存修改”，要另写一篇请先复制再新建。",
            status=HTTPStatus.CONFLICT,
        )
    drop_autosave(pages.office, post.visitor.person, key)
    return go(f"/drafts/{draft.id}", "saved", removed=post.removed())


@router.get("/drafts/{draft_id}/edit")
def edit_draft(
    request: Request,
    draft_id: Number,
    visitor: SignedIn,
    pages: PagesHere,
    resume: str = "",
) -> Response:
    """The present text, or one that was left unsaved."""
    if resume:
        kept = resumed(pages.office, visitor.person, resume)
        typed = typed_in(form_of(kept.fields))
        return show_edit(
            request,
            pages,
            visitor,
            draft_id,
            typed=typed,
            version=kept.version,
            form_key=kept.form,
        )
    unsaved = unsaved_of(pages.office, visitor.person, draft_id)
    return show_edit(request, pages, visitor, draft_id, unsaved=unsaved)


@router.post("/drafts/{draft_id}/edit")
def save_edit(request: Request, draft_id: Number, post: PostedHere, pages: PagesHere) -> Response:
    """Saves a new version, or only checks what is typed."""
    typed, version = typed_in(post.form), post.number("version")
    key = post.text("form_key")
    errors = problems(typed)
    checking = post.text("do") == "check"
    if errors and not (checking and set(errors) <= {"title", "source"}):
        return show_edit(
            request,
            pages,
            post.visitor,
            draft_id,
            typed=typed,
            version=version,
            form_key=key,
            errors=errors,
            status=HTTPStatus.UNPROCESSABLE_ENTITY,
        )
    opened = open_draft(pages.office, post.visitor.person, draft_id)
    base = opened.document
    document = document_of(typed, base)
    if checking:
        checked = read(document, pages.office.review(document, opened.draft.unit))
        return show_edit(
            request,
            pages,
            post.visitor,
            draft_id,
            typed=typed,
            version=version,
            form_key=key,
            checked=checked,
        )
    if document == base:
        drop_autosave(pages.office, post.visitor.person, key)
        return go(f"/drafts/{draft_id}", "unchanged")
    try:
        save_draft(pages.office, post.visitor.person, draft_id, version=version, document=document)
    except (NotAllowedError, ActionError) as error:
        told = tell(error)
        return show_edit(
            request,
            pages,
            post.visitor,
            draft_id,
            typed=typed,
            version=version,
            form_key=key,
            fault=told.sentence,
            fault_aid=_STALE_AID if isinstance(error, StaleError) else _KEPT_AID,
            status=told.status,
        )
    drop_autosave(pages.office, post.visitor.person, key)
    return go(f"/drafts/{draft_id}", "saved", removed=post.removed())


@router.post("/check")
def check_live(post: PostedHere, office: OfficeHere) -> JSONResponse:
    """The check while typing: findings with offsets as browsers count them. Stores nothing."""
    typed = typed_in(post.form)
    # The browser has the words as they were typed: nothing is taken out of them here.
    typed = replace(typed, body=field(post.form, "body"), links=None)
    errors = problems(typed)
    wrong = [errors[name] for name in ("category", "ai_use") if name in errors]
    if typed.body and "body" in errors:
        wrong.append(errors["body"])
    if wrong:
        return JSONResponse({"message": wrong[0]}, status_code=HTTPStatus.UNPROCESSABLE_ENTITY)
    document = document_of(typed)
    checked = read(document, office.review(document, home_here(office, post.visitor.person)))
    offset = browser_offsets(document.body)
    # The gravest first: of a hopeless text not all can be shown.
    shown = sorted(
        (found for found in checked.shown if found.finding.span.field.partition(":")[0] in _TYPED),
        key=lambda found: found.finding.severity.rank,
    )[:_SHOWN_LIVE]
    return JSONResponse(
        {
            "summary": summary_of(checked.report),
            "findings": [
                {
                    "rule": found.finding.rule,
                    "name": found.finding.name,
                    "severity": found.finding.severity.value,
                    "label": found.finding.severity.label,
                    "rank": found.finding.severity.rank,
                    "field": found.finding.span.field,
                    "start": offset(found.finding.span.start),
                    "end": offset(found.finding.span.end),
                    "words": found.quote.words,
                    "place": found.field + found.quote.place,
                    "message": found.finding.message,
                    "suggestions": list(found.finding.suggestions),
                }
                for found in shown
            ],
        }
    )
