"""封印的密钥: the house's secret, and the pairs of keys that releases are signed with.

The secret (HMAC-SHA256) seals the log, and sealed releases before there were pairs. A release is
signed with the newest private key (Ed25519, RFC 8032); every public key that ever was verifies,
so that anybody who is given those can tell a release of ours without being able to make one.
"""

from __future__ import annotations

import hashlib
import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

SIGNED = "ed25519:"
AUTHENTICATED = "hmac-sha256:"
SEED = 32
"""Bytes of a private key, and of a public one."""


class NoPrivateKeyError(ValueError):
    """Sealing was asked of a house that only verifies."""


class HouseKey(bytes):
    """The secret as bytes, with the pairs beside it. Plain bytes are a house without pairs.

    `signing`: the private key in use, b"" where this process only verifies and in houses without
    one. `publics`: every public key releases were ever signed under, the newest last.
    """

    signing: bytes
    publics: tuple[bytes, ...]

    @classmethod
    def of(cls, secret: bytes, *, signing: bytes = b"", publics: tuple[bytes, ...] = ()) -> Self:
        """Raises ValueError for keys of the wrong length."""
        if signing and len(signing) != SEED:
            raise ValueError("signing")
        if any(len(public) != SEED for public in publics):
            raise ValueError("publics")
        made = cls(secret)
        made.signing = signing
        own = (public_of(signing),) if signing else ()
        made.publics = tuple(dict.fromkeys((*publics, *own)))
        return made

    def __repr__(self) -> str:
        return "HouseKey(…)"


def public_of(signing: bytes) -> bytes:
    """The public key of a private one."""
    return Ed25519PrivateKey.from_private_bytes(signing).public_key().public_bytes_raw()


def fingerprint(public: bytes) -> str:
    """What people call a public key: the first 16 hex digits of its SHA-256."""
    return hashlib.sha256(public).hexdigest()[:16]


def seal_of(digest: str, key: bytes) -> str:
    """The seal over a digest: a signature, or in a house without pairs a code under its secret.

    Raises NoPrivateKeyError where there are pairs, but not the private key.
    """
    message = digest.encode("ascii")
    if isinstance(key, HouseKey) and key.publics:
        if not key.signing:
            raise NoPrivateKeyError("the private key is not here")
        signature = Ed25519PrivateKey.from_private_bytes(key.signing).sign(message)
        return SIGNED + urlsafe_b64encode(signature).decode("ascii").rstrip("=")
    return AUTHENTICATED + hmac.new(key, message, hashlib.sha256).hexdigest()


def seal_holds(digest: str, seal: str, key: bytes) -> bool:
    """Whether this is a seal of the house over this digest, whichever of its keys made it."""
    message = digest.encode("ascii")
    if not seal.startswith(SIGNED):
        made = AUTHENTICATED + hmac.new(key, message, hashlib.sha256).hexdigest()
        # As bytes: compare_digest raises TypeError for text that somebody made non-ASCII.
        return hmac.compare_digest(made.encode("ascii"), seal.encode("utf-8", "surrogatepass"))
    publics = key.publics if isinstance(key, HouseKey) else ()
    signature = _signature(seal)
    return any(_signed(message, signature, public) for public in reversed(publics))


def _signature(seal: str) -> bytes:
    """The 64 bytes of a seal; b"" for what is none. Each signature is written in one way only."""
    written = seal.removeprefix(SIGNED)
    try:
        signature = urlsafe_b64decode(written.encode("ascii") + b"==")
    except ValueError:
        return b""
    again = urlsafe_b64encode(signature).decode("ascii").rstrip("=")
    return signature if again == written else b""


def _signed(message: bytes, signature: bytes, public: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True
