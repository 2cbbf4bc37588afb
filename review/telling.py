"""What a move says of itself: the draft it leaves behind and the event for the log."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from review.draft import Draft, Event, Person, Remark
from review.model import digest_of
from review.request import Moved, Request


def detail_of(after: Draft, **more: str) -> tuple[tuple[str, str], ...]:
    """What an event tells of the draft it leaves behind: enough to check the tables against."""
    told = {
        "state": after.state.value,
        "round": str(after.round),
        "version": str(after.version),
        "document": after.document,
        "report": after.report,
        **more,
    }
    return tuple(sorted(told.items()))


def told_of(after: Draft, request: Request, actor: Person, now: datetime, **more: str) -> Moved:
    """The move with its event; `more` goes into the event's detail: ids and digests, never text."""
    event = Event(
        action=request.action,
        actor=actor,
        at=now,
        draft=after.id,
        detail=detail_of(after, **more),
    )
    return Moved(draft=after, event=event)


def remarked(after: Draft, request: Request, actor: Person, now: datetime, reason: str) -> Moved:
    """The same for a move whose written reason belongs to no step."""
    remark = Remark(action=request.action, person=actor, reason=reason, at=now)
    moved = told_of(after, request, actor, now, reason=digest_of(reason))
    return replace(moved, remark=remark)
