"""解除统一身份. The account elsewhere opens nothing here from now on; open sessions end."""

from __future__ import annotations

from review.draft import Person
from service.actions.errors import MissingError
from service.actions.staff import found_account, keeper, units_of
from service.office import Office
from service.store.deed import Deed
from service.store.identities import Identity


def end_identity(office: Office, actor: Person, identity_id: int) -> Identity:
    """The binding as it was. Raises MissingError or NotAllowedError."""
    with office.write() as unit:
        bound = unit.identities.get(identity_id)
        if bound is None or bound.ended_at is not None:
            raise MissingError("这个统一身份已经解除，请刷新页面。")
        account = found_account(unit, bound.person)
        by = keeper(office, unit, actor, *units_of(account.person))
        now = office.now()
        unit.identities.end(identity_id, now)
        unit.sessions.end_all(bound.person)
        detail = {"identity": str(identity_id), "person": str(bound.person)}
        unit.events.record(Deed.IDENTITY_ENDED, by, now, detail=detail)
        return bound
