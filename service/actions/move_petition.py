"""审批和办结账号申请: granted, sent back, refused or dropped; and once granted, carried out."""

from __future__ import annotations

from dataclasses import replace

from review.draft import Person
from review.register import (
    Notice,
    Petition,
    PetitionAction,
    PetitionKind,
    PetitionState,
    Profile,
    advance,
    tidy_profile,
)
from service.actions.desk import seated, words
from service.actions.errors import InvalidError
from service.actions.register_facts import account_told, found_petition, petition_told
from service.office import Office
from service.store import UnitOfWork
from service.store.deed import Deed
from service.store.register import AccountState, RegisteredAccount

_DEEDS = {
    PetitionState.GRANTED: Deed.PETITION_GRANTED,
    PetitionState.RETURNED: Deed.PETITION_RETURNED,
    PetitionState.REFUSED: Deed.PETITION_REFUSED,
    PetitionState.DROPPED: Deed.PETITION_DROPPED,
    PetitionState.DONE: Deed.PETITION_DONE,
}


def move_petition(  # a decision has a what, a why, and what came of it
    office: Office,
    actor: Person,
    petition_id: int,
    action: PetitionAction,
    *,
    opinion: str = "",
    notice: Notice | None = None,
    opened: Profile | None = None,
) -> Petition:
    """The petition after the action; carrying it out changes the register.

    `opened`: the account as it was really opened (its number, its address). Raises InvalidError,
    MissingError, NotAllowedError.
    """
    with office.write() as unit:
        now = office.now()
        by = seated(unit, actor, now)
        standing = found_petition(unit, by, petition_id)
        moved = advance(standing, action, by, now, opinion=words(opinion, "意见"), notice=notice)
        if action is PetitionAction.CARRY_OUT:
            moved = _carry_out(office, unit, by, moved, opened)
        unit.petitions.keep(moved)
        unit.events.record(_DEEDS[moved.state], by, now, detail=petition_told(moved))
        return moved


def _carry_out(
    office: Office, unit: UnitOfWork, by: Person, petition: Petition, opened: Profile | None
) -> Petition:
    now = office.now()
    if petition.kind is PetitionKind.OPEN:
        profile = tidy_profile(opened) if opened else petition.after
        if profile is None or not profile.name:
            raise InvalidError("请填写账号的各栏内容。")
        if petition.after is not None and profile.place != petition.after.place:
            raise InvalidError(f"批准开设的是{petition.after.place}账号，请按批准的平台登记。")
        occupied = unit.register.occupied(petition.unit.id, profile.place)
        account = unit.register.add(
            RegisteredAccount(
                id=0,
                unit=petition.unit.id,
                profile=profile,
                state=AccountState.RETAINED,
                exception=petition.reason if occupied else "",
                petition=petition.id,
                made_by=by.id,
                at=now,
            )
        )
        unit.events.record(Deed.ACCOUNT_ENTERED, by, now, detail=account_told(account))
        return replace(petition, account=account.id, after=profile)
    standing = unit.register.get(petition.account)
    assert standing is not None  # petitions name an account that is there, by foreign key
    if petition.kind is PetitionKind.CHANGE and petition.after is not None:
        unit.register.change(standing.id, petition.after)
        after = replace(standing, profile=petition.after)
    else:
        gone = petition.kind is PetitionKind.DEREGISTER
        state = AccountState.DEREGISTERED if gone else AccountState.CLOSED
        unit.register.set_state(standing.id, state)
        after = replace(standing, state=state)
    unit.events.record(Deed.ACCOUNT_CHANGED, by, now, detail=account_told(after))
    return petition
