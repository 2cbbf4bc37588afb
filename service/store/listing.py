"""Which drafts a list shows: their numbers alone, newest first, found by index and not by search."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, select, union

from review.draft import Person, State
from service.store.canonical import storable
from service.store.tables import documents, drafts, sign_offs

_FEW: Final = 40
"""Units that are asked one by one; of more, any stretch of drafts holds enough."""


def newest(
    *,
    reader: Person | None,
    units: Collection[int] | None,
    state: State | None,
    author: Person | None,
    title: str,
    before: int | None,
    limit: int,
) -> Select[Any]:
    """The numbers of the newest drafts that fit.

    `units`: those the reader reads; None: all there are. One index cannot serve "of these units,
    or mine, or signed by me"; so each is asked for its newest, and of those the newest are taken.
    """
    narrow = [drafts.c.state == state.value] if state else []
    if author is not None:
        narrow.append(drafts.c.author_id == author.id)
    if title:
        narrow.append(documents.c.title.contains(storable(title), autoescape=True))
    if before is not None:
        narrow.append(drafts.c.id < before)

    def of(*where: ColumnElement[bool]) -> Select[Any]:
        query = select(drafts.c.id).where(*narrow, *where).order_by(drafts.c.id.desc())
        if title:
            query = query.join(documents, documents.c.digest == drafts.c.document)
        return query.limit(limit)

    if reader is None or units is None or author == reader:
        return of()
    signed = (
        select(drafts.c.id)
        .join(sign_offs, sign_offs.c.draft_id == drafts.c.id)
        .where(*narrow, sign_offs.c.person_id == reader.id)
        .distinct()
        .order_by(drafts.c.id.desc())
        .limit(limit)
    )
    if title:
        signed = signed.join(documents, documents.c.digest == drafts.c.document)
    parts = [of(drafts.c.author_id == reader.id), signed]
    if len(units) <= _FEW:
        parts += [of(drafts.c.unit_id == unit) for unit in sorted(units)]
    else:
        parts.append(of(drafts.c.unit_id.in_(units)))
    # SQLite orders and limits only a whole compound, so each part stands in brackets of its own.
    found = union(*(select(part.subquery().c.id) for part in parts)).subquery()
    return select(found.c.id).order_by(found.c.id.desc()).limit(limit)
