"""审签: the page a signature is given on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from review.draft import OWING, Action, Decision, Draft, Seen, State
from review.refusal import NotAllowedError, Refusal
from service.actions.countersign_draft import countersign_draft, object_to_draft
from service.actions.errors import ActionError, MissingError
from service.actions.holds import look_at_draft, put_back_draft, take_over_draft
from service.actions.prove import check_fresh_to_sign, prove_again, wants_password
from service.actions.reject_draft import reject_draft
from service.actions.send_back_draft import send_back_draft
from service.actions.sign_draft import sign_draft
from service.edge.comparison import FieldChange, compare_documents
from service.edge.door import Visitor
from service.edge.opened import Number, Opened, open_draft, why_not
from service.edge.previews import previews_of
from service.edge.refusals import tell
from service.web.asked import Ticked, asked_of, ticked_in
from service.web.helps import helps_of
from service.web.pages import Pages, PagesHere, go
from service.web.posted import Posted, PostedHere, SignedIn
from service.web.queue import due_of
from service.web.reading import read
from service.web.said import NO_COMMENT, TypedComment, thread_of
from service.web.standing import way_of

router = APIRouter()
_NO_ERRORS: Final[Mapping[str, str]] = {}
_KEPT_AID: Final = "您写的意见已保留在下面。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What changed since some earlier text that matters to this reviewer."""

    label: str
    note: str
    changes: tuple[FieldChange, ...]


def show_approval(  # noqa: PLR0913  # what a refused decision needs to be shown again
    request: Request,
    pages: Pages,
    visitor: Visitor,
    draft_id: int,
    *,
    opinion: str = "",
    ticked: Ticked | None = None,
    typed_comment: TypedComment = NO_COMMENT,
    errors: Mapping[str, str] = _NO_ERRORS,
    fault: str = "",
    fault_aid: str = "",
    status: int = HTTPStatus.OK,
) -> Response:
    """The draft as a reviewer needs it; with the form only for whoever may sign now."""
    opened = open_draft(pages.office, visitor.person, draft_id)
    draft = opened.draft
    owed = draft.state in OWING
    refused = why_not(draft, Action.COUNTERSIGN if owed else Action.SIGN, visitor.person)
    now = pages.office.now()
    with pages.office.read() as unit:
        lease = unit.leases.of([draft_id], now).get(draft_id)
    compared = _compared(pages, visitor, opened)
    reading = read(opened.document, opened.report, (*draft.waivers, *draft.answers))
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
        reading=reading,
        asked=asked_of(draft, reading, ticked),
        helps=helps_of(pages.office, visitor.person, opened, reading, back="approvals"),
        way=way_of(draft),
        may_review=refused is None,
        prove=refused is None and wants_password(pages.office, visitor.token, draft),
        may_settle=False,
        why_not=refused.sentence if refused else "",
        owed=owed,
        compared=compared,
        whole=not compared or request.query_params.get("view") == "whole",
        thread=thread_of(pages.office, draft, opened.document),
        typed_comment=typed_comment,
        lease=lease,
        due=due_of(draft.deadline, now),
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
            ticked=ticked_in(post.form),
            errors={"opinion": told.sentence} if wants_reason else _NO_ERRORS,
            fault=told.sentence,
            fault_aid=_KEPT_AID if opinion and not wants_reason else "",
            status=told.status,
        )
    done = {State.APPROVED: "approved", State.DRAFTING: "sent-back", State.REJECTED: "rejected"}
    if draft.state in OWING:
        return go(f"/drafts/{draft_id}", "objected" if draft.objected else "countersigned")
    return go(f"/drafts/{draft_id}", done.get(draft.state, "signed"))


@router.post("/approvals/{draft_id}/take-over")
def take_over(request: Request, draft_id: Number, post: PostedHere, pages: PagesHere) -> Response:
    """Claims the draft, from whoever has it."""
    opinion = post.text("opinion")
    try:
        take_over_draft(pages.office, post.visitor.person, draft_id)
    except MissingError:
        raise
    except (NotAllowedError, ActionError) as error:
        told = tell(error)
        return show_approval(
            request,
            pages,
            post.visitor,
            draft_id,
            opinion=opinion,
            fault=told.sentence,
            status=told.status,
        )
    return go(f"/approvals/{draft_id}", "taken")


@router.post("/approvals/{draft_id}/put-back")
def put_back(request: Request, draft_id: Number, post: PostedHere, pages: PagesHere) -> Response:
    """Gives the draft up for others to take."""
    try:
        put_back_draft(pages.office, post.visitor.person, draft_id)
    except MissingError:
        raise
    except (NotAllowedError, ActionError) as error:
        told = tell(error)
        return show_approval(
            request, pages, post.visitor, draft_id, fault=told.sentence, status=told.status
        )
    return go("/approvals", "put-back")


@router.post("/approvals/{draft_id}/look")
def look(draft_id: Number, post: PostedHere, pages: PagesHere) -> JSONResponse:
    """The open page tells that it is open, and is told who has the draft."""
    lease = look_at_draft(pages.office, post.visitor.person, draft_id)
    mine = lease is not None and lease.person.id == post.visitor.person.id
    return JSONResponse(
        {
            "held": lease is not None,
            "mine": mine,
            "claimed": lease is not None and lease.claimed_at is not None,
            "until": lease.until.isoformat() if lease else "",
            "name": lease.person.name if lease else "",
        }
    )


@router.get("/approvals/{draft_id}/{verb}")
def back_to_approval(draft_id: Number, verb: str) -> Response:  # noqa: ARG001  # any verb of a form
    """A form's address opened by hand, as by reloading after a refusal."""
    return go(f"/approvals/{draft_id}")


def _decide(pages: Pages, post: Posted, draft_id: int, opinion: str) -> Draft:
    office, person = pages.office, post.visitor.person
    seen = Seen(
        round=post.number("round"),
        step=post.number("step"),
        document=post.text("document"),
        report=post.text("report"),
    )
    decision = post.text("decision")
    ticked = ticked_in(post.form)
    if decision == Decision.PASS:
        if password := post.text("password"):
            prove_again(office, post.visitor.token, person, password)
        check_fresh_to_sign(office, post.visitor.token, draft_id)
        return sign_draft(
            office,
            person,
            draft_id,
            seen=seen,
            opinion=opinion,
            replies=ticked.replies,
            endorsed=tuple(sorted(ticked.endorsed)),
        )
    if decision == Action.COUNTERSIGN:
        return countersign_draft(
            office, person, draft_id, seen=seen, opinion=opinion, replies=ticked.replies
        )
    if decision == Action.OBJECT:
        return object_to_draft(office, person, draft_id, seen=seen, reason=opinion)
    if decision == Decision.SEND_BACK:
        return send_back_draft(
            office, person, draft_id, seen=seen, reason=opinion, replies=ticked.replies
        )
    if decision == Decision.REJECT:
        return reject_draft(office, person, draft_id, seen=seen, reason=opinion)
    sentence = "没有收到您的决定（签字、退回或退稿），请在审签页上按其中一个按钮。"
    raise NotAllowedError(Refusal.EMPTY, sentence)
