"""The register as log and tables tell of it; part of service/store/ledger.py."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sqlalchemy import Row, Table

from review.model import digest_of
from service.store.deed import Deed
from service.store.petitions import told_digest
from service.store.tables import (
    account_figures,
    accounts,
    interpretations,
    petitions,
    trainings,
)

_Rows = dict[str, str]
_Reader = Callable[[Table, str], Iterator[tuple[Any, ...]]]

_PETITIONED = frozenset(
    {
        Deed.PETITION_ASKED.value,
        Deed.PETITION_GRANTED.value,
        Deed.PETITION_RETURNED.value,
        Deed.PETITION_REFUSED.value,
        Deed.PETITION_DROPPED.value,
        Deed.PETITION_DONE.value,
    }
)


def tell_register(rows: _Rows, row: Row[Any], detail: Mapping[str, str]) -> None:
    """What one entry of the log says of it; the keys begin with what they are."""
    if row.verb in _PETITIONED:
        known = (detail[name] for name in ("unit", "state", "asked_by", "decided_by", "digest"))
        rows[f"申请 {detail['petition']}"] = _line(*known)
    match row.verb:
        case Deed.ACCOUNT_ENTERED.value | Deed.ACCOUNT_CHANGED.value:
            known = (detail[name] for name in ("unit", "state", "digest"))
            rows[f"账号 {detail['account']}"] = _line(*known)
        case Deed.ACCOUNT_FIGURES.value:
            known = (detail[name] for name in ("day", "fans", "reads"))
            rows[f"账号数据 {detail['account']}-{detail['number']}"] = _line(*known)
        case Deed.TRAINING_RECORDED.value:
            known = (detail[name] for name in ("person", "day", "valid_until"))
            rows[f"培训 {detail['training']}"] = _line(*known)
        case Deed.INTERPRETATION_LINKED.value:
            rows[f"解读 {row.draft_id}-{detail['product']}"] = str(row.actor_id)


def hold_register(held: _Rows, rows: _Reader) -> None:
    """What the tables hold of it."""
    for number, unit, state, profile in rows(accounts, "id unit_id state profile"):
        held[f"账号 {number}"] = _line(unit, state, _digest(profile))
    for account, number, day, fans, reads in rows(
        account_figures, "account_id number day fans reads"
    ):
        held[f"账号数据 {account}-{number}"] = _line(day, _or_none(fans), _or_none(reads))
    for number, unit, state, asked, decided, *content in rows(
        petitions, "id unit_id state asked_by decided_by kind before after reason notice"
    ):
        digest = told_digest(*map(str, content))
        held[f"申请 {number}"] = _line(unit, state, asked, decided or "-", digest)
    for number, *known in rows(trainings, "id person_id day valid_until"):
        held[f"培训 {number}"] = _line(*known)
    for draft, product, by in rows(interpretations, "draft_id product_id made_by"):
        held[f"解读 {draft}-{product}"] = str(by)


def _or_none(value: object) -> object:
    return "-" if value is None else value


def _digest(text: object) -> str:
    return digest_of(text) if isinstance(text, str) else "?"


def _line(*known: object) -> str:
    return " ".join(map(str, known))
