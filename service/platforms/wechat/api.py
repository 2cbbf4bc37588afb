"""WeChat's HTTP interface: tokens, one call at a time, and what an answer means for us.

No secret reaches a log line or an exception: the token joins the address only inside the
transport, below everything that writes addresses down, and WeChat's own error text (which may
repeat what was sent) is never kept, only its code and its `rid`.
"""

from __future__ import annotations

import ipaddress
import json
import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass

import httpx2

from service.platforms.platform import Again, RefusedError, UnknownError
from service.platforms.wechat.codes import TOKEN_CODES, meaning_of
from service.settings import SettingsError

# Seconds. A whole posting makes at most six calls: 6 x 20 stays well below `settle`.
TIMEOUT = httpx2.Timeout(15.0, connect=5.0)
_RID = re.compile(r"rid: ?([0-9a-zA-Z-]{6,64})")
_TOKEN = "access_token"  # noqa: S105  # a parameter's name


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One official account. The secret is left out of `repr`, hence out of every message."""

    base_url: str
    appid: str
    secret: str

    def __repr__(self) -> str:
        return f"Account(base_url={self.base_url!r}, appid={self.appid!r})"


@dataclass(frozen=True, slots=True)
class Answer:
    """A JSON object WeChat answered with, read with suspicion: a wrong type reads as absent."""

    values: Mapping[str, object]

    def text(self, key: str) -> str:
        """A string, or a number where WeChat writes one (publish_id is a number in practice)."""
        value = self.values.get(key)
        return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""

    def number(self, key: str) -> int | None:
        value = self.values.get(key)
        if isinstance(value, str) and re.fullmatch(r"-?[0-9]{1,18}", value):
            return int(value)
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    def flag(self, key: str) -> bool:
        return self.values.get(key) in (True, 1)

    def part(self, key: str) -> Answer:
        value = self.values.get(key)
        return Answer(value if isinstance(value, dict) else {})

    def parts(self, key: str) -> tuple[Answer, ...]:
        value = self.values.get(key)
        rows = value if isinstance(value, list) else []
        return tuple(Answer(row) for row in rows if isinstance(row, dict))

    @property
    def rid(self) -> str:
        """WeChat's own reference of the call; it is what its support asks for."""
        found = _RID.search(self.text("errmsg"))
        return found.group(1) if found else ""


class Wechat:
    """Calls to one account. Safe for several threads.

    `call` raises RefusedError for a definite refusal or when nothing could be sent, UnknownError
    when the connection broke after sending, and for answers that say nothing definite.
    """

    def __init__(self, account: Account) -> None:
        _refuse_plain_http(account.base_url)
        self._account = account
        self._held = ""
        self._lock = threading.Lock()
        self._client = httpx2.Client(
            base_url=account.base_url,
            timeout=TIMEOUT,
            trust_env=False,
            follow_redirects=False,
            transport=_TokenTransport(),
        )

    def call(self, path: str, body: Mapping[str, object]) -> Answer:
        """POST one JSON object; on a stale token refresh once and repeat once, never more."""
        held = self._token(instead_of=None)
        answer = self._post(path, body, held)
        if answer.number("errcode") in TOKEN_CODES:
            answer = self._post(path, body, self._token(instead_of=held))
        _raise_if_refused(answer)
        return answer

    def close(self) -> None:
        self._client.close()

    def _token(self, *, instead_of: str | None) -> str:
        """The token in hand. Stale ones are found by being refused, so no clock is needed.

        Asking in normal mode is enough: it hands out a live token, whoever renewed it.
        """
        with self._lock:
            if not self._held or self._held == instead_of:
                credentials = {
                    "grant_type": "client_credential",
                    "appid": self._account.appid,
                    "secret": self._account.secret,
                }
                try:
                    answer = self._post("/cgi-bin/stable_token", credentials, "")
                except UnknownError as error:
                    # Asking for a token publishes nothing, whatever became of the call.
                    raise RefusedError(error.sentence, again=Again.SOON) from None
                _raise_if_refused(answer)
                self._held = answer.text(_TOKEN)
                if not self._held:
                    sentence = "微信没有给出访问令牌，稍后自动再试。"
                    raise RefusedError(sentence, again=Again.SOON, reference=answer.rid)
            return self._held

    def _post(self, path: str, body: Mapping[str, object], token: str) -> Answer:
        # Not the client's own JSON: WeChat shows \uXXXX escapes to readers as they are.
        content = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
        try:
            response = self._client.post(
                path,
                content=content,
                headers={"content-type": "application/json; charset=utf-8"},
                extensions={_TOKEN: token},
            )
        except (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout):
            sentence = "连接不上微信服务器，没有发出任何内容，稍后自动再试。"
            raise RefusedError(sentence, again=Again.SOON) from None
        except (httpx2.HTTPError, httpx2.StreamError):
            sentence = "与微信的连接中断，不清楚微信是否已经收到，稍后自动查询。"
            raise UnknownError(sentence, again=Again.SOON) from None
        return _answer_in(response)


def _answer_in(response: httpx2.Response) -> Answer:
    status = response.status_code
    if status >= httpx2.codes.INTERNAL_SERVER_ERROR:
        # A gateway's error says nothing about whether the request went through behind it.
        sentence = f"微信服务器出错（HTTP {status}），不清楚是否已经处理，稍后自动查询。"
        raise UnknownError(sentence, again=Again.SOON, code=str(status))
    if status != httpx2.codes.OK:
        sentence = f"微信服务器拒绝了请求（HTTP {status}），请管理员核对微信接口地址。"
        raise RefusedError(sentence, code=str(status))
    try:
        # WeChat labels its JSON text/plain at times: the bytes are read, not the label.
        values = json.loads(response.content.decode("utf-8"))
    except (ValueError, RecursionError):
        values = None
    if not isinstance(values, dict):
        sentence = "微信的回答无法读懂，不清楚是否已经处理，稍后自动查询。"
        raise UnknownError(sentence, again=Again.SOON)
    return Answer(values)


def _raise_if_refused(answer: Answer) -> None:
    code = answer.number("errcode")
    if code:
        meaning = meaning_of(code)
        raise RefusedError(
            meaning.sentence, again=meaning.again, code=str(code), reference=answer.rid
        )


def _refuse_plain_http(base_url: str) -> None:
    """The secret travels in clear only inside the house: loopback or a private address."""
    address = httpx2.URL(base_url)
    if address.scheme == "https" and address.host:
        return
    try:
        inside = ipaddress.ip_address(address.host).is_private
    except ValueError:
        inside = address.host == "localhost"
    if address.scheme != "http" or not inside:
        message = f"微信接口地址“{base_url}”不安全：除本机和内网地址外必须以 https:// 开头。"
        raise SettingsError(message)


class _TokenTransport(httpx2.HTTPTransport):
    """Adds the token to the address at the last moment, where nothing logs it any more."""

    def __init__(self) -> None:
        super().__init__(trust_env=False)

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        token = request.extensions.get(_TOKEN)
        kept = {key: value for key, value in request.extensions.items() if key != _TOKEN}
        address = request.url.copy_merge_params({_TOKEN: token}) if token else request.url
        return super().handle_request(
            httpx2.Request(
                request.method,
                address,
                headers=request.headers,
                stream=request.stream,
                extensions=kept,
            )
        )
