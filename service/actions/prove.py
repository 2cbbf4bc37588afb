"""再次确认身份. Before what cannot be taken back a session's person proves anew who they are.

A browser left open on a desk may read and draft; it must not sign a text out of the house.
"""

from __future__ import annotations

from datetime import timedelta

from review.draft import Draft, Person, State, StepKind
from service.actions.errors import FreshError, SignInError
from service.actions.proved import proved
from service.actions.sessions import token_hash
from service.actions.sign_in import LocalError, check_password
from service.actions.sign_in_by_directory import check_directory_password
from service.office import Office
from service.store import UnitOfWork
from service.store.sessions import ProvedBy

PROVING_AGAIN = "请再次确认是您本人；您填写的内容都还在。"

_PROVING = "prove"  # counts apart from sign-ins, so that nobody is locked out by it
_SKEW = timedelta(minutes=1)
"""How far two servers on one database may disagree about the time."""


def seals(draft: Draft) -> bool:
    """Whether the signature now waiting lets the text out of the house."""
    step = draft.current_step
    if draft.state is not State.IN_REVIEW or step is None or draft.route is None:
        return False
    before_release = [at for at, one in enumerate(draft.route.steps) if not one.later]
    return step.kind is StepKind.FINAL or step.on_duty or draft.step == before_release[-1]


def is_fresh(office: Office, token: str) -> bool:
    """Whether this session's person proved who they are lately enough."""
    with office.read() as unit:
        return _fresh(office, unit, token)


def require_fresh(office: Office, token: str, errand: str) -> None:
    """FreshError unless they did; `errand` says for what it is needed."""
    with office.read() as unit:
        _require(office, unit, token, errand)


def check_fresh_to_sign(office: Office, token: str, draft_id: int) -> None:
    """FreshError if the waiting signature is the last one and the proof of its giver is old."""
    with office.read() as unit:
        draft = unit.drafts.get(draft_id)
        if draft is not None and seals(draft):
            _require(office, unit, token, "签发")


def wants_password(office: Office, token: str, draft: Draft) -> bool:
    """Whether whoever signs the draft now had best type their password beside the signature."""
    if not seals(draft):
        return False
    return not is_fresh(office, token) and proof_of(office, token) is ProvedBy.PASSWORD


def proof_of(office: Office, token: str) -> ProvedBy | None:
    """What this session's person last proved with who they are."""
    with office.read() as unit:
        proof = unit.sessions.proof(token_hash(token))
    return proof.by if proof else None


def prove_again(
    office: Office, token: str, person: Person, password: str, *, elsewhere: str = ""
) -> None:
    """By the person's own password; `elsewhere`: by that of their login in the directory.

    Raises SignInError, ThrottledError or AwayError.
    """
    if elsewhere and office.directory is not None:
        account = check_directory_password(office, elsewhere, password, address=_PROVING)
        by = ProvedBy.DIRECTORY
        if account.person.id != person.id:
            raise SignInError("这是另一个人的账号，没有确认身份；请用您自己的账号再确认一次。")
    else:
        by = ProvedBy.PASSWORD
        try:
            account = check_password(office, person.login, password, address=_PROVING)
        except LocalError:
            raise
        except SignInError:
            raise SignInError("密码不对，请重新输入；忘记密码请联系管理员。") from None
    with office.write() as unit:
        proved(office, unit, token, account.person, by)


def _require(office: Office, unit: UnitOfWork, token: str, errand: str) -> None:
    if _fresh(office, unit, token):
        return
    minutes = office.settings.fresh_minutes
    raise FreshError(
        f"{errand}前须再次确认是您本人（上次确认已超过{minutes}分钟）；您填写的内容都还在。"
    )


def _fresh(office: Office, unit: UnitOfWork, token: str) -> bool:
    proof = unit.sessions.proof(token_hash(token))
    if proof is None:
        return False
    since = office.now() - proof.at
    return -_SKEW <= since <= timedelta(minutes=office.settings.fresh_minutes)
