"""Duty and leave as log and tables tell of them; part of service/store/ledger.py."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sqlalchemy import Row, Table

from review.model import digest_of
from service.store.deed import Deed
from service.store.tables import duty, duty_calls, handovers, leave

_Rows = dict[str, str]
_Reader = Callable[[Table, str], Iterator[tuple[Any, ...]]]

_ACTIVE, _SHUT = "active", "shut"


def tell_duty(rows: _Rows, row: Row[Any], detail: Mapping[str, str]) -> None:
    """What one entry of the log says of them; the keys begin with what they are."""
    match row.verb:
        case Deed.DUTY_SET.value:
            known = (detail[name] for name in ("unit", "person", "starts", "ends"))
            rows[f"值班 {detail['duty']}"] = _line(*known, _ACTIVE)
        case Deed.LEAVE_SET.value:
            known = (detail[name] for name in ("person", "starts", "ends"))
            rows[f"休假 {detail['leave']}"] = _line(*known, _ACTIVE)
        case Deed.DUTY_ENDED.value:
            _shut(rows, f"值班 {detail['duty']}")
        case Deed.LEAVE_ENDED.value:
            _shut(rows, f"休假 {detail['leave']}")
        case Deed.DUTY_HANDED_OVER.value:
            name = f"交接 {detail['duty']}-{detail['number']}"
            rows[name] = _line(row.actor_id, row.at, detail["words"])
        case Deed.DUTY_CALLED.value:
            name = f"转值班 {row.draft_id}-{detail['round']}"
            rows[name] = _line(detail["unit"], detail["people"] or "-", row.at)


def hold_duty(held: _Rows, rows: _Reader) -> None:
    """What the tables hold of them."""
    for number, *known, ended in rows(duty, "id unit_id person_id starts_at ends_at ended_at"):
        held[f"值班 {number}"] = _line(*known, _ACTIVE if ended is None else _SHUT)
    for number, *known, ended in rows(leave, "id person_id starts_at ends_at ended_at"):
        held[f"休假 {number}"] = _line(*known, _ACTIVE if ended is None else _SHUT)
    for number, part, person, at, words in rows(handovers, "duty_id number person_id at words"):
        digest = digest_of(words) if isinstance(words, str) else "?"
        held[f"交接 {number}-{part}"] = _line(person, at, digest)
    for draft, number, unit, people, at in rows(duty_calls, "draft_id round unit_id people at"):
        held[f"转值班 {draft}-{number}"] = _line(unit, people or "-", at)


def _shut(rows: _Rows, name: str) -> None:
    rows[name] = _line(rows[name].rpartition(" ")[0], _SHUT)


def _line(*known: object) -> str:
    return " ".join(map(str, known))
