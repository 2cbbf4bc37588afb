"""What the log tells of, held against what the tables hold.

The log's own hashes say whether the log is whole; this says whether everything else agrees with
it: a signature, role or release that nobody logged, and one logged that is gone or different.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Row, String, Table, select, type_coerce, union

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
    remarks,
    reports,
    sign_offs,
    submissions,
    versions,
    waivers,
)

Rows = dict[str, str]
"""What is known of the rows of one kind: their key to what must not have changed."""

_MOVES = frozenset(action.value for action in Action)
_ACTIVE, _SHUT = "active", "shut"
_REMARKED = frozenset({Action.SEND_BACK.value, Action.WITHDRAW.value})
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
    remarks: Rows = field(default_factory=dict)
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
    yield from _compared("理由", told.remarks, held.remarks)
    yield from _compared("发布单", told.releases, held.releases)
    yield from _compared("发送记录", told.postings, held.postings)
    yield from _lost_contents(connection)
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
    told, counts = _Told(), Counter[str]()
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
            known = {str(name): str(value) for name, value in detail.items()}
            _tell(told, counts, row, known)
        except (ValueError, TypeError, AttributeError, KeyError):
            continue  # the log's own check names this row
    return told


def _tell(told: _Told, counts: Counter[str], row: Row[Any], detail: Mapping[str, str]) -> None:
    verb, draft = row.verb, row.draft_id

    def numbered(table: str) -> str:
        # Rows of people's words are numbered within their draft, in the order they were logged.
        counts[f"{table} {draft}"] += 1
        return f"{draft}-{counts[f'{table} {draft}']}"

    if verb in _MOVES:
        state = (detail[name] for name in ("state", "round", "version", "document", "report"))
        told.drafts[str(draft)] = _line(*state)
    match verb:
        case Deed.PERSON_ADDED.value:
            told.people[detail["person"]] = _line(detail["login"], detail["roles"], _ACTIVE)
        case Deed.ROLES_SET.value:
            login, _, open_ = told.people[detail["person"]].split(" ")
            told.people[detail["person"]] = _line(login, detail["roles"], open_)
        case Deed.PERSON_DISABLED.value | Deed.PERSON_ENABLED.value:
            login, roles, _ = told.people[detail["person"]].split(" ")
            open_ = _SHUT if verb == Deed.PERSON_DISABLED.value else _ACTIVE
            told.people[detail["person"]] = _line(login, roles, open_)
        case Deed.POSTING_PLANNED.value:
            told.postings[detail["posting"]] = detail["rendering"]
        case Action.START.value | Action.EDIT.value:
            name = f"{draft}-{detail['version']}"
            told.versions[name] = _line(detail["document"], row.actor_id)
        case Action.SUBMIT.value:
            name = f"{draft}-{detail['round']}"
            told.submissions[name] = _line(detail["version"], detail["document"], detail["report"])
        case Action.WAIVE.value:
            told.waivers[numbered("waivers")] = _settled(row, detail)
        case Action.ANSWER.value:
            told.answers[numbered("answers")] = _settled(row, detail)
        case Action.RELEASE.value:
            told.releases[f"{draft}-{detail['round']}"] = _line(
                detail["document"], detail["report"], row.actor_id, row.at
            )
    if verb in _REMARKED and "step" not in detail:
        told.remarks[numbered("remarks")] = _line(verb, row.actor_id, row.at, detail["reason"])
    if verb in _DECISIONS and "step" in detail:
        told.sign_offs[f"{draft}-{detail['round']}-{detail['step']}"] = _line(
            row.actor_id,
            _DECISIONS[verb],
            detail["document"],
            detail["report"],
            row.at,
            detail["opinion"],
        )


def _settled(row: Row[Any], detail: Mapping[str, str]) -> str:
    return _line(detail["finding"], detail["document"], row.actor_id, row.at, detail["reason"])


def _held(connection: Connection) -> _Told:
    held = _Told()

    def rows(table: Table, names: str) -> Iterator[tuple[Any, ...]]:
        # As stored, without types: what somebody wrote there may be of any.
        columns = (type_coerce(table.c[name], String).label(name) for name in names.split())
        for row in connection.execute(select(*columns)):
            yield tuple(row)

    roles: dict[str, list[str]] = {}
    for person, role in rows(person_roles, "person_id role"):
        roles.setdefault(str(person), []).append(str(role))
    for number, login, shut in rows(people, "id login disabled_at"):
        given = ",".join(sorted(roles.get(str(number), [])))
        held.people[str(number)] = _line(login, given, _ACTIVE if shut is None else _SHUT)
    for number, *state in rows(drafts, "id state round version document report"):
        held.drafts[str(number)] = _line(*state)
    for draft, version, *known in rows(versions, "draft_id version document editor_id"):
        held.versions[f"{draft}-{version}"] = _line(*known)
    for draft, number, *known in rows(submissions, "draft_id round version document report"):
        held.submissions[f"{draft}-{number}"] = _line(*known)
    for draft, number, step, *known, opinion in rows(
        sign_offs, "draft_id round step person_id decision document report at opinion"
    ):
        held.sign_offs[f"{draft}-{number}-{step}"] = _line(*known, _digest(opinion))
    for table, found in ((waivers, held.waivers), (answers, held.answers)):
        for draft, number, *known, reason in rows(
            table, "draft_id number finding document person_id at reason"
        ):
            found[f"{draft}-{number}"] = _line(*known, _digest(reason))
    for draft, number, *known, reason in rows(
        remarks, "draft_id number action person_id at reason"
    ):
        held.remarks[f"{draft}-{number}"] = _line(*known, _digest(reason))
    for name, *known in rows(releases, "id document report released_by at"):
        held.releases[str(name)] = _line(*known)
    for key, rendering in rows(postings, "key rendering"):
        held.postings[str(key)] = str(rendering)
    return held


def _digest(words: object) -> str:
    return digest_of(words) if isinstance(words, str) else "?"


def _line(*known: object) -> str:
    return " ".join(map(str, known))


def _lost_contents(connection: Connection) -> Iterator[Flaw]:
    """Texts and reports that other rows name by their digest, and that are gone."""
    named = (
        ("稿件版本", documents, (versions.c.document, submissions.c.document)),
        ("检查报告", reports, (drafts.c.report, submissions.c.report)),
    )
    for what, table, columns in named:
        digests = union(*(select(column.label("digest")) for column in columns)).subquery()
        lost = select(digests.c.digest).where(digests.c.digest.not_in(select(table.c.digest)))
        for digest in connection.execute(lost.order_by(digests.c.digest)).scalars():
            short = str(digest).rpartition(":")[2][:12]
            sentence = f"{what}（{short}）的内容不见了：被删除。"
            yield Flaw(damage=Damage.REMOVED, where=str(digest), sentence=sentence)


def _broken_digests(connection: Connection) -> Iterator[Flaw]:
    for table, read in ((documents, document_read), (reports, report_read)):
        query = select(table.c.digest, table.c.content).order_by(table.c.digest)
        for row in connection.execute(query.execution_options(yield_per=20)):
            try:
                read(row.content, row.digest)
            except DamagedError as error:
                yield Flaw(damage=Damage.ALTERED, where=row.digest, sentence=str(error))


def _broken_seals(connection: Connection, key: bytes) -> Iterator[Flaw]:
    for name in connection.execute(select(releases.c.id).order_by(releases.c.id)).scalars():
        sentence = _seal_problem(connection, name, key)
        if sentence:
            yield Flaw(damage=Damage.ALTERED, where=name, sentence=sentence)


def _seal_problem(connection: Connection, name: str, key: bytes) -> str:
    try:
        release = Releases(connection).get(name)
        if release is not None:
            verify(release, key)
            return ""
    except BrokenSealError as error:
        return str(error)
    except (DamagedError, KeyError, ValueError, TypeError):
        pass  # a row it is put together from makes no sense
    return f"发布单{name}缺了签字、人员或送审记录，或内容读不懂：被改动过。"
