"""提醒: what a person was told, read and unread, and where they want to be told of what."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated, Final

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from review.refusal import NotAllowedError
from service.actions.choose_notices import ALWAYS, choose_notices
from service.actions.errors import ActionError
from service.actions.read_notices import read_notices
from service.edge.door import Visitor
from service.edge.opened import Number
from service.edge.refusals import tell
from service.letters.wording import path_of, sentence_of
from service.store.notices import Notice, NoticeKind, Where
from service.web.pages import Pages, PagesHere, go
from service.web.posted import Posted, PostedHere, SignedIn

router = APIRouter()
_PAGE: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One line of the list."""

    notice: Notice
    sentence: str
    title: str
    grave: bool


_GRAVE: Final = frozenset(
    {NoticeKind.DUE, NoticeKind.ESCALATED, NoticeKind.OBJECTED, NoticeKind.TROUBLE}
)


@router.get("/notices")
def list_notices(
    request: Request,
    visitor: SignedIn,
    pages: PagesHere,
    show: str = "",
    before: Annotated[int | None, Query(ge=1, le=2**31 - 1)] = None,
) -> Response:
    """The latest first; `show=unread` leaves out what was read."""
    unread = show == "unread"
    with pages.office.read() as unit:
        found = unit.notices.of(visitor.person.id, before=before, unread=unread, limit=_PAGE)
        titles = unit.drafts.queue.titles({one.draft for one in found if one.draft is not None})
    more = f"?before={found[-1].id}{'&show=unread' if unread else ''}" if found else ""
    return pages.show(
        request,
        "notices/list.html",
        visitor,
        rows=tuple(
            Told(
                notice=one,
                sentence=sentence_of(one),
                title=titles.get(one.draft or 0, ""),
                grave=one.kind in _GRAVE,
            )
            for one in found
        ),
        unread=unread,
        older=f"/notices{more}" if len(found) == _PAGE else "",
    )


@router.post("/notices/read")
def read_all(post: PostedHere, pages: PagesHere) -> Response:
    read_notices(pages.office, post.visitor.person)
    return go("/notices", "notices-read")


@router.post("/notices/{number}/open")
def open_notice(number: Number, post: PostedHere, pages: PagesHere) -> Response:
    """Read, and on to what it is about."""
    with pages.office.read() as unit:
        notice = unit.notices.get(number)
    if notice is None or notice.person != post.visitor.person.id:
        return go("/notices")
    read_notices(pages.office, post.visitor.person, [number])
    return go(path_of(notice))


@router.get("/notices/settings")
def ask_choices(request: Request, visitor: SignedIn, pages: PagesHere) -> Response:
    return show_choices(request, pages, visitor)


def show_choices(
    request: Request,
    pages: Pages,
    visitor: Visitor,
    *,
    mail: str | None = None,
    ticked: frozenset[str] | None = None,
    fault: str = "",
    status: int = HTTPStatus.OK,
) -> Response:
    """The settings, as they are kept or as they were typed."""
    with pages.office.read() as unit:
        kept = unit.notices.choices([visitor.person.id])[visitor.person.id]
    if ticked is None:
        ticked = frozenset(
            _name(kind, where) for kind in NoticeKind for where in Where if kept.wants(kind, where)
        )
    return pages.show(
        request,
        "notices/settings.html",
        visitor,
        status=status,
        fault=fault,
        mail=kept.mail if mail is None else mail,
        kinds=tuple(NoticeKind),
        places=tuple(Where),
        ticked=ticked,
        always=ALWAYS,
        mails=bool(pages.office.settings.smtp_host),
        links=bool(pages.office.settings.public_url),
        titles=pages.office.settings.notice_titles,
    )


@router.post("/notices/settings")
def choose(request: Request, post: PostedHere, pages: PagesHere) -> Response:
    mail, ticked = post.text("mail"), frozenset(post.texts("wanted"))
    try:
        choose_notices(pages.office, post.visitor.person, mail=mail, wanted=_wanted(post))
    except (NotAllowedError, ActionError) as error:
        told = tell(error)
        return show_choices(
            request,
            pages,
            post.visitor,
            mail=mail,
            ticked=ticked,
            fault=told.sentence,
            status=told.status,
        )
    return go("/notices/settings", "notices-chosen")


@router.get("/notices/{rest:path}")
def back_to_notices(rest: str) -> Response:  # noqa: ARG001  # any verb of a form
    """A form's address opened by hand."""
    return go("/notices")


def _name(kind: NoticeKind, where: Where) -> str:
    return f"{kind.value}-{where.value}"


def _wanted(post: Posted) -> frozenset[tuple[NoticeKind, Where]]:
    ticked = set(post.texts("wanted"))
    return frozenset(
        (kind, where) for kind in NoticeKind for where in Where if _name(kind, where) in ticked
    )
