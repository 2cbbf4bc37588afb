"""What must hold of every person: a usable login, name, password, and roles that go together."""

from __future__ import annotations

import re

from review.draft import SYSTEM, Grant, Person, Role
from review.refusal import NotAllowedError, Refusal
from review.staff import SIGNING, WRITING
from service.actions.desk import check_admin, found_unit, seated
from service.actions.errors import InvalidError, MissingError
from service.office import Office
from service.passwords import LONGEST, SHORTEST
from service.store import UnitOfWork
from service.store.ledger import grant_told
from service.store.people import Account

_LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{1,31}")
_LONGEST_NAME = 32
_TELLING = 4
_DECIDING = SIGNING | {Role.PUBLISHER}


def keeper(office: Office, unit: UnitOfWork, actor: Person | None, *units: int) -> Person:
    """Who manages people in these units: an administrator there or above, or SYSTEM for the
    command line (None).
    """
    if actor is None:
        return SYSTEM
    administrator = seated(unit, actor, office.now())
    check_admin(administrator)
    for number in units:
        check_admin(administrator, found_unit(unit, number).unit)
    return administrator


def units_of(person: Person) -> tuple[int, ...]:
    """The units a person has any role in."""
    return tuple(sorted({grant.unit for grant in person.grants if grant.lent_by is None}))


def found_account(unit: UnitOfWork, person_id: int) -> Account:
    """The account; MissingError if there is none."""
    account = unit.people.get(person_id)
    if account is None:
        raise MissingError(f"没有编号为{person_id}的人员，请从人员列表里重新选择。")
    return account


def could_be_login(login: str) -> bool:
    """Whether anybody could have this login; what could not is not even looked for."""
    return _LOGIN.fullmatch(login) is not None and login != SYSTEM.login


def check_login(login: str) -> None:
    """InvalidError for a login that cannot be used."""
    if not could_be_login(login):
        raise InvalidError(
            "账号须为2到32位小写字母、数字、点、下划线或短横，以字母或数字开头，请改正。"
        )


def check_name(name: str) -> None:
    """InvalidError for a name that cannot be shown."""
    if not name or len(name) > _LONGEST_NAME or not name.isprintable():
        raise InvalidError(f"姓名须为1到{_LONGEST_NAME}个字，请改正。")


def check_new_password(login: str, password: str) -> None:
    """InvalidError for a password too easy to guess or too long to hash."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise InvalidError(f"密码须为{SHORTEST}到{LONGEST}位，现为{len(password)}位，请重设。")
    # A short login stands in many a good password by chance.
    named = len(login) >= _TELLING and login in password.lower()
    if named or len(set(password)) < SHORTEST // 2:
        raise InvalidError("密码过于简单（含有账号或字符重复过多），请换一个。")


def check_roles(roles: frozenset[Role]) -> None:
    """InvalidError for none, or for roles that watch over each other."""
    if not roles:
        raise InvalidError("至少要选一个角色。")
    if Role.ADMIN in roles and roles & (WRITING | _DECIDING):
        raise InvalidError("管理员不写稿、不审签、不发布，请为管理工作单独设账号。")
    if Role.CONTRACTOR in roles and len(roles) > 1:
        raise InvalidError("外包运维人员只能起草，不能审签、发布或管理，请只选“外包运维”。")
    if Role.AUDITOR in roles and len(roles) > 1:
        raise InvalidError("审计人员不能兼任其他角色，请为审计工作单独设账号。")


def check_admin_left(unit: UnitOfWork, person: Person) -> None:
    """NotAllowedError if without this person nobody is left to manage people."""
    others = (
        account
        for account in unit.people.list()
        if account.disabled_at is None and account.person.id != person.id
    )
    at_the_top = Grant(role=Role.ADMIN)
    if at_the_top in person.grants and not any(at_the_top in one.person.grants for one in others):
        sentence = f"{person.name}是最后一位管理员，请先指定另一位管理员。"
        raise NotAllowedError(Refusal.ROLE, sentence)


def grants_told(grants: frozenset[Grant]) -> str:
    """Roles as the log has them."""
    return ",".join(
        sorted(grant_told(grant.role.value, str(grant.unit), grant.platform) for grant in grants)
    )
