"""The outermost layer of the service: headers every answer bears, and how much a request may weigh.

No inline script or style anywhere: the policy below would switch it off.
"""

from __future__ import annotations

from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY: Final = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
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


class TooHeavyError(Exception):
    """The request's body went over the limit while it was being read."""


class Guard:
    """Puts the headers on every answer and stops a body of more than `limit` bytes.

    A body whose declared length is too large is not read at all; one that lies about its length
    is stopped when the limit is passed. `too_heavy` answers in both cases.
    """

    def __init__(self, app: ASGIApp, *, limit: int, too_heavy: ASGIApp) -> None:
        self.app = app
        self.limit = limit
        self.too_heavy = too_heavy

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        over = False
        seen = 0

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
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
        except TooHeavyError:
            pass
        if over:
            await self.too_heavy(scope, receive, send_with_headers)
