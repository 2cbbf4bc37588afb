"""Weibo's HTTP interface: one call at a time, and what an answer means for us.

The token goes where each call wants it: a form's field, or the address inside the transport.
Weibo's own error text is never kept, only its code.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import httpx2

from service.platforms.answer import Answer
from service.platforms.pictures import kind_of
from service.platforms.platform import Again, RefusedError, UnknownError
from service.platforms.weibo.codes import meaning_of
from service.platforms.wire import Reply, Way, Wire, unreadable

_TOKEN = "access_token"  # noqa: S105  # a parameter's name


@dataclass(frozen=True, slots=True, kw_only=True)
class App:
    """The app of the office and the account that authorised it. `ip`: reported as `rip`."""

    base_url: str
    token: str = field(repr=False)
    domain: str
    ip: str


class Weibo:
    """Calls for one account. Safe for several threads."""

    def __init__(self, app: App, *, way: Way | None = None) -> None:
        self._token = app.token
        self._wire = Wire(app.base_url, name="微博", way=way)

    def get(self, path: str, **params: str) -> Answer:
        """Ask; raises RefusedError or UnknownError."""
        secret = {_TOKEN: self._token}
        return _answer_in(self._wire.ask("GET", path, params=params, secret=secret))

    def post(
        self, path: str, fields: Mapping[str, str], picture: tuple[str, bytes] | None = None
    ) -> Answer:
        """Do; raises RefusedError where nothing was done, UnknownError where something may be."""
        form = {_TOKEN: self._token, **fields}
        files = None
        if picture is not None:
            name, data = picture
            files = {"pic": (name, data, f"image/{kind_of(data)}")}
        return _answer_in(self._wire.ask("POST", path, form=form, files=files))

    def token_ends(self, now: datetime) -> tuple[datetime | None, timedelta | None]:
        """When the token ends, as far as Weibo tells, and Weibo's clock minus ours."""
        reply = self._wire.ask("POST", "/oauth2/get_token_info", form={_TOKEN: self._token})
        left = _answer_in(reply).number("expire_in")
        return (now + timedelta(seconds=left) if left else None), reply.skew(now)

    def close(self) -> None:
        self._wire.close()


def _answer_in(reply: Reply) -> Answer:
    answer = reply.answer
    code = answer.number("error_code") if answer is not None else None
    if code:
        meaning = meaning_of(code)
        kind = UnknownError if meaning.unknown else RefusedError
        raise kind(meaning.sentence, again=meaning.again, code=str(code))
    if reply.status in (httpx2.codes.TOO_MANY_REQUESTS, httpx2.codes.REQUEST_TIMEOUT):
        sentence = "微博接口调用过于频繁，稍后自动再试。"
        raise RefusedError(sentence, again=Again.MINUTE, code=str(reply.status))
    if reply.status != httpx2.codes.OK:
        sentence = f"微博服务器拒绝了请求（HTTP {reply.status}），请管理员核对微博接口地址。"
        raise RefusedError(sentence, code=str(reply.status))
    if answer is None:
        raise unreadable("微博")
    return answer
