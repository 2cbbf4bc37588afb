"""Incidents as log and tables tell of them; part of service/store/ledger.py."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sqlalchemy import Row, Table

from review.model import digest_of
from service.store.deed import Deed
from service.store.incidents import IncidentStep, content_digest
from service.store.tables import incident_steps, incidents

_Rows = dict[str, str]
_Reader = Callable[[Table, str], Iterator[tuple[Any, ...]]]

STEPS = {
    Deed.INCIDENT_OPENED.value: IncidentStep.OPENED,
    Deed.INCIDENT_HANDLED.value: IncidentStep.HANDLED,
    Deed.INCIDENT_REPORTED.value: IncidentStep.REPORTED,
    Deed.INCIDENT_TRANSFERRED.value: IncidentStep.TRANSFERRED,
    Deed.INCIDENT_CLOSED.value: IncidentStep.CLOSED,
}
"""Which deed of the log is which step."""


def tell_incidents(rows: _Rows, row: Row[Any], detail: Mapping[str, str]) -> None:
    """What one entry of the log says of them: the incident itself, and each step by its number."""
    step = STEPS.get(row.verb)
    if step is None:
        return
    name = detail["incident"]
    if step is IncidentStep.OPENED:
        rows[name] = _line(detail["unit"], detail["digest"], row.actor_id, row.at, "open", "-")
    elif step is IncidentStep.CLOSED:
        before, _, kept = rows[name].rsplit(" ", 2)
        rows[name] = _line(before, "closed", kept)
    elif step is IncidentStep.TRANSFERRED:
        rows[name] = _line(rows[name].rpartition(" ")[0], detail["to"])
    rows[f"{name}-{detail['step']}"] = _line(step.value, row.actor_id, row.at, detail["words"])


def hold_incidents(held: _Rows, rows: _Reader) -> None:
    """What the tables hold of them."""
    content = "kind draft_id posting_key account subject drill note"
    for number, unit, by, at, closed, moved, *known in rows(
        incidents, f"id unit_id found_by found_at closed_at transferred_to {content}"
    ):
        digest = content_digest(*("" if value is None else str(value) for value in known))
        state = "open" if closed is None else "closed"
        held[str(number)] = _line(unit, digest, by, at, state, moved or "-")
    for number, count, step, by, at, told, note in rows(
        incident_steps, "incident_id number step person_id at told note"
    ):
        held[f"{number}-{count}"] = _line(step, by, at, words_digest(told, note))


def words_digest(told: object, note: object) -> str:
    """What the log keeps of a step's words: their digest."""
    return digest_of([told, note])


def _line(*known: object) -> str:
    return " ".join(map(str, known))
