"""A platform's token, fetched once for all threads and processes of the house.

It lies in a file for its owner alone, beside a lock: whoever finds it stale takes the lock, looks
whether somebody renewed it meanwhile, and only then asks the platform. No token goes into the
database, a log or a page.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

try:
    import fcntl
except ImportError:  # pragma: no cover  # Windows: each process then fetches its own
    fcntl = None  # type: ignore[assignment]


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """`until`: when it ends, as far as the platform told."""

    value: str = field(repr=False)
    until: datetime | None = None


class TokenShelf:
    """Where one account's token is kept; in memory alone if `path` is None."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._held: Token | None = None

    def peek(self) -> Token | None:
        """The token in hand, without asking anybody for one."""
        return self._held or self._read()

    def get(self, fetch: Callable[[], Token], *, instead_of: str | None = None) -> Token:
        """A token other than the one that was refused. Raises whatever `fetch` raises."""
        with self._lock:
            if self._fits(self._held, instead_of):
                assert self._held is not None
                return self._held
            with self._floor():
                there = self._read()
                if not self._fits(there, instead_of):
                    there = fetch()
                    self._write(there)
                assert there is not None
                self._held = there
                return there

    @staticmethod
    def _fits(token: Token | None, instead_of: str | None) -> bool:
        return token is not None and token.value != instead_of

    @contextlib.contextmanager
    def _floor(self) -> Iterator[None]:
        """One process at a time. A folder that cannot be written costs a fetch, not the sending."""
        if self._path is None or fcntl is None:
            yield
            return
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle = os.open(self._path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT, 0o600)
        except OSError:
            yield
            return
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)

    def _read(self) -> Token | None:
        if self._path is None:
            return None
        try:
            values = json.loads(self._path.read_text(encoding="utf-8"))
            until = values["until"]
            return Token(
                value=str(values["token"]),
                until=datetime.fromisoformat(until) if until else None,
            )
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def _write(self, token: Token) -> None:
        if self._path is None:
            return
        made = self._path.with_name(f"{self._path.name}.{secrets.token_hex(4)}")
        until = token.until.isoformat() if token.until else ""
        with contextlib.suppress(OSError):  # the next process then fetches for itself
            handle = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump({"token": token.value, "until": until}, file)
            made.replace(self._path)
