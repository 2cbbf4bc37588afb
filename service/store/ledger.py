"""What the house did, told twice: by the log, and by the tables. Both ought to tell the same."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Row, String, Table, select, type_coerce

from review.draft import Action
from review.model import digest_of
from review.staff import TOP
from service.store.deed import Deed
from service.store.delivery_ledger import hold_delivery, tell_delivery
from service.store.duty_ledger import hold_duty, tell_duty
from service.store.identities_ledger import hold_identities, tell_identities
from service.store.incidents_ledger import hold_incidents, tell_incidents
from service.store.lists_ledger import hold_lists, tell_lists
from service.store.register_ledger import hold_register, tell_register
from service.store.settled_ledger import hold_settled, tell_settled
from service.store.tables import (
    answers,
    comments,
    delegations,
    drafts,
    events,
    grants,
    people,
    postings,
    releases,
    remarks,
    sign_offs,
    submissions,
    units,
    versions,
    waivers,
)

Rows = dict[str, str]
"""What is known of the rows of one kind: their key to what must not have changed."""

_Reader = Callable[[Table, str], Iterator[tuple[Any, ...]]]

_MOVES = frozenset(action.value for action in Action)
_ACTIVE, _SHUT = "active", "shut"
_FIRST_NAME, _UNTOUCHED = "本单位", "as the tables were made"
_REMARKED = frozenset({Action.SEND_BACK.value, Action.WITHDRAW.value, Action.DECLARE.value})
_DECISIONS = {
    Action.SIGN.value: "pass",
    Action.SEND_BACK.value: "send_back",
    Action.REJECT.value: "reject",
    Action.COUNTERSIGN.value: "pass",
    Action.OBJECT.value: "reject",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """What is known of every row that must agree with the log."""

    people: Rows = field(default_factory=dict)
    identities: Rows = field(default_factory=dict)
    units: Rows = field(default_factory=dict)
    delegations: Rows = field(default_factory=dict)
    drafts: Rows = field(default_factory=dict)
    homes: Rows = field(default_factory=dict)
    versions: Rows = field(default_factory=dict)
    submissions: Rows = field(default_factory=dict)
    sign_offs: Rows = field(default_factory=dict)
    waivers: Rows = field(default_factory=dict)
    answers: Rows = field(default_factory=dict)
    remarks: Rows = field(default_factory=dict)
    comments: Rows = field(default_factory=dict)
    releases: Rows = field(default_factory=dict)
    postings: Rows = field(default_factory=dict)
    renderings: Rows = field(default_factory=dict)
    takedowns: Rows = field(default_factory=dict)
    duty: Rows = field(default_factory=dict)
    overlays: Rows = field(default_factory=dict)
    second_readings: Rows = field(default_factory=dict)
    endorsements: Rows = field(default_factory=dict)
    replies: Rows = field(default_factory=dict)
    fates: Rows = field(default_factory=dict)
    register: Rows = field(default_factory=dict)
    incidents: Rows = field(default_factory=dict)


def grant_told(role: str, unit: str, platform: str) -> str:
    """One role as the log has it. Before there were units it was the bare role; it still is so
    for the topmost.
    """
    where = f"@{unit}/{platform}" if platform else f"@{unit}"
    return role if where == f"@{TOP}" else role + where


def place_told(field_name: object, start: object, end: object) -> str:
    """A passage as the log has it; `-` for the whole text."""
    return f"{field_name}:{start}-{end}" if field_name else "-"


def as_logged(connection: Connection) -> Ledger:
    """The rows as the log tells of them."""
    told, counts = Ledger(), Counter[str]()
    told.units[str(TOP)] = _UNTOUCHED
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


def _tell(told: Ledger, counts: Counter[str], row: Row[Any], detail: Mapping[str, str]) -> None:
    tell_duty(told.duty, row, detail)
    tell_register(told.register, row, detail)
    tell_identities(told.identities, row, detail)
    tell_incidents(told.incidents, row, detail)
    tell_delivery(told.renderings, told.takedowns, row, detail)
    tell_settled(told.endorsements, told.replies, told.fates, row, detail)
    if row.verb in _MOVES:
        state = (detail[name] for name in ("state", "round", "version", "document", "report"))
        told.drafts[str(row.draft_id)] = _line(*state)
        _tell_move(told, counts, row, detail)
    else:
        _tell_deed(told, row.verb, detail)
        if row.verb == Deed.COMMENTED.value:
            told.comments[f"{row.draft_id}-{detail['comment']}"] = _line(
                detail["document"], detail["place"], row.actor_id, row.at, detail["words"]
            )


def _tell_deed(told: Ledger, verb: str, detail: Mapping[str, str]) -> None:
    match verb:
        case Deed.PERSON_ADDED.value:
            told.people[detail["person"]] = _line(detail["login"], detail["roles"], _ACTIVE)
        case Deed.ROLES_SET.value:
            login, _, open_ = told.people[detail["person"]].split(" ")
            told.people[detail["person"]] = _line(login, detail["roles"], open_)
        case Deed.PERSON_DISABLED.value | Deed.PERSON_ENABLED.value:
            _turn(told.people, detail["person"], shut=verb == Deed.PERSON_DISABLED.value)
        case Deed.UNIT_ADDED.value | Deed.UNIT_CHANGED.value:
            told.units[detail["unit"]] = _line(
                detail["name"], detail["parent"], detail["supervisor"], _ACTIVE
            )
        case Deed.UNIT_CLOSED.value | Deed.UNIT_OPENED.value:
            _turn(told.units, detail["unit"], shut=verb == Deed.UNIT_CLOSED.value)
        case Deed.ROLE_LENT.value:
            lent = (detail[name] for name in ("from", "to", "unit", "role", "starts", "ends"))
            told.delegations[detail["delegation"]] = _line(*lent, _ACTIVE)
        case Deed.ROLE_TAKEN_BACK.value:
            _turn(told.delegations, detail["delegation"], shut=True)
        case Deed.POSTING_PLANNED.value:
            told.postings[detail["posting"]] = detail["rendering"]
        case _:
            tell_lists(told.overlays, told.second_readings, verb, detail)


def _turn(rows: Rows, name: str, *, shut: bool) -> None:
    rows[name] = _line(rows[name].rpartition(" ")[0], _SHUT if shut else _ACTIVE)


def _tell_move(
    told: Ledger, counts: Counter[str], row: Row[Any], detail: Mapping[str, str]
) -> None:
    verb, draft = row.verb, row.draft_id

    def numbered(table: str) -> str:
        # Rows of people's words are numbered within their draft, in the order they were logged.
        counts[f"{table} {draft}"] += 1
        return f"{draft}-{counts[f'{table} {draft}']}"

    match verb:
        case Action.START.value | Action.EDIT.value:
            told.homes.setdefault(str(draft), detail.get("unit", str(TOP)))
            name = f"{draft}-{detail['version']}"
            told.versions[name] = _line(detail["document"], row.actor_id)
        case Action.SUBMIT.value:
            name = f"{draft}-{detail['round']}"
            texts = (detail["version"], detail["document"], detail["report"])
            told.submissions[name] = _line(*texts, detail.get("ahead", "-"))
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
            detail.get("on_behalf", "-"),
            detail["opinion"],
        )


def _settled(row: Row[Any], detail: Mapping[str, str]) -> str:
    return _line(detail["finding"], detail["document"], row.actor_id, row.at, detail["reason"])


def as_held(connection: Connection) -> Ledger:
    """The rows as they stand in the tables."""
    held = Ledger()

    def rows(table: Table, names: str) -> Iterator[tuple[Any, ...]]:
        # As stored, without types: what somebody wrote there may be of any.
        columns = (type_coerce(table.c[name], String).label(name) for name in names.split())
        for row in connection.execute(select(*columns)):
            yield tuple(row)

    _hold_house(held, rows)
    _hold_drafts(held, rows)
    for name, *known in rows(releases, "id document report released_by at"):
        held.releases[str(name)] = _line(*known)
    for key, rendering in rows(postings, "key rendering"):
        held.postings[str(key)] = str(rendering)
    hold_delivery(held.renderings, held.takedowns, rows)
    hold_duty(held.duty, rows)
    hold_register(held.register, rows)
    hold_identities(held.identities, rows)
    hold_incidents(held.incidents, rows)
    hold_lists(held.overlays, held.second_readings, rows)
    hold_settled(held.endorsements, held.replies, held.fates, rows)
    return held


def _hold_house(held: Ledger, rows: _Reader) -> None:
    roles: dict[str, list[str]] = {}
    for person, *grant in rows(grants, "person_id role unit_id platform"):
        roles.setdefault(str(person), []).append(grant_told(*map(str, grant)))
    for number, login, shut in rows(people, "id login disabled_at"):
        given = ",".join(sorted(roles.get(str(number), [])))
        held.people[str(number)] = _line(login, given, _ACTIVE if shut is None else _SHUT)
    for number, name, parent, supervisor, shut in rows(
        units, "id name parent_id supervisor_id closed_at"
    ):
        line = _line(name, parent or "-", supervisor or "-", _ACTIVE if shut is None else _SHUT)
        untouched = str(number) == str(TOP) and line == _line(_FIRST_NAME, "-", "-", _ACTIVE)
        held.units[str(number)] = _UNTOUCHED if untouched else line
    for number, *lent, shut in rows(
        delegations, "id from_id to_id unit_id role starts_at ends_at ended_at"
    ):
        held.delegations[str(number)] = _line(*lent, _ACTIVE if shut is None else _SHUT)


def _hold_drafts(held: Ledger, rows: _Reader) -> None:
    for number, home, *state in rows(drafts, "id unit_id state round version document report"):
        held.drafts[str(number)] = _line(*state)
        held.homes[str(number)] = str(home)
    for draft, version, *known in rows(versions, "draft_id version document editor_id"):
        held.versions[f"{draft}-{version}"] = _line(*known)
    for draft, number, *known, ahead in rows(
        submissions, "draft_id round version document report ahead"
    ):
        held.submissions[f"{draft}-{number}"] = _line(*known, ahead or "-")
    for draft, number, step, *known, behalf, opinion in rows(
        sign_offs, "draft_id round step person_id decision document report at on_behalf_id opinion"
    ):
        held.sign_offs[f"{draft}-{number}-{step}"] = _line(*known, behalf or "-", _digest(opinion))
    for table, found in ((waivers, held.waivers), (answers, held.answers)):
        for draft, number, *known, reason in rows(
            table, "draft_id number finding document person_id at reason"
        ):
            found[f"{draft}-{number}"] = _line(*known, _digest(reason))
    for draft, number, document, *place, person, at, said in rows(
        comments, "draft_id number document field start end person_id at words"
    ):
        where = place_told(*place)
        held.comments[f"{draft}-{number}"] = _line(document, where, person, at, _digest(said))
    for draft, number, *known, reason in rows(
        remarks, "draft_id number action person_id at reason"
    ):
        held.remarks[f"{draft}-{number}"] = _line(*known, _digest(reason))


def _digest(words: object) -> str:
    return digest_of(words) if isinstance(words, str) else "?"


def _line(*known: object) -> str:
    return " ".join(map(str, known))
