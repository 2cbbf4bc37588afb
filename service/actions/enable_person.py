"""恢复人员. A shut account is opened again, with the roles and password it had."""

from __future__ import annotations

from review.draft import Person
from service.actions.staff import found_account, keeper, units_of
from service.office import Office
from service.store.deed import Deed


def enable_person(office: Office, actor: Person | None, person_id: int) -> Person:
    """The person, who can sign in again."""
    with office.write() as unit:
        keeper(office, unit, actor)
        account = found_account(unit, person_id)
        by = keeper(office, unit, actor, *units_of(account.person))
        if account.disabled_at is None:
            return account.person
        unit.people.set_disabled(person_id, None)
        unit.events.record(Deed.PERSON_ENABLED, by, office.now(), detail={"person": str(person_id)})
        return account.person
