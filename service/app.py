"""The application: pages, API and static files of one office behind one guard."""

from __future__ import annotations

import logging
import traceback
from http import HTTPStatus
from typing import Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from service import api, web
from service.api import errors as api_errors
from service.api.credentials import CredentialError
from service.edge.guard import Guard
from service.edge.refusals import REFUSED, Refused
from service.office import Office
from service.store.errors import StoreError
from service.web import errors as web_errors
from service.web.pages import STATIC, Pages
from service.web.posted import ForeignFormError, LostSessionError, SignInNeededError

LIMIT: Final = 40 * 1024 * 1024
"""Bytes a request may have: ten megabytes of Chinese text as a form, or a document with pictures."""

_LOG: Final = logging.getLogger(__name__)
_API: Final = "/api/"


def create_app(office: Office) -> FastAPI:
    """The web service of an office that is open already. Starts no worker."""
    app = FastAPI(
        title="先审 API",
        summary="先审后发：检查、送审、审签、发布，与网页同一套动作。",
        version="1",
        openapi_url="/api/v1/openapi.json",
        docs_url=None,  # FastAPI's own pages load scripts from elsewhere
        redoc_url=None,
    )
    app.state.office = office
    app.state.pages = Pages(office)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    for router in web.routers():
        app.include_router(router, include_in_schema=False)
    app.include_router(api.router(), prefix="/api/v1")
    _answer_errors(app)
    app.add_middleware(Guard, limit=LIMIT, too_heavy=_too_heavy, broken=_broken)
    return app


def _answer_errors(app: FastAPI) -> None:
    @app.exception_handler(StoreError)
    def _(request: Request, error: StoreError) -> Response:
        if _is_api(request.scope):
            return api_errors.on_store_error(request, error)
        return web_errors.on_store_error(request, error)

    @app.exception_handler(HTTPException)
    @app.exception_handler(RequestValidationError)
    def _(request: Request, error: HTTPException | RequestValidationError) -> Response:
        if _is_api(request.scope):
            return api_errors.on_http_error(request, error)
        return web_errors.on_http_error(request, error)

    for kind in REFUSED:

        @app.exception_handler(kind)
        def _(request: Request, error: Refused) -> Response:
            if _is_api(request.scope):
                return api_errors.on_refused(request, error)
            return web_errors.on_refused(request, error)

    @app.exception_handler(CredentialError)
    def _(request: Request, error: CredentialError) -> Response:  # noqa: ARG001  # Starlette's signature
        return api_errors.on_credential_error(error)

    @app.exception_handler(SignInNeededError)
    def _(request: Request, error: SignInNeededError) -> Response:
        return web_errors.on_sign_in_needed(request, error)

    @app.exception_handler(LostSessionError)
    def _(request: Request, error: LostSessionError) -> Response:
        return web_errors.on_lost_session(request, error)

    @app.exception_handler(ForeignFormError)
    def _(request: Request, error: ForeignFormError) -> Response:  # noqa: ARG001  # Starlette's signature
        return web_errors.on_foreign_form(request)


def _is_api(scope: Scope) -> bool:
    return str(scope["path"]).startswith(_API)


async def _too_heavy(scope: Scope, receive: Receive, send: Send) -> None:
    await _tell(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, scope, receive, send)


def _broken(error: Exception) -> ASGIApp:
    # Where and of which type, never the message: that may quote a draft.
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    places = " < ".join(f"{frame.filename}:{frame.lineno}" for frame in reversed(frames))
    _LOG.error("%s at %s", type(error).__name__, places)

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        await _tell(HTTPStatus.INTERNAL_SERVER_ERROR, scope, receive, send)

    return answer


async def _tell(status: HTTPStatus, scope: Scope, receive: Receive, send: Send) -> None:
    request = Request(scope, receive)
    tell = api_errors.tell_status if _is_api(scope) else web_errors.tell_status
    response = await run_in_threadpool(tell, request, status)
    await response(scope, receive, send)
