"""The draft form: what is typed in it, and its two pages, which lose nothing that was typed."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from http import HTTPStatus
from typing import Final

from fastapi import Request
from starlette.datastructures import FormData
from starlette.responses import Response

from review.draft import Action
from review.model import AiUse, Category, Report, VariantKind
from service.edge.comparison import compare_documents
from service.edge.door import Visitor
from service.edge.manuscript import (
    Manuscript,
    clean,
    document_of,
    manuscript_of,
    one_line,
    problems,
)
from service.edge.opened import open_draft, why_not
from service.edge.pasted import MOST_PASTED, shown
from service.store.autosaves import Autosave
from service.web.outlines import outlines
from service.web.pages import Pages
from service.web.posted import field, whole
from service.web.reading import Reading

_NO_ERRORS: Final[Mapping[str, str]] = {}


def typed_in(form: FormData) -> Manuscript:
    """What the draft form holds, as typed."""
    links = None
    if field(form, "links") == "listed":
        numbers = [whole(v) for v in form.getlist("keep") if isinstance(v, str)]
        links = {number: field(form, f"href-{number}") for number in numbers}
    return Manuscript(
        title=one_line(field(form, "title")),
        body=clean(field(form, "body"))[0],
        summary=clean(field(form, "summary"))[0].strip(),
        author=one_line(field(form, "author")),
        source=one_line(field(form, "source")),
        category=field(form, "category") or Category.NEWS.value,
        ai_use=field(form, "ai_use") or AiUse.NONE.value,
        repost=field(form, "repost") == "yes",
        source_url=one_line(field(form, "source_url")),
        basis_document=one_line(field(form, "basis_document")),
        urgent=field(form, "urgent") == "yes",
        variants={
            kind.value: text
            for kind in VariantKind
            if (text := clean(field(form, f"variant-{kind.value}"))[0].strip())
        },
        correction=one_line(field(form, "correction")),
        platforms=(
            tuple(dict.fromkeys(v for v in form.getlist("platform") if isinstance(v, str)))
            if field(form, "platforms") == "listed"
            else None
        ),
        links=links,
        bare=field(form, "bare") == "yes",
        pasted=tuple(v for v in form.getlist("pasted") if isinstance(v, str))[:MOST_PASTED],
    )


def summary_of(report: Report) -> str:
    """What a check came to, in one sentence."""
    if report.failures:
        rules = "、".join(sorted({failure.rule for failure in report.failures}))
        return f"规则 {rules} 运行出错，检查不完整，请联系管理员。"
    counts: dict[str, int] = {}
    for finding in report.findings:
        counts[finding.severity.label] = counts.get(finding.severity.label, 0) + 1
    if not counts:
        return "六关查过，没有发现问题。"
    return "，".join(f"{label} {counts[label]} 处" for label in sorted(counts, key=_rank)) + "。"


def _rank(label: str) -> int:
    return ("拦截", "核对", "提示").index(label)


def show_new(  # noqa: PLR0913  # what a form of eleven fields may need to show
    request: Request,
    pages: Pages,
    visitor: Visitor,
    *,
    typed: Manuscript | None = None,
    form_key: str = "",
    errors: Mapping[str, str] = _NO_ERRORS,
    checked: Reading | None = None,
    fault: str = "",
    fault_aid: str = "",
    upload_open: bool = False,
    unsaved: tuple[Autosave, ...] = (),
    tips: tuple[str, ...] = (),
    status: int = HTTPStatus.OK,
) -> Response:
    """The page for a new draft, with whatever was typed already."""
    return pages.show(
        request,
        "drafts/new.html",
        visitor,
        status=status,
        fault=fault,
        fault_aid=fault_aid,
        action="/drafts",
        draft=None,
        base=None,
        typed=typed or Manuscript(author="", platforms=tuple(pages.office.platforms)),
        form_key=form_key or secrets.token_urlsafe(18),
        errors=errors,
        reading=checked,
        summary=summary_of(checked.report) if checked else "",
        pasted=shown(typed.pasted) if typed else (),
        categories=tuple(Category),
        ai_uses=tuple(AiUse),
        variant_kinds=tuple(VariantKind),
        platforms=tuple(pages.office.platforms.values()),
        upload_open=upload_open,
        unsaved=unsaved,
        outlines=tuple(outlines().values()),
        tips=tips,
    )


def show_edit(  # noqa: PLR0913  # as above
    request: Request,
    pages: Pages,
    visitor: Visitor,
    draft_id: int,
    *,
    typed: Manuscript | None = None,
    version: int = 0,
    form_key: str = "",
    errors: Mapping[str, str] = _NO_ERRORS,
    checked: Reading | None = None,
    fault: str = "",
    fault_aid: str = "",
    unsaved: tuple[Autosave, ...] = (),
    status: int = HTTPStatus.OK,
) -> Response:
    """The page for changing a draft.

    `version` is the one the typed text began from; if another has been saved since, both are
    shown and the form goes on from the newer one.
    """
    office = pages.office
    opened = open_draft(office, visitor.person, draft_id)
    draft, base = opened.draft, opened.document
    refused = why_not(draft, Action.EDIT, visitor.person)
    if refused is not None and typed is None:
        raise refused
    stale = None
    if typed is not None and version and version != draft.version and not problems(typed):
        stale = compare_documents(base, document_of(typed, base), office.ruleset.segmenter.edges)
    return pages.show(
        request,
        "drafts/edit.html",
        visitor,
        status=status,
        fault=fault or (refused.sentence if refused else ""),
        fault_aid=fault_aid,
        action=f"/drafts/{draft_id}/edit",
        draft=draft,
        base=base,
        version=draft.version,
        form_key=form_key or secrets.token_urlsafe(18),
        unsaved=unsaved,
        typed=typed or manuscript_of(base),
        errors=errors,
        reading=checked,
        summary=summary_of(checked.report) if checked else "",
        pasted=shown(typed.pasted) if typed else (),
        categories=tuple(Category),
        ai_uses=tuple(AiUse),
        variant_kinds=tuple(VariantKind),
        platforms=tuple(pages.office.platforms.values()),
        stale=stale,
    )
