"""统计 over the API: the tables of the page, for whoever draws charts of their own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query

from service.api.credentials import PersonHere
from service.api.shapes import Out
from service.edge.dashboard import dashboard_of
from service.edge.door import OfficeHere
from service.edge.figures import Part, parts_of
from service.edge.periods import period_asked

router = APIRouter(tags=["统计"])

_Short = Annotated[str, Query(max_length=16)]


class TableOut(Out):
    """`note`: how the figures are counted."""

    name: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str | int | float]]
    note: str

    @classmethod
    def of(cls, part: Part) -> TableOut:
        table = part.table
        return cls(name=table.name, headings=table.headings, rows=table.rows, note=part.note)


class DashboardOut(Out):
    """`first` and `last` are both included; `whose` says over whose drafts it was counted."""

    first: date
    last: date
    whose: str
    tables: Sequence[TableOut]


@router.get("/dashboards")
def show_dashboard(
    office: OfficeHere,
    person: PersonHere,
    period: _Short = "",
    day: _Short = "",
    start: Annotated[str, Query(alias="from", max_length=16)] = "",
    until: Annotated[str, Query(alias="to", max_length=16)] = "",
    unit: Annotated[int | None, Query(ge=1, le=2**31 - 1)] = None,
) -> DashboardOut:
    """`period`: week, month (if nothing is said), quarter or year that `day` lies in, or custom
    from `from` to `to`. `unit`: it and those below; without it all that the caller may see.
    """
    asked = period_asked(period, day, start, until, office.as_of())
    found = dashboard_of(office, person, asked, unit)
    return DashboardOut(
        first=asked.first,
        last=asked.last,
        whose=found.whose,
        tables=[TableOut.of(one) for one in parts_of(found)],
    )
