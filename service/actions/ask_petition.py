"""申请开设、变更、关停或注销一个账号; and asking again for what was sent back."""

from __future__ import annotations

from dataclasses import dataclass, field

from review.draft import Person
from review.register import (
    Form,
    Header,
    Notice,
    Petition,
    PetitionAction,
    PetitionKind,
    PetitionState,
    Profile,
    advance,
    file_petition,
    problems_of,
    tidy_profile,
)
from service.actions.desk import words
from service.actions.errors import InvalidError
from service.actions.register_facts import (
    found_petition,
    found_registered,
    hosting,
    level_of,
    petition_told,
)
from service.clock import day_of
from service.office import Office
from service.store import UnitOfWork
from service.store.deed import Deed
from service.store.register import AccountState, in_use


@dataclass(frozen=True, slots=True, kw_only=True)
class PetitionFacts:
    """What is asked. `account` 0 for opening; `profile` as it shall be, for opening and change."""

    unit: int
    kind: PetitionKind
    account: int = 0
    profile: Profile | None = None
    reason: str = ""
    notice: Notice = field(default_factory=Notice)


def ask_petition(office: Office, actor: Person, facts: PetitionFacts) -> Petition:
    """The petition, waiting. Raises InvalidError, MissingError, NotAllowedError."""
    with office.write() as unit:
        by, _ = hosting(office, unit, actor, facts.unit, "提出账号申请")
        wanted = _wanted(office, unit, by, facts, petition_id=0)
        made = unit.petitions.add(wanted)
        unit.events.record(Deed.PETITION_ASKED, by, office.now(), detail=petition_told(made))
        return made


def ask_petition_again(
    office: Office, actor: Person, petition_id: int, facts: PetitionFacts
) -> Petition:
    """A petition that was sent back, put right. Raises as `ask_petition` does."""
    with office.write() as unit:
        now = office.now()
        standing = found_petition(unit, actor, petition_id)
        by, _ = hosting(office, unit, actor, standing.unit.id, "提出账号申请")
        moved = advance(standing, PetitionAction.ASK_AGAIN, by, now)
        wanted = _wanted(
            office,
            unit,
            by,
            PetitionFacts(
                unit=standing.unit.id,
                kind=standing.kind,
                account=standing.account,
                profile=facts.profile,
                reason=facts.reason,
                notice=facts.notice,
            ),
            petition_id=standing.id,
        )
        kept = Petition(
            id=moved.id,
            unit=moved.unit,
            kind=moved.kind,
            state=moved.state,
            account=moved.account,
            before=wanted.before,
            after=wanted.after,
            reason=wanted.reason,
            asked_by=moved.asked_by,
            at=moved.at,
            notice=wanted.notice,
            opinion=moved.opinion,
        )
        unit.petitions.keep(kept)
        unit.events.record(Deed.PETITION_ASKED, by, now, detail=petition_told(kept))
        return kept


def _wanted(
    office: Office, unit: UnitOfWork, by: Person, facts: PetitionFacts, *, petition_id: int
) -> Petition:
    now = office.now()
    where = unit.units.known()[facts.unit]
    before = None
    if facts.kind is not PetitionKind.OPEN:
        account = found_registered(unit, by, facts.account)
        if account.unit != where.id:
            raise InvalidError("这个账号不属于所选单位，请从账号页重新申请。")
        gone = (
            account.state is AccountState.DEREGISTERED
            if facts.kind is PetitionKind.DEREGISTER
            else account.state is not AccountState.RETAINED
        )
        if gone:
            sentence = f"“{account.profile.name}”{account.state.label}，不能再申请"
            raise InvalidError(f"{sentence}{facts.kind.label}。")
        before = account.profile
        for other in unit.petitions.of_account(account.id):
            if other.state.waits and other.id != petition_id:
                sentence = f"这个账号已有一件{other.kind.label}申请（第{other.id}号）在办，"
                raise InvalidError(sentence + "请等它办结或撤回后再申请。")
    after = None
    if facts.kind in {PetitionKind.OPEN, PetitionKind.CHANGE}:
        if facts.profile is None:
            raise InvalidError("请填写账号的各栏内容。")
        after = tidy_profile(facts.profile)
        standing = [
            one.profile for one in in_use(unit.register.of([where.id])) if one.id != facts.account
        ]
        _check_profile(after, standing, office, opening=facts.kind is PetitionKind.OPEN)
    petition = Petition(
        id=0,
        unit=where,
        kind=facts.kind,
        state=PetitionState.ASKED,
        account=facts.account,
        before=before,
        after=after,
        reason=words(facts.reason, "理由"),
        asked_by=by,
        at=now,
        notice=facts.notice,
    )
    return file_petition(
        petition,
        level_of(unit, where.id),
        occupied=after is not None and unit.register.occupied(where.id, after.place),
        days=office.settings.closing_notice_days,
        calendar=office.calendar,
    )


_KNOWN_LATER = frozenset({"address", "account_id", "original_id", "wechat_id", "opened"})
"""What a platform gives an account only once it is opened."""


def _check_profile(
    profile: Profile, standing: list[Profile], office: Office, *, opening: bool
) -> None:
    form = Form(header=Header(), profiles=(*standing, profile))
    last = len(standing)
    wrong = [
        problem.sentence.replace(f"第{last + 1}个账号", "")
        for problem in problems_of(form, day_of(office.now()), whole=False)
        if problem.error
        and problem.where.row == last
        and not (opening and problem.where.field in _KNOWN_LATER)
    ]
    if wrong:
        raise InvalidError("".join(wrong[:3]))
