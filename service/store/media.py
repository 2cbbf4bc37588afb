"""图片: pictures that go out with texts, stored once by the digest of their bytes."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, insert, select

from review.draft import Person
from service.store.errors import DamagedError
from service.store.tables import media


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """The bytes of a picture and what kind it is, as `image/png`."""

    kind: str
    data: bytes = field(repr=False)

    @property
    def digest(self) -> str:
        """SHA-256 of the bytes, as `Media.digest` names it."""
        return "sha256:" + hashlib.sha256(self.data).hexdigest()


class Pictures:
    """Repository of `media`: it can append and read, nothing else."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, digest: str) -> Picture | None:
        """A stored picture. Raises DamagedError if its bytes were changed."""
        row = self._connection.execute(select(media).where(media.c.digest == digest)).one_or_none()
        if row is None:
            return None
        picture = Picture(kind=row.kind, data=base64.b64decode(row.content))
        if picture.digest != digest:
            raise DamagedError(
                f"图片（{digest[7:19]}）与其摘要不符，数据可能被改动，已停止使用；请从备份恢复。"
            )
        return picture

    def put(self, picture: Picture, person: Person, at: datetime) -> None:
        """Stores a picture, once however often it is handed in."""
        digest = picture.digest
        known = select(media.c.digest).where(media.c.digest == digest)
        if self._connection.execute(known).first():
            return
        self._connection.execute(
            insert(media).values(
                digest=digest,
                kind=picture.kind,
                size=len(picture.data),
                content=base64.b64encode(picture.data).decode("ascii"),
                person_id=person.id,
                at=at,
            )
        )
