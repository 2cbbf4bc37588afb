"""登录状态: what a browser holds, and whose it is. The database knows tokens by SHA-256 only."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime

from review.draft import Person
from service.office import Office


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A sign-in. `token` is given to the browser once and stored nowhere."""

    token: str = field(repr=False)
    person: Person
    expires_at: datetime


def token_hash(token: str) -> str:
    """What a token is known by in the database."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def person_of(office: Office, token: str) -> Person | None:
    """Who holds this token, with the roles of this moment, lent ones too; None if nobody does."""
    if not token:
        return None
    with office.read() as unit:
        person_id = unit.sessions.person_id(token_hash(token), office.now())
        account = None if person_id is None else unit.people.get(person_id)
        return unit.delegations.acting(account.person, office.now()) if account else None
