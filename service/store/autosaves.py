"""自动保存: what somebody is typing and has not saved, form by form, for nobody but them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, delete, insert, select

from review.draft import Person
from service.store.canonical import storable, written
from service.store.tables import autosaves

KEPT: Final = timedelta(days=14)
MOST: Final = 20
"""Forms a person may have open and unsaved; the oldest go first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Autosave:
    """The fields of one form as typed. `draft` and `version`: what it changes, None for a new one."""

    form: str
    draft: int | None
    version: int
    title: str
    fields: Mapping[str, tuple[str, ...]]
    at: datetime


class Autosaves:
    """Repository of `autosaves`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, person: Person) -> tuple[Autosave, ...]:
        """What this person has not saved, latest first."""
        rows = self._connection.execute(
            select(autosaves)
            .where(autosaves.c.person_id == person.id)
            .order_by(autosaves.c.at.desc(), autosaves.c.form)
        )
        return tuple(
            Autosave(
                form=row.form,
                draft=row.draft_id,
                version=row.version,
                title=row.title,
                fields={name: tuple(values) for name, values in json.loads(row.content).items()},
                at=row.at,
            )
            for row in rows
        )

    def put(self, person: Person, autosave: Autosave) -> None:
        """The latest state of a form; what is old, or one too many, goes."""
        self.end(person, autosave.form)
        self._connection.execute(
            delete(autosaves).where(
                autosaves.c.person_id == person.id, autosaves.c.at < autosave.at - KEPT
            )
        )
        forms = select(autosaves.c.form).where(autosaves.c.person_id == person.id)
        latest_first = forms.order_by(autosaves.c.at.desc(), autosaves.c.form)
        for form in self._connection.execute(latest_first.offset(MOST - 1)).scalars().all():
            self.end(person, form)
        fields = {name: list(values) for name, values in autosave.fields.items()}
        self._connection.execute(
            insert(autosaves).values(
                person_id=person.id,
                form=autosave.form,
                draft_id=autosave.draft,
                version=autosave.version,
                title=storable(autosave.title),
                content=written(fields),
                at=autosave.at,
            )
        )

    def end(self, person: Person, form: str) -> None:
        """The form was saved, or its text is not wanted."""
        self._connection.execute(
            delete(autosaves).where(autosaves.c.person_id == person.id, autosaves.c.form == form)
        )
