"""读提醒: a person's own notices, read one by one or all at once."""

from __future__ import annotations

from collections.abc import Collection

from review.draft import Person
from service.office import Office


def read_notices(office: Office, actor: Person, numbers: Collection[int] | None = None) -> None:
    """These are read; without numbers all of them. Numbers of others' notices change nothing."""
    with office.write() as unit:
        unit.notices.read(actor.id, office.now(), numbers)
