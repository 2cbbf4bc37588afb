"""设置密码. One's own with the old one, anybody's as administrator; every session of theirs ends."""

from __future__ import annotations

from review.draft import Person
from review.refusal import NotAllowedError, Refusal
from service.actions.errors import InvalidError, SignInError
from service.actions.sign_in import check_password
from service.actions.staff import check_new_password, found_account, keeper, units_of
from service.office import Office
from service.store.deed import Deed

_OWN = "set-password"  # counts apart from sign-ins, so that nobody is locked out by it


def set_password(
    office: Office, actor: Person | None, person_id: int, *, password: str, old: str | None = None
) -> None:
    """Sets it. `old` is needed, and checked, where people change their own.

    Raises SignInError if `old` is wrong, ThrottledError if that was tried too often.
    """
    with office.read() as unit:
        account = found_account(unit, person_id)
        own = actor is not None and actor.id == person_id
        if not own:
            keeper(office, unit, actor, *units_of(account.person))
    check_new_password(account.person.login, password)
    if own:
        if old is None:
            sentence = "修改自己的密码须先输入原密码。"
            raise NotAllowedError(Refusal.ROLE, sentence)
        if old == password:
            raise InvalidError("新密码与原密码相同，请换一个。")
        try:
            check_password(office, account.person.login, old, address=_OWN)
        except SignInError:
            raise SignInError("原密码不对，密码没有改；请重新输入原密码。") from None
    hashed = office.passwords.hash(password)
    with office.write() as unit:
        by = account.person if own else keeper(office, unit, actor, *units_of(account.person))
        unit.people.set_password(person_id, hashed)
        unit.sessions.end_all(person_id)
        unit.events.record(Deed.PASSWORD_SET, by, office.now(), detail={"person": str(person_id)})
