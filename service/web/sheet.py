"""信息发布审核单 as a page to print, as PDF; and the evidence pack to take along."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from service.edge.opened import Number, open_draft
from service.office import Office
from service.paper.pack import evidence_pack
from service.paper.pdf import find_font, printed_sheet, sheet_pdf
from service.paper.sheet import sheet_of
from service.web.pages import PagesHere
from service.web.posted import SignedIn

router = APIRouter()


@router.get("/drafts/{draft_id}/sheet")
def sheet(request: Request, draft_id: Number, visitor: SignedIn, pages: PagesHere) -> Response:
    draft = open_draft(pages.office, visitor.person, draft_id).draft
    with pages.office.read() as unit:
        made = sheet_of(unit, draft, _names(pages.office))
    return pages.show(request, "sheet/show.html", visitor, draft=draft, sheet=made)


@router.get("/drafts/{draft_id}/sheet.pdf")
def sheet_as_pdf(draft_id: Number, visitor: SignedIn, pages: PagesHere) -> Response:
    office = pages.office
    draft = open_draft(office, visitor.person, draft_id).draft
    with office.read() as unit:
        made = sheet_of(unit, draft, _names(office))
    font = find_font(office.settings.data_dir / "fonts")
    return _file(sheet_pdf(made, font, office.now()), "application/pdf", f"{made.number}.pdf")


@router.get("/drafts/{draft_id}/evidence.zip")
def evidence(draft_id: Number, visitor: SignedIn, pages: PagesHere) -> Response:
    """The pack, to whoever may see the draft: it holds nothing that its pages do not show.

    Where there is no font to make the sheet with, it goes without.
    """
    office, now = pages.office, pages.office.now()
    open_draft(office, visitor.person, draft_id)
    with office.read() as unit:
        paper = printed_sheet(
            unit, draft_id, _names(office), office.settings.data_dir / "fonts", now
        )
        pack = evidence_pack(unit, draft_id, key=office.key, now=now, sheet=paper)
    return _file(pack, "application/zip", f"evidence-{draft_id}.zip")


def _names(office: Office) -> dict[str, str]:
    return {name: platform.label for name, platform in office.platforms.items()}


def _file(data: bytes, kind: str, name: str) -> Response:
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "no-store",
    }
    return Response(data, media_type=kind, headers=headers)
