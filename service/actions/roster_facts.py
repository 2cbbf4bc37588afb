"""What must hold of a turn of duty and of a leave: somebody who is there, and a span that lasts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from review.draft import Person, Role, Unit
from review.refusal import clock_time
from service.actions.desk import check_admin, found_unit, seated
from service.actions.errors import InvalidError, MissingError
from service.actions.staff import found_account, units_of
from service.office import Office
from service.store import UnitOfWork

LONGEST_WATCH = timedelta(days=8)
"""A week on call with its handover; what is longer is a slip of the year."""

LONGEST_LEAVE = timedelta(days=366)
_FARTHEST = timedelta(days=800)
_LEAST = timedelta(minutes=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchFacts:
    """Who is on duty when; `ends_at` is the first moment they no longer are."""

    person: int
    starts_at: datetime
    ends_at: datetime


def check_span(
    starts_at: datetime, ends_at: datetime, now: datetime, longest: timedelta, what: str
) -> None:
    """InvalidError for a span that does not last, is over, or is a slip of the year."""
    if ends_at - starts_at < _LEAST:
        raise InvalidError(f"{what}的截止时间应晚于开始时间，请改正。")
    if ends_at <= now:
        raise InvalidError(f"{what}的截止时间（{clock_time(ends_at)}）已经过去，请改正。")
    if ends_at - starts_at > longest:
        raise InvalidError(f"一次{what}最长{longest.days}天，请分几次登记或核对年月。")
    if starts_at - now > _FARTHEST:
        raise InvalidError(f"{what}的开始时间太远，请核对年份。")


def serving(unit: UnitOfWork, where: Unit, person_id: int) -> Person:
    """Somebody who can be on duty for a unit: they work in it or in one above it.

    Raises MissingError, InvalidError.
    """
    account = found_account(unit, person_id)
    person = account.person
    if account.disabled_at is not None:
        raise InvalidError(f"{person.name}的账号已停用，不能值班；请另排他人。")
    if not set(where.line).intersection(units_of(person)):
        raise InvalidError(f"{person.name}在{where.name}及其上级单位没有角色，不能在这里值班。")
    return person


def rostering(office: Office, unit: UnitOfWork, actor: Person, unit_id: int) -> tuple[Person, Unit]:
    """Who keeps a unit's roster, and the unit. NotAllowedError, MissingError, InvalidError."""
    by = seated(unit, actor, office.now())
    bureau = found_unit(unit, unit_id)
    check_admin(by, bureau.unit)
    if bureau.closed_at is not None:
        raise InvalidError(f"{bureau.unit.name}已停用，不能排班；请先恢复。")
    return by, bureau.unit


def keeps_person(unit: UnitOfWork, by: Person, person_id: int) -> Person:
    """The person, if it is oneself or somebody of a unit one keeps.

    MissingError for everybody else: who is not to be seen does not exist.
    """
    account = unit.people.get(person_id)
    if account is not None and account.person.id == by.id:
        return account.person
    if account is not None:
        known = unit.units.known()
        for number in units_of(account.person):
            if by.holds(Role.ADMIN, known[number]):
                return account.person
    raise MissingError(f"没有编号为{person_id}的人员，请从名单里重新选择。")
