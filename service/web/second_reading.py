"""第二读者 on a page of its own: what it said of a draft, beside the report and never part of it."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import Response

from service.actions.ask_second_reader import ask_second_reader
from service.edge.comparison import field_label
from service.edge.opened import Number, open_draft
from service.store.second_readings import Remarked, SecondReading
from service.web.marking import Quote, quote
from service.web.pages import PagesHere, go
from service.web.posted import PostedHere, SignedIn

router = APIRouter()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One remark with the words it points at, cut from the version it was made on."""

    remark: Remarked
    field: str
    quote: Quote


@router.get("/drafts/{draft_id}/second-reading")
def show(request: Request, draft_id: Number, visitor: SignedIn, pages: PagesHere) -> Response:
    opened = open_draft(pages.office, visitor.person, draft_id)
    reader = pages.office.second_reader
    with pages.office.read() as unit:
        readings = unit.second_readings.of(draft_id)
        texts = {one.document: unit.drafts.document(one.document) for one in readings[:_MOST]}
        names = {one.person.id: one.person.name for one in unit.people.list()}
    told: list[tuple[SecondReading, str, tuple[Shown, ...]]] = []
    for one in readings[:_MOST]:
        document = texts[one.document]
        shown = tuple(
            Shown(
                remark=remark,
                field=field_label(remark.span.field),
                quote=quote(document, remark.span),
            )
            for remark in one.found
        )
        told.append((one, names.get(one.asked_by, ""), shown))
    return pages.show(
        request,
        "second_reading/show.html",
        visitor,
        draft=opened.draft,
        reader=reader.name if reader else "",
        told=tuple(told),
        more=len(readings) > _MOST,
    )


@router.post("/drafts/{draft_id}/second-reading")
def ask(draft_id: Number, post: PostedHere, pages: PagesHere) -> Response:
    """Asks it to read the present version; whatever comes of it, the draft goes on."""
    open_draft(pages.office, post.visitor.person, draft_id)
    ask_second_reader(pages.office, post.visitor.person, draft_id)
    return go(f"/drafts/{draft_id}/second-reading", "read-second")


_MOST = 20
