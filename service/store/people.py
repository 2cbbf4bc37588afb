"""人员: who there is, what each may do, and the hash of their password."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, func, insert, select, update

from review.draft import SYSTEM, Grant, Person, Role
from service.store.tables import grants, people


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A person with what belongs to the login; `disabled_at` set means it is shut."""

    person: Person
    password: str
    created_at: datetime
    disabled_at: datetime | None

    def __repr__(self) -> str:
        """The hash stays out of logs and tracebacks."""
        return f"Account({self.person.login!r})"


class People:
    """Repository of `people` and `grants`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, person_id: int) -> Account | None:
        """The account of this id."""
        return self._one(people.c.id == person_id)

    def find(self, login: str) -> Account | None:
        """The account of this login."""
        return self._one(people.c.login == login)

    def list(self) -> tuple[Account, ...]:
        """Every account, disabled ones too, by id."""
        rows = self._connection.execute(select(people).order_by(people.c.id)).all()
        held = self._grants([row.id for row in rows])
        return tuple(_account(row, held) for row in rows)

    def named(self, ids: Collection[int]) -> Mapping[int, Person]:
        """The persons of these ids, SYSTEM among them for 0."""
        if not ids:
            return {SYSTEM.id: SYSTEM}
        rows = self._connection.execute(select(people).where(people.c.id.in_(set(ids)))).all()
        held = self._grants([row.id for row in rows])
        return {SYSTEM.id: SYSTEM} | {row.id: _person(row, held) for row in rows}

    def add(
        self, *, login: str, name: str, held: frozenset[Grant], password: str, now: datetime
    ) -> Person:
        """A new person; `password` is the hash. The login must be free."""
        last = self._connection.execute(select(func.max(people.c.id))).scalar() or 0
        person = Person(id=last + 1, login=login, name=name, grants=held)
        self._connection.execute(
            insert(people).values(
                id=person.id, login=login, name=name, password=password, created_at=now
            )
        )
        self._grant(person.id, held)
        return person

    def set_grants(self, person_id: int, held: frozenset[Grant]) -> None:
        """Exactly these roles in these units from now on."""
        self._connection.execute(delete(grants).where(grants.c.person_id == person_id))
        self._grant(person_id, held)

    def set_password(self, person_id: int, password: str) -> None:
        """Another hash."""
        self._change(person_id, password=password)

    def set_disabled(self, person_id: int, at: datetime | None) -> None:
        """Shut the account from this moment, or open it again."""
        self._change(person_id, disabled_at=at)

    def _change(self, person_id: int, **values: str | datetime | None) -> None:
        self._connection.execute(update(people).where(people.c.id == person_id).values(**values))

    def _grant(self, person_id: int, held: frozenset[Grant]) -> None:
        if held:
            self._connection.execute(
                insert(grants),
                [
                    {
                        "person_id": person_id,
                        "unit_id": grant.unit,
                        "role": grant.role.value,
                        "platform": grant.platform,
                    }
                    for grant in held
                ],
            )

    def _one(self, where: ColumnElement[bool]) -> Account | None:
        row = self._connection.execute(select(people).where(where)).one_or_none()
        return _account(row, self._grants([row.id])) if row else None

    def _grants(self, ids: Sequence[int]) -> Mapping[int, frozenset[Grant]]:
        rows = self._connection.execute(select(grants).where(grants.c.person_id.in_(ids))).all()
        found: dict[int, set[Grant]] = {}
        for row in rows:
            grant = Grant(role=Role(row.role), unit=row.unit_id, platform=row.platform)
            found.setdefault(row.person_id, set()).add(grant)
        return {person: frozenset(held) for person, held in found.items()}


def _person(row: Row[Any], held: Mapping[int, frozenset[Grant]]) -> Person:
    return Person(id=row.id, login=row.login, name=row.name, grants=held.get(row.id, frozenset()))


def _account(row: Row[Any], held: Mapping[int, frozenset[Grant]]) -> Account:
    return Account(
        person=_person(row, held),
        password=row.password,
        created_at=row.created_at,
        disabled_at=row.disabled_at,
    )
