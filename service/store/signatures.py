"""审签、豁免、核对、保密问答: what people put their names to. Rows are only ever added."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Table, func, insert, select

from review.draft import Action, Answer, Decision, Draft, Person, Remark, SignOff, Waiver
from review.model import Span
from review.secrecy import Question, Reply
from service.store.people import People
from service.store.tables import (
    answers,
    endorsements,
    remarks,
    secrecy_replies,
    sign_offs,
    waivers,
)
from service.store.tables.settling import AUTHOR

_Place = tuple[int, int, int]
"""Draft, round, step."""


class Signatures:
    """Repository of `sign_offs` with their `endorsements` and `secrecy_replies`, of `waivers`,
    `answers` and `remarks`.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._people = People(connection)

    def sign_offs(self, ids: Collection[int]) -> Mapping[int, tuple[SignOff, ...]]:
        """Every decision of every round of these drafts, by draft, in order of round and step."""
        rows = self._connection.execute(
            select(sign_offs)
            .where(sign_offs.c.draft_id.in_(ids))
            .order_by(sign_offs.c.draft_id, sign_offs.c.round, sign_offs.c.step)
        ).all()
        people = self._people.named(
            [who for row in rows for who in (row.person_id, row.on_behalf_id) if who is not None]
        )
        replies = self._replies(ids) if rows else {}
        endorsed = self._endorsed(ids) if rows else {}
        found: dict[int, tuple[SignOff, ...]] = {}
        for row in rows:
            place = (row.draft_id, row.round, row.step)
            sign_off = SignOff(
                round=row.round,
                step=row.step,
                person=people[row.person_id],
                document=row.document,
                report=row.report,
                decision=Decision(row.decision),
                opinion=row.opinion,
                at=row.at,
                on_behalf=None if row.on_behalf_id is None else people[row.on_behalf_id],
                replies=replies.get(place, ()),
                endorsed=endorsed.get(place, ()),
            )
            found[row.draft_id] = (*found.get(row.draft_id, ()), sign_off)
        return found

    def own_replies(self, ids: Collection[int]) -> Mapping[tuple[int, int], tuple[Reply, ...]]:
        """The authors' own answers to the five questions, by draft and round."""
        found = self._replies(ids)
        return {place[:2]: replies for place, replies in found.items() if place[2] == AUTHOR}

    def waivers(self, ids: Collection[int]) -> Mapping[int, Mapping[int, tuple[Waiver, ...]]]:
        """What was waived, by draft and version; the latest of several for one finding."""
        rows, people = self._settlements(waivers, ids)
        found: dict[int, dict[int, tuple[Waiver, ...]]] = {}
        for row in rows:
            waiver = Waiver(
                finding=row.finding,
                rule=row.rule,
                span=Span(field=row.field, start=row.start, end=row.end),
                document=row.document,
                person=people[row.person_id],
                reason=row.reason,
                at=row.at,
            )
            versions = found.setdefault(row.draft_id, {})
            earlier = versions.get(row.version, ())
            kept = tuple(one for one in earlier if one.finding != waiver.finding)
            versions[row.version] = (*kept, waiver)
        return found

    def answers(self, ids: Collection[int]) -> Mapping[int, Mapping[int, tuple[Answer, ...]]]:
        """What was answered, by draft and version; the latest of several for one finding."""
        rows, people = self._settlements(answers, ids)
        found: dict[int, dict[int, tuple[Answer, ...]]] = {}
        for row in rows:
            answer = Answer(
                finding=row.finding,
                rule=row.rule,
                span=Span(field=row.field, start=row.start, end=row.end),
                document=row.document,
                person=people[row.person_id],
                reason=row.reason,
                at=row.at,
            )
            versions = found.setdefault(row.draft_id, {})
            earlier = versions.get(row.version, ())
            kept = tuple(one for one in earlier if one.finding != answer.finding)
            versions[row.version] = (*kept, answer)
        return found

    def remarks(self, ids: Collection[int]) -> Mapping[int, tuple[Remark, ...]]:
        """Why approvals were sent back and texts withdrawn, by draft, oldest first."""
        rows = self._connection.execute(
            select(remarks)
            .where(remarks.c.draft_id.in_(ids))
            .order_by(remarks.c.draft_id, remarks.c.number)
        ).all()
        people = self._people.named([row.person_id for row in rows])
        found: dict[int, tuple[Remark, ...]] = {}
        for row in rows:
            remark = Remark(
                action=Action(row.action),
                person=people[row.person_id],
                reason=row.reason,
                at=row.at,
            )
            found[row.draft_id] = (*found.get(row.draft_id, ()), remark)
        return found

    def add_sign_off(self, draft: Draft, sign_off: SignOff) -> None:
        """One decision at one step."""
        self._connection.execute(
            insert(sign_offs).values(
                draft_id=draft.id,
                round=sign_off.round,
                step=sign_off.step,
                person_id=sign_off.person.id,
                document=sign_off.document,
                report=sign_off.report,
                author_id=draft.author.id,
                editor_id=draft.last_editor.id,
                decision=sign_off.decision.value,
                opinion=sign_off.opinion,
                at=sign_off.at,
                on_behalf_id=sign_off.on_behalf.id if sign_off.on_behalf else None,
            )
        )
        place = {"draft_id": draft.id, "round": sign_off.round, "step": sign_off.step}
        if sign_off.endorsed:
            self._connection.execute(
                insert(endorsements), [{**place, "finding": key} for key in sign_off.endorsed]
            )
        self._add_replies(place, sign_off.replies)

    def add_own_replies(self, draft: Draft) -> None:
        """The author's own answers, given with the submission that begins the draft's round."""
        place = {"draft_id": draft.id, "round": draft.round, "step": AUTHOR}
        self._add_replies(place, draft.replies)

    def add_waiver(self, draft: Draft, waiver: Waiver) -> None:
        """One finding waived in the draft's present version."""
        self._add(waivers, draft, waiver)

    def add_answer(self, draft: Draft, answer: Answer) -> None:
        """One finding answered in the draft's present version."""
        self._add(answers, draft, answer)

    def add_remark(self, draft: Draft, remark: Remark) -> None:
        """One reason given for a move of the draft."""
        self._connection.execute(
            insert(remarks).values(
                draft_id=draft.id,
                number=self._next(remarks, draft),
                action=remark.action.value,
                person_id=remark.person.id,
                reason=remark.reason,
                at=remark.at,
            )
        )

    def _add_replies(self, place: Mapping[str, int], replies: Sequence[Reply]) -> None:
        if replies:
            rows = [
                {**place, "question": reply.question.value, "yes": int(reply.yes)}
                for reply in replies
            ]
            self._connection.execute(insert(secrecy_replies), rows)

    def _replies(self, ids: Collection[int]) -> Mapping[_Place, tuple[Reply, ...]]:
        rows = self._connection.execute(
            select(secrecy_replies).where(secrecy_replies.c.draft_id.in_(ids))
        )
        found: dict[_Place, tuple[Reply, ...]] = {}
        asked = list(Question)
        for row in sorted(rows, key=lambda row: asked.index(Question(row.question))):
            place = (row.draft_id, row.round, row.step)
            reply = Reply(question=Question(row.question), yes=bool(row.yes))
            found[place] = (*found.get(place, ()), reply)
        return found

    def _endorsed(self, ids: Collection[int]) -> Mapping[_Place, tuple[str, ...]]:
        rows = self._connection.execute(
            select(endorsements)
            .where(endorsements.c.draft_id.in_(ids))
            .order_by(endorsements.c.finding)
        )
        found: dict[_Place, tuple[str, ...]] = {}
        for row in rows:
            place = (row.draft_id, row.round, row.step)
            found[place] = (*found.get(place, ()), row.finding)
        return found

    def _next(self, table: Table, draft: Draft) -> int:
        last = self._connection.execute(
            select(func.max(table.c.number)).where(table.c.draft_id == draft.id)
        ).scalar()
        return (last or 0) + 1

    def _add(self, table: Table, draft: Draft, settled: Waiver | Answer) -> None:
        self._connection.execute(
            insert(table).values(
                draft_id=draft.id,
                number=self._next(table, draft),
                version=draft.version,
                document=settled.document,
                finding=settled.finding,
                rule=settled.rule,
                field=settled.span.field,
                start=settled.span.start,
                end=settled.span.end,
                person_id=settled.person.id,
                reason=settled.reason,
                at=settled.at,
            )
        )

    def _settlements(
        self, table: Table, ids: Collection[int]
    ) -> tuple[Sequence[Row[Any]], Mapping[int, Person]]:
        rows = self._connection.execute(
            select(table)
            .where(table.c.draft_id.in_(ids))
            .order_by(table.c.draft_id, table.c.number)
        ).all()
        return rows, self._people.named([row.person_id for row in rows])
