"""What the log tells of, held against what the tables hold.

The log's own hashes say whether the log is whole; this says whether everything else agrees with
it: a signature, role or release that nobody logged, and one logged that is gone or different.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Column, Connection, Label, Row, String, select, type_coerce

from review.draft import Action
from review.model import digest_of
from review.release import BrokenSealError, verify
from service.store.audit import Damage, Flaw
from service.store.canonical import document_read, report_read
from service.store.deed import Deed
from service.store.errors import DamagedError
from service.store.releases import Releases
from service.store.tables import (
    answers,
    documents,
    drafts,
    events,
    people,
    person_roles,
    postings,
    releases,
    reports,
    sign_offs,
    submissions,
    versions,
    waivers,
)

Rows = dict[str, str]
"""What is known of the rows of one kind: their key to what must not have changed."""

_MOVES = frozenset(action.value for action in Action)
_DECISIONS = {
    Action.SIGN.value: "pass",
    Action.SEND_BACK.value: "send_back",
    Action.REJECT.value: "reject",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """The tables as the log tells of them."""

    people: Rows = field(default_factory=dict)
    drafts: Rows = field(default_factory=dict)
    versions: Rows = field(default_factory=dict)
    submissions: Rows = field(default_factory=dict)
    sign_offs: Rows = field(default_factory=dict)
    waivers: Rows = field(default_factory=dict)
    answers: Rows = field(default_factory=dict)
    releases: Rows = field(default_factory=dict)
    postings: Rows = field(default_factory=dict)


def flaws_of_tables(connection: Connection, key: bytes) -> Iterator[Flaw]:
    """Every disagreement between log and tables, and every digest or seal that does not hold."""
    told, held = _told(connection), _held(connection)
    yield from _compared("人员", told.people, held.people)
    yield from _compared("稿件", told.drafts, held.drafts)
    yield from _compared("稿件版本", told.versions, held.versions)
    yield from _compared("送审记录", told.submissions, held.submissions)
    yield from _compared("签字", told.sign_offs, held.sign_offs)
    yield from _compared("豁免", told.waivers, held.waivers)
    yield from _compared("核对", told.answers, held.answers)
    yield from _compared("发布单", told.releases, held.releases)
    yield from _compared("发送记录", told.postings, held.postings)
    yield from _broken_digests(connection)
    yield from _broken_seals(connection, key)


def _compared(what: str, told: Mapping[str, str], held: Mapping[str, str]) -> Iterator[Flaw]:
    for name in sorted(told.keys() | held.keys()):
        if name not in held:
            damage, how = Damage.REMOVED, "留痕里有，表里没有：被删除"
        elif name not in told:
            damage, how = Damage.INSERTED, "表里有，留痕里没有：不是程序写入的"
        elif told[name] != held[name]:
            damage, how = Damage.ALTERED, "与留痕所记不一致：被改动过"
        else:
            continue
        yield Flaw(damage=damage, where=f"{what} {name}", sentence=f"{what}（{name}）{how}。")


def _told(connection: Connection) -> _Told:
    told = _Told()
    query = select(
        type_coerce(events.c.at, String).label("at"),
        events.c.actor_id,
        events.c.verb,
        events.c.draft_id,
        events.c.detail,
    ).order_by(events.c.seq)
    for row in connection.execute(query):
        try:
            detail = json.loads(row.detail)
            _tell(told, row, {str(name): str(value) for name, value in detail.items()})
        except (ValueError, TypeError, AttributeError, KeyError):
            continue  # the log's own check names this row
    return told


def _tell(told: _Told, row: Row[Any], detail: Mapping[str, str]) -> None:
    verb, draft = row.verb, row.draft_id
    match verb:
        case Deed.PERSON_ADDED.value | Deed.ROLES_SET.value:
            told.people[detail["person"]] = _person(detail["roles"], disabled=False)
        case Deed.PERSON_DISABLED.value | Deed.PERSON_ENABLED.value:
            roles, _, _ = told.people[detail["person"]].partition(" ")
            shut = verb == Deed.PERSON_DISABLED.value
            told.people[detail["person"]] = _person(roles, disabled=shut)
        case Deed.POSTING_PLANNED.value:
            told.postings[detail["posting"]] = detail["rendering"]
        case _ if verb in _MOVES:
            state = (detail[name] for name in ("state", "round", "version", "document", "report"))
            told.drafts[str(draft)] = " ".join(state)
    match verb:
        case Action.START.value | Action.EDIT.value:
            told.versions[f"{draft}-{detail['version']}"] = f"{detail['document']} {row.actor_id}"
        case Action.SUBMIT.value:
            name = f"{draft}-{detail['round']}"
            told.submissions[name] = f"{detail['version']} {detail['document']} {detail['report']}"
        case Action.WAIVE.value | Action.ANSWER.value:
            rows = told.waivers if verb == Action.WAIVE.value else told.answers
            name = f"{draft}-{sum(one.startswith(f'{draft}-') for one in rows) + 1}"
            rows[name] = _line(
                detail["finding"], detail["document"], row.actor_id, row.at, detail["reason"]
            )
        case Action.RELEASE.value:
            told.releases[f"{draft}-{detail['round']}"] = _line(
                detail["document"], detail["report"], row.actor_id, row.at
            )
    if verb in _DECISIONS and "step" in detail:
        told.sign_offs[f"{draft}-{detail['round']}-{detail['step']}"] = _line(
            row.actor_id,
            _DECISIONS[verb],
            detail["document"],
            detail["report"],
            row.at,
            detail["opinion"],
        )


def _held(connection: Connection) -> _Told:
    held = _Told()
    roles: dict[int, list[str]] = {}
    for row in connection.execute(select(person_roles)):
        roles.setdefault(row.person_id, []).append(row.role)
    for row in connection.execute(select(people.c.id, _text(people.c.disabled_at))):
        given = ",".join(sorted(roles.get(row.id, [])))
        held.people[str(row.id)] = _person(given, disabled=row.disabled_at is not None)
    columns: tuple[str, ...] = ("state", "round", "version", "document", "report")
    for row in connection.execute(select(drafts.c.id, *(drafts.c[name] for name in columns))):
        held.drafts[str(row.id)] = _line(*row[1:])
    columns = ("draft_id", "version", "document", "editor_id")
    for row in connection.execute(select(*(versions.c[name] for name in columns))):
        held.versions[f"{row.draft_id}-{row.version}"] = f"{row.document} {row.editor_id}"
    columns = ("draft_id", "round", "version", "document", "report")
    for row in connection.execute(select(*(submissions.c[name] for name in columns))):
        name = f"{row.draft_id}-{row.round}"
        held.submissions[name] = f"{row.version} {row.document} {row.report}"
    columns = ("draft_id", "round", "step", "person_id", "decision", "document", "report")
    for row in connection.execute(
        select(*(sign_offs.c[name] for name in columns), _text(sign_offs.c.at), sign_offs.c.opinion)
    ):
        name = f"{row.draft_id}-{row.round}-{row.step}"
        held.sign_offs[name] = _line(*row[3:8], digest_of(row.opinion))
    for table, rows in ((waivers, held.waivers), (answers, held.answers)):
        columns = ("draft_id", "number", "finding", "document", "person_id")
        for row in connection.execute(
            select(*(table.c[name] for name in columns), _text(table.c.at), table.c.reason)
        ):
            rows[f"{row.draft_id}-{row.number}"] = _line(*row[2:6], digest_of(row.reason))
    columns = ("id", "document", "report", "released_by")
    for row in connection.execute(
        select(*(releases.c[name] for name in columns), _text(releases.c.at))
    ):
        held.releases[row.id] = _line(*row[1:])
    for row in connection.execute(select(postings.c.key, postings.c.rendering)):
        held.postings[row.key] = row.rendering
    return held


def _text(column: Column[Any]) -> Label[str]:
    # A moment as stored: what somebody wrote there may be no moment at all.
    return type_coerce(column, String).label(column.name)


def _line(*known: object) -> str:
    return " ".join(map(str, known))


def _person(roles: str, *, disabled: bool) -> str:
    return f"{roles} {'disabled' if disabled else 'active'}"


def _broken_digests(connection: Connection) -> Iterator[Flaw]:
    for table, read in ((documents, document_read), (reports, report_read)):
        for row in connection.execution_options(yield_per=20).execute(
            select(table.c.digest, table.c.content).order_by(table.c.digest)
        ):
            try:
                read(row.content, row.digest)
            except DamagedError as error:
                yield Flaw(damage=Damage.ALTERED, where=row.digest, sentence=str(error))


def _broken_seals(connection: Connection, key: bytes) -> Iterator[Flaw]:
    for release in Releases(connection).list(limit=1_000_000_000):
        try:
            verify(release, key)
        except BrokenSealError as error:
            yield Flaw(damage=Damage.ALTERED, where=release.id, sentence=str(error))
