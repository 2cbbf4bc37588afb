"""What every verb of the register asks first: whose account it is, and who may do so."""

from __future__ import annotations

from review.draft import Person, Role
from review.model import digest_of
from review.refusal import NotAllowedError, Refusal
from review.register import Level, Petition
from review.staff import Unit
from service.actions.desk import found_unit, seated
from service.actions.errors import InvalidError, MissingError
from service.office import Office
from service.store import UnitOfWork
from service.store.petitions import digest_of_petition
from service.store.register import RegisteredAccount, profile_stored

KEEPING = (Role.EDITOR, Role.ADMIN)
"""Who fills in a unit's form: those who write for it, and those who keep it."""


def hosting(
    office: Office, unit: UnitOfWork, actor: Person, unit_id: int, what: str
) -> tuple[Person, Unit]:
    """Who acts for a unit's accounts, and the unit; NotAllowedError for anybody else."""
    by = seated(unit, actor, office.now())
    bureau = found_unit(unit, unit_id)
    if not by.holds_any(KEEPING, bureau.unit):
        sentence = f"{what}需要在{bureau.unit.name}有“编辑”或“管理员”角色，请联系管理员。"
        raise NotAllowedError(Refusal.ROLE, sentence)
    if bureau.closed_at is not None:
        raise InvalidError(f"{bureau.unit.name}已停用，不能{what}。")
    return by, bureau.unit


def sees_register(by: Person, unit: Unit) -> bool:
    """Whether a person may look at a unit's accounts: everybody of it, and of those above it."""
    return any(grant.unit in unit.line for grant in by.grants)


def found_registered(unit: UnitOfWork, by: Person, account_id: int) -> RegisteredAccount:
    """The account; MissingError if there is none this person may know of."""
    found = unit.register.get(account_id)
    if found is None or not sees_register(by, found_unit(unit, found.unit).unit):
        raise MissingError(f"没有编号为{account_id}的账号，请从账号登记页重新选择。")
    return found


def found_petition(unit: UnitOfWork, by: Person, petition_id: int) -> Petition:
    """The petition; MissingError if there is none this person may know of."""
    found = unit.petitions.get(petition_id)
    if found is None or not sees_register(by, found.unit):
        raise MissingError(f"没有编号为{petition_id}的申请，请从账号申请页重新选择。")
    return found


def level_of(unit: UnitOfWork, unit_id: int) -> Level:
    """What kind of body a unit is, as the head of its form has it."""
    sponsor = unit.register.sponsors().get(unit_id)
    return sponsor.level if sponsor else Level.OTHER


def account_told(account: RegisteredAccount) -> dict[str, str]:
    """An account as the log has it: its contents by digest."""
    return {
        "account": str(account.id),
        "unit": str(account.unit),
        "state": account.state.value,
        "digest": digest_of(profile_stored(account.profile)),
    }


def petition_told(petition: Petition) -> dict[str, str]:
    """A petition as the log has it."""
    return {
        "petition": str(petition.id),
        "unit": str(petition.unit.id),
        "kind": petition.kind.value,
        "state": petition.state.value,
        "asked_by": str(petition.asked_by.id),
        "decided_by": str(petition.decided_by.id) if petition.decided_by else "-",
        "digest": digest_of_petition(petition),
    }
