"""OpenID Connect: authorization code with PKCE, at one issuer and no other.

Sources: OpenID Connect Core 1.0 (3.1 code flow, 3.1.3.7 what to check of an ID token),
RFC 7636 (PKCE), RFC 9207 (`iss` in the answer), RP-Initiated Logout 1.0.
No redirect is followed and no proxy of the environment is used.
"""

from __future__ import annotations

import json
import math
import ssl
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import quote, urlencode, urlsplit

import httpx2
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from authlib.oidc.core import CodeIDToken
from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from service.sign_on.errors import DoubtError, DownError
from service.sign_on.recognised import Recognised
from service.sign_on.who import LONGEST, Who, printable

_ALGORITHMS: Final = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384")
"""Signatures by a key pair only: never `none`, and no secret shared with the issuer."""

_HEAVIEST: Final = 1024 * 1024
_KNOWN_FOR: Final = 3600.0
_KEYS_ANEW: Final = 10.0
_REST: Final = 3.0
_SKEW: Final = 120
"""Seconds two clocks may differ."""


@dataclass(slots=True)
class _Known:
    """What the issuer published of itself, and when it was read."""

    at: float = -math.inf
    facts: Mapping[str, object] = field(default_factory=dict)
    keys_at: float = -math.inf
    keys: KeySet | None = None
    failed_at: float = -math.inf


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenId:
    """One client at one issuer. Safe for several threads. `seconds`: for each question to it."""

    issuer: str
    client_id: str
    redirect_uri: str
    label: str
    secret: str = field(default="", repr=False)
    scopes: tuple[str, ...] = ("openid", "profile")
    seconds: int = 10
    trust: ssl.SSLContext | None = field(default=None, repr=False)
    _known: _Known = field(default_factory=_Known, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def departure(self, journey: Recognised, *, again: bool) -> str:
        """The address to send a browser to. `again`: even who is signed in there must prove it."""
        asked = {
            "response_type": "code",
            "client_id": self.client_id,
            "redirect_uri": self.redirect_uri,
            "scope": " ".join(dict.fromkeys(("openid", *self.scopes))),
            "state": journey.state,
            "nonce": journey.nonce,
            "code_challenge": create_s256_code_challenge(journey.verifier),
            "code_challenge_method": "S256",
        }
        if again:
            asked |= {"prompt": "login", "max_age": "0"}
        return _with(self._address("authorization_endpoint"), asked)

    def arrival(
        self, journey: Recognised, *, code: str, now: datetime, proved_since: datetime | None = None
    ) -> Who:
        """Whom the issuer vouches for. `proved_since`: no sign-in older than that will do.

        Raises DownError or DoubtError.
        """
        answer = self._exchange(code, journey.verifier)
        token = answer.get("id_token")
        if not isinstance(token, str):
            raise self._doubt("没有给出身份令牌")
        claims = self._claims(token, journey.nonce, now, answer.get("access_token"))
        if proved_since is not None:
            proved = claims.get("auth_time")
            earliest = proved_since - timedelta(seconds=_SKEW)
            if not isinstance(proved, int | float) or proved < earliest.timestamp():
                raise self._doubt("没有请您重新登录，不能当作再次确认")
        subject = claims["sub"]
        if not isinstance(subject, str) or not 0 < len(subject) <= LONGEST:
            raise self._doubt("给出的用户标识不合规范")
        called = printable(claims.get("name")) or printable(claims.get("preferred_username"))
        return Who(issuer=self.issuer, subject=subject, called=called, hint=token)

    def hale(self) -> None:
        """Whether it answers, under its own name, with addresses and keys."""
        for name in ("authorization_endpoint", "token_endpoint"):
            self._address(name)
        self._keys()

    def farewell(self, hint: str, onward: str) -> str | None:
        """Where to sign out there as well; None if it offers nothing of the kind, or is down."""
        try:
            address = self._address("end_session_endpoint")
        except (DownError, DoubtError):
            return None
        asked = {
            "id_token_hint": hint,
            "client_id": self.client_id,
            "post_logout_redirect_uri": onward,
        }
        return _with(address, asked)

    def _claims(self, token: str, nonce: str, now: datetime, access: object) -> dict[str, Any]:
        try:
            try:
                signed = jws.deserialize_compact(token, self._keys(), list(_ALGORITHMS))
            except (ValueError, JoseError):
                # It may sign with a key it did not have when we last looked.
                signed = jws.deserialize_compact(token, self._keys(anew=True), list(_ALGORITHMS))
            payload = json.loads(signed.payload or b"")
            if not isinstance(payload, dict):
                raise self._doubt("身份令牌不合规范")
            checked = CodeIDToken(
                payload,
                signed.headers(),
                options={
                    "iss": {"essential": True, "value": self.issuer},
                    "aud": {"essential": True, "value": self.client_id},
                    "nonce": {"essential": True, "value": nonce},
                },
                params={
                    "nonce": nonce,
                    "client_id": self.client_id,
                    "access_token": access if isinstance(access, str) else None,
                },
            )
            checked.validate(now=int(now.timestamp()), leeway=_SKEW)
        except (
            ValueError,
            TypeError,
            KeyError,
            AttributeError,
            JoseError,
            RecursionError,
        ) as error:
            # The error's type tells what was wrong; its words may quote the token.
            raise self._doubt(f"身份令牌没有通过核验（{type(error).__name__}）") from None
        return payload

    def _exchange(self, code: str, verifier: str) -> Mapping[str, object]:
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self.redirect_uri,
            "code_verifier": verifier,
        }
        auth = None
        offered = self._facts().get("token_endpoint_auth_methods_supported")
        if not self.secret:
            form["client_id"] = self.client_id
        elif isinstance(offered, list) and "client_secret_basic" not in offered:
            form |= {"client_id": self.client_id, "client_secret": self.secret}
        else:
            # RFC 6749 2.3.1: both are encoded as form fields before they are joined.
            auth = (quote(self.client_id, safe=""), quote(self.secret, safe=""))
        status, answer = self._ask(self._address("token_endpoint"), form, auth)
        if status != httpx2.codes.OK:
            raise self._doubt("不认这次登录的授权码，可能已用过或过期")
        return answer

    def _facts(self) -> Mapping[str, object]:
        with self._lock:
            known = self._known
            if not known.facts or time.monotonic() - known.at > _KNOWN_FOR:
                address = f"{self.issuer.rstrip('/')}/.well-known/openid-configuration"
                status, facts = self._once(address)
                if status != httpx2.codes.OK:
                    raise self._down()
                if facts.get("issuer") != self.issuer:
                    raise self._doubt("自报的名称与设置的 XIANSHEN_OIDC_ISSUER 不一致")
                known.facts, known.at = facts, time.monotonic()
            return known.facts

    def _address(self, name: str) -> str:
        address = self._facts().get(name)
        if not isinstance(address, str) or not allowed(address):
            raise self._doubt(f"没有给出可用的 {name}")
        return address

    def _keys(self, *, anew: bool = False) -> KeySet:
        address = self._address("jwks_uri")
        with self._lock:
            known, now = self._known, time.monotonic()
            old = now - known.keys_at > (_KEYS_ANEW if anew else _KNOWN_FOR)
            if known.keys is None or old:
                status, answer = self._once(address)
                if status != httpx2.codes.OK:
                    raise self._down()
                try:
                    known.keys = KeySet.import_key_set(answer)  # type: ignore[arg-type]  # checked there
                except (ValueError, TypeError, KeyError, JoseError):
                    raise self._doubt("公布的公钥读不懂") from None
                known.keys_at = now
            return known.keys

    def _once(self, address: str) -> tuple[int, Mapping[str, object]]:
        """`_ask`, but not again at once after it was in vain: others stand in line meanwhile."""
        if time.monotonic() - self._known.failed_at < _REST:
            raise self._down()
        try:
            return self._ask(address)
        except DownError:
            self._known.failed_at = time.monotonic()
            raise

    def _ask(
        self,
        address: str,
        form: Mapping[str, str] | None = None,
        auth: tuple[str, str] | None = None,
    ) -> tuple[int, Mapping[str, object]]:
        """Status and JSON object of one answer, whole within `seconds`."""
        until = time.monotonic() + self.seconds
        body = bytearray()
        try:
            with (
                httpx2.Client(
                    follow_redirects=False,
                    trust_env=False,
                    timeout=self.seconds,
                    verify=self.trust or True,
                ) as client,
                client.stream(
                    "POST" if form is not None else "GET",
                    address,
                    data=dict(form) if form is not None else None,
                    headers={"Accept": "application/json"},
                    auth=auth or httpx2.USE_CLIENT_DEFAULT,
                ) as response,
            ):
                for chunk in response.iter_bytes():
                    body += chunk
                    if time.monotonic() > until or len(body) > _HEAVIEST:
                        raise self._down()
                status = response.status_code
        except (httpx2.HTTPError, httpx2.InvalidURL, UnicodeError):
            raise self._down() from None
        try:
            answer = json.loads(bytes(body))
        except (ValueError, RecursionError):
            answer = None
        if not isinstance(answer, dict):
            raise self._down()
        return status, answer

    def _down(self) -> DownError:
        return DownError(f"{self.label}暂时连不上或没有正常应答，没有登录；请稍后再试。")

    def _doubt(self, what: str) -> DoubtError:
        return DoubtError(f"{self.label}{what}，没有登录；请重新登录，仍不行请联系管理员。")


def allowed(address: str) -> bool:
    """Whether secrets may go there: over TLS, or to this very machine."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    here = parts.hostname in {"127.0.0.1", "::1", "localhost"}
    return bool(parts.hostname) and (parts.scheme == "https" or (parts.scheme == "http" and here))


def _with(address: str, asked: Mapping[str, str]) -> str:
    return f"{address}{'&' if '?' in address else '?'}{urlencode(asked)}"
