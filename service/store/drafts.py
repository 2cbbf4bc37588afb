"""稿件: drafts with their versions, submissions, signatures, waivers and answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, func, insert, select, update

from review import flow
from review.draft import Action, Draft, Person, State
from review.model import Document, Report
from review.request import Moved
from service.store.canonical import (
    document_read,
    document_written,
    report_read,
    report_written,
    storable,
)
from service.store.fates import hits_of
from service.store.listing import newest
from service.store.people import People
from service.store.queue import Queue, Wanted
from service.store.rounds import (
    Submitted,
    Version,
    add_submission,
    route_of,
    submissions_of,
    versions_of,
)
from service.store.signatures import Signatures
from service.store.tables import (
    documents,
    drafts,
    hits,
    reports,
    sign_offs,
    submissions,
    versions,
)
from service.store.units import Units


class Drafts:
    """Repository of `drafts`, `versions`, `submissions`, `documents` and `reports`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._people = People(connection)
        self._units = Units(connection)
        self.signatures = Signatures(connection)
        self.queue = Queue(connection)

    def get(self, draft_id: int) -> Draft | None:
        """The draft as it stands."""
        rows = self._connection.execute(_whole().where(drafts.c.id == draft_id)).all()
        return self._drafts(rows)[0] if rows else None

    def made_by_form(self, author: Person, form_key: str) -> Draft | None:
        """The draft this person's form made already, if it was sent twice."""
        rows = self._connection.execute(
            _whole().where(drafts.c.author_id == author.id, drafts.c.form_key == form_key)
        ).all()
        return self._drafts(rows)[0] if rows else None

    def list(
        self,
        *,
        reader: Person | None = None,
        state: State | None = None,
        author: Person | None = None,
        title: str = "",
        before: int | None = None,
        limit: int = 50,
    ) -> tuple[Draft, ...]:
        """Drafts, newest first; `before` is the id the last page ended with.

        `reader`: only what this person may see. `title`: words the title must contain.
        """
        readable = None if reader is None else self._units.read_by(reader)
        every = self._units.known().keys()
        wanted = newest(
            reader=reader,
            units=None if readable is None or readable == every else readable,
            state=state,
            author=author,
            title=title,
            before=before,
            limit=limit,
        )
        return self._numbered(self._connection.execute(wanted).scalars().all(), newest_first=True)

    def waiting_for(
        self,
        person: Person,
        wanted: Wanted | None = None,
        *,
        offset: int = 0,
        limit: int = 10**9,
    ) -> tuple[Draft, ...]:
        """What this person could sign now, the nearest deadline first."""
        ids = self.queue.ids(person, wanted, offset=offset, limit=limit)
        return tuple(draft for draft in self._numbered(ids) if flow.may_sign(draft, person))

    def signed_by(self, person: Person, limit: int) -> tuple[Draft, ...]:
        """What this person decided on last, in any round."""
        query = (
            select(sign_offs.c.draft_id)
            .where(sign_offs.c.person_id == person.id)
            .order_by(sign_offs.c.at.desc())
            .limit(3 * limit)  # one draft may come several times
        )
        ids = dict.fromkeys(self._connection.execute(query).scalars())
        return self._numbered(list(ids)[:limit])

    def counts_of(self, author: Person) -> Mapping[State, int]:
        """How many drafts of this author are in each state."""
        rows = self._connection.execute(
            select(drafts.c.state, func.count().label("number"))
            .where(drafts.c.author_id == author.id)
            .group_by(drafts.c.state)
        )
        return {State(row.state): row.number for row in rows}

    def next_id(self) -> int:
        """The id a new draft gets. Only good within the unit of work that asks."""
        return (self._connection.execute(select(func.max(drafts.c.id))).scalar() or 0) + 1

    def put(self, document: Document, report: Report) -> None:
        """Stores a text and its report, each once however often it is handed in."""
        digest = document.digest
        if not self._connection.execute(
            select(documents.c.digest).where(documents.c.digest == digest)
        ).first():
            content = document_written(document)
            title = storable(document.title)
            self._connection.execute(
                insert(documents).values(digest=digest, title=title, content=content)
            )
        digest = report.digest
        if not self._connection.execute(
            select(reports.c.digest).where(reports.c.digest == digest)
        ).first():
            self._connection.execute(
                insert(reports).values(
                    digest=digest, document=report.document, content=report_written(report)
                )
            )
            self.queue.count_in(document, report)
            if found := hits_of(report):
                self._connection.execute(insert(hits), found)

    def keep(self, moved: Moved, *, form_key: str = "") -> None:
        """Stores what a move made of a draft. Its event is for the unit of work to log."""
        draft, event = moved.draft, moved.event
        now = {
            "state": draft.state.value,
            "round": draft.round,
            "step": draft.step,
            "version": draft.version,
            "document": draft.document,
            "report": draft.report,
            "since": draft.since,
            "due_at": draft.deadline,
        }
        if event.action is Action.SUBMIT:
            add_submission(self._connection, draft, event.at)
            self.signatures.add_own_replies(draft)
        if moved.sign_off:
            self.signatures.add_sign_off(draft, moved.sign_off)
        if moved.waiver:
            self.signatures.add_waiver(draft, moved.waiver)
        if moved.answer:
            self.signatures.add_answer(draft, moved.answer)
        if moved.remark:
            self.signatures.add_remark(draft, moved.remark)
        if event.action is Action.START:
            self._connection.execute(
                insert(drafts).values(
                    id=draft.id,
                    form_key=form_key,
                    author_id=draft.author.id,
                    created_at=event.at,
                    corrects=draft.corrects,
                    unit_id=draft.unit.id,
                    **now,
                )
            )
        else:
            self._connection.execute(update(drafts).where(drafts.c.id == draft.id).values(**now))
        if event.action in (Action.START, Action.EDIT):
            self._connection.execute(
                insert(versions).values(
                    draft_id=draft.id,
                    version=draft.version,
                    document=draft.document,
                    editor_id=draft.last_editor.id,
                    at=event.at,
                )
            )
        self.queue.follow(draft)

    def document(self, digest: str) -> Document:
        """A stored text. Raises KeyError if there is none, DamagedError if it was changed."""
        content = self._connection.execute(
            select(documents.c.content).where(documents.c.digest == digest)
        ).scalar()
        if content is None:
            raise KeyError(digest)
        return document_read(content, digest)

    def report(self, digest: str) -> Report:
        """A stored report. Raises KeyError if there is none, DamagedError if it was changed."""
        content = self._connection.execute(
            select(reports.c.content).where(reports.c.digest == digest)
        ).scalar()
        if content is None:
            raise KeyError(digest)
        return report_read(content, digest)

    def versions(self, draft_id: int) -> tuple[Version, ...]:
        """Every saved text of a draft, oldest first."""
        return versions_of(self._connection, draft_id)

    def submissions(self, draft_id: int) -> tuple[Submitted, ...]:
        """Every round of a draft, oldest first."""
        return submissions_of(self._connection, draft_id)

    def _numbered(self, ids: Sequence[int], *, newest_first: bool = False) -> tuple[Draft, ...]:
        if not ids:
            return ()
        rows = self._connection.execute(_whole().where(drafts.c.id.in_(ids))).all()
        place = {number: -number if newest_first else at for at, number in enumerate(ids)}
        return self._drafts(sorted(rows, key=lambda row: place[row.id]))

    def _drafts(self, rows: Sequence[Row[Any]]) -> tuple[Draft, ...]:
        people = self._people.named(
            [row.author_id for row in rows] + [row.editor_id for row in rows]
        )
        ids = [row.id for row in rows]
        units = self._units.known()
        sign_offs = self.signatures.sign_offs(ids)
        waivers, answers = self.signatures.waivers(ids), self.signatures.answers(ids)
        replies = self.signatures.own_replies(ids)
        made: list[Draft] = []
        for row in rows:
            routed = row.state != State.DRAFTING.value
            made.append(
                Draft(
                    id=row.id,
                    title=row.title,
                    state=State(row.state),
                    round=row.round,
                    step=row.step,
                    version=row.version,
                    author=people[row.author_id],
                    last_editor=people[row.editor_id],
                    unit=units[row.unit_id],
                    document=row.document,
                    report=row.report,
                    since=row.since,
                    route=route_of(row.id, row.route, row.ahead) if routed else None,
                    sign_offs=tuple(
                        sign_off
                        for sign_off in sign_offs.get(row.id, ())
                        if routed and sign_off.round == row.round
                    ),
                    waivers=waivers.get(row.id, {}).get(row.version, ()),
                    answers=answers.get(row.id, {}).get(row.version, ()),
                    corrects=row.corrects,
                    deadline=row.due_at if routed else None,
                    replies=replies.get((row.id, row.round), ()) if routed else (),
                )
            )
        return tuple(made)


def _whole() -> Select[Any]:
    return (
        select(
            drafts,
            documents.c.title,
            versions.c.editor_id,
            submissions.c.route,
            submissions.c.ahead,
        )
        .join(documents, documents.c.digest == drafts.c.document)
        .join(
            versions,
            (versions.c.draft_id == drafts.c.id) & (versions.c.version == drafts.c.version),
        )
        .outerjoin(
            submissions,
            (submissions.c.draft_id == drafts.c.id) & (submissions.c.round == drafts.c.round),
        )
    )
