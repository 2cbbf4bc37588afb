"""审核路线 of a draft as it stands, and whether the house has the people to walk it."""

from __future__ import annotations

from review.draft import Draft, Person
from review.routes import Lowering, Plan, plan, unfilled
from service.actions.declare_emergency import is_declared
from service.actions.errors import InvalidError
from service.office import Office
from service.store import UnitOfWork


def plan_for(
    office: Office,
    unit: UnitOfWork,
    draft: Draft,
    lowering: Lowering | None = None,
    *,
    emergency: bool = False,
) -> Plan:
    """The route this draft would take if it were submitted now, by the emergency lane if asked."""
    return plan(
        office.routes,
        unit.drafts.document(draft.document),
        unit.drafts.report(draft.report),
        draft.unit,
        unit.units.known(),
        lowering=lowering,
        emergency=emergency,
        declared=emergency and is_declared(unit, draft.id),
    )


def staff_fault(office: Office, unit: UnitOfWork, draft: Draft, made: Plan) -> str:
    """Why nobody could sign this route to its end, as one sentence; "" if they can."""
    barred = {draft.author.id, draft.last_editor.id}
    return unfilled(made.route, draft.unit, at_work(office, unit), barred)


def at_work(office: Office, unit: UnitOfWork) -> tuple[Person, ...]:
    """Everybody whose account is open and who is not away, with what is lent to them now."""
    now = office.now()
    away = unit.leaves.away(now)
    return tuple(
        unit.delegations.acting(account.person, now)
        for account in unit.people.list()
        if account.disabled_at is None and account.person.id not in away
    )


def check_plan(made: Plan, staff: str) -> None:
    """InvalidError, with everything at once, for a route that cannot be taken yet."""
    if made.missing:
        raise InvalidError(f"还缺随附材料，不能送审。{''.join(made.missing)}")
    if made.faults:
        raise InvalidError("".join(made.faults))
    if staff:
        raise InvalidError(staff)
