"""随附材料: the page on which files are laid beside a draft, and the files themselves."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated, Final
from urllib.parse import quote

from fastapi import APIRouter, Path, Request
from starlette.responses import Response

from review.draft import Action
from review.model import EnclosureKind
from review.refusal import NotAllowedError
from service.actions.change_enclosures import MOST, Handed, change_enclosures
from service.actions.errors import ActionError, MissingError
from service.edge.door import Visitor
from service.edge.manuscript import one_line
from service.edge.opened import Number, open_draft, why_not
from service.edge.refusals import tell
from service.web.pages import Pages, PagesHere, go
from service.web.posted import Posted, PostedHere, SignedIn

router = APIRouter()
Hex = Annotated[str, Path(pattern=r"^[0-9a-f]{64}$")]
OFFERED: Final = tuple(kind for kind in EnclosureKind if kind is not EnclosureKind.MANUSCRIPT)
"""Kinds a person may declare; the manuscript comes with its text."""


def show_enclosures(
    request: Request,
    pages: Pages,
    visitor: Visitor,
    draft_id: int,
    *,
    kind: str = "",
    fault: str = "",
    status: int = HTTPStatus.OK,
) -> Response:
    """What lies beside a draft; `kind` as chosen for a file that could not be taken."""
    opened = open_draft(pages.office, visitor.person, draft_id)
    refused = why_not(opened.draft, Action.EDIT, visitor.person)
    return pages.show(
        request,
        "drafts/enclosures.html",
        visitor,
        status=status,
        fault=fault,
        draft=opened.draft,
        enclosures=opened.document.enclosures,
        kinds=OFFERED,
        kind=kind,
        may_edit=refused is None,
        why_not=refused.sentence if refused else "",
        room=max(0, MOST - len(opened.document.enclosures)),
        megabytes=pages.office.settings.upload_megabytes,
    )


@router.get("/drafts/{draft_id}/enclosures")
def enclosures(request: Request, draft_id: Number, visitor: SignedIn, pages: PagesHere) -> Response:
    return show_enclosures(request, pages, visitor, draft_id)


@router.post("/drafts/{draft_id}/enclosures")
def change(request: Request, draft_id: Number, post: PostedHere, pages: PagesHere) -> Response:
    """Those of the form that are not ticked off, with the new one."""
    base = open_draft(pages.office, post.visitor.person, draft_id).document.enclosures
    kept = [one for one in base if one.digest not in post.texts("remove")]
    try:
        change_enclosures(
            pages.office,
            post.visitor.person,
            draft_id,
            version=post.number("version"),
            kept=kept,
            added=_added(post),
        )
    except MissingError:
        raise
    except (NotAllowedError, ActionError) as error:
        told = tell(error)
        return show_enclosures(
            request,
            pages,
            post.visitor,
            draft_id,
            kind=post.text("kind"),
            fault=told.sentence,
            status=told.status,
        )
    return go(f"/drafts/{draft_id}/enclosures", "enclosures")


@router.get("/drafts/{draft_id}/enclosures/{digest}")
def enclosure(draft_id: Number, digest: Hex, visitor: SignedIn, pages: PagesHere) -> Response:
    """A file of the present text to take along, for whoever may see the draft; never shown here."""
    opened = open_draft(pages.office, visitor.person, draft_id)
    named = f"sha256:{digest}"
    listed = next((one for one in opened.document.enclosures if one.digest == named), None)
    with pages.office.read() as unit:
        found = unit.pictures.get(named) if listed else None
    if listed is None or found is None:
        raise MissingError("没有这份材料，可能已从稿件里移除；请刷新页面。")
    return as_file(found.data, listed.name)


def as_file(data: bytes, name: str) -> Response:
    """A file to be kept under this name: no browser opens it in our place."""
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}",
        "Cache-Control": "private, no-store",
    }
    return Response(data, media_type="application/octet-stream", headers=headers)


def _added(post: Posted) -> tuple[Handed, ...]:
    file = post.file("file")
    if file is None:
        return ()
    name = one_line((file.filename or "").replace("\\", "/").rpartition("/")[2])[-100:]
    kind = next((one for one in OFFERED if one.value == post.text("kind")), EnclosureKind.OTHER)
    return (Handed(name=name or "材料", kind=kind, data=file.file.read()),)
