"""委托代签. A signing role is lent for a time, by whoever holds it or by an administrator."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from review.clearance import written_reason
from review.draft import Person, Role
from review.refusal import NotAllowedError, Refusal
from review.staff import SIGNING
from service.actions.desk import check_admin, found_unit, seated, words
from service.actions.errors import InvalidError
from service.actions.staff import found_account
from service.office import Office
from service.store.deed import Deed
from service.store.delegations import Delegation
from service.store.instant import written

_LONGEST = timedelta(days=92)  # a quarter; who is away longer hands the role over


@dataclass(frozen=True, slots=True, kw_only=True)
class Lending:
    """Whose role is lent to whom, and when; `ends_at` is the first moment it no longer holds."""

    lender: int
    borrower: int
    unit: int
    role: Role
    starts_at: datetime
    ends_at: datetime
    reason: str


def lend_role(office: Office, actor: Person, lending: Lending) -> Delegation:
    """The delegation. Raises InvalidError, MissingError, NotAllowedError."""
    reason = written_reason(words(lending.reason, "委托理由"), "委托")
    with office.write() as unit:
        now = office.now()
        by = seated(unit, actor, now)
        where = found_unit(unit, lending.unit).unit
        lender = found_account(unit, lending.lender).person
        account = found_account(unit, lending.borrower)
        if by.id != lender.id:
            check_admin(by, where)
        _check(lending, lender, account.person, now)
        if account.disabled_at is not None:
            raise InvalidError(f"{account.person.name}的账号已停用，不能受委托；请另选他人。")
        made = unit.delegations.add(
            Delegation(
                id=0,
                lender=lender,
                borrower=account.person,
                unit=where.id,
                role=lending.role,
                starts_at=lending.starts_at,
                ends_at=lending.ends_at,
                reason=reason,
                made_by=by.id,
                at=now,
                ended_at=None,
            )
        )
        detail = {
            "delegation": str(made.id),
            "from": str(lender.id),
            "to": str(account.person.id),
            "unit": str(where.id),
            "role": lending.role.value,
            "starts": written(lending.starts_at),
            "ends": written(lending.ends_at),
        }
        unit.events.record(Deed.ROLE_LENT, by, now, detail=detail)
        return made


def _check(lending: Lending, lender: Person, borrower: Person, now: datetime) -> None:
    role = lending.role.label
    if lending.role not in SIGNING:
        raise InvalidError(f"“{role}”不是审签角色，不能委托；请由管理员直接授予。")
    if lender.id == borrower.id:
        raise InvalidError("不能委托给本人，请另选一位受托人。")
    if lending.role not in lender.roles_in(lending.unit):
        sentence = f"{lender.name}在该单位没有“{role}”角色，无从委托；请核对角色和单位。"
        raise NotAllowedError(Refusal.ROLE, sentence)
    if not now < lending.ends_at or not lending.starts_at < lending.ends_at:
        raise InvalidError("委托的截止时间应晚于开始时间和现在，请改正日期。")
    if lending.ends_at - lending.starts_at > _LONGEST:
        raise InvalidError("一次委托最长三个月；需要更久的，请由管理员直接授予角色。")
