"""An OpenID Connect issuer on loopback, faithful to the specification, and faulty on demand.

Discovery, keys, the code flow with PKCE (RFC 7636), client authentication, `max_age` and
`prompt=login`, RP-initiated logout. `fault` makes it err in one way.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import KeySet, OctKey, RSAKey

CLIENT = "xianshen"
SECRET = "client:secret/with signs"
_SPOKEN = frozenset({"/token", "/keys", "/.well-known/openid-configuration"})


@dataclass
class Issued:
    """A code and what it was given for."""

    client: str
    redirect_uri: str
    challenge: str
    nonce: str
    subject: str
    auth_time: int


@dataclass
class Issuer:
    """`user`: who is signed in at it; "" asks with a form. `clock`: what it takes for the time."""

    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    user: str = "sub-he"
    called: str = "何建平"
    fault: str = ""
    redirect_uris: tuple[str, ...] = ()
    codes: dict[str, Issued] = field(default_factory=dict)
    signed_in_at: int = 0
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "1"}))
    asked: list[str] = field(default_factory=list)
    left: list[dict[str, str]] = field(default_factory=list)
    url: str = ""

    def now(self) -> int:
        return int(self.clock().timestamp())

    def rotate(self) -> None:
        self.key = RSAKey.generate_key(2048, {"kid": secrets.token_hex(4)})

    def authorize(self, asked: dict[str, str], typed: str | None) -> tuple[int, str]:
        """Status and location, or a page."""
        if asked.get("client_id") != CLIENT or asked.get("redirect_uri") not in self.redirect_uris:
            return 400, "unknown client or address"
        assert asked["response_type"] == "code"
        assert "openid" in asked["scope"].split()
        assert asked["code_challenge_method"] == "S256"
        back = {"state": asked["state"], "iss": self.url}
        if self.fault == "denied":
            return 302, f"{asked['redirect_uri']}?{urlencode(back | {'error': 'access_denied'})}"
        subject = typed or self.user
        if not subject:
            fields = "".join(
                f'<input type="hidden" name="{html.escape(k)}" value="{html.escape(v)}">'
                for k, v in asked.items()
            )
            return (
                200,
                f'<form method="post">{fields}<input name="who"><button>Enter</button></form>',
            )
        again = asked.get("prompt") == "login" or asked.get("max_age") == "0"
        if not self.signed_in_at or (again and self.fault != "not-asked-again"):
            self.signed_in_at = self.now()
        code = secrets.token_urlsafe(16)
        self.codes[code] = Issued(
            client=CLIENT,
            redirect_uri=asked["redirect_uri"],
            challenge=asked["code_challenge"],
            nonce=asked["nonce"],
            subject=subject,
            auth_time=self.signed_in_at,
        )
        if self.fault == "wrong-iss-in-answer":
            back["iss"] = "https://evil.example"
        return 302, f"{asked['redirect_uri']}?{urlencode(back | {'code': code})}"

    def exchange(self, form: dict[str, str], auth: str) -> tuple[int, object]:
        client, secret = form.get("client_id", ""), form.get("client_secret", "")
        if auth.startswith("Basic "):
            pair = base64.b64decode(auth.removeprefix("Basic ")).decode().partition(":")
            client, secret = unquote(pair[0]), unquote(pair[2])
        if (client, secret) != (CLIENT, SECRET):
            return 401, {"error": "invalid_client"}
        issued = self.codes.pop(form.get("code", ""), None)
        challenge = base64.urlsafe_b64encode(
            hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        ).rstrip(b"=")
        if (
            issued is None
            or form.get("grant_type") != "authorization_code"
            or form.get("redirect_uri") != issued.redirect_uri
            or challenge.decode() != issued.challenge
        ):
            return 400, {"error": "invalid_grant"}
        token = self.id_token(issued)
        return 200, {"access_token": "opaque", "token_type": "Bearer", "id_token": token}

    def id_token(self, issued: Issued) -> str:
        now = self.now()
        half = hashlib.sha256(b"opaque").digest()[:16]
        claims = {
            "iss": self.url,
            "sub": issued.subject,
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
            "nonce": issued.nonce,
            "auth_time": issued.auth_time,
            "at_hash": base64.urlsafe_b64encode(half).rstrip(b"=").decode(),
            "name": self.called,
        }
        claims |= {
            "wrong-nonce": {"nonce": "another"},
            "wrong-aud": {"aud": "another"},
            "aud-of-others": {"aud": [CLIENT, "another"], "azp": "another"},
            "wrong-iss": {"iss": "https://evil.example"},
            "expired": {"exp": now - 600, "iat": now - 900},
            "from-the-future": {"iat": now + 900, "nbf": now + 900, "exp": now + 1200},
            "no-subject": {"sub": None},
            "number-subject": {"sub": 7},
            "wrong-at-hash": {"at_hash": "AAAA"},
            "no-auth-time": {"auth_time": None},
        }.get(self.fault, {})
        claims = {name: value for name, value in claims.items() if value is not None}
        if self.fault == "alg-none":
            parts = ({"alg": "none", "kid": "1"}, claims)
            coded = [base64.urlsafe_b64encode(json.dumps(p).encode()).rstrip(b"=") for p in parts]
            return b".".join([*coded, b""]).decode()
        if self.fault == "hmac-with-the-public-key":
            public = self.key.as_pem(private=False)
            return jwt.encode({"alg": "HS256", "kid": "1"}, claims, OctKey.import_key(public))
        key = RSAKey.generate_key(2048) if self.fault == "foreign-key" else self.key
        header = {"alg": "RS256"} | ({} if self.fault == "no-kid" else {"kid": self.key.kid})
        return jwt.encode(header, claims, key)


def _handler(issuer: Issuer) -> type[BaseHTTPRequestHandler]:  # noqa: C901  # one branch an endpoint
    class Answering(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None: ...

        def answer(self, status: int, body: object, location: str = "", kind: str = "") -> None:
            data = body if isinstance(body, bytes) else json.dumps(body).encode()
            self.send_response(status)
            if location:
                self.send_header("Location", location)
            self.send_header("Content-Type", kind or "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def errs(self) -> bool:
            """Whether the fault of this moment has answered already."""
            match issuer.fault:
                case "slow":
                    time.sleep(3)
                    return False
                case "html":
                    self.answer(200, "<h1>502 门户</h1>".encode(), kind="text/html")
                case "redirect":
                    self.answer(302, {}, "http://127.0.0.1:9/")
                case "huge":
                    self.answer(200, b'{"a": "' + b"x" * 3_000_000 + b'"}')
                case _:
                    return False
            return True

        def handle_any(self, form: dict[str, str]) -> None:
            parts = urlsplit(self.path)
            issuer.asked.append(parts.path)
            asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
            if parts.path in _SPOKEN and self.errs():
                return
            if parts.path == "/.well-known/openid-configuration":
                name = "https://evil.example" if issuer.fault == "another-name" else issuer.url
                basic = [] if issuer.fault == "post-only" else ["client_secret_basic"]
                self.answer(
                    200,
                    {
                        "issuer": name,
                        "authorization_endpoint": f"{issuer.url}/authorize",
                        "token_endpoint": f"{issuer.url}/token",
                        "jwks_uri": f"{issuer.url}/keys",
                        "end_session_endpoint": f"{issuer.url}/leave",
                        "token_endpoint_auth_methods_supported": [*basic, "client_secret_post"],
                        "id_token_signing_alg_values_supported": ["RS256"],
                    },
                )
            elif parts.path == "/keys":
                self.answer(200, KeySet([issuer.key]).as_dict(private=False))
            elif parts.path == "/authorize":
                who = form.pop("who", None)
                status, said = issuer.authorize(asked | form, who)
                self.answer(
                    status, said.encode(), said if status == 302 else "", "text/html; charset=utf-8"
                )
            elif parts.path == "/token":
                status, body = issuer.exchange(form, self.headers.get("Authorization", ""))
                self.answer(status, body)
            elif parts.path == "/leave":
                issuer.left.append(asked)
                self.answer(302, {}, asked["post_logout_redirect_uri"])
            else:
                self.answer(404, {})

        def do_GET(self) -> None:
            self.handle_any({})

        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers.get("Content-Length", "0"))).decode()
            self.handle_any({k: v[0] for k, v in parse_qs(raw, keep_blank_values=True).items()})

    return Answering


@contextmanager
def running(issuer: Issuer) -> Iterator[Issuer]:
    """The issuer at an address of its own."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(issuer))
    server.daemon_threads = True
    issuer.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield issuer
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
