"""The one table from what a user may run into to what is said on the wire."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from review.formats.source import UnreadableError
from review.refusal import NotAllowedError, Refusal
from review.release import BrokenSealError
from service.actions.errors import (
    ActionError,
    FreshError,
    InvalidError,
    MissingError,
    SecretError,
    SignInError,
    StaleError,
    ThrottledError,
)
from service.actions.sign_on import AwayError, StrangerError

Refused = (
    NotAllowedError | ActionError | SecretError | FreshError | UnreadableError | BrokenSealError
)
"""Everything a handler may let through: each is one Chinese sentence."""

REFUSED: Final = (
    NotAllowedError,
    ActionError,
    SecretError,
    FreshError,
    UnreadableError,
    BrokenSealError,
)

_BY_REASON: Final = {
    Refusal.STATE: HTTPStatus.CONFLICT,
    Refusal.ALREADY_SIGNED: HTTPStatus.CONFLICT,
    Refusal.STALE: HTTPStatus.CONFLICT,
    Refusal.REPORT: HTTPStatus.CONFLICT,
    Refusal.ROLE: HTTPStatus.FORBIDDEN,
    Refusal.NOT_AUTHOR: HTTPStatus.FORBIDDEN,
    Refusal.OWN_TEXT: HTTPStatus.FORBIDDEN,
    Refusal.SIGNED_TWICE: HTTPStatus.FORBIDDEN,
}
_BY_TYPE: Final = (
    (MissingError, HTTPStatus.NOT_FOUND),
    (StaleError, HTTPStatus.CONFLICT),
    (SignInError, HTTPStatus.UNAUTHORIZED),
    (StrangerError, HTTPStatus.FORBIDDEN),
    (AwayError, HTTPStatus.BAD_GATEWAY),
    (ThrottledError, HTTPStatus.TOO_MANY_REQUESTS),
    (FreshError, HTTPStatus.FORBIDDEN),
    (InvalidError, HTTPStatus.UNPROCESSABLE_ENTITY),
    (BrokenSealError, HTTPStatus.CONFLICT),
)
HEADINGS: Final = {
    HTTPStatus.BAD_REQUEST: "请求不完整",
    HTTPStatus.UNAUTHORIZED: "请先登录",
    HTTPStatus.FORBIDDEN: "不能这样办理",
    HTTPStatus.NOT_FOUND: "没有找到",
    HTTPStatus.METHOD_NOT_ALLOWED: "没有找到",
    HTTPStatus.CONFLICT: "情况已经变化",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "内容太大",
    HTTPStatus.UNPROCESSABLE_ENTITY: "填写的内容不能接受",
    HTTPStatus.TOO_MANY_REQUESTS: "请稍后再试",
    HTTPStatus.INTERNAL_SERVER_ERROR: "系统出错",
    HTTPStatus.BAD_GATEWAY: "统一身份认证没有应答",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A refusal as it is told: for programs the code, for people the sentence."""

    status: HTTPStatus
    code: str
    sentence: str


def tell(error: Refused) -> Told:
    """What to answer to an error of the table."""
    if isinstance(error, NotAllowedError):
        status = _BY_REASON.get(error.reason, HTTPStatus.UNPROCESSABLE_ENTITY)
        return Told(status=status, code=error.code, sentence=error.sentence)
    status = next(
        (status for kind, status in _BY_TYPE if isinstance(error, kind)),
        HTTPStatus.UNPROCESSABLE_ENTITY,
    )
    if isinstance(error, ActionError | SecretError | FreshError):
        return Told(status=status, code=error.code, sentence=error.sentence)
    code = "seal" if isinstance(error, BrokenSealError) else "unreadable"
    return Told(status=status, code=code, sentence=str(error))
