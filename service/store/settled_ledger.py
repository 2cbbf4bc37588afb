"""Endorsements, secrecy answers and fates as log and tables tell of them; part of ledger.py."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sqlalchemy import Row, Table

from review.draft import Action
from review.model import digest_of
from service.store.deed import Deed
from service.store.fates import FateKind
from service.store.tables import endorsements, fates, secrecy_replies
from service.store.tables.settling import AUTHOR

_Rows = dict[str, str]
_Reader = Callable[[Table, str], Iterator[tuple[Any, ...]]]
_SETTLED = {Action.WAIVE.value: FateKind.WAIVED, Action.ANSWER.value: FateKind.ANSWERED}


def tell_settled(
    endorsed: _Rows, replied: _Rows, fated: _Rows, row: Row[Any], detail: Mapping[str, str]
) -> None:
    """What one entry of the log says of them."""
    draft, verb = row.draft_id, row.verb
    place = f"{draft}-{detail.get('round', '')}-{detail.get('step', AUTHOR)}"
    for key in filter(None, detail.get("endorsed", "").split(",")):
        endorsed[f"{place}-{key}"] = "endorsed"
    for reply in filter(None, detail.get("replies", "").split(",")):
        question, _, answer = reply.partition("=")
        replied[f"{place}-{question}"] = answer
    if verb in _SETTLED and "fingerprint" in detail:
        name = _name(draft, detail["version"], _SETTLED[verb].value, detail["finding"], row.at)
        fated[name] = _line(detail["fingerprint"], row.actor_id, _NONE)
    elif verb == Action.EDIT.value and "fixed" in detail:
        name = _name(draft, int(detail["version"]) - 1, FateKind.FIXED.value, "", row.at)
        fated[name] = _line(detail["fixed"], row.actor_id, _NONE)
    elif verb == Deed.FALSE_ALARM.value:
        kind = FateKind.FALSE_ALARM.value
        name = _name(draft, detail["version"], kind, detail["finding"], row.at)
        fated[name] = _line(detail["fingerprint"], row.actor_id, detail["reason"])


def hold_settled(endorsed: _Rows, replied: _Rows, fated: _Rows, rows: _Reader) -> None:
    """What the tables hold of them."""
    for draft, number, step, key in rows(endorsements, "draft_id round step finding"):
        endorsed[f"{draft}-{number}-{step}-{key}"] = "endorsed"
    for draft, number, step, question, yes in rows(
        secrecy_replies, "draft_id round step question yes"
    ):
        answer = {"0": "no", "1": "yes"}.get(str(yes), "?")
        replied[f"{draft}-{number}-{step}-{question}"] = answer
    fixed: dict[str, tuple[list[str], object]] = {}
    for draft, version, finding, kind, mark, person, at, reason in rows(
        fates, "draft_id version finding fate fingerprint person_id at reason"
    ):
        if kind == FateKind.FIXED.value:
            name = _name(draft, version, kind, "", at)
            fixed.setdefault(name, ([], person))[0].append(f"{finding} {mark}")
            continue
        why = digest_of(reason) if reason else _NONE
        fated[_name(draft, version, kind, finding, at)] = _line(mark, person, why)
    for name, (found, person) in fixed.items():
        fated[name] = _line(digest_of(sorted(found)), person, _NONE)


_NONE = "-"


def _name(draft: object, version: object, kind: str, finding: object, at: object) -> str:
    return f"{draft}-{version}-{kind}-{finding}-{at}"


def _line(*known: object) -> str:
    return " ".join(map(str, known))
