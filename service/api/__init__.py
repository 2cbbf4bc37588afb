"""The same verbs as JSON, for programs of the house; described by /api/v1/openapi.json."""

from __future__ import annotations

from http import HTTPStatus
from typing import Final

from fastapi import APIRouter, Depends

from service.api import (
    dashboards,
    desk,
    drafts,
    duty,
    files,
    house,
    incidents,
    notices,
    releases,
    settling,
    staff,
    submitting,
    wordlists,
)
from service.api.credentials import draft_seen
from service.api.shapes import ErrorOut

_REFUSALS: Final = (
    (HTTPStatus.BAD_REQUEST, "请求内容无法解析"),
    (HTTPStatus.UNAUTHORIZED, "没有登录、会话过期，或账号密码不对"),
    (HTTPStatus.FORBIDDEN, "此人不能这样办理，或缺少表单令牌"),
    (HTTPStatus.NOT_FOUND, "没有这个编号"),
    (HTTPStatus.CONFLICT, "情况已经变化：有人先保存、先签了，或稿件不在这个状态"),
    (HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "请求太大"),
    (HTTPStatus.UNPROCESSABLE_ENTITY, "字段缺少或不能接受"),
    (HTTPStatus.TOO_MANY_REQUESTS, "密码输错太多次，请稍后再试"),
    (HTTPStatus.INTERNAL_SERVER_ERROR, "系统内部出错"),
    (HTTPStatus.SERVICE_UNAVAILABLE, "数据库暂时不能使用"),
)


def router() -> APIRouter:
    """The whole API. Every refusal has one shape and is declared."""
    whole = APIRouter(
        responses={
            int(status): {"model": ErrorOut, "description": description}
            for status, description in _REFUSALS
        },
        dependencies=[Depends(draft_seen)],
    )
    whole.include_router(house.router)
    whole.include_router(staff.router)
    whole.include_router(duty.router)
    whole.include_router(files.router)
    whole.include_router(drafts.router)
    whole.include_router(submitting.router)
    whole.include_router(settling.router)
    whole.include_router(desk.router)
    whole.include_router(dashboards.router)
    whole.include_router(wordlists.router)
    whole.include_router(releases.router)
    whole.include_router(incidents.router)
    whole.include_router(notices.router)
    return whole
