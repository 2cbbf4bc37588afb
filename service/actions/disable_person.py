"""停用人员. The account is shut at once, everywhere; what the person signed stands."""

from __future__ import annotations

from review.draft import Person
from service.actions.staff import check_admin_left, found_account, keeper, units_of
from service.office import Office
from service.store.deed import Deed


def disable_person(office: Office, actor: Person | None, person_id: int) -> Person:
    """The person, who can no longer sign in. The last administrator cannot be shut out."""
    with office.write() as unit:
        keeper(office, unit, actor)
        account = found_account(unit, person_id)
        by = keeper(office, unit, actor, *units_of(account.person))
        if account.disabled_at is not None:
            return account.person
        check_admin_left(unit, account.person)
        now = office.now()
        unit.people.set_disabled(person_id, now)
        unit.sessions.end_all(person_id)
        unit.events.record(Deed.PERSON_DISABLED, by, now, detail={"person": str(person_id)})
        return account.person
