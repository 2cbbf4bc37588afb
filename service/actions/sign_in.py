"""登录. Guessing is throttled in the database; a login nobody has takes as long as a wrong password.

Two units of work: a password check is slow, and nobody may wait for the floor meanwhile. The try
is counted before the check, so that guesses made at the same moment count as well.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

from review.draft import SYSTEM, Person, Role
from review.refusal import clock_time
from service.actions.errors import SignInError, ThrottledError
from service.actions.sessions import Session, token_hash
from service.actions.staff import could_be_login
from service.office import Office
from service.store import UnitOfWork
from service.store.deed import Deed
from service.store.people import Account
from service.store.sessions import ProvedBy

_LONGEST_ADDRESS = 64


class LocalError(SignInError):
    """The password is right, but this person may not use one kept here."""


def sign_in(office: Office, login: str, password: str, *, address: str) -> Session:
    """A new session under a new token. Raises SignInError or ThrottledError."""
    account = check_password(office, login, password, address=address)
    renewed = (
        office.passwords.hash(password) if office.passwords.outdated(account.password) else None
    )
    with office.write() as unit:
        if renewed:
            unit.people.set_password(account.person.id, renewed)
        return open_session(office, unit, account.person, by=ProvedBy.PASSWORD, address=address)


def open_session(
    office: Office, unit: UnitOfWork, person: Person, *, by: ProvedBy, address: str
) -> Session:
    """A session of somebody who has just proved who they are."""
    now = office.now()
    session = Session(
        token=secrets.token_urlsafe(32),
        person=person,
        expires_at=now + timedelta(hours=office.settings.session_hours),
    )
    unit.sessions.add(token_hash(session.token), person.id, now, session.expires_at, by)
    detail = {"address": short_address(address), "proof": by.value}
    unit.events.record(Deed.SIGN_IN, person, now, detail=detail)
    return session


def check_password(office: Office, login: str, password: str, *, address: str) -> Account:
    """The account whose login and password these are. Raises SignInError or ThrottledError."""
    login, address = login.strip().lower(), short_address(address)
    now = office.now()
    counted = count_try(office, login, address)
    with office.read() as unit:
        account = unit.people.find(login) if could_be_login(login) else None
    right = office.passwords.matches(account.password if account else None, password)
    if account is None or not right or account.disabled_at is not None:
        if account is not None:
            with office.write() as unit:
                detail = {"person": str(account.person.id), "address": address}
                unit.events.record(Deed.SIGN_IN_FAILED, SYSTEM, now, detail=detail)
        raise SignInError("账号或密码不对，请检查后重新输入；忘记密码请联系管理员。")
    with office.write() as unit:
        unit.sessions.forget_tries(counted, address)
        elsewhere = unit.identities.of_person(account.person.id)
    _check_local(office, account.person, bound=bool(elsewhere))
    return account


def count_try(office: Office, login: str, address: str) -> str:
    """Counts a try before its password is looked at; what it is counted under. ThrottledError."""
    # Keyed: people type passwords into the wrong field, and those must not be read off a table.
    name = hmac.new(office.key, f"login:{login}".encode("utf-8", "replace"), hashlib.sha256)
    now = office.now()
    with office.write() as unit:
        _check_throttle(office, unit, name.hexdigest(), address, now)
        unit.sessions.add_try(secrets.token_hex(16), name.hexdigest(), address, now)
    return name.hexdigest()


def _check_local(office: Office, person: Person, *, bound: bool) -> None:
    if office.provider is None and office.directory is None:
        return
    allowed = office.settings.local_sign_in
    keeps = Role.ADMIN in person.roles
    if not keeps and (allowed == "administrators" or (allowed == "unbound" and bound)):
        raise LocalError("您的账号不用本地密码，请用统一身份登录；它不能用时请联系管理员。")


def _check_throttle(
    office: Office, unit: UnitOfWork, login: str, address: str, now: datetime
) -> None:
    settings = office.settings
    window = timedelta(minutes=settings.sign_in_minutes)
    unit.sessions.forget_tries_before(now - window)
    here = unit.sessions.tries(login, now - window, address)
    everywhere = unit.sessions.tries(login, now - window)
    for tries, most in (
        (here, settings.sign_in_tries),
        (everywhere, settings.sign_in_tries_per_login),
    ):
        if len(tries) >= most:
            until = tries[len(tries) - most] + window
            raise ThrottledError(
                f"密码输错次数过多，请于{clock_time(until)}之后再试；忘记密码请联系管理员。", until
            )


def short_address(address: str) -> str:
    """Where somebody comes from, as far as it is kept."""
    return "".join(letter for letter in address if letter.isprintable())[:_LONGEST_ADDRESS]
