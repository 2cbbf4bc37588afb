"""审签: the queue of a reviewer and the page a signature is given on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
from typing import Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from review.draft import Action, Decision, Draft, Seen, State
from review.model import Severity
from review.refusal import NotAllowedError, Refusal
from service.actions.errors import ActionError, MissingError
from service.actions.reject_draft import reject_draft
from service.actions.send_back_draft import send_back_draft
from service.actions.sign_draft import sign_draft
from service.edge.comparison import FieldChange, compare_documents
from service.edge.door import Visitor
from service.edge.opened import Number, Opened, open_draft, why_not
from service.edge.previews import previews_of
from service.edge.refusals import tell
from service.web.pages import Pages, PagesHere, go
from service.web.posted import Posted, PostedHere, SignedIn
from service.web.reading import read
from service.web.standing import way_of

router = APIRouter()
_NO_ERRORS: Final[Mapping[str, str]] = {}
_KEPT_AID: Final = "您写的意见已保留在下面。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One line of the queue."""

    draft: Draft
    counts: tuple[tuple[Severity, int], ...]
    waited: str
    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What changed since some earlier text that matters to this reviewer."""

    label: str
    note: str
    changes: tuple[FieldChange, ...]


@router.get("/approvals")
def queue(request: Request, visitor: SignedIn, pages: PagesHere) -> Response:
    """What waits for this person, the nearest deadline first."""
    office = pages.office
    now = office.now()
    rows: list[Waiting] = []
    with office.read() as unit:
        for draft in unit.drafts.waiting_for(visitor.person):
            findings = unit.drafts.report(draft.report).findings
            counts = tuple(
                (severity, sum(finding.severity is severity for finding in findings))
                for severity in Severity
            )
            rows.append(
                Waiting(
                    draft=draft,
                    counts=counts,
                    waited=duration(now - draft.since),
                    late=draft.deadline is not None and draft.deadline < now,
                )
            )
        recent = unit.drafts.list(reader=visitor.person, limit=200)
    rows.sort(key=lambda row: (row.draft.deadline or now, row.draft.id))
    me = visitor.person.id
    signed = [d for d in recent if any(sign.person.id == me for sign in d.sign_offs)]
    return pages.show(request, "approvals/queue.html", visitor, rows=rows, signed=signed[:10])


def duration(span: timedelta) -> str:
    """How long somebody has waited, in the largest unit that says enough."""
    minutes = int(span.total_seconds()) // 60
    if minutes < 60:
        return f"{max(minutes, 0)} 分钟"
    if minutes < 48 * 60:
        return f"{minutes // 60} 小时"
    return f"{minutes // (24 * 60)} 天"


def show_approval(  # noqa: PLR0913  # what a refused decision needs to be shown again
    request: Request,
    pages: Pages,
    visitor: Visitor,
    draft_id: int,
    *,
    opinion: str = "",
    errors: Mapping[str, str] = _NO_ERRORS,
    fault: str = "",
    fault_aid: str = "",
    status: int = HTTPStatus.OK,
) -> Response:
    """The draft as a reviewer needs it; with the form only for whoever may sign now."""
    opened = open_draft(pages.office, visitor.person, draft_id)
    draft = opened.draft
    refused = why_not(draft, Action.SIGN, visitor.person)
    return pages.show(
        request,
        "approvals/show.html",
        visitor,
        status=status,
        fault=fault,
        fault_aid=fault_aid,
        draft=draft,
        step=draft.current_step,
        seen=draft.seen,
        reading=read(opened.document, opened.report, (*draft.waivers, *draft.answers)),
        way=way_of(draft),
        may_review=refused is None,
        may_settle=False,
        why_not=refused.sentence if refused else "",
        compared=_compared(pages, visitor, opened),
        previews=previews_of(pages.office, opened.document),
        opinion=opinion,
        errors=errors,
    )


def _compared(pages: Pages, visitor: Visitor, opened: Opened) -> tuple[Compared, ...]:
    draft = opened.draft
    with pages.office.read() as unit:
        rounds = [one for one in unit.drafts.submissions(draft.id) if one.round < draft.round]
        decided = unit.drafts.signatures.sign_offs([draft.id]).get(draft.id, ())
        mine = [
            one
            for one in decided
            if one.person.id == visitor.person.id and one.document != draft.document
        ]
        found: list[tuple[str, str, str]] = []
        if rounds and rounds[-1].document != draft.document:
            last = rounds[-1]
            returned = [
                one
                for one in decided
                if one.round == last.round and one.decision is not Decision.PASS
            ]
            why = (
                f"上一轮由{returned[-1].person.name}退回：{returned[-1].opinion}"
                if returned
                else ""
            )
            found.append((f"与第 {last.round} 轮送审稿相比", why, last.document))
        if mine and all(mine[-1].document != document for _, _, document in found):
            sign = mine[-1]
            note = f"您在第 {sign.round} 轮{sign.decision.label}时看到的文字"
            found.append(("与您上次处理时相比", note, sign.document))
        documents = [(label, note, unit.drafts.document(digest)) for label, note, digest in found]
    edges = pages.office.ruleset.segmenter.edges
    return tuple(
        Compared(label=label, note=note, changes=compare_documents(old, opened.document, edges))
        for label, note, old in documents
    )


@router.get("/approvals/{draft_id}")
def one_approval(
    request: Request, draft_id: Number, visitor: SignedIn, pages: PagesHere
) -> Response:
    return show_approval(request, pages, visitor, draft_id)


@router.post("/approvals/{draft_id}")
def decide(request: Request, draft_id: Number, post: PostedHere, pages: PagesHere) -> Response:
    """Sign, send back or reject over exactly what the form says was seen."""
    opinion = post.text("opinion")
    try:
        draft = _decide(pages, post, draft_id, opinion)
    except MissingError:
        raise
    except (NotAllowedError, ActionError) as error:
        told = tell(error)
        wants_reason = isinstance(error, NotAllowedError) and error.reason is Refusal.REASON
        return show_approval(
            request,
            pages,
            post.visitor,
            draft_id,
            opinion=opinion,
            errors={"opinion": told.sentence} if wants_reason else _NO_ERRORS,
            fault=told.sentence,
            fault_aid=_KEPT_AID if opinion and not wants_reason else "",
            status=told.status,
        )
    done = {State.APPROVED: "approved", State.DRAFTING: "sent-back", State.REJECTED: "rejected"}
    return go(f"/drafts/{draft_id}", done.get(draft.state, "signed"))


def _decide(pages: Pages, post: Posted, draft_id: int, opinion: str) -> Draft:
    office, person = pages.office, post.visitor.person
    seen = Seen(
        round=post.number("round"),
        step=post.number("step"),
        document=post.text("document"),
        report=post.text("report"),
    )
    decision = post.text("decision")
    if decision == Decision.PASS:
        return sign_draft(office, person, draft_id, seen=seen, opinion=opinion)
    if decision == Decision.SEND_BACK:
        return send_back_draft(office, person, draft_id, seen=seen, reason=opinion)
    if decision == Decision.REJECT:
        return reject_draft(office, person, draft_id, seen=seen, reason=opinion)
    sentence = "没有收到您的决定（签字、退回或退稿），请在审签页上按其中一个按钮。"
    raise NotAllowedError(Refusal.EMPTY, sentence)
