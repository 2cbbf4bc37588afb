"""What every way of proving anew who one is ends with."""

from __future__ import annotations

from review.draft import Person
from service.actions.errors import SignInError
from service.actions.sessions import token_hash
from service.office import Office
from service.store import UnitOfWork
from service.store.deed import Deed
from service.store.sessions import ProvedBy


def proved(office: Office, unit: UnitOfWork, token: str, person: Person, by: ProvedBy) -> None:
    """Writes down that the session's person proved it; SignInError if it is no session of theirs."""
    now = office.now()
    if not unit.sessions.prove(token_hash(token), person.id, now, by):
        raise SignInError("登录已过期或已换人，请重新登录。")
    unit.events.record(Deed.PROVED_AGAIN, person, now, detail={"proof": by.value})
