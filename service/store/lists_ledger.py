"""Overlays and second readings as log and tables tell of them; part of service/store/ledger.py."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sqlalchemy import Table

from review.model import digest_of
from service.store.deed import Deed
from service.store.overlays import CONTENT, content_digest
from service.store.tables import overlays, second_readings

_Rows = dict[str, str]
_Reader = Callable[[Table, str], Iterator[tuple[Any, ...]]]

_ACTIVE, _SHUT, _PROPOSED = "active", "shut", "proposed"


def tell_lists(laid: _Rows, readings: _Rows, verb: str, detail: Mapping[str, str]) -> None:
    """What one entry of the log says of them."""
    match verb:
        case Deed.OVERLAY_PROPOSED.value:
            laid[detail["overlay"]] = _line(detail["unit"], detail["digest"], _PROPOSED)
        case Deed.OVERLAY_MADE.value:
            laid[detail["overlay"]] = _line(detail["unit"], detail["digest"], _ACTIVE)
        case Deed.OVERLAY_ENDED.value:
            told = laid[detail["overlay"]].rpartition(" ")[0]
            laid[detail["overlay"]] = _line(told, _SHUT)
        case Deed.SECOND_READING.value:
            readings[detail["second"]] = _line(
                detail["version"], detail["document"], detail["outcome"], detail["found"]
            )


def hold_lists(laid: _Rows, readings: _Rows, rows: _Reader) -> None:
    """What the tables hold of them."""
    for number, unit, agreed, ended, *content in rows(
        overlays, f"id unit_id agreed_at ended_at {' '.join(CONTENT)}"
    ):
        state = _PROPOSED if agreed is None else _ACTIVE
        digest = content_digest(dict(zip(CONTENT, content, strict=True)))
        laid[str(number)] = _line(unit, digest, state if ended is None else _SHUT)
    for draft, number, *known, found in rows(
        second_readings, "draft_id number version document outcome found"
    ):
        digest = digest_of(found) if isinstance(found, str) else "?"
        readings[f"{draft}-{number}"] = _line(*known, digest)


def _line(*known: object) -> str:
    return " ".join(map(str, known))
