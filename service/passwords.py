"""Passwords: argon2id hashes, and a check that takes as long for logins nobody has."""

from __future__ import annotations

import secrets
from functools import cached_property

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST = 8
LONGEST = 256
"""In characters. Hashing a longer one would be a way of keeping the house busy."""


class Passwords:
    """Hashes and checks with one cost; the cost of older hashes stands in the hashes."""

    def __init__(self, *, time_cost: int, memory_kib: int, lanes: int) -> None:
        self._hasher = PasswordHasher(
            time_cost=time_cost, memory_cost=max(memory_kib, 8 * lanes), parallelism=lanes
        )

    def hash(self, password: str) -> str:
        """The hash to be stored."""
        return self._hasher.hash(password.encode("utf-8", "surrogatepass"))

    def matches(self, stored: str | None, password: str) -> bool:
        """Whether this is the password. With nothing stored the same work is done for nothing."""
        given = password[:LONGEST].encode("utf-8", "surrogatepass")
        nobodys = self._nobodys  # made at the first check of all, whoever's it is
        try:
            self._hasher.verify(stored or nobodys, given)
        except (VerificationError, InvalidHashError):
            return False
        return stored is not None and len(password) <= LONGEST

    def outdated(self, stored: str) -> bool:
        """Whether the hash was made at another cost than today's."""
        return self._hasher.check_needs_rehash(stored)

    @cached_property
    def _nobodys(self) -> str:
        return self.hash(secrets.token_hex(16))
