"""One signed call to the website, and what its answer means for us."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta

import httpx2

from service.clock import Clock, wall_clock
from service.platforms.answer import Answer
from service.platforms.platform import Again, RefusedError
from service.platforms.site.signing import Signer, string_to_sign
from service.platforms.wire import Reply, Wire, unreadable

NAME = "网站接口"
SENTENCES: Mapping[str, tuple[str, Again]] = {
    "time": ("网站认为本机时间不准，没有发布，请管理员校准两边的时钟。", Again.SOON),
    "nonce": ("网站认为这个请求重复，没有发布，稍后自动再试。", Again.SOON),
    "signature": ("网站不认本机的签名，请管理员核对 XIANSHEN_SITE_KEY 和密钥编号。", Again.NEVER),
    "conflict": ("网站上同一编号下已有另一份内容，请先核对是谁放进去的。", Again.NEVER),
    "too_large": ("网站认为内容或图片过大，请压缩后重新送审。", Again.NEVER),
    "invalid": ("网站认为请求的格式不对，请交给系统维护人员。", Again.NEVER),
    "missing_media": ("网站没有收到稿件的图片，稍后自动再试。", Again.SOON),
    "withdrawn": ("网站上这篇稿件已被撤下，不能再发布，请核实。", Again.NEVER),
    "busy": ("网站要求稍后再试，一分钟后自动再试。", Again.MINUTE),
}
"""What the website says no with, by the word of the contract."""


class Calls:
    """Every call bears the time, a number used once, and a signature over all of it."""

    def __init__(
        self, wire: Wire, signer: Signer, *, key_id: str, clock: Clock = wall_clock
    ) -> None:
        self._wire = wire
        self._signer = signer
        self._key_id = key_id
        self._clock = clock

    def ask(
        self, method: str, path: str, key: str = "", body: bytes = b"", *, kind: str = ""
    ) -> Answer:
        """`path`: below the base address. Raises RefusedError or UnknownError."""
        headers = {"content-type": kind or "application/json; charset=utf-8"} if body else {}
        return _answer(self._reply(method, path, key, body, headers))

    def skew(self, now: datetime) -> timedelta | None:
        """The website's clock minus ours, if it answers as the contract says."""
        reply = self._reply("GET", "/health", "", b"", {})
        _answer(reply)
        return reply.skew(now)

    def close(self) -> None:
        self._wire.close()

    def _reply(
        self, method: str, path: str, key: str, body: bytes, headers: Mapping[str, str]
    ) -> Reply:
        time, nonce = str(int(self._clock().timestamp())), secrets.token_hex(16)
        signed = {
            **headers,
            "x-xianshen-key": self._key_id,
            "x-xianshen-time": time,
            "x-xianshen-nonce": nonce,
            "x-xianshen-signature": self._signer.sign(
                string_to_sign(method, path, time, nonce, body)
            ),
        }
        if key:
            signed["idempotency-key"] = key
        return self._wire.ask(method, path.lstrip("/"), headers=signed, content=body)


def _answer(reply: Reply) -> Answer:
    answer = reply.answer
    if reply.status in (httpx2.codes.OK, httpx2.codes.CREATED):
        if answer is None:
            raise unreadable(NAME)
        return answer
    code = answer.text("error") if answer is not None else ""
    if code == "unknown_key":
        raise RefusedError("网站上没有这篇稿件。", code=code)
    if reply.status == httpx2.codes.TOO_MANY_REQUESTS:
        code = "busy"
    if code in SENTENCES:
        sentence, again = SENTENCES[code]
        raise RefusedError(sentence, again=again, code=code)
    sentence = f"网站接口拒绝了请求（HTTP {reply.status}），请管理员核对接口地址。"
    raise RefusedError(sentence, code=str(reply.status))
