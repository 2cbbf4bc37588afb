"""What people do about findings: take a suggestion, waive, answer, say it again, call it false."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from review.model import Severity
from review.refusal import NotAllowedError, Refusal
from service.actions.answer_finding import answer_finding
from service.actions.errors import ActionError, MissingError, StaleError
from service.actions.fix_finding import fix_finding
from service.actions.mark_false_alarm import mark_false_alarm
from service.actions.reapply_settlement import reapply_settlement
from service.actions.save_draft import save_draft
from service.actions.waive_finding import waive_finding
from service.edge.fixing import fix_all
from service.edge.opened import Number, open_draft
from service.edge.refusals import tell
from service.web.drafts import TypedReason, show_draft
from service.web.pages import Pages, PagesHere, go
from service.web.posted import Posted, PostedHere

router = APIRouter()


def _refused(
    request: Request,
    pages: Pages,
    post: Posted,
    draft_id: int,
    error: NotAllowedError | ActionError,
) -> Response:
    if isinstance(error, MissingError):
        raise error
    told = tell(error)
    reason = post.text("reason")
    stale = isinstance(error, StaleError) or (
        isinstance(error, NotAllowedError) and error.reason is Refusal.NO_FINDING
    )
    return show_draft(
        request,
        pages,
        post.visitor,
        draft_id,
        typed_reason=TypedReason(finding=post.text("finding") or post.text("rule"), reason=reason)
        if reason
        else None,
        fault=told.sentence,
        fault_aid="您写的理由：" + reason if reason and stale else "",
        status=told.status,
    )


@router.post("/drafts/{draft_id}/fix")
def fix(request: Request, draft_id: Number, post: PostedHere, pages: PagesHere) -> Response:
    """One suggestion taken: a new version."""
    try:
        fix_finding(
            pages.office,
            post.visitor.person,
            draft_id,
            version=post.number("version"),
            finding=post.text("finding"),
            suggestion=post.text("suggestion"),
        )
    except (NotAllowedError, ActionError) as error:
        return _refused(request, pages, post, draft_id, error)
    return go(f"/drafts/{draft_id}", "fixed")


@router.post("/drafts/{draft_id}/fix-all")
def fix_same(request: Request, draft_id: Number, post: PostedHere, pages: PagesHere) -> Response:
    """Every certain suggestion of one rule taken at once: one new version."""
    opened = open_draft(pages.office, post.visitor.person, draft_id)
    rule, message = post.text("rule"), post.text("message")
    same = [f for f in opened.report.findings if f.rule == rule and f.message == message]
    document, done = fix_all(opened.document, same)
    if not done:
        sentence = "这一类问题已经没有可以直接改的，请看最新的检查报告。"
        gone = NotAllowedError(Refusal.NO_FINDING, sentence)
        return _refused(request, pages, post, draft_id, gone)
    try:
        save_draft(
            pages.office,
            post.visitor.person,
            draft_id,
            version=post.number("version"),
            document=document,
        )
    except (NotAllowedError, ActionError) as error:
        return _refused(request, pages, post, draft_id, error)
    return go(f"/drafts/{draft_id}", "fixed")


@router.post("/drafts/{draft_id}/answer-all")
def answer_same(request: Request, draft_id: Number, post: PostedHere, pages: PagesHere) -> Response:
    """One reason for every open `warn` of one rule; logged for each. Blocks have no such form."""
    opened = open_draft(pages.office, post.visitor.person, draft_id)
    rule, message = post.text("rule"), post.text("message")
    answered = {settled.finding for settled in opened.draft.answers}
    same = [
        finding.key
        for finding in opened.report.findings
        if (finding.rule, finding.message) == (rule, message)
        and finding.severity is Severity.WARN
        and finding.key not in answered
    ]
    if not same:
        sentence = "这一类问题已经没有要核对的，说明没有写入；请看最新的检查报告。"
        gone = NotAllowedError(Refusal.NO_FINDING, sentence)
        return _refused(request, pages, post, draft_id, gone)
    try:
        for key in same:
            answer_finding(
                pages.office,
                post.visitor.person,
                draft_id,
                version=post.number("version"),
                finding=key,
                reason=post.text("reason"),
            )
    except (NotAllowedError, ActionError) as error:
        return _refused(request, pages, post, draft_id, error)
    return go(f"/drafts/{draft_id}", "answered")


@router.post("/drafts/{draft_id}/waive")
def waive(request: Request, draft_id: Number, post: PostedHere, pages: PagesHere) -> Response:
    try:
        waive_finding(
            pages.office,
            post.visitor.person,
            draft_id,
            version=post.number("version"),
            finding=post.text("finding"),
            reason=post.text("reason"),
        )
    except (NotAllowedError, ActionError) as error:
        return _refused(request, pages, post, draft_id, error)
    return go(f"/drafts/{draft_id}", "waived")


@router.post("/drafts/{draft_id}/answer")
def answer(request: Request, draft_id: Number, post: PostedHere, pages: PagesHere) -> Response:
    try:
        answer_finding(
            pages.office,
            post.visitor.person,
            draft_id,
            version=post.number("version"),
            finding=post.text("finding"),
            reason=post.text("reason"),
        )
    except (NotAllowedError, ActionError) as error:
        return _refused(request, pages, post, draft_id, error)
    return go(f"/drafts/{draft_id}", "answered")


@router.post("/drafts/{draft_id}/reapply")
def reapply(request: Request, draft_id: Number, post: PostedHere, pages: PagesHere) -> Response:
    """The reason given for the same passage of an earlier text, given again."""
    try:
        reapply_settlement(
            pages.office,
            post.visitor.person,
            draft_id,
            version=post.number("version"),
            finding=post.text("finding"),
        )
    except (NotAllowedError, ActionError) as error:
        return _refused(request, pages, post, draft_id, error)
    return go(f"/drafts/{draft_id}", "reapplied")


@router.post("/drafts/{draft_id}/false-alarm")
def false_alarm(request: Request, draft_id: Number, post: PostedHere, pages: PagesHere) -> Response:
    """One finding called a false alarm, from the author's page or the reviewer's."""
    try:
        mark_false_alarm(
            pages.office,
            post.visitor.person,
            draft_id,
            finding=post.text("finding"),
            reason=post.text("reason"),
        )
    except (NotAllowedError, ActionError) as error:
        return _refused(request, pages, post, draft_id, error)
    home = "approvals" if post.text("back") == "approvals" else "drafts"
    return go(f"/{home}/{draft_id}", "alarmed")
