"""Signing requests to a website: who sent it, when, once, and every octet of it.

The string that is signed, and what the other side checks: docs/site-webhook.md.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from dataclasses import dataclass, field
from typing import Protocol

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from service.settings import SettingsError

SCHEMA = "xianshen.site/1"
_SHORTEST = 32


class Signer(Protocol):
    """Makes the value of the signature header over a request's string."""

    def sign(self, text: bytes) -> str: ...


@dataclass(frozen=True, slots=True)
class HmacSigner:
    secret: bytes = field(repr=False)

    def sign(self, text: bytes) -> str:
        return "hmac-sha256=" + hmac.new(self.secret, text, hashlib.sha256).hexdigest()


@dataclass(frozen=True, slots=True)
class Ed25519Signer:
    key: Ed25519PrivateKey = field(repr=False)

    def sign(self, text: bytes) -> str:
        return "ed25519=" + base64.b64encode(self.key.sign(text)).decode("ascii")


def signer_of(setting: str) -> Signer:
    """The signer a setting describes: `hmac:<secret>` or `ed25519:<64 hex digits>`.

    Raises SettingsError, which quotes nothing of it.
    """
    kind, _, value = setting.partition(":")
    if kind == "hmac" and len(value.encode()) >= _SHORTEST:
        return HmacSigner(value.encode())
    if kind == "ed25519":
        try:
            return Ed25519Signer(Ed25519PrivateKey.from_private_bytes(bytes.fromhex(value)))
        except ValueError:
            pass
    message = (
        "XIANSHEN_SITE_KEY 应写成 hmac:密钥（至少 32 个字符）或 ed25519:私钥（64 位十六进制），"
        "请改正。"
    )
    raise SettingsError(message)


def string_to_sign(method: str, path: str, time: str, nonce: str, body: bytes) -> bytes:
    """`path`: below the base address, with its query if any."""
    digest = hashlib.sha256(body).hexdigest()
    return f"{SCHEMA}\n{method}\n{path}\n{time}\n{nonce}\n{digest}".encode()
