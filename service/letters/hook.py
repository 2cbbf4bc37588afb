"""网络通知: one signed JSON message to an address the office has set, or one line to a group robot.

Signed is `<timestamp>.<body>` with HMAC-SHA256 under a secret both sides hold; a receiver checks
the signature and that the timestamp is fresh. 企业微信 knows robots by their address, 钉钉 signs its own way.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import quote_plus

import httpx2

from service.letters.mail import SECONDS, secret_in, trust_of
from service.letters.trouble import BadAddressError, DownError, LetterError
from service.settings import Settings, SettingsError

FORMATS = ("json", "wecom", "dingtalk")
_GONE = frozenset({404, 410})
_OVERLOADED = 429
_FAULTY = 500


Call = Callable[[Mapping[str, object], str, datetime], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hook:
    """Where messages go. The address may itself be a secret, as that of a robot is."""

    url: str = field(repr=False)
    format: str = "json"
    secret: bytes = field(default=b"", repr=False)
    trust: ssl.SSLContext | None = field(default=None, repr=False)

    @contextmanager
    def open(self) -> Iterator[Call]:
        """A connection for several messages.

        What it yields raises LetterError, DownError if nobody answers, BadAddressError if nobody
        ever will.
        """
        verify = self.trust if self.trust is not None else True
        with httpx2.Client(timeout=SECONDS, follow_redirects=False, verify=verify) as client:
            yield lambda told, sentence, at: self._deliver(client, told, sentence, at)

    def _deliver(
        self, client: httpx2.Client, told: Mapping[str, object], sentence: str, at: datetime
    ) -> None:
        url, headers, body = self.letter(told, sentence, at)
        try:
            answer = client.post(url, content=body, headers=headers)
        except httpx2.HTTPError as error:
            sentence = f"网络通知的地址没有应答（{type(error).__name__}），稍后自动再发。"
            raise DownError(sentence) from None
        if answer.status_code in _GONE:
            sentence = f"网络通知的地址不存在（{answer.status_code}），请管理员核对设置。"
            raise BadAddressError(sentence)
        if answer.status_code >= _FAULTY or answer.status_code == _OVERLOADED:
            raise DownError(f"网络通知的对方出错（{answer.status_code}），稍后自动再发。")
        if not answer.is_success:
            raise LetterError(f"网络通知没有被收下（{answer.status_code}），稍后自动再发。")
        if self.format != "json" and (code := _code(answer)):
            raise LetterError(f"机器人没有收下（{code}），稍后自动再发。")

    def letter(
        self, told: Mapping[str, object], sentence: str, at: datetime
    ) -> tuple[str, dict[str, str], bytes]:
        """Address, headers and body of one message."""
        headers = {"content-type": "application/json; charset=utf-8"}
        if self.format == "json":
            body = _compact({"schema": "xianshen.notice/1", **told, "sentence": sentence})
            stamp = str(int(at.timestamp()))
            headers["x-xianshen-timestamp"] = stamp
            headers["x-xianshen-signature"] = signature(self.secret, stamp, body)
            return self.url, headers, body
        url = str(told.get("url", ""))
        text = f"{sentence}\n{url}" if url else sentence
        body = _compact({"msgtype": "text", "text": {"content": text}})
        if self.format == "dingtalk" and self.secret:
            stamp = str(int(at.timestamp() * 1000))
            signed = hmac.new(
                self.secret, stamp.encode("ascii") + b"\n" + self.secret, hashlib.sha256
            ).digest()
            query = f"timestamp={stamp}&sign={quote_plus(base64.b64encode(signed))}"
            return f"{self.url}{'&' if '?' in self.url else '?'}{query}", headers, body
        return self.url, headers, body


def signature(secret: bytes, timestamp: str, body: bytes) -> str:
    """What a receiver makes anew to know that a message is ours."""
    message = timestamp.encode("ascii") + b"." + body
    return "sha256=" + hmac.new(secret, message, hashlib.sha256).hexdigest()


def open_hook(settings: Settings) -> Hook | None:
    """The address of the settings; None unless one is set. Raises SettingsError."""
    if not settings.webhook_url:
        return None
    if settings.webhook_format not in FORMATS:
        message = f"设置 XIANSHEN_WEBHOOK_FORMAT 应为 {'、'.join(FORMATS)} 之一，请改正。"
        raise SettingsError(message)
    secret = secret_in(settings.webhook_secret_file, "WEBHOOK_SECRET_FILE")
    if settings.webhook_format == "json" and not secret:
        message = (
            "设置了 XIANSHEN_WEBHOOK_URL，还须用 XIANSHEN_WEBHOOK_SECRET_FILE 写明签名密钥的文件。"
        )
        raise SettingsError(message)
    return Hook(
        url=settings.webhook_url,
        format=settings.webhook_format,
        secret=secret.encode("utf-8"),
        trust=trust_of(settings),
    )


def _compact(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def _code(answer: httpx2.Response) -> str:
    try:
        found = answer.json()
        code = found["errcode"]
    except (ValueError, KeyError, TypeError):
        return "应答读不懂"
    return "" if code == 0 else str(code)[:16]
