"""发布单: sealed releases, put together again from the rows they seal."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, insert, select

from review.draft import Draft, Person
from review.release import Posting, Release
from service.store.people import People
from service.store.signatures import Signatures
from service.store.tables import drafts, releases, submissions
from service.store.units import Units


class Releases:
    """Repository of `releases`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._people = People(connection)
        self._signatures = Signatures(connection)

    def get(self, release_id: str) -> Release | None:
        """The release as the rows have it; `review.release.verify` says whether it was sealed."""
        return next(iter(self._where(releases.c.id == release_id, limit=1)), None)

    def of(self, draft_id: int) -> tuple[Release, ...]:
        """A draft's releases, oldest first."""
        return self._where(releases.c.draft_id == draft_id, limit=1000)

    def list(self, *, reader: Person | None = None, limit: int = 50) -> tuple[Release, ...]:
        """The latest releases, newest first; `reader`: only of units this person reads."""
        query = _rows().order_by(releases.c.at.desc(), releases.c.draft_id.desc()).limit(limit)
        if reader is not None:
            units = Units(self._connection).read_by(reader)
            query = query.join(drafts, drafts.c.id == releases.c.draft_id).where(
                drafts.c.unit_id.in_(units)
            )
        rows = self._connection.execute(query).all()
        return tuple(self._release(row) for row in rows)

    def add(self, release: Release, draft: Draft) -> None:
        """Stores a sealed release of this draft."""
        self._connection.execute(
            insert(releases).values(
                id=release.id,
                draft_id=release.draft,
                round=release.round,
                document=release.document,
                report=release.report,
                ruleset=release.ruleset,
                author_id=draft.author.id,
                editor_id=draft.last_editor.id,
                released_by=release.released_by.id,
                postings=json.dumps(
                    [
                        {
                            "key": posting.key,
                            "platform": posting.platform,
                            "rendering": posting.rendering,
                            "depends_on": posting.depends_on,
                        }
                        for posting in release.postings
                    ],
                    ensure_ascii=True,
                    sort_keys=True,
                    separators=(",", ":"),
                ),
                at=release.at,
                seal=release.seal,
            )
        )

    def _where(self, where: ColumnElement[bool], *, limit: int) -> tuple[Release, ...]:
        rows = self._connection.execute(
            _rows().where(where).order_by(releases.c.round).limit(limit)
        ).all()
        return tuple(self._release(row) for row in rows)

    def _release(self, row: Row[Any]) -> Release:
        return Release(
            id=row.id,
            draft=row.draft_id,
            round=row.round,
            document=row.document,
            report=row.report,
            ruleset=row.ruleset,
            sign_offs=tuple(
                sign_off
                for sign_off in self._signatures.sign_offs([row.draft_id]).get(row.draft_id, ())
                # What the emergency lane owed was signed after the seal was set.
                if sign_off.round == row.round and (not row.ahead or sign_off.step < row.ahead)
            ),
            waivers=self._signatures.waivers([row.draft_id])
            .get(row.draft_id, {})
            .get(row.version, ()),
            postings=tuple(
                Posting(
                    key=posting["key"],
                    platform=posting["platform"],
                    rendering=posting["rendering"],
                    depends_on=tuple(posting["depends_on"]),
                )
                for posting in json.loads(row.postings)
            ),
            released_by=self._people.named([row.released_by])[row.released_by],
            at=row.at,
            seal=row.seal,
        )


def _rows() -> Select[Any]:
    return select(releases, submissions.c.version, submissions.c.ahead).join(
        submissions,
        (submissions.c.draft_id == releases.c.draft_id) & (submissions.c.round == releases.c.round),
    )
