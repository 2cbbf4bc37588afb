"""Files in and out: a file made a draft or its next version, a draft taken along with its remarks."""

from __future__ import annotations

import secrets
from typing import Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from review.draft import Action
from review.formats.source import UnreadableError
from review.model import Document, Report
from review.output import Judged, Run
from review.output.xlsx import render_xlsx
from review.refusal import NotAllowedError
from service.actions.change_enclosures import store_files
from service.actions.errors import ActionError, MissingError
from service.actions.save_draft import save_draft
from service.actions.start_draft import start_draft
from service.edge.opened import Number, open_draft, why_not
from service.edge.refusals import tell
from service.edge.uploads import marked, marked_pdf, renewed, take
from service.web.draft_form import show_edit, show_new
from service.web.editing import check_editor
from service.web.enclosures import as_file
from service.web.pages import PagesHere, go
from service.web.posted import PostedHere, SignedIn

router = APIRouter()
_KEPT_AID: Final = "文件没有存入，原文件还在您的电脑上。"


@router.post("/drafts/upload")
def upload_draft(request: Request, post: PostedHere, pages: PagesHere) -> Response:
    """Makes a draft of a file, with its links and whatever is hidden in it."""
    check_editor(post.visitor)
    file = post.file("file")
    if file is None:
        fault = "没有选择文件，请选一个文件（docx、pdf、xlsx、网页、txt 等）再导入。"
        return show_new(request, pages, post.visitor, fault=fault, upload_open=True, status=422)
    person = post.visitor.person
    try:
        taken = take(pages.office, file.filename or "", file.file.read())
        # One form and one file make one draft; another file from the same page is another.
        unique = taken.document.digest[-32:]
        key = f"{(post.text('form_key') or secrets.token_urlsafe(18))[:24]}.{unique}"
        draft = start_draft(pages.office, person, taken.document, form_key=key)
        store_files(pages.office, person, taken.files, taken.pictures)
    except (UnreadableError, NotAllowedError, ActionError) as error:
        told = tell(error)
        return show_new(
            request,
            pages,
            post.visitor,
            fault=told.sentence,
            fault_aid=_KEPT_AID,
            upload_open=True,
            status=told.status,
        )
    return go(f"/drafts/{draft.id}", "uploaded", note=pages.note("".join(taken.notices)))


@router.post("/drafts/{draft_id}/upload")
def upload_version(
    request: Request, draft_id: Number, post: PostedHere, pages: PagesHere
) -> Response:
    """The next version of a draft by a file: what was settled of unchanged passages is offered."""
    person, version = post.visitor.person, post.number("version")
    base = open_draft(pages.office, person, draft_id)
    refused = why_not(base.draft, Action.EDIT, person)
    if refused is not None:
        raise refused
    file = post.file("file")
    try:
        data = file.file.read() if file else b""
        taken = take(pages.office, (file.filename if file else None) or "", data)
        document = renewed(base.document, taken.document)
        save_draft(pages.office, person, draft_id, version=version, document=document)
        store_files(pages.office, person, taken.files, taken.pictures)
    except MissingError:
        raise
    except (UnreadableError, NotAllowedError, ActionError) as error:
        told = tell(error)
        return show_edit(
            request,
            pages,
            post.visitor,
            draft_id,
            fault=told.sentence,
            fault_aid=_KEPT_AID,
            status=told.status,
        )
    return go(f"/drafts/{draft_id}", "replaced", note=pages.note("".join(taken.notices)))


@router.get("/drafts/{draft_id}/marked.docx")
def marked_file(
    draft_id: Number, visitor: SignedIn, pages: PagesHere, changes: str = ""
) -> Response:
    """The draft as a Word file, every finding a comment; `changes=yes` tracks what has one cure."""
    opened = open_draft(pages.office, visitor.person, draft_id)

    def judge(text: Document) -> Report:
        return pages.office.review(text, opened.draft.unit)

    data = marked(
        pages.office, opened.document, judge, pages.office.now(), changes=changes == "yes"
    )
    return as_file(data, f"{_name(opened.document)}（批注）.docx")


@router.get("/drafts/{draft_id}/marked.pdf")
def marked_page(draft_id: Number, visitor: SignedIn, pages: PagesHere) -> Response:
    """The PDF the draft was taken from, every finding a highlight."""
    opened = open_draft(pages.office, visitor.person, draft_id)

    def judge(text: Document) -> Report:
        return pages.office.review(text, opened.draft.unit)

    data = marked_pdf(pages.office, opened.document, judge, pages.office.now())
    if data is None:
        raise MissingError(
            "这篇稿件不是由 PDF 导入的，或导入后改过文字，标不到原件上；请下载带批注的 Word。"
        )
    return as_file(data, f"{_name(opened.document)}（批注）.pdf")


@router.get("/drafts/{draft_id}/findings.xlsx")
def findings_list(draft_id: Number, visitor: SignedIn, pages: PagesHere) -> Response:
    """The findings of the present report as a table."""
    opened = open_draft(pages.office, visitor.person, draft_id)
    judged = Judged(
        path=opened.document.title, document=opened.document, report=opened.report, format=""
    )
    data = render_xlsx(Run(ruleset=pages.office.ruleset, judged=(judged,)))
    return as_file(data, f"{_name(opened.document)}（问题清单）.xlsx")


def _name(document: Document) -> str:
    kept = "".join(sign for sign in document.title if sign not in '\\/:*?"<>|')
    return kept[:60].strip(" .") or "稿件"
