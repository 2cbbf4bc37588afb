"""A draft taken out of the store with its text and report, as pages and API need it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import Path

from review import flow
from review.draft import Action, Draft, Person, Role
from review.model import Document, Report
from review.permission import may_read, refusal
from review.refusal import NotAllowedError, Refusal
from review.release import Release
from service.actions.errors import MissingError
from service.office import Office

_LARGEST: Final = 2**31 - 1
READING_BACK: Final = frozenset({Role.PUBLISHER, Role.FINAL, Role.AUDITOR})
"""Who may compare what stands published with what was signed."""

_AUDITORS: Final = frozenset({Role.AUDITOR, Role.ADMIN})

Number = Annotated[int, Path(ge=1, le=_LARGEST)]
"""A draft's or person's number in an address; larger ones no database column holds."""

Key = Annotated[str, Path(pattern=r"^[0-9A-Za-z_-]{1,80}$")]
"""A release's or posting's key in an address; PostgreSQL breaks off at others, a NUL say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    draft: Draft
    document: Document
    report: Report


def open_draft(office: Office, person: Person, draft_id: int) -> Opened:
    """The draft as it is now. Raises MissingError if there is none that this person may see:
    whoever may not see a draft does not learn that it exists.
    """
    with office.read() as unit:
        draft = unit.drafts.get(draft_id)
        if draft is None or not may_read(draft, person):
            message = f"没有编号为 {draft_id} 的稿件，请从稿件列表里重新打开。"
            raise MissingError(message)
        return Opened(
            draft=draft,
            document=unit.drafts.document(draft.document),
            report=unit.drafts.report(draft.report),
        )


def check_seen(office: Office, person: Person, draft_id: int) -> None:
    """MissingError for a draft that this person may not see, or that is none."""
    with office.read() as unit:
        draft = unit.drafts.get(draft_id)
    if draft is None or not may_read(draft, person):
        raise MissingError(f"没有编号为 {draft_id} 的稿件，请从稿件列表里重新打开。")


def open_release(office: Office, person: Person, release_id: str) -> tuple[Release, Draft]:
    """A release and its draft. Raises MissingError if there is none that this person may see."""
    with office.read() as unit:
        found = unit.releases.get(release_id)
        draft = unit.drafts.get(found.draft) if found else None
        if found is None or draft is None or not may_read(draft, person):
            message = f"没有编号为 {release_id[:40]} 的发布单，请从发布页面重新打开。"
            raise MissingError(message)
        return found, draft


def check_posting(office: Office, person: Person, key: str) -> None:
    """MissingError unless there is such a posting and the person may see its draft."""
    with office.read() as unit:
        try:
            draft = unit.drafts.get(unit.postings.get(key).draft)
        except KeyError:
            draft = None
    if draft is None or not may_read(draft, person):
        raise MissingError("没有这个编号的发送记录，请从发布页面重新打开。")


def why_not(draft: Draft, action: Action, person: Person) -> NotAllowedError | None:
    """What forbids this person this action now; None if nothing known without the findings."""
    line = flow.MOVES.get((draft.state, action))
    if line is None:
        sentence = f"稿件现在是“{draft.state.label}”，不能{action.label}。"
        return NotAllowedError(Refusal.STATE, sentence)
    return refusal(draft, action, line.by, person)


def check_may_read_back(person: Person) -> None:
    """NotAllowedError unless the person answers for what is out, or audits it."""
    if not person.roles & READING_BACK:
        sentence = "回读核对需要“发布”“终审”或“审计”角色，请联系管理员。"
        raise NotAllowedError(Refusal.ROLE, sentence)


def check_may_audit(person: Person) -> None:
    """NotAllowedError unless the log is this person's business."""
    if not person.roles & _AUDITORS:
        sentence = "查看全部留痕需要“审计”或“管理员”角色；单篇稿件的留痕在稿件的历史页。"
        raise NotAllowedError(Refusal.ROLE, sentence)
