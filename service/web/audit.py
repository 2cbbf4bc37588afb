"""留痕核验: is the log whole, and what is in it."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from service.actions.verify_audit import verify_audit
from service.edge.opened import check_may_audit
from service.web.history import names_of, tell_entries
from service.web.pages import PagesHere
from service.web.posted import SignedIn

router = APIRouter()
_PAGE: Final = 100


@router.get("/audit")
def show_audit(
    request: Request,
    visitor: SignedIn,
    pages: PagesHere,
    before: Annotated[int | None, Query(ge=1, le=2**31 - 1)] = None,
) -> Response:
    """The log, newest first, after checking all of it."""
    check_may_audit(visitor.person)
    office = pages.office
    problems = tuple(str(flaw) for flaw in verify_audit(office))
    with office.read() as unit:
        entries = unit.events.page(before=before, limit=_PAGE)
        head = unit.events.head()
        names = names_of(office, unit.people.list())
    return pages.show(
        request,
        "audit/show.html",
        visitor,
        sound=not problems,
        verdict=_verdict(len(problems)),
        problems=problems[:20],
        total=head.seq if head else 0,
        head=head.hash if head else "",
        now=office.now(),
        rows=tell_entries(entries, names),
        older=f"/audit?before={entries[-1].seq}" if len(entries) == _PAGE else "",
    )


def _verdict(problems: int) -> str:
    if problems:
        return f"留痕不完整：发现 {problems} 处问题，请保留现场并立即报告。"
    return "留痕完整：每一条都与前一条相扣，链头封印相符。"
