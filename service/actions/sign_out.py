"""退出登录. The token is worth nothing from now on."""

from __future__ import annotations

from service.actions.sessions import token_hash
from service.office import Office
from service.store.deed import Deed


def sign_out(office: Office, token: str) -> None:
    """Ends the session of this token; does nothing if there is none."""
    now = office.now()
    hashed = token_hash(token)
    with office.write() as unit:
        person_id = unit.sessions.person_id(hashed, now)
        unit.sessions.end(hashed)
        account = None if person_id is None else unit.people.get(person_id)
        if account is not None:
            unit.events.record(Deed.SIGN_OUT, account.person, now)
