"""The outermost layer: headers every answer bears, how much a request may weigh, and the last
resort when something breaks.

No inline script or style anywhere: the policy below would switch it off.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY: Final = (
    "default-src 'self'; script-src 'self'; style-src 'self'; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS: Final = (
    ("Content-Security-Policy", POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), microphone=(), geolocation=()"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    # Not `no-store`: browsers restore what was typed into a form on "back" only for pages they
    # were allowed to keep, and nothing typed may be lost. Signing out clears the cache instead.
    ("Cache-Control", "private, no-cache"),
)

Broken = Callable[[Exception], ASGIApp]
"""Makes the answer to an error nobody foresaw, and logs it without its words."""


class TooHeavyError(Exception):
    """The request's body went over the limit while it was being read."""


class Guard:
    """Puts the headers on every answer and stops a body of more than `limit` bytes.

    A body whose declared length is too large is not read at all; one that lies about its length
    is stopped when the limit is passed. `too_heavy` answers in both cases, `broken` where the
    application raised: the error goes no further, as servers log messages that may quote drafts.
    """

    def __init__(self, app: ASGIApp, *, limit: int, too_heavy: ASGIApp, broken: Broken) -> None:
        self.app = app
        self.limit = limit
        self.too_heavy = too_heavy
        self.broken = broken

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        over = answered = False
        seen = 0

        async def send_with_headers(message: Message) -> None:
            nonlocal answered
            if message["type"] == "http.response.start":
                answered = True
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS:
                    headers.setdefault(name, value)
            await send(message)

        async def send_unless_over(message: Message) -> None:
            if not over:
                await send_with_headers(message)

        async def receive_within_limit() -> Message:
            nonlocal over, seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > self.limit:
                over = True
                raise TooHeavyError
            return message

        declared = Headers(scope=scope).get("content-length", "")
        if declared.isascii() and declared.isdigit() and int(declared) > self.limit:
            await self.too_heavy(scope, receive, send_with_headers)
            return
        try:
            await self.app(scope, receive_within_limit, send_unless_over)
        except Exception as error:  # noqa: BLE001  # whatever it is, it must not reach a user
            answer = self.too_heavy if over else self.broken(error)
            if not answered:
                await answer(scope, receive, send_with_headers)
        else:
            if over:
                await self.too_heavy(scope, receive, send_with_headers)
