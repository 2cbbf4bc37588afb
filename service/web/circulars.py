"""通报: the draft of a quarter's circular, as a page and in Word."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from review.inspection import Update
from service.actions.errors import InvalidError
from service.clock import local_time
from service.edge.inspection import Inspected, inspected
from service.edge.opened import Number
from service.paper.circular import (
    CircularFacts,
    Unqualified,
    circular_docx,
    paragraphs_of,
    title_of,
)
from service.web.pages import PagesHere
from service.web.posted import SignedIn

router = APIRouter()
_DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@router.get("/inspections/{inspection_id}/circular")
def circular(
    request: Request, inspection_id: Number, visitor: SignedIn, pages: PagesHere
) -> Response:
    """The draft of the circular."""
    facts = _facts(inspected(pages.office, visitor.person, inspection_id))
    return pages.show(
        request,
        "inspections/circular.html",
        visitor,
        inspection=inspection_id,
        title=title_of(facts),
        paragraphs=paragraphs_of(facts),
    )


@router.get("/inspections/{inspection_id}/circular.docx")
def circular_file(inspection_id: Number, visitor: SignedIn, pages: PagesHere) -> Response:
    """The same in Word."""
    facts = _facts(inspected(pages.office, visitor.person, inspection_id))
    headers = {"Content-Disposition": f'attachment; filename="circular-{inspection_id}.docx"'}
    return Response(circular_docx(facts), media_type=_DOCX, headers=headers)


def _facts(it: Inspected) -> CircularFacts:
    if not it.inspects:
        raise InvalidError("通报由组织抽查的单位起草，请到抽查页查看本单位的结果。")

    def named(*, vetoes: bool) -> tuple[Unqualified, ...]:
        return tuple(
            Unqualified(
                unit=one.unit.name,
                platform=one.profile.place,
                name=one.profile.name,
                items=tuple(code.label for code in one.judged.codes if code.vetoes is vetoes),
            )
            for one in it.results
            if any(code.vetoes is vetoes for code in one.judged.codes)
        )

    due = max((one.ticket.due for one in it.tickets), default=None)
    day = it.inspection.monitored_on
    return CircularFacts(
        office=it.unit.name,
        quarter=it.inspection.quarter.label,
        population=it.inspection.population,
        percent=it.inspection.percent,
        checked=it.rate.checked,
        unqualified=named(vetoes=True),
        rate=it.rate.told,
        change=it.change,
        seed=it.inspection.seed,
        monitored_on=f"{day.year}年{day.month}月{day.day}日",
        items=tuple((code.label, count) for code, count in it.by_code),
        lagging=tuple(
            (update.label, count)
            for update, count in it.by_update
            if update in {Update.LAGGING, Update.STALE, Update.ZOMBIE}
        ),
        exposed=named(vetoes=False),
        due=f"{local_time(due):%Y年%m月%d日}" if due else "",
    )
