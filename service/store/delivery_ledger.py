"""Renderings handed in and postings taken down, as log and tables tell of them; see ledger.py."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sqlalchemy import Row, Table

from review.draft import Action
from service.store.deed import Deed
from service.store.tables import renderings, takedowns

_Rows = dict[str, str]
_Reader = Callable[[Table, str], Iterator[tuple[Any, ...]]]
_OPEN = "open"


def tell_delivery(shown: _Rows, down: _Rows, row: Row[Any], detail: Mapping[str, str]) -> None:
    """What one entry of the log says of them."""
    if row.verb == Action.SUBMIT.value:
        for one in filter(None, detail.get("renderings", "").split(",")):
            platform, _, digest = one.partition("=")
            shown[f"{row.draft_id}-{detail['round']}-{platform}"] = digest
    elif row.verb == Deed.TAKEDOWN_PLANNED.value:
        down[detail["posting"]] = f"{row.actor_id} {row.at} {_OPEN}"
    elif row.verb in (Deed.TAKEDOWN_DONE.value, Deed.TAKEDOWN_DECIDED.value):
        asked = down[detail["posting"]].rpartition(" ")[0]
        down[detail["posting"]] = f"{asked} {detail['state']}"


def hold_delivery(shown: _Rows, down: _Rows, rows: _Reader) -> None:
    """What the tables hold of them."""
    for draft, number, platform, digest in rows(renderings, "draft_id round platform digest"):
        shown[f"{draft}-{number}-{platform}"] = str(digest)
    for posting, by, at, state, closed in rows(
        takedowns, "posting_key asked_by asked_at state closed_at"
    ):
        down[str(posting)] = f"{by} {at} {_OPEN if closed is None else state}"
