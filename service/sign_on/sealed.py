"""Words put away under a key that only a browser's cookie yields: a copy of the database opens none."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets
import zlib

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE = 12
_HEAVIEST = 64 * 1024 * 1024


def derived(secret: bytes, purpose: str) -> bytes:
    """32 bytes that belong to a secret and a purpose, and tell nothing of another purpose's."""
    return hmac.new(secret, purpose.encode("utf-8"), hashlib.sha256).digest()


def seal(secret: bytes, purpose: str, words: str) -> str:
    """The words, readable with the same secret for the same purpose alone."""
    nonce = secrets.token_bytes(_NONCE)
    packed = zlib.compress(words.encode("utf-8", "surrogatepass"))
    sealed = AESGCM(derived(secret, purpose)).encrypt(nonce, packed, None)
    return base64.b64encode(nonce + sealed).decode("ascii")


def unseal(secret: bytes, purpose: str, sealed: str) -> str | None:
    """The words again; None if they were sealed otherwise or meddled with."""
    try:
        raw = base64.b64decode(sealed, validate=True)
        packed = AESGCM(derived(secret, purpose)).decrypt(raw[:_NONCE], raw[_NONCE:], None)
        opener = zlib.decompressobj()
        return opener.decompress(packed, _HEAVIEST).decode("utf-8", "surrogatepass")
    except (InvalidTag, ValueError, binascii.Error, zlib.error):
        return None
