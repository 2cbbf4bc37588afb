"""A draft's past: its whole history, and what each version changed."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from review.draft import Answer, Waiver
from service.actions.errors import MissingError
from service.edge.comparison import compare_documents
from service.edge.opened import Number, open_draft
from service.web.history import Words, names_of, tell_entries
from service.web.pages import PagesHere
from service.web.posted import SignedIn

router = APIRouter()


@router.get("/drafts/{draft_id}/history")
def history(request: Request, draft_id: Number, visitor: SignedIn, pages: PagesHere) -> Response:
    draft = open_draft(pages.office, visitor.person, draft_id).draft
    with pages.office.read() as unit:
        entries = unit.events.of(draft_id)
        versions = unit.drafts.versions(draft_id)
        signatures = unit.drafts.signatures
        settled: list[Waiver | Answer] = []
        for waivers in signatures.waivers([draft_id]).get(draft_id, {}).values():
            settled += waivers
        for answers in signatures.answers([draft_id]).get(draft_id, {}).values():
            settled += answers
        words = Words(
            steps={
                (str(one.round), str(number)): step.kind.label
                for one in unit.drafts.submissions(draft_id)
                for number, step in enumerate(one.route.steps)
            },
            sign_offs=signatures.sign_offs([draft_id]).get(draft_id, ()),
            settlements=tuple(settled),
            remarks=signatures.remarks([draft_id]).get(draft_id, ()),
        )
        names = names_of(pages.office, unit.people.list(), unit.units.known())
    return pages.show(
        request,
        "drafts/history.html",
        visitor,
        draft=draft,
        entries=tell_entries(entries, names, words),
        versions=versions,
    )


@router.get("/drafts/{draft_id}/compare")
def compare_versions(  # two versions, and what every page is handed
    request: Request,
    draft_id: Number,
    visitor: SignedIn,
    pages: PagesHere,
    before: int = 0,
    after: int = 0,
) -> Response:
    """What one saved version changed against another."""
    draft = open_draft(pages.office, visitor.person, draft_id).draft
    with pages.office.read() as unit:
        versions = {version.version: version for version in unit.drafts.versions(draft_id)}
        missing = [str(number) for number in (before, after) if number not in versions]
        if missing:
            message = f"稿件 {draft_id} 没有第 {'、'.join(missing)} 版，请从历史页里选版本比较。"
            raise MissingError(message)
        old = unit.drafts.document(versions[before].document)
        new = unit.drafts.document(versions[after].document)
    edges = pages.office.ruleset.segmenter.edges
    return pages.show(
        request,
        "drafts/compare.html",
        visitor,
        draft=draft,
        before=versions[before],
        after=versions[after],
        changed=compare_documents(old, new, edges),
    )
