"""WeChat's HTTP interface: tokens, one call at a time, and what an answer means for us.

WeChat's own error text (which may repeat what was sent) is never kept, only its code and its
`rid`, which is what its support asks for.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import httpx2

from review.model import digest_of
from service.clock import Clock, wall_clock
from service.platforms.answer import Answer
from service.platforms.platform import Again, RefusedError, UnknownError
from service.platforms.tokens import Token, TokenShelf
from service.platforms.wechat.codes import TOKEN_CODES, meaning_of
from service.platforms.wire import Reply, Way, Wire, unreadable

_RID = re.compile(r"rid: ?([0-9a-zA-Z-]{6,64})")
_TOKEN = "access_token"  # noqa: S105  # a parameter's name
_Ask = Callable[[Mapping[str, str]], Reply]


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One official account. The secret is left out of `repr`, hence out of every message."""

    base_url: str
    appid: str
    secret: str = field(repr=False)

    @property
    def name(self) -> str:
        """What its token is filed under; says nothing about the account."""
        return digest_of([self.base_url, self.appid])[7:23]


def rid_of(answer: Answer) -> str:
    """WeChat's own reference of a call."""
    found = _RID.search(answer.text("errmsg"))
    return found.group(1) if found else ""


class Wechat:
    """Calls to one account. Safe for several threads, and for several processes with one shelf.

    `call` and `upload` raise RefusedError for a definite refusal or when nothing could be sent,
    UnknownError when the connection broke after sending, and for answers that say nothing
    definite.
    """

    def __init__(
        self,
        account: Account,
        *,
        shelf: TokenShelf | None = None,
        way: Way | None = None,
        clock: Clock = wall_clock,
    ) -> None:
        self._account = account
        self._shelf = shelf or TokenShelf(None)
        self._clock = clock
        self._wire = Wire(account.base_url, name="微信", way=way)

    def call(
        self,
        path: str,
        body: Mapping[str, object],
        *,
        taken: frozenset[int] = frozenset(),
    ) -> Answer:
        """POST one JSON object; on a stale token refresh once and repeat once, never more.

        `taken`: error codes that are an answer too.
        """
        # Not the client's own JSON: WeChat shows \uXXXX escapes to readers as they are.
        content = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
        kind = {"content-type": "application/json; charset=utf-8"}
        return self._with_token(
            lambda secret: self._wire.ask(
                "POST", path, secret=secret, headers=kind, content=content
            ),
            taken,
        )

    def upload(self, path: str, name: str, data: bytes, kind: str, **params: str) -> Answer:
        """POST one file as the form field `media`."""
        return self._with_token(
            lambda secret: self._wire.ask(
                "POST", path, secret=secret, params=params, files={"media": (name, data, kind)}
            )
        )

    def token(self, now: datetime) -> tuple[datetime | None, timedelta | None]:
        """When the token ends, fetching one if need be, and WeChat's clock minus ours."""
        reply = self._wire.ask("GET", "/cgi-bin/token")  # refused, and says what time it is
        held = self._shelf.get(self._fetched)
        return held.until, reply.skew(now)

    def close(self) -> None:
        self._wire.close()

    def _with_token(self, ask: _Ask, taken: frozenset[int] = frozenset()) -> Answer:
        held = self._shelf.get(self._fetched).value
        answer = _answer_in(ask({_TOKEN: held}))
        if answer.number("errcode") in TOKEN_CODES:
            fresh = self._shelf.get(self._fetched, instead_of=held).value
            answer = _answer_in(ask({_TOKEN: fresh}))
        if answer.number("errcode") not in taken:
            _raise_if_refused(answer)
        return answer

    def _fetched(self) -> Token:
        """Stale tokens are found by being refused, so no clock is needed for that.

        Asking in normal mode is enough: it hands out a live token, whoever renewed it.
        """
        credentials = {
            "grant_type": "client_credential",
            "appid": self._account.appid,
            "secret": self._account.secret,
        }
        content = json.dumps(credentials).encode("ascii")
        kind = {"content-type": "application/json"}
        try:
            answer = _answer_in(
                self._wire.ask("POST", "/cgi-bin/stable_token", headers=kind, content=content)
            )
        except UnknownError as error:
            # Asking for a token publishes nothing, whatever became of the call.
            raise RefusedError(error.sentence, again=Again.SOON, code=error.code) from None
        _raise_if_refused(answer)
        value = answer.text(_TOKEN)
        if not value:
            sentence = "微信没有给出访问令牌，稍后自动再试。"
            raise RefusedError(sentence, again=Again.SOON, reference=rid_of(answer))
        lasts = answer.number("expires_in")
        until = self._clock() + timedelta(seconds=lasts) if lasts else None
        return Token(value=value, until=until)


def _answer_in(reply: Reply) -> Answer:
    if reply.status != httpx2.codes.OK:
        sentence = f"微信服务器拒绝了请求（HTTP {reply.status}），请管理员核对微信接口地址。"
        raise RefusedError(sentence, code=str(reply.status))
    # WeChat labels its JSON text/plain at times: the bytes are read, not the label.
    answer = reply.answer
    if answer is None:
        raise unreadable("微信")
    return answer


def _raise_if_refused(answer: Answer) -> None:
    code = answer.number("errcode")
    if code:
        meaning = meaning_of(code)
        raise RefusedError(
            meaning.sentence, again=meaning.again, code=str(code), reference=rid_of(answer)
        )
