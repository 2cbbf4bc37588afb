"""留痕核验: is the log whole, and what is in it; for a lower unit, in its own branch."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from service.actions.verify_audit import verify_audit
from service.edge.branch_log import log_page
from service.web.history import names_of, tell_entries
from service.web.pages import PagesHere
from service.web.posted import SignedIn

router = APIRouter()
_PAGE: Final = 100
_VERIFIED_AT_ONCE: Final = 5000
"""Entries that are verified whenever the page is opened; more of them when it is asked for."""


@router.get("/audit")
def show_audit(
    request: Request,
    visitor: SignedIn,
    pages: PagesHere,
    before: Annotated[int | None, Query(ge=1, le=2**31 - 1)] = None,
    verify: Annotated[str, Query(max_length=4)] = "",
) -> Response:
    """The log, newest first, with the seal of its end; all of it verified if it is not too long."""
    office = pages.office
    page = log_page(office, visitor.person, before=before, limit=_PAGE)
    with office.read() as unit:
        head = unit.events.head()
        names = names_of(office, unit.people.list(), unit.units.known())
    verified = bool(verify) or head is None or head.seq <= _VERIFIED_AT_ONCE
    problems = tuple(str(flaw) for flaw in verify_audit(office)) if verified else ()
    sealed = head is None or head.sealed
    return pages.show(
        request,
        "audit/show.html",
        visitor,
        sound=sealed and not problems,
        verified=verified,
        verdict=_verdict(len(problems), verified=verified, sealed=sealed),
        problems=problems[:20] if page.whole else (),
        whole=page.whole,
        total=head.seq if head else 0,
        head=head.hash if head else "",
        now=office.now(),
        rows=tell_entries(page.entries, names),
        older=f"/audit?before={page.before}" if page.before else "",
    )


def _verdict(problems: int, *, verified: bool, sealed: bool) -> str:
    if problems:
        return f"留痕不完整：发现 {problems} 处问题，请保留现场并立即报告。"
    if not sealed:
        return "留痕末条的封印不符，请保留现场并立即报告。"
    if not verified:
        return "链头封印相符；条数较多，全链没有在打开页面时核验。"
    return "留痕完整：每一条都与前一条相扣，链头封印相符。"
