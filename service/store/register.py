"""账号登记: the units' heads of the form, their accounts, and the figures of each by day."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from review.model import digest_of
from review.register import Block, Header, Level, Profile
from service.store.errors import DamagedError
from service.store.tables import account_figures, accounts, sponsors


class AccountState(StrEnum):
    """Stored as it stands here."""

    RETAINED = "retained"
    CLOSED = "closed"
    DEREGISTERED = "deregistered"

    @property
    def label(self) -> str:
        return {"retained": "在用", "closed": "已关停", "deregistered": "已注销"}[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sponsor:
    """主办单位, as the head of the form has it. `header.sponsor` and `count` are not stored."""

    unit: int
    level: Level
    header: Header
    made_by: int
    at: datetime

    @property
    def digest(self) -> str:
        """What the log knows it by: telephone numbers stay out of it."""
        return digest_of([self.level.value, *asdict(self.header).values()])


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisteredAccount:
    """One account on the register. `petition`: what it was opened by; None if entered directly.

    `exception`: why a second one on the same platform may stand.
    """

    id: int
    unit: int
    profile: Profile
    state: AccountState
    exception: str
    petition: int | None
    made_by: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What an account had on a day."""

    account: int
    day: date
    fans: int | None
    reads: int | None
    frequency: str
    made_by: int
    at: datetime


class Register:
    """Repository of `sponsors`, `accounts` and `account_figures`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def sponsors(self) -> dict[int, Sponsor]:
        """The head of every unit's form that was filled in, by unit."""
        return {row.unit_id: _sponsor(row) for row in self._connection.execute(select(sponsors))}

    def keep_sponsor(self, given: Sponsor) -> None:
        """Fills in, or changes, the head of a unit's form."""
        values = {
            "level": given.level.value,
            "leader": given.header.leader,
            "post": given.header.post,
            "office_phone": given.header.office_phone,
            "mobile": given.header.mobile,
            "made_by": given.made_by,
            "at": given.at,
        }
        mine = sponsors.c.unit_id == given.unit
        changed = self._connection.execute(update(sponsors).where(mine).values(**values))
        if not changed.rowcount:
            self._connection.execute(insert(sponsors).values(unit_id=given.unit, **values))

    def of(self, units: Collection[int]) -> tuple[RegisteredAccount, ...]:
        """The accounts of these units, closed ones too, by unit and then by number."""
        query = (
            select(accounts)
            .where(accounts.c.unit_id.in_(list(units)))
            .order_by(accounts.c.unit_id, accounts.c.id)
        )
        return tuple(_account(row) for row in self._connection.execute(query))

    def get(self, account_id: int) -> RegisteredAccount | None:
        """The account of this number."""
        query = select(accounts).where(accounts.c.id == account_id)
        row = self._connection.execute(query).one_or_none()
        return _account(row) if row else None

    def occupied(self, unit_id: int, place: str) -> bool:
        """Whether a unit has an account in use on a platform."""
        query = select(func.count()).where(
            accounts.c.unit_id == unit_id,
            accounts.c.place == place,
            accounts.c.state == AccountState.RETAINED.value,
        )
        return bool(self._connection.execute(query).scalar())

    def add(self, given: RegisteredAccount) -> RegisteredAccount:
        """Stores a new account under the next number, which it is returned with."""
        last = self._connection.execute(select(func.max(accounts.c.id))).scalar() or 0
        made = replace(given, id=last + 1)
        self._connection.execute(
            insert(accounts).values(
                id=made.id,
                unit_id=made.unit,
                place=made.profile.place[:64],
                name=made.profile.name[:200],
                profile=profile_stored(made.profile),
                state=made.state.value,
                exception=made.exception,
                petition_id=made.petition,
                made_by=made.made_by,
                at=made.at,
            )
        )
        return made

    def change(self, account_id: int, profile: Profile) -> None:
        """Another name, address or whatever else the form has of it."""
        self._connection.execute(
            update(accounts)
            .where(accounts.c.id == account_id)
            .values(
                place=profile.place[:64], name=profile.name[:200], profile=profile_stored(profile)
            )
        )

    def set_state(self, account_id: int, state: AccountState) -> None:
        """Closed, or gone."""
        mine = accounts.c.id == account_id
        self._connection.execute(update(accounts).where(mine).values(state=state.value))

    def figures(self, numbers: Iterable[int]) -> dict[int, tuple[Figures, ...]]:
        """What these accounts had, by account, oldest day first; of a day, what was said last."""
        query = (
            select(account_figures)
            .where(account_figures.c.account_id.in_(list(numbers)))
            .order_by(account_figures.c.account_id, account_figures.c.number)
        )
        by_day: dict[int, dict[date, Figures]] = {}
        for row in self._connection.execute(query):
            made = _figures(row)
            by_day.setdefault(made.account, {})[made.day] = made
        return {number: tuple(days[day] for day in sorted(days)) for number, days in by_day.items()}

    def add_figures(self, given: Figures) -> int:
        """Appends a day's figures; returns their number within the account's."""
        query = select(func.max(account_figures.c.number)).where(
            account_figures.c.account_id == given.account
        )
        number = (self._connection.execute(query).scalar() or 0) + 1
        self._connection.execute(
            insert(account_figures).values(
                account_id=given.account,
                number=number,
                day=given.day.isoformat(),
                fans=given.fans,
                reads=given.reads,
                frequency=given.frequency,
                made_by=given.made_by,
                at=given.at,
            )
        )
        return number


def profile_stored(profile: Profile | None) -> str:
    """A profile as one text; "" for none."""
    if profile is None:
        return ""
    values = {name: value for name, value in asdict(profile).items() if value}
    return json.dumps(values, ensure_ascii=False, sort_keys=True)


def profile_read(stored: str) -> Profile | None:
    """A profile as `profile_stored` wrote it. DamagedError for anything else."""
    if not stored:
        return None
    try:
        values = json.loads(stored)
        return Profile(**{**values, "block": Block(values["block"])})
    except (ValueError, TypeError, KeyError):
        raise DamagedError(
            "账号登记的内容读不懂，数据可能被改动，已停止使用；请运行 xianshen audit verify 核查。"
        ) from None


def _account(row: Row[Any]) -> RegisteredAccount:
    profile = profile_read(row.profile)
    if profile is None:
        raise DamagedError("账号登记的内容不见了；请运行 xianshen audit verify 核查。")
    return RegisteredAccount(
        id=row.id,
        unit=row.unit_id,
        profile=profile,
        state=AccountState(row.state),
        exception=row.exception,
        petition=row.petition_id,
        made_by=row.made_by,
        at=row.at,
    )


def _sponsor(row: Row[Any]) -> Sponsor:
    return Sponsor(
        unit=row.unit_id,
        level=Level(row.level),
        header=Header(
            leader=row.leader, post=row.post, office_phone=row.office_phone, mobile=row.mobile
        ),
        made_by=row.made_by,
        at=row.at,
    )


def _figures(row: Row[Any]) -> Figures:
    return Figures(
        account=row.account_id,
        day=date.fromisoformat(row.day),
        fans=row.fans,
        reads=row.reads,
        frequency=row.frequency,
        made_by=row.made_by,
        at=row.at,
    )


def in_use(found: Sequence[RegisteredAccount]) -> tuple[RegisteredAccount, ...]:
    """Those that are neither closed nor gone: what the form lists."""
    return tuple(one for one in found if one.state is AccountState.RETAINED)
