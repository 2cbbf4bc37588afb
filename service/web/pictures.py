"""配图: the page on which pictures of a draft are added and described, and the pictures themselves."""

from __future__ import annotations

from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Annotated, Final

from fastapi import APIRouter, Path, Request
from starlette.datastructures import FormData
from starlette.responses import Response

from review.draft import Action
from review.model import Media
from review.refusal import NotAllowedError
from service.actions.change_pictures import MOST, Added, change_pictures
from service.actions.errors import ActionError, MissingError
from service.edge.door import Visitor
from service.edge.manuscript import one_line
from service.edge.opened import Number, open_draft, why_not
from service.edge.refusals import tell
from service.web.pages import Pages, PagesHere, go
from service.web.posted import Posted, PostedHere, SignedIn, field

router = APIRouter()
Hex = Annotated[str, Path(pattern=r"^[0-9a-f]{64}$")]
_NOTHING: Final = Media(name="", digest="")
_DAY: Final = "private, max-age=86400, immutable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One picture of the list. `stored`: its bytes are here, so that it can be shown."""

    media: Media
    stored: bool
    removed: bool = False


def show_pictures(  # what a refused form needs to be shown again
    request: Request,
    pages: Pages,
    visitor: Visitor,
    draft_id: int,
    *,
    form: FormData | None = None,
    fault: str = "",
    status: int = HTTPStatus.OK,
) -> Response:
    """The pictures of a draft with what is said about each, or was typed in `form`."""
    opened = open_draft(pages.office, visitor.person, draft_id)
    refused = why_not(opened.draft, Action.EDIT, visitor.person)
    listed = opened.document.media
    if form is not None:
        listed = tuple(_described(form, media, str(at)) for at, media in enumerate(listed))
    with pages.office.read() as unit:
        rows = tuple(
            Row(media=media, stored=unit.pictures.get(media.digest) is not None) for media in listed
        )
    return pages.show(
        request,
        "drafts/pictures.html",
        visitor,
        status=status,
        fault=fault,
        draft=opened.draft,
        rows=rows,
        new=_described(form, _NOTHING, "new") if form is not None else None,
        may_edit=refused is None,
        why_not=refused.sentence if refused else "",
        room=max(0, MOST - len(rows)),
    )


@router.get("/drafts/{draft_id}/pictures")
def pictures(request: Request, draft_id: Number, visitor: SignedIn, pages: PagesHere) -> Response:
    return show_pictures(request, pages, visitor, draft_id)


@router.post("/drafts/{draft_id}/pictures")
def change(request: Request, draft_id: Number, post: PostedHere, pages: PagesHere) -> Response:
    """Every picture as described in the form, without those ticked off, with the new one."""
    base = open_draft(pages.office, post.visitor.person, draft_id).document.media
    listed = [_described(post.form, media, str(number)) for number, media in enumerate(base)]
    kept = [media for number, media in enumerate(listed) if not post.text(f"remove-{number}")]
    try:
        change_pictures(
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
        return show_pictures(
            request,
            pages,
            post.visitor,
            draft_id,
            form=post.form,
            fault=told.sentence,
            status=told.status,
        )
    return go(f"/drafts/{draft_id}/pictures", "pictures")


@router.get("/drafts/{draft_id}/pictures/{digest}")
def picture(draft_id: Number, digest: Hex, visitor: SignedIn, pages: PagesHere) -> Response:
    """The bytes of a picture of the present text, to whoever may see the draft."""
    opened = open_draft(pages.office, visitor.person, draft_id)
    named = f"sha256:{digest}"
    with pages.office.read() as unit:
        found = unit.pictures.get(named)
    if found is None or all(media.digest != named for media in opened.document.media):
        raise MissingError("没有这张图片，可能已从稿件里移除；请刷新页面。")
    headers = {"Cache-Control": _DAY, "Content-Disposition": "inline"}
    return Response(found.data, media_type=found.kind, headers=headers)


def _described(form: FormData, media: Media, key: str) -> Media:
    return replace(
        media,
        alt=one_line(field(form, f"alt-{key}")),
        credit=one_line(field(form, f"credit-{key}")),
        ai_generated=field(form, f"ai-{key}") == "yes",
        map_number=one_line(field(form, f"map-{key}")),
    )


def _added(post: Posted) -> tuple[Added, ...]:
    file = post.file("file")
    if file is None:
        return ()
    name = one_line((file.filename or "").replace("\\", "/").rpartition("/")[2])[:100]
    media = _described(post.form, replace(_NOTHING, name=name or "图片"), "new")
    return (Added(media=media, data=file.file.read()),)
