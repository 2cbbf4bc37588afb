"""Bindings as log and table tell of them; part of service/store/ledger.py."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sqlalchemy import Row, Table

from service.store.deed import Deed
from service.store.identities import account_digest
from service.store.tables import identities

_Rows = dict[str, str]
_Reader = Callable[[Table, str], Iterator[tuple[Any, ...]]]

_ACTIVE, _SHUT = "active", "shut"


def tell_identities(rows: _Rows, row: Row[Any], detail: Mapping[str, str]) -> None:
    """What one entry of the log says of them."""
    match row.verb:
        case Deed.IDENTITY_BOUND.value:
            known = (detail["person"], detail["account"], str(row.actor_id), str(row.at))
            rows[detail["identity"]] = " ".join((*known, _ACTIVE))
        case Deed.IDENTITY_ENDED.value:
            bound = rows[detail["identity"]].rpartition(" ")[0]
            rows[detail["identity"]] = f"{bound} {_SHUT}"


def hold_identities(held: _Rows, rows: _Reader) -> None:
    """What the table holds of them."""
    for number, issuer, subject, person, by, at, ended in rows(
        identities, "id issuer subject person_id bound_by at ended_at"
    ):
        account = account_digest(str(issuer), str(subject))
        state = _ACTIVE if ended is None else _SHUT
        held[str(number)] = " ".join(map(str, (person, account, by, at, state)))
