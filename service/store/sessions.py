"""登录: sessions, by the SHA-256 of their token, and the tries that throttle guessing.

The token itself is known to the browser alone: a copy of the database opens no session.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, delete, insert, select, update

from service.store.tables import people, sessions, sign_in_tries


class ProvedBy(StrEnum):
    """What somebody proved with who they are. Stored as it stands here."""

    PASSWORD = "password"  # noqa: S105  # a way, no password
    DIRECTORY = "directory"
    PROVIDER = "provider"

    @property
    def label(self) -> str:
        return {"password": "本地密码", "directory": "目录账号", "provider": "统一身份认证"}[self]


_WAYS = frozenset(ProvedBy)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """`provider_hint`: what the provider knows this sign-in by, sealed; for signing out there."""

    person: int
    at: datetime
    by: ProvedBy
    provider_hint: str = field(default="", repr=False)


class Sessions:
    """Repository of `sessions` and `sign_in_tries`; logins come in hashed, as typed logins may
    be mistyped passwords.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(
        self,
        token: str,
        person_id: int,
        now: datetime,
        expires_at: datetime,
        by: ProvedBy,
    ) -> None:
        """A session under this token hash, its person proved just now; the expired ones go."""
        self._connection.execute(delete(sessions).where(sessions.c.expires_at <= now))
        self._connection.execute(
            insert(sessions).values(
                token=token,
                person_id=person_id,
                created_at=now,
                expires_at=expires_at,
                proved_at=now,
                proved_by=by,
            )
        )

    def proof(self, token: str) -> Proof | None:
        """When and how this session's person last proved who they are."""
        row = self._connection.execute(
            select(
                sessions.c.person_id,
                sessions.c.proved_at,
                sessions.c.proved_by,
                sessions.c.provider_hint,
            ).where(sessions.c.token == token)
        ).one_or_none()
        if row is None or row.proved_at is None or row.proved_by not in _WAYS:
            return None
        return Proof(
            person=row.person_id,
            at=row.proved_at,
            by=ProvedBy(row.proved_by),
            provider_hint=row.provider_hint or "",
        )

    def keep_hint(self, token: str, hint: str) -> None:
        """What the issuer knows this session's sign-in by, sealed."""
        self._connection.execute(
            update(sessions).where(sessions.c.token == token).values(provider_hint=hint)
        )

    def prove(self, token: str, person_id: int, now: datetime, by: ProvedBy) -> bool:
        """The person proved it again; whether there is such a session of theirs."""
        done = self._connection.execute(
            update(sessions)
            .where(
                sessions.c.token == token,
                sessions.c.person_id == person_id,
                sessions.c.expires_at > now,
            )
            .values(proved_at=now, proved_by=by)
        )
        return done.rowcount == 1

    def person_id(self, token: str, now: datetime) -> int | None:
        """Whose session this is; None if there is none, it has expired or the account is shut."""
        return self._connection.execute(
            select(sessions.c.person_id)
            .join(people, people.c.id == sessions.c.person_id)
            .where(
                sessions.c.token == token,
                sessions.c.expires_at > now,
                people.c.disabled_at.is_(None),
            )
        ).scalar()

    def end(self, token: str) -> None:
        """Ends one session."""
        self._connection.execute(delete(sessions).where(sessions.c.token == token))

    def end_all(self, person_id: int) -> None:
        """Ends every session of a person."""
        self._connection.execute(delete(sessions).where(sessions.c.person_id == person_id))

    def tries(self, login: str, since: datetime, address: str | None = None) -> list[datetime]:
        """When wrong passwords were typed for this login since then, oldest first.

        From this address, or from anywhere.
        """
        query = select(sign_in_tries.c.at).where(
            sign_in_tries.c.login == login, sign_in_tries.c.at > since
        )
        if address is not None:
            query = query.where(sign_in_tries.c.address == address)
        return list(self._connection.execute(query.order_by(sign_in_tries.c.at)).scalars())

    def add_try(self, number: str, login: str, address: str, now: datetime) -> None:
        """Counts a try before its password is looked at, so that parallel guesses count too."""
        self._connection.execute(
            insert(sign_in_tries).values(id=number, login=login, address=address, at=now)
        )

    def forget_tries(self, login: str, address: str) -> None:
        """The right password was typed: this login starts afresh from this address."""
        self._connection.execute(
            delete(sign_in_tries).where(
                sign_in_tries.c.login == login, sign_in_tries.c.address == address
            )
        )

    def forget_tries_before(self, moment: datetime) -> None:
        """Clears what no longer counts."""
        self._connection.execute(delete(sign_in_tries).where(sign_in_tries.c.at <= moment))
