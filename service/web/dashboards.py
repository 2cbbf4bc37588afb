"""统计: what a period came to, as charts, tables, and files of the same tables."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated, Final
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Query, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from service.actions.errors import InvalidError
from service.edge.dashboard import dashboard_of
from service.edge.figures import parts_of, shared, written
from service.edge.periods import Kind, Period, period_asked
from service.edge.whose_figures import scope_of
from service.sheets.figures import figures_csv, figures_xlsx
from service.web.charts import POLICY, Charts
from service.web.pages import PagesHere
from service.web.posted import SignedIn, whole

router = APIRouter()

_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_Short = Annotated[str, Query(max_length=16)]


@router.get("/dashboards")
def show_dashboards(
    request: Request,
    visitor: SignedIn,
    pages: PagesHere,
    period: _Short = "",
    day: _Short = "",
    start: Annotated[str, Query(alias="from", max_length=16)] = "",
    until: Annotated[str, Query(alias="to", max_length=16)] = "",
    unit: _Short = "",
) -> Response:
    """The page. What is asked wrongly is told above the figures of the present month."""
    office, fault, status = pages.office, "", HTTPStatus.OK
    today = office.as_of()
    try:
        asked = period_asked(period, day, start, until, today)
    except InvalidError as error:
        asked = period_asked("", "", "", "", today)
        fault, status = error.sentence, HTTPStatus.UNPROCESSABLE_ENTITY
    scope = scope_of(office, visitor.person)
    chosen = max(whole(unit), 0)
    found = dashboard_of(office, visitor.person, asked, chosen or None)
    charts = Charts(office)
    return pages.show(
        request,
        "dashboards/show.html",
        visitor,
        status=status,
        fault=fault,
        found=found,
        parts=tuple(
            (one, charts.address(one.chart) if one.chart else "") for one in parts_of(found)
        ),
        kinds=tuple(Kind),
        asked=asked,
        typed=(start or asked.first.isoformat(), until or asked.last.isoformat()),
        units=scope.units,
        chosen=chosen,
        before=_address(asked.before, chosen),
        after=_address(asked.after, chosen) if asked.last < today else "",
        files=tuple(
            (name, _address(asked, chosen, f"/dashboards.{name}")) for name in ("xlsx", "csv")
        ),
        share=shared,
        number=written,
    )


@router.get("/dashboards.{kind}")
def tables(
    kind: str,
    visitor: SignedIn,
    pages: PagesHere,
    period: _Short = "",
    day: _Short = "",
    start: Annotated[str, Query(alias="from", max_length=16)] = "",
    until: Annotated[str, Query(alias="to", max_length=16)] = "",
    unit: _Short = "",
) -> Response:
    """The page's tables as a file."""
    if kind not in {"csv", "xlsx"}:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    office = pages.office
    asked = period_asked(period, day, start, until, office.as_of())
    found = dashboard_of(office, visitor.person, asked, max(whole(unit), 0) or None)
    named = [one.table for one in parts_of(found)]
    if kind == "csv":
        data, media = figures_csv(named).encode("utf-8"), "text/csv; charset=utf-8"
    else:
        data, media = figures_xlsx(named), _XLSX
    name = quote(f"统计-{found.whose}-{asked.label}.{kind}")
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
    return Response(data, media_type=media, headers=headers)


@router.get("/dashboards/chart.svg")
def chart(
    visitor: SignedIn,  # noqa: ARG001  # nobody else has anything to see
    pages: PagesHere,
    of: Annotated[str, Query(max_length=24000)] = "",
) -> Response:
    """One drawing. What stands in its address never changes, nor does it."""
    drawn = Charts(pages.office).drawn(of)
    if drawn is None:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    headers = {
        "Content-Security-Policy": POLICY,
        "Cache-Control": "private, max-age=86400, immutable",
    }
    return Response(drawn, media_type="image/svg+xml", headers=headers)


def _address(period: Period, unit: int, path: str = "/dashboards") -> str:
    asked: dict[str, str] = {"period": period.kind.value}
    if period.kind is Kind.CUSTOM:
        asked |= {"from": period.first.isoformat(), "to": period.last.isoformat()}
    else:
        asked["day"] = period.first.isoformat()
    if unit:
        asked["unit"] = str(unit)
    return f"{path}?{urlencode(asked)}"
