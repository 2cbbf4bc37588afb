"""摸底: accounts somebody found, what they were taken for, and what a person said of each."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from review.register import Likeness, Matched, Profile
from service.store.errors import DamagedError
from service.store.register import profile_read, profile_stored
from service.store.tables import survey_rows, surveys


class SurveyVerdict(StrEnum):
    """What a person decided about an account that was found. Stored as it stands here."""

    OPEN = "open"
    REPORTED = "reported"
    TO_REPORT = "to_report"
    TO_MERGE = "to_merge"
    TO_CLOSE = "to_close"
    FOREIGN = "foreign"

    @property
    def label(self) -> str:
        return {
            "open": "待处理",
            "reported": "已登记",
            "to_report": "限期补登",
            "to_merge": "整合",
            "to_close": "关停",
            "foreign": "不是我们的账号",
        }[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyRow:
    """One account that was found, `account` being the registered one it was taken for (0: none)."""

    survey: int
    number: int
    profile: Profile
    updated: date | None
    account: int
    likeness: Likeness
    asleep: bool
    doubled: bool
    verdict: SurveyVerdict
    words: str
    settled_by: int | None
    settled_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """One survey of a unit and those below it. `unseen`: registered, and not found."""

    id: int
    unit: int
    name: str
    unseen: tuple[int, ...]
    made_by: int
    at: datetime


class Surveys:
    """Repository of `surveys` and `survey_rows`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, units: Collection[int]) -> tuple[Survey, ...]:
        """The surveys of these units, newest first."""
        query = select(surveys).where(surveys.c.unit_id.in_(list(units)))
        rows = self._connection.execute(query.order_by(surveys.c.id.desc()))
        return tuple(_survey(row) for row in rows)

    def get(self, survey_id: int) -> Survey | None:
        """The survey of this number."""
        query = select(surveys).where(surveys.c.id == survey_id)
        row = self._connection.execute(query).one_or_none()
        return _survey(row) if row else None

    def rows(self, survey_id: int) -> tuple[SurveyRow, ...]:
        """What a survey found, in the order it was handed in."""
        query = (
            select(survey_rows)
            .where(survey_rows.c.survey_id == survey_id)
            .order_by(survey_rows.c.number)
        )
        return tuple(_row(row) for row in self._connection.execute(query))

    def open_rows(self, units: Collection[int]) -> int:
        """How many found accounts nobody has settled yet."""
        query = (
            select(func.count())
            .select_from(survey_rows.join(surveys, surveys.c.id == survey_rows.c.survey_id))
            .where(
                surveys.c.unit_id.in_(list(units)),
                survey_rows.c.verdict == SurveyVerdict.OPEN.value,
            )
        )
        return int(self._connection.execute(query).scalar() or 0)

    def add(self, unit_id: int, name: str, found: Matched, made_by: int, now: datetime) -> Survey:
        """A new survey with all it found; what was recognised is settled at once."""
        last = self._connection.execute(select(func.max(surveys.c.id))).scalar() or 0
        made = Survey(
            id=last + 1, unit=unit_id, name=name, unseen=found.unseen, made_by=made_by, at=now
        )
        self._connection.execute(
            insert(surveys).values(
                id=made.id,
                unit_id=unit_id,
                name=name,
                unseen=json.dumps(found.unseen),
                made_by=made_by,
                at=now,
            )
        )
        for number, one in enumerate(found.matches, 1):
            known = one.likeness in (Likeness.ID, Likeness.NAME)
            settled = known and not (one.asleep or one.doubled)
            verdict = SurveyVerdict.REPORTED if settled else SurveyVerdict.OPEN
            self._connection.execute(
                insert(survey_rows).values(
                    survey_id=made.id,
                    number=number,
                    profile=profile_stored(one.found.profile),
                    updated_on=one.found.updated.isoformat() if one.found.updated else "",
                    account_id=one.account or None,
                    likeness=one.likeness.value,
                    asleep=int(one.asleep),
                    doubled=int(one.doubled),
                    verdict=verdict.value,
                    words="",
                )
            )
        return made

    def settle(  # a decision has a who, a what and a why
        self,
        survey_id: int,
        number: int,
        verdict: SurveyVerdict,
        words: str,
        by: int,
        now: datetime,
    ) -> None:
        """What a person decided about one account."""
        self._connection.execute(
            update(survey_rows)
            .where(survey_rows.c.survey_id == survey_id, survey_rows.c.number == number)
            .values(verdict=verdict.value, words=words, settled_by=by, settled_at=now)
        )


def _survey(row: Row[Any]) -> Survey:
    return Survey(
        id=row.id,
        unit=row.unit_id,
        name=row.name,
        unseen=tuple(json.loads(row.unseen)),
        made_by=row.made_by,
        at=row.at,
    )


def _row(row: Row[Any]) -> SurveyRow:
    profile = profile_read(row.profile)
    if profile is None:
        raise DamagedError("摸底记录的内容不见了；请运行 xianshen audit verify 核查。")
    return SurveyRow(
        survey=row.survey_id,
        number=row.number,
        profile=profile,
        updated=date.fromisoformat(row.updated_on) if row.updated_on else None,
        account=row.account_id or 0,
        likeness=Likeness(row.likeness),
        asleep=bool(row.asleep),
        doubled=bool(row.doubled),
        verdict=SurveyVerdict(row.verdict),
        words=row.words,
        settled_by=row.settled_by,
        settled_at=row.settled_at,
    )
