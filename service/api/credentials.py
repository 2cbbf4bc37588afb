"""Who calls the API: a session by its token in a header, or by its cookie with the form token."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated, Final

from fastapi import Depends, Request

from review.draft import Person
from service.edge.door import (
    SESSION,
    OfficeHere,
    Visitor,
    csrf_holds,
    own_page,
    visitor_of,
)
from service.edge.opened import check_seen

TOKEN_HEADER: Final = "X-CSRF-Token"  # noqa: S105  # a header's name
_SAFE: Final = frozenset({"GET", "HEAD"})
_BEARER: Final = "bearer "


class CredentialError(Exception):
    """The caller is nobody, or a page of somebody else's making."""

    def __init__(self, status: HTTPStatus, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status
        self.code = code
        self.sentence = sentence


def caller(request: Request, office: OfficeHere) -> Visitor:
    """The signed-in caller. A browser's cookie alone changes nothing: pages elsewhere send it."""
    given = request.headers.get("authorization", "")
    if given.lower().startswith(_BEARER):
        visitor = visitor_of(office, given[len(_BEARER) :].strip())
    else:
        visitor = visitor_of(office, request.cookies.get(SESSION, ""))
        token = request.headers.get(TOKEN_HEADER, "")
        changes = request.method not in _SAFE
        if (
            visitor
            and changes
            and not (own_page(request) and csrf_holds(office, visitor.token, token))
        ):
            sentence = f"请求缺少有效的 {TOKEN_HEADER}，没有处理；请从会话接口取得后再试。"
            raise CredentialError(HTTPStatus.FORBIDDEN, "csrf", sentence)
    if visitor is None:
        sentence = "没有登录或会话已过期，请先用账号密码换取会话。"
        raise CredentialError(HTTPStatus.UNAUTHORIZED, "session", sentence)
    return visitor


CallerHere = Annotated[Visitor, Depends(caller)]


def person_here(visitor: CallerHere) -> Person:
    return visitor.person


PersonHere = Annotated[Person, Depends(person_here)]


def draft_seen(request: Request, office: OfficeHere) -> None:
    """MissingError for a draft in the address that the caller may not see: whatever else would be
    answered (its state, say) tells that it exists.
    """
    number = request.path_params.get("draft_id", "")
    if not number:
        return
    person = caller(request, office).person
    if number.isascii() and number.isdigit() and len(number) < 10:
        check_seen(office, person, int(number))
