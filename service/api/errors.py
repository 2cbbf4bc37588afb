"""Refusals as JSON: a code for programs and the same sentence people read on the pages."""

from __future__ import annotations

from http import HTTPStatus
from typing import Final

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from service.api.credentials import CredentialError
from service.edge.refusals import Refused, tell
from service.store.errors import StoreError

_TOLD: Final = {
    HTTPStatus.BAD_REQUEST: ("request", "请求内容无法解析，没有处理；请按接口说明检查。"),
    HTTPStatus.NOT_FOUND: ("missing", "没有这个接口或编号，请按接口说明检查地址。"),
    HTTPStatus.METHOD_NOT_ALLOWED: ("method", "这个地址不支持该方法，请按接口说明检查。"),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: ("too_large", "请求超过 40 MB，没有处理；请拆分后再试。"),
    HTTPStatus.INTERNAL_SERVER_ERROR: (
        "broken",
        "系统内部出错，操作没有保存；请稍后重试，仍不行请联系管理员查看运行日志。",
    ),
}


def _answer(status: HTTPStatus, code: str, message: str) -> Response:
    headers = {"WWW-Authenticate": "Bearer"} if status is HTTPStatus.UNAUTHORIZED else None
    body = {"error": {"code": code, "message": message}}
    return JSONResponse(body, status_code=status, headers=headers)


def on_refused(request: Request, error: Refused) -> Response:  # noqa: ARG001  # as the pages' twin
    told = tell(error)
    return _answer(told.status, told.code, told.sentence)


def on_store_error(request: Request, error: StoreError) -> Response:  # noqa: ARG001  # as above
    return _answer(HTTPStatus.SERVICE_UNAVAILABLE, "store", str(error))


def on_credential_error(error: CredentialError) -> Response:
    return _answer(error.status, error.code, error.sentence)


def on_http_error(request: Request, error: HTTPException | RequestValidationError) -> Response:
    """Which fields are wrong, by their places in the request; never what was sent in them."""
    if isinstance(error, RequestValidationError):
        places = [".".join(str(part) for part in e.get("loc", ())) for e in error.errors()]
        if any(place.startswith("path") for place in places):
            return tell_status(request, HTTPStatus.NOT_FOUND)
        message = f"请求里这些字段缺少或不对：{'、'.join(places[:8])}；请按接口说明改正。"
        return _answer(HTTPStatus.UNPROCESSABLE_ENTITY, "fields", message)
    return tell_status(request, HTTPStatus(error.status_code))


def tell_status(request: Request, status: HTTPStatus) -> Response:  # noqa: ARG001  # as above
    code, message = _TOLD.get(status, _TOLD[HTTPStatus.BAD_REQUEST])
    return _answer(status, code, message)
