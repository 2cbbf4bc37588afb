"""绑定统一身份. An administrator says whose account elsewhere is whose here; it is written down."""

from __future__ import annotations

from review.draft import Person
from review.refusal import NotAllowedError, Refusal
from service.actions.errors import MissingError
from service.actions.staff import found_account, keeper, units_of
from service.office import Office
from service.store import UnitOfWork
from service.store.deed import Deed
from service.store.identities import Identity, Stranger, account_digest


def bind_identity(office: Office, actor: Person, stranger_id: int, person_id: int) -> Identity:
    """The binding. Raises MissingError or NotAllowedError; nobody binds an account to themselves."""
    with office.write() as unit:
        stranger = found_stranger(unit, stranger_id)
        account = found_account(unit, person_id)
        by = keeper(office, unit, actor, *units_of(account.person))
        if by.id == person_id:
            sentence = "不能把统一身份绑定到自己，请由另一位管理员办理。"
            raise NotAllowedError(Refusal.ROLE, sentence)
        if account.disabled_at is not None:
            sentence = f"{account.person.name}的账号已停用，不能绑定；请先恢复账号。"
            raise NotAllowedError(Refusal.ROLE, sentence)
        now = office.now()
        bound = unit.identities.bind(stranger, person_id, by.id, now)
        detail = {
            "identity": str(bound.id),
            "person": str(person_id),
            "account": account_digest(bound.issuer, bound.subject),
        }
        unit.events.record(Deed.IDENTITY_BOUND, by, now, detail=detail)
        return bound


def send_away_stranger(office: Office, actor: Person, stranger_id: int) -> None:
    """Strikes somebody off the list of those who wait; coming again they are on it again."""
    with office.write() as unit:
        stranger = found_stranger(unit, stranger_id)
        by = keeper(office, unit, actor)
        unit.identities.forget(stranger_id)
        detail = {"stranger": str(stranger_id), "account": _digest(stranger)}
        unit.events.record(Deed.STRANGER_SENT_AWAY, by, office.now(), detail=detail)


def found_stranger(unit: UnitOfWork, number: int) -> Stranger:
    """MissingError if somebody else has dealt with it."""
    stranger = unit.identities.stranger(number)
    if stranger is None:
        raise MissingError("这个统一身份已由别人处理过了，请刷新页面。")
    return stranger


def _digest(stranger: Stranger) -> str:
    return account_digest(stranger.issuer, stranger.subject)
