"""统一身份登录: to the issuer and back, with what had been typed.

Nobody is redirected to the issuer from a form: browsers hold such a redirect against the policy
that forms stay in the house. A page of ours sends them on instead.
"""

from __future__ import annotations

import json
from typing import Annotated, Final

from fastapi import APIRouter, Query, Request
from starlette.datastructures import FormData, UploadFile
from starlette.responses import RedirectResponse, Response

from service.actions.errors import ActionError
from service.actions.prove import PROVING_AGAIN
from service.actions.sign_on import AwayError, arrive, depart, keepings
from service.edge.door import (
    SESSION,
    VISIT,
    OfficeHere,
    VisitorHere,
    address_of,
    csrf_holds,
    own_page,
    remember,
)
from service.edge.refusals import tell
from service.office import Office
from service.web.away import sent_on
from service.web.kept import Kept, keep, kept_in
from service.web.pages import PagesHere, go, home_of
from service.web.posted import ForeignFormError, FormHere, SignedIn, field
from service.web.prove import ONCE_MORE, show_prove
from service.web.restoring import restore
from service.web.sign_in import inside, show_sign_in

router = APIRouter()

_COOKIE: Final = "xianshen_journey_"
_MARK: Final = 8
_MINUTES: Final = 10
_Said = Annotated[str, Query(max_length=4096)]


@router.post("/sign-in/away")
def go_away(
    request: Request, form: FormHere, pages: PagesHere, visitor: VisitorHere, office: OfficeHere
) -> Response:
    """A page that sends the browser to the issuer, its journey's secret in a cookie."""
    if not own_page(request):
        raise ForeignFormError
    kept, then = kept_in(form), inside(field(form, "next"))
    secret = visitor.token if visitor else request.cookies.get(VISIT, "")
    try:
        if not csrf_holds(office, secret, field(form, "csrf")):
            raise AwayError("登录页已过期，请再点一次。")  # told as the others
        departure = depart(
            office,
            token=visitor.token if visitor else "",
            address=address_of(request),
            onward=then,
            typed=_packed(kept),
        )
    except ActionError as error:
        told = tell(error)
        if visitor is not None:
            return show_prove(
                request,
                pages,
                visitor,
                kept=kept,
                then=then,
                errand=PROVING_AGAIN,
                fault=told.sentence,
                status=told.status,
            )
        return show_sign_in(
            request, pages, then=then, kept=kept, fault=told.sentence, status=told.status
        )
    response = sent_on(request, pages, departure.address)
    response.set_cookie(
        _COOKIE + departure.state[:_MARK],
        departure.secret,
        max_age=_MINUTES * 60,
        path="/sign-in",
        httponly=True,
        samesite="lax",
        secure=office.settings.secure_cookies,
    )
    return response


@router.get("/sign-in/back")
def come_back(  # everything an issuer may say
    request: Request,
    pages: PagesHere,
    visitor: VisitorHere,
    office: OfficeHere,
    state: _Said = "",
    code: _Said = "",
    error: _Said = "",
    iss: _Said = "",
) -> Response:
    """Signed in, or told why not; then on to where the person was going."""
    secret = _secret(request, state)
    try:
        arrival = arrive(
            office,
            state=state,
            secret=secret,
            code=code,
            error=error,
            issuer=iss,
            token=request.cookies.get(SESSION, ""),
            address=address_of(request),
        )
    except ActionError as fault:
        told = tell(fault)
        token = request.cookies.get(SESSION, "")
        kept = _unpacked(office, state, secret, token) or _unpacked(office, state, secret, "")
        if visitor is not None:
            return show_prove(
                request,
                pages,
                visitor,
                kept=kept,
                then="",
                errand=PROVING_AGAIN,
                fault=told.sentence,
                status=told.status,
            )
        return show_sign_in(request, pages, kept=kept, fault=told.sentence, status=told.status)
    person = arrival.session.person if arrival.session else visitor.person if visitor else None
    onward = arrival.onward or (home_of(person) if person else "/")
    response: RedirectResponse = go(f"/sign-in/back/{state}" if arrival.kept else onward)
    if arrival.session is not None:
        remember(response, office, arrival.session.token)
    return response


@router.get("/sign-in/back/{state}")
def take_up(
    request: Request, state: str, visitor: SignedIn, pages: PagesHere, office: OfficeHere
) -> Response:
    """What was typed before, where it was typed; not yet sent."""
    kept = _unpacked(office, state, _secret(request, state), visitor.token)
    if kept is None:
        return go(home_of(visitor.person), "again")
    return restore(request, pages, visitor, kept, again=ONCE_MORE)


def _secret(request: Request, state: str) -> str:
    mark = state[:_MARK]
    return request.cookies.get(_COOKIE + mark, "") if mark.isalnum() else ""


def _packed(kept: Kept | None) -> str:
    if kept is None:
        return ""
    fields = [one for one in kept.form.multi_items() if isinstance(one[1], str)]
    return json.dumps([kept.path, fields], ensure_ascii=False)


def _unpacked(office: Office, state: str, secret: str, token: str) -> Kept | None:
    words = keepings(office, state=state, secret=secret, token=token)
    if words is None:
        return None
    path, pairs = json.loads(words)
    fields: list[tuple[str, str | UploadFile]] = [(name, value) for name, value in pairs]
    return keep(path, FormData(fields))
