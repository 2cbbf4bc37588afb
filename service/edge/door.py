"""The door: which person a request comes from, and whether it was meant by our own pages.

A session's anti-forgery token is derived from the session's own secret with the house key, so
that it needs no storage and dies with the session.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from typing import Annotated, Final, cast
from urllib.parse import urlsplit

from fastapi import Depends, Request
from starlette.responses import Response

from review.draft import Person
from service.actions.sessions import person_of
from service.office import Office

SESSION: Final = "xianshen_session"
VISIT: Final = "xianshen_visit"
"""Cookie of a browser that has not signed in yet: what its sign-in form is bound to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """A signed-in person. `token` is the session's secret: neither shown nor logged."""

    person: Person
    token: str
    csrf: str

    def __repr__(self) -> str:
        return f"Visitor({self.person.login!r})"


def office_of(request: Request) -> Office:
    """The office this application was created for."""
    return cast("Office", request.app.state.office)


OfficeHere = Annotated[Office, Depends(office_of)]


def csrf_of(office: Office, secret: str) -> str:
    """The anti-forgery token that belongs to a session's or visit's secret."""
    return hmac.new(office.key, b"csrf:" + secret.encode("utf-8"), hashlib.sha256).hexdigest()


def csrf_holds(office: Office, secret: str, given: str) -> bool:
    """Whether the token handed in with a request belongs to the secret in its cookie."""
    expected = csrf_of(office, secret).encode("ascii")
    return bool(secret) and hmac.compare_digest(expected, given.encode("utf-8", "replace"))


def visitor_of(office: Office, token: str) -> Visitor | None:
    """The person whose session this is; None if there is none or it has ended."""
    if not token:
        return None
    person = person_of(office, token)
    if person is None:
        return None
    return Visitor(person=person, token=token, csrf=csrf_of(office, token))


def visitor_here(request: Request, office: OfficeHere) -> Visitor | None:
    """The visitor by the session cookie."""
    return visitor_of(office, request.cookies.get(SESSION, ""))


VisitorHere = Annotated[Visitor | None, Depends(visitor_here)]


def own_page(request: Request) -> bool:
    """Whether our own page made the request. Old browsers say nothing: then the token decides."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host", "")


def address_of(request: Request) -> str:
    """Where the request comes from, for throttling."""
    return request.client.host if request.client else ""


def remember(response: Response, office: Office, token: str) -> None:
    """Hand the browser its session. The cookie ends with the browser; the session may earlier."""
    response.set_cookie(
        SESSION, token, httponly=True, samesite="lax", secure=office.settings.secure_cookies
    )


def forget(response: Response) -> None:
    """Take the session from the browser, and what it kept of our pages."""
    response.delete_cookie(SESSION, httponly=True, samesite="lax")
    response.headers["Clear-Site-Data"] = '"cache"'


def visit_of(request: Request) -> str:
    """The secret of a browser that has not signed in; a new one if it has none."""
    return request.cookies.get(VISIT) or secrets.token_urlsafe(24)


def remember_visit(response: Response, office: Office, visit: str) -> None:
    response.set_cookie(
        VISIT, visit, httponly=True, samesite="lax", secure=office.settings.secure_cookies
    )
