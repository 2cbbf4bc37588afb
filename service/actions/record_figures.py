"""登记账号数据: fans, reads and how often is posted, as of a day."""

from __future__ import annotations

from datetime import date

from review.draft import Person
from service.actions.errors import InvalidError
from service.actions.register_facts import found_registered, hosting
from service.clock import day_of
from service.office import Office
from service.store.deed import Deed
from service.store.register import AccountState, Figures

_MOST = 10**12


def record_figures(  # a day's figures are several
    office: Office,
    actor: Person,
    account_id: int,
    day: date,
    *,
    fans: int | None,
    reads: int | None,
    frequency: str,
) -> None:
    """Adds a day's figures; of a day, what was said last counts.

    Raises InvalidError, MissingError, NotAllowedError.
    """
    if fans is None and reads is None:
        raise InvalidError("粉丝量和阅读量都没有填，请至少填一个。")
    if any(value is not None and not 0 <= value < _MOST for value in (fans, reads)):
        raise InvalidError("粉丝量和阅读量应为不小于 0 的整数，请改正。")
    with office.write() as unit:
        now = office.now()
        account = found_registered(unit, actor, account_id)
        by, _ = hosting(office, unit, actor, account.unit, "登记账号数据")
        if account.state is AccountState.DEREGISTERED:
            raise InvalidError(f"“{account.profile.name}”已注销，不再登记数据。")
        if day > day_of(now):
            raise InvalidError(f"日期{day}在今天之后，请改正。")
        number = unit.register.add_figures(
            Figures(
                account=account.id,
                day=day,
                fans=fans,
                reads=reads,
                frequency=frequency.strip()[:64],
                made_by=by.id,
                at=now,
            )
        )
        detail = {
            "account": str(account.id),
            "number": str(number),
            "day": day.isoformat(),
            "fans": "-" if fans is None else str(fans),
            "reads": "-" if reads is None else str(reads),
        }
        unit.events.record(Deed.ACCOUNT_FIGURES, by, now, detail=detail)
