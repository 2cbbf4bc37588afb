"""目录账号登录: the directory says whose password it is; who that is here, the binding says."""

from __future__ import annotations

from review.draft import SYSTEM
from service.actions.errors import SignInError
from service.actions.sessions import Session
from service.actions.sign_in import count_try, open_session, short_address
from service.actions.sign_on import AwayError, account_of, stranger
from service.office import Office
from service.sign_on import SignOnError
from service.store.deed import Deed
from service.store.people import Account
from service.store.sessions import ProvedBy


def sign_in_by_directory(office: Office, login: str, password: str, *, address: str) -> Session:
    """A new session. Raises SignInError, StrangerError, AwayError or ThrottledError."""
    account = check_directory_password(office, login, password, address=address)
    with office.write() as unit:
        return open_session(office, unit, account.person, by=ProvedBy.DIRECTORY, address=address)


def check_directory_password(office: Office, login: str, password: str, *, address: str) -> Account:
    """The account bound to the directory's entry that has this login and password."""
    if office.directory is None:
        raise AwayError("本系统没有设置目录账号，请用本地账号登录。")
    login, address = login.strip(), short_address(address)
    counted = count_try(office, f"directory:{login.lower()}", address)
    try:
        who = office.directory.who(login, password)
    except SignOnError as error:
        with office.write() as unit:
            unit.sessions.forget_tries(counted, address)
        raise AwayError(error.sentence) from None
    if who is None:
        with office.write() as unit:
            now = office.now()
            unit.events.record(Deed.SIGN_IN_FAILED, SYSTEM, now, detail={"address": address})
        raise SignInError("账号或密码不对，请检查后重新输入；忘记密码请联系管理员。")
    with office.write() as unit:
        unit.sessions.forget_tries(counted, address)
        account = account_of(office, unit, who)
    if account is None:
        raise stranger(office.directory.label, who)
    return account
