"""Back to where a person was: what they had typed, on the page it belongs to, not yet sent."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from fastapi import Request
from starlette.datastructures import FormData
from starlette.responses import Response

from review.refusal import NotAllowedError
from service.actions.errors import ActionError
from service.edge.door import Visitor
from service.edge.refusals import tell
from service.web.approvals import show_approval
from service.web.asked import ticked_in
from service.web.draft_form import show_edit, show_new, typed_in
from service.web.drafts import TypedReason, show_draft
from service.web.enclosures import show_enclosures
from service.web.kept import Kept
from service.web.pages import Pages, go, home_of
from service.web.pictures import show_pictures
from service.web.planning import show_plan
from service.web.posted import field, whole
from service.web.releases import TypedDecision, show_release
from service.web.said import TypedComment
from service.web.wording import FIELD_NAMES

_AGAIN: Final = "登录已过期，您填写的内容已放回原处，还没有提交。请核对后再提交一次。"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """`found`: the parts of the path that name things."""

    request: Request
    pages: Pages
    visitor: Visitor
    found: tuple[str, ...]
    form: FormData
    again: str

    @property
    def here(self) -> tuple[Request, Pages, Visitor]:
        return self.request, self.pages, self.visitor

    def text(self, name: str) -> str:
        return field(self.form, name)


Restorer = Callable[[_Case], Response]


def restore(
    request: Request, pages: Pages, visitor: Visitor, kept: Kept, *, again: str = _AGAIN
) -> Response:
    """The page a form came from with everything typed in it; never carries the form out."""
    for pattern, restorer in _RESTORERS:
        found = pattern.fullmatch(kept.path)
        if found is None:
            continue
        try:
            case = _Case(
                request=request,
                pages=pages,
                visitor=visitor,
                found=found.groups(),
                form=kept.form,
                again=again,
            )
            return restorer(case)
        except (NotAllowedError, ActionError) as error:
            told = tell(error)
            return show_kept(request, pages, visitor, kept, told.sentence, told.status)
    if any(words for _, words in words_of(kept)):
        return show_kept(request, pages, visitor, kept, again, 200)
    return go(home_of(visitor.person), "again")


def show_kept(  # an error page, and what was typed
    request: Request,
    pages: Pages,
    visitor: Visitor | None,
    kept: Kept | None,
    sentence: str,
    status: int,
    *,
    heading: str = "没有提交成功",
) -> Response:
    """A page of its own with the sentence and, to be copied, whatever was typed."""
    return pages.show(
        request,
        "errors/error.html",
        visitor,
        status=status,
        heading=heading,
        sentence=sentence,
        kept=words_of(kept) if kept else (),
        back="",
        back_label="",
    )


def words_of(kept: Kept) -> tuple[tuple[str, str], ...]:
    """What a person wrote themselves, by the label of its field."""
    return tuple(
        (FIELD_NAMES[name], value)
        for name, value in kept.form.multi_items()
        if name in FIELD_NAMES and isinstance(value, str) and value.strip()
    )


def _new(case: _Case) -> Response:
    return show_new(
        *case.here,
        typed=typed_in(case.form),
        form_key=case.text("form_key"),
        fault=case.again,
    )


def _edit(case: _Case) -> Response:
    return show_edit(
        *case.here,
        int(case.found[0]),
        typed=typed_in(case.form),
        version=max(whole(case.text("version")), 0),
        form_key=case.text("form_key"),
        fault=case.again,
    )


def _reason(case: _Case) -> Response:
    typed = TypedReason(
        finding=case.text("finding") or case.text("rule"), reason=case.text("reason")
    )
    return show_draft(*case.here, int(case.found[0]), typed_reason=typed, fault=case.again)


def _alarm(case: _Case) -> Response:
    reason = case.text("reason")
    aid = f"您写的误报说明：{reason}" if reason else ""
    return show_draft(*case.here, int(case.found[0]), fault=case.again, fault_aid=aid)


def _comment(case: _Case) -> Response:
    typed = TypedComment(words=case.text("words"), passage=case.text("passage"))
    show = show_approval if case.text("from") == "approval" else show_draft
    return show(*case.here, int(case.found[0]), typed_comment=typed, fault=case.again)


def _pictures(case: _Case) -> Response:
    return show_pictures(*case.here, int(case.found[0]), form=case.form, fault=case.again)


def _enclosures(case: _Case) -> Response:
    return show_enclosures(*case.here, int(case.found[0]), kind=case.text("kind"), fault=case.again)


def _draft(case: _Case) -> Response:
    return go(f"/drafts/{int(case.found[0])}", "again")


def _opinion(case: _Case) -> Response:
    return show_approval(
        *case.here,
        int(case.found[0]),
        opinion=case.text("opinion"),
        ticked=ticked_in(case.form),
        fault=case.again,
    )


def _plan(case: _Case) -> Response:
    chosen = tuple(value for value in case.form.getlist("platform") if isinstance(value, str))
    return show_plan(
        *case.here,
        int(case.found[0]),
        chosen=chosen or None,
        reason=case.text("reason"),
        fault=case.again,
    )


def _withdraw(case: _Case) -> Response:
    reason = case.text("reason")
    return show_release(*case.here, case.found[0], reason=reason, fault=case.again)


def _decision(case: _Case) -> Response:
    release_id, key = case.found
    typed = TypedDecision(
        key=key,
        decision=case.text("decision"),
        evidence=case.text("evidence"),
        url=case.text("url"),
    )
    return show_release(*case.here, release_id, typed=typed, fault=case.again)


_NUMBER: Final = r"([1-9][0-9]{0,8})"
_RESTORERS: Final[tuple[tuple[re.Pattern[str], Restorer], ...]] = (
    (re.compile("/drafts"), _new),
    (re.compile(rf"/drafts/{_NUMBER}/edit"), _edit),
    (re.compile(rf"/drafts/{_NUMBER}/(?:waive|answer|answer-all)"), _reason),
    (re.compile(rf"/drafts/{_NUMBER}/false-alarm"), _alarm),
    (re.compile(rf"/drafts/{_NUMBER}/comments"), _comment),
    (re.compile(rf"/drafts/{_NUMBER}/pictures"), _pictures),
    (re.compile(rf"/drafts/{_NUMBER}/enclosures"), _enclosures),
    (re.compile(rf"/drafts/{_NUMBER}/[a-z-]+"), _draft),
    (re.compile(rf"/approvals/{_NUMBER}"), _opinion),
    (re.compile(rf"/releases/plan/{_NUMBER}(?:/send-back)?"), _plan),
    (re.compile(r"/releases/([0-9]{1,9}-[0-9]{1,9})/withdraw"), _withdraw),
    (re.compile(r"/postings/(?=([0-9]{1,9}-[0-9]{1,9}))(\1-[a-z0-9_-]{1,40})/decide"), _decision),
)
