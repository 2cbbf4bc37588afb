"""统一身份登录: there and back again. A person is known by issuer and subject, and by nothing else.

The browser holds the secret of its journey in a cookie; the database knows the journey by the
hash of its state, and what was typed before it only sealed under that secret.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from review.draft import SYSTEM
from service.actions.errors import ActionError, SignInError
from service.actions.proved import proved
from service.actions.sessions import Session, token_hash
from service.actions.sign_in import open_session, short_address
from service.office import Office
from service.sign_on import Provider, SignOnError, Who
from service.sign_on.recognised import Recognised
from service.sign_on.sealed import derived, seal, unseal
from service.store import UnitOfWork
from service.store.deed import Deed
from service.store.identities import Journey, account_digest
from service.store.people import Account
from service.store.sessions import ProvedBy

_LASTS: Final = timedelta(minutes=10)
_MOST_TYPED: Final = 4 * 1024 * 1024
_MOST_KEPT: Final = 64 * 1024 * 1024
_KEPT: Final = "kept"
_HINT: Final = "hint:"


class StrangerError(ActionError):
    """Somebody the issuer vouches for, and nobody here."""

    code = "stranger"


class AwayError(ActionError):
    """Whoever keeps the accounts elsewhere cannot say, or says no."""

    code = "away"


@dataclass(frozen=True, slots=True, kw_only=True)
class Departure:
    """Where to send the browser, and what its cookie is to hold until it is back."""

    address: str
    state: str
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """`session`: a new one, None where the present one's person only proved it anew."""

    session: Session | None
    onward: str
    kept: bool


def depart(  # what a browser takes along
    office: Office, *, token: str, address: str, onward: str, typed: str = ""
) -> Departure:
    """Begins a journey: to sign in, or (`token`) for a session's person to prove it anew.

    `typed`: what is to be there again afterwards. Raises AwayError.
    """
    provider = provider_of(office)
    if len(typed) > _MOST_TYPED:
        raise AwayError("填写的内容太长，不能带着去统一身份认证；请先用本地密码，或先保存草稿。")
    secret = secrets.token_urlsafe(32)
    journey = _recognised(secret)
    try:
        there = provider.departure(journey, again=bool(token))
    except SignOnError as error:
        raise AwayError(error.sentence) from None
    now = office.now()
    leaving = Journey(
        state=token_hash(journey.state),
        session=token_hash(token) if token else "",
        onward=onward,
        kept=seal(secret.encode(), _KEPT, typed) if typed else "",
        at=now,
    )
    with office.write() as unit:
        begun = unit.identities.depart(leaving, short_address(address), now + _LASTS, _MOST_KEPT)
    if not begun:
        raise AwayError("现在同时登录的人太多，没有登录，填写的内容都在本页；请过几分钟再试。")
    return Departure(address=there, state=journey.state, secret=secret)


def arrive(  # everything an issuer sends back
    office: Office,
    *,
    state: str,
    secret: str,
    code: str,
    error: str,
    issuer: str,
    token: str,
    address: str,
) -> Arrival:
    """Ends a journey, for good. Raises AwayError, StrangerError or SignInError."""
    provider = provider_of(office)
    journey = _recognised(secret)
    if not secret or journey.state != state:
        raise SignInError("这次登录不是从这个浏览器开始的，没有登录；请重新登录。")
    now = office.now()
    with office.write() as unit:
        begun = unit.identities.arrive(token_hash(state), now)
    if begun is None:
        raise SignInError("这次登录已办完或已超过10分钟，请重新登录。")
    if issuer and issuer != provider.issuer:
        raise AwayError("应答不是来自所设置的统一身份认证，没有登录；请联系管理员。")
    if error or not code:
        raise AwayError(f"{provider.label}没有完成登录（可能是您取消了）；请重新登录。")
    try:
        who = provider.arrival(
            journey, code=code, now=now, proved_since=begun.at if begun.session else None
        )
    except SignOnError as fault:
        raise AwayError(fault.sentence) from None
    if begun.session:
        _prove(office, who, token, begun)
        return Arrival(session=None, onward=begun.onward, kept=bool(begun.kept))
    with office.write() as unit:
        account = account_of(office, unit, who)
        if account is not None:
            session = open_session(
                office, unit, account.person, by=ProvedBy.PROVIDER, address=address
            )
            hint = seal(office.key, _HINT + session.token, who.hint)
            unit.sessions.keep_hint(token_hash(session.token), hint)
            unit.identities.belongs(begun.state, token_hash(session.token))
    if account is None:
        raise stranger(provider.label, who)
    return Arrival(session=session, onward=begun.onward, kept=bool(begun.kept))


def keepings(office: Office, *, state: str, secret: str, token: str) -> str | None:
    """What was typed before a journey of this very session; None if nothing is there any more."""
    with office.read() as unit:
        journey = unit.identities.arrived(
            token_hash(state), token_hash(token) if token else "", office.now()
        )
    if journey is None or not journey.kept:
        return None
    return unseal(secret.encode(), _KEPT, journey.kept)


def farewell(office: Office, token: str) -> str | None:
    """Where to sign out at the issuer as well; None if the session was not made there."""
    if office.provider is None:
        return None
    with office.read() as unit:
        proof = unit.sessions.proof(token_hash(token))
    hint = unseal(office.key, _HINT + token, proof.provider_hint) if proof else None
    onward = f"{office.settings.public_url}/sign-in?done=signed-out"
    return office.provider.farewell(hint, onward) if hint else None


def account_of(office: Office, unit: UnitOfWork, who: Who) -> Account | None:
    """Whose account here this is; None, and written down, if nobody's. A shut one is refused."""
    bound = unit.identities.of_account(who.issuer, who.subject)
    if bound is None:
        now = office.now()
        number = unit.identities.came(who.issuer, who.subject, who.called, now)
        if number is not None:
            detail = {"stranger": str(number), "account": account_digest(who.issuer, who.subject)}
            unit.events.record(Deed.STRANGER_CAME, SYSTEM, now, detail=detail)
        return None
    account = unit.people.get(bound.person)
    if account is None or account.disabled_at is not None:
        raise SignInError("您在先审的账号已停用，不能登录；请联系管理员。")
    return account


def stranger(label: str, who: Who) -> StrangerError:
    """What to tell somebody nobody has bound."""
    called = f"（{who.called}）" if who.called else ""
    return StrangerError(
        f"您的{label}账号{called}还没有对应到先审的人员，已为您登记；"
        "请联系管理员在“人员—统一身份”页绑定，绑定后再登录。"
    )


def provider_of(office: Office) -> Provider:
    """AwayError if there is none."""
    if office.provider is None:
        raise AwayError("本系统没有设置统一身份认证，请用账号和密码登录。")
    return office.provider


def _prove(office: Office, who: Who, token: str, begun: Journey) -> None:
    if not token or token_hash(token) != begun.session:
        raise SignInError("登录已过期或已换人，没有确认身份；请重新登录。")
    with office.write() as unit:
        account = account_of(office, unit, who)
        owner = unit.sessions.person_id(begun.session, office.now())
        if account is not None and account.person.id == owner:
            proved(office, unit, token, account.person, ProvedBy.PROVIDER)
            return
    raise SignInError("统一身份认证里登录的是另一个人，没有确认身份；请用您自己的账号再确认一次。")


def _recognised(secret: str) -> Recognised:
    """State, nonce and verifier all follow from the browser's secret; none of them is stored."""

    def part(purpose: str) -> str:
        return hashlib.sha256(derived(secret.encode(), purpose)).hexdigest()

    return Recognised(state=part("state"), nonce=part("nonce"), verifier=part("verifier"))
