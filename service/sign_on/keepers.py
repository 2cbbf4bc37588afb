"""Whoever keeps the office's accounts besides us, as the rest of the house sees them."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from service.sign_on.recognised import Recognised
from service.sign_on.who import Who


class Provider(Protocol):
    """An issuer that browsers are sent to and come back from."""

    @property
    def issuer(self) -> str:
        """Its name, as it says itself."""

    @property
    def label(self) -> str:
        """What people here call it."""

    def departure(self, journey: Recognised, *, again: bool) -> str:
        """The address to send a browser to. `again`: even who is signed in there must prove it."""

    def arrival(
        self,
        journey: Recognised,
        *,
        code: str,
        now: datetime,
        proved_since: datetime | None = None,
    ) -> Who:
        """Whom it vouches for; `proved_since`: no sign-in older than that will do."""

    def hale(self) -> None:
        """Asks it for what every sign-in needs. Raises DownError or DoubtError."""

    def farewell(self, hint: str, onward: str) -> str | None:
        """Where to sign out there as well; None if there is no such place."""


class Directory(Protocol):
    """A directory that is asked whose password it is."""

    @property
    def label(self) -> str:
        """What people here call its accounts."""

    def who(self, login: str, password: str) -> Who | None:
        """Whose login and password these are; None if they are nobody's."""

    def hale(self) -> None:
        """Asks it for what every sign-in needs. Raises DownError or DoubtError."""
