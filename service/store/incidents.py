"""突发事件: what went wrong with a post or an account, and what was done about it, step by step.

发现 → 处置 → 上报 → 转办 → 了结. Handling and reporting may come in any order and more than once;
the row keeps the first of each, the steps keep all. A closed one stays as it is.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from review.model import digest_of
from service.store.tables import incident_steps, incidents


class IncidentKind(StrEnum):
    """Stored as it stands here. DRIFT: a platform shows other than what was signed, or nothing."""

    DRIFT = "drift"
    TAMPERED = "tampered"
    POST = "post"
    ACCOUNT = "account"
    OTHER = "other"

    @property
    def label(self) -> str:
        return {
            "drift": "内容与签发不符",
            "tampered": "内容被篡改",
            "post": "发文差错",
            "account": "账号异常",
            "other": "其他",
        }[self]


class IncidentStep(StrEnum):
    """What was done. Stored as it stands here."""

    OPENED = "opened"
    HANDLED = "handled"
    REPORTED = "reported"
    TRANSFERRED = "transferred"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        return {
            "opened": "发现",
            "handled": "处置",
            "reported": "上报",
            "transferred": "转办",
            "closed": "了结",
        }[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """`subject`: one line that quotes nothing of the text. `note`: what was known at first.

    `found_by` 0: the machine. `drill`: an exercise. `transferred_to`: the unit that has it now.
    """

    id: int
    unit: int
    kind: IncidentKind
    draft: int | None = None
    posting: str | None = None
    account: str = ""
    subject: str
    drill: bool = False
    found_at: datetime
    found_by: int
    handled_at: datetime | None = None
    handled_by: int | None = None
    reported_at: datetime | None = None
    reported_by: int | None = None
    reported_to: str = ""
    transferred_to: int | None = None
    closed_at: datetime | None = None
    closed_by: int | None = None
    note: str = ""

    @property
    def keeper(self) -> int:
        """The unit that has to see to it."""
        return self.transferred_to or self.unit

    @property
    def digest(self) -> str:
        """What the log knows it by: what was found, without what was done about it."""
        return content_digest(
            self.kind.value,
            "" if self.draft is None else str(self.draft),
            self.posting or "",
            self.account,
            self.subject,
            str(int(self.drill)),
            self.note,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class StepTaken:
    """One step. `told`: to whom it was reported, or the unit it went to."""

    number: int
    step: IncidentStep
    person: int
    at: datetime
    told: str
    note: str


def content_digest(*columns: str) -> str:
    """The digest over kind, draft, posting, account, subject, drill and note, in this order."""
    return digest_of(list(columns))


class Incidents:
    """Repository of `incidents` and `incident_steps`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def open(self, given: Incident) -> Incident:
        """Stores a new one under the next number, which it is returned with."""
        last = self._connection.execute(select(func.max(incidents.c.id))).scalar() or 0
        made = replace(given, id=last + 1)
        self._connection.execute(
            insert(incidents).values(
                id=made.id,
                unit_id=made.unit,
                kind=made.kind.value,
                draft_id=made.draft,
                posting_key=made.posting,
                account=made.account,
                subject=made.subject,
                drill=int(made.drill),
                found_at=made.found_at,
                found_by=made.found_by,
                reported_to="",
                note=made.note,
            )
        )
        self._add_step(made.id, IncidentStep.OPENED, made.found_by, made.found_at, "", made.note)
        return made

    def get(self, incident_id: int) -> Incident | None:
        """The incident of this number."""
        query = select(incidents).where(incidents.c.id == incident_id)
        row = self._connection.execute(query).one_or_none()
        return _made(row) if row else None

    def steps(self, incident_id: int) -> tuple[StepTaken, ...]:
        """Everything done about it, oldest first."""
        query = (
            select(incident_steps)
            .where(incident_steps.c.incident_id == incident_id)
            .order_by(incident_steps.c.number)
        )
        return tuple(
            StepTaken(
                number=row.number,
                step=IncidentStep(row.step),
                person=row.person_id,
                at=row.at,
                told=row.told,
                note=row.note,
            )
            for row in self._connection.execute(query)
        )

    def listed(
        self, units: Sequence[int], *, closed: bool, most: int, skip: int = 0
    ) -> tuple[Incident, ...]:
        """Those of these units, or handed to them, newest first."""
        shut = incidents.c.closed_at.is_not(None) if closed else incidents.c.closed_at.is_(None)
        query = (
            select(incidents)
            .where(
                shut,
                incidents.c.unit_id.in_(list(units)) | incidents.c.transferred_to.in_(list(units)),
            )
            .order_by(incidents.c.id.desc())
            .limit(most)
            .offset(skip)
        )
        return tuple(_made(row) for row in self._connection.execute(query))

    def count_open(self, units: Collection[int]) -> int:
        """How many of these units' incidents are not closed."""
        query = select(func.count()).where(
            incidents.c.closed_at.is_(None),
            incidents.c.unit_id.in_(list(units)) | incidents.c.transferred_to.in_(list(units)),
        )
        return self._connection.execute(query).scalar() or 0

    def open_of_posting(self, key: str) -> Incident | None:
        """The one about a posting that is not closed yet."""
        query = select(incidents).where(
            incidents.c.posting_key == key, incidents.c.closed_at.is_(None)
        )
        row = self._connection.execute(query.order_by(incidents.c.id)).first()
        return _made(row) if row else None

    def of_posting(self, key: str) -> tuple[Incident, ...]:
        """All that a posting ever had, newest first."""
        query = select(incidents).where(incidents.c.posting_key == key)
        rows = self._connection.execute(query.order_by(incidents.c.id.desc()))
        return tuple(_made(row) for row in rows)

    def handle(self, incident: Incident, by: int, now: datetime, note: str) -> None:
        """Something was done about it."""
        if incident.handled_at is None:
            self._set(incident.id, handled_at=now, handled_by=by)
        self._add_step(incident.id, IncidentStep.HANDLED, by, now, "", note)

    def report(self, incident: Incident, by: int, now: datetime, told: str, note: str) -> None:
        """Somebody above was told."""
        if incident.reported_at is None:
            self._set(incident.id, reported_at=now, reported_by=by, reported_to=told)
        self._add_step(incident.id, IncidentStep.REPORTED, by, now, told, note)

    def transfer(self, incident: Incident, by: int, now: datetime, unit: int, note: str) -> None:
        """Another unit has it from now on."""
        self._set(incident.id, transferred_to=unit)
        self._add_step(incident.id, IncidentStep.TRANSFERRED, by, now, str(unit), note)

    def close(self, incident: Incident, by: int, now: datetime, note: str) -> None:
        """It is over."""
        self._set(incident.id, closed_at=now, closed_by=by)
        self._add_step(incident.id, IncidentStep.CLOSED, by, now, "", note)

    def _set(self, incident_id: int, **values: object) -> None:
        self._connection.execute(
            update(incidents).where(incidents.c.id == incident_id).values(**values)
        )

    def _add_step(  # a step has a who, when, what and why
        self, incident_id: int, step: IncidentStep, by: int, at: datetime, told: str, note: str
    ) -> None:
        numbers = select(func.max(incident_steps.c.number)).where(
            incident_steps.c.incident_id == incident_id
        )
        self._connection.execute(
            insert(incident_steps).values(
                incident_id=incident_id,
                number=(self._connection.execute(numbers).scalar() or 0) + 1,
                step=step.value,
                person_id=by,
                at=at,
                told=told,
                note=note,
            )
        )


def _made(row: Row[Any]) -> Incident:
    return Incident(
        id=row.id,
        unit=row.unit_id,
        kind=IncidentKind(row.kind),
        draft=row.draft_id,
        posting=row.posting_key,
        account=row.account,
        subject=row.subject,
        drill=bool(row.drill),
        found_at=row.found_at,
        found_by=row.found_by,
        handled_at=row.handled_at,
        handled_by=row.handled_by,
        reported_at=row.reported_at,
        reported_by=row.reported_by,
        reported_to=row.reported_to,
        transferred_to=row.transferred_to,
        closed_at=row.closed_at,
        closed_by=row.closed_by,
        note=row.note,
    )
