"""登记账号: what a unit has already is entered as it is. What is opened from now on is asked for first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import astuple
from datetime import date

from review.draft import Person
from review.refusal import NotAllowedError, Refusal
from review.register import Form, Header, Profile, problems_of, tidy_profile
from service.actions.errors import InvalidError
from service.actions.register_facts import account_told, hosting
from service.clock import day_of
from service.office import Office
from service.store.deed import Deed
from service.store.register import AccountState, RegisteredAccount, in_use

MOST = 200
_LONGEST = 300


def enter_accounts(
    office: Office,
    actor: Person,
    unit_id: int,
    profiles: Sequence[Profile],
    *,
    exceptions: Mapping[str, str] | None = None,
) -> tuple[RegisteredAccount, ...]:
    """The accounts as they stand on the register: all of them or none.

    `exceptions`: by platform, why a second account there may stand. Raises InvalidError that names
    account and field, NotAllowedError, MissingError.
    """
    if not profiles:
        raise InvalidError("没有可登记的账号，请至少填写一个。")
    if len(profiles) > MOST:
        raise InvalidError(f"一次最多登记{MOST}个账号，请分几次登记。")
    reasons = {place: reason.strip() for place, reason in (exceptions or {}).items()}
    plain = [tidy_profile(one) for one in profiles]
    with office.write() as unit:
        by, where = hosting(office, unit, actor, unit_id, "登记账号")
        now = office.now()
        _check(plain, [one.profile for one in in_use(unit.register.of([where.id]))], day_of(now))
        made: list[RegisteredAccount] = []
        for profile in plain:
            reason = reasons.get(profile.place, "")
            occupied = unit.register.occupied(where.id, profile.place)
            if occupied and not reason:
                sentence = (
                    f"{where.name}在{profile.place}已有账号，一个单位在同一平台原则上只开设一个；"
                    f"“{profile.name}”确需保留的，请写明理由。"
                )
                raise NotAllowedError(Refusal.REASON, sentence)
            account = unit.register.add(
                RegisteredAccount(
                    id=0,
                    unit=where.id,
                    profile=profile,
                    state=AccountState.RETAINED,
                    exception=reason if occupied else "",
                    petition=None,
                    made_by=by.id,
                    at=now,
                )
            )
            unit.events.record(Deed.ACCOUNT_ENTERED, by, now, detail=account_told(account))
            made.append(account)
        return tuple(made)


def _check(new: Sequence[Profile], standing: Sequence[Profile], today: date) -> None:
    # Asked together with what stands, so that one entered a second time is found.
    form = Form(header=Header(), profiles=(*standing, *new))
    wrong = [
        problem.sentence
        for problem in problems_of(form, today, whole=False)
        if problem.error and problem.where.row is not None and problem.where.row >= len(standing)
    ]
    if wrong:
        more = f"（还有{len(wrong) - 3}处）" if len(wrong) > 3 else ""
        raise InvalidError("".join(wrong[:3]) + more)
    long = next((one for one in new if any(len(text) > _LONGEST for text in astuple(one))), None)
    if long is not None:
        raise InvalidError(f"账号“{long.name[:20]}”有一栏超过{_LONGEST}个字，请删减。")
