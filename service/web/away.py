"""A page that sends a browser on to the issuer of its accounts."""

from __future__ import annotations

from fastapi import Request
from starlette.responses import Response

from service.actions.sign_on import provider_of
from service.web.pages import Pages


def sent_on(request: Request, pages: Pages, address: str, *, leaving: bool = False) -> Response:
    """On to this address, by itself or by a link. `leaving`: to sign out there as well."""
    page = pages.show(
        request,
        "sign_in/away.html",
        None,
        address=address,
        label=provider_of(pages.office).label,
        leaving=leaving,
    )
    page.headers["Refresh"] = f"0; url={address}"
    page.headers["Cache-Control"] = "no-store"
    return page
