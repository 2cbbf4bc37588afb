"""词库 over the API: the lists, what units laid over them, and the second reader."""

from __future__ import annotations

from datetime import date, datetime
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from service.actions.agree_overlay import agree_overlay
from service.actions.ask_second_reader import ask_second_reader
from service.actions.end_overlay import end_overlay
from service.actions.lay_overlay import lay_overlay
from service.actions.overlay_facts import OverlayFacts
from service.api.credentials import PersonHere
from service.api.shapes import In, Out, Words
from service.edge.door import OfficeHere
from service.edge.opened import Number, open_draft
from service.edge.wordbook import ListRecord, laid_over, lists_of
from service.store.overlays import Overlay, OverlayKind
from service.store.second_readings import Outcome, SecondReading

router = APIRouter(tags=["词库"])

Short = Annotated[str, Field(max_length=200)]
Phrases = Annotated[tuple[Short, ...], Field(max_length=20)]


class ListOut(Out):
    """A list. `hits`, `decided` and `false_alarms`: of the rules reading it, in 90 days."""

    name: str
    title: str
    keeper: str
    reviewed: date
    entries: int
    rules: tuple[str, ...]
    hits: int
    decided: int
    false_alarms: int
    overlays: int

    @classmethod
    def of(cls, record: ListRecord) -> ListOut:
        listed = record.wordlist
        return cls(
            name=listed.name,
            title=listed.title,
            keeper=listed.keeper,
            reviewed=listed.reviewed,
            entries=len(listed.entries),
            rules=tuple(rule.id for rule in record.rules),
            hits=record.hits,
            decided=record.decided,
            false_alarms=record.false_alarms,
            overlays=record.overlays,
        )


class OverlayIn(In):
    """An entry for a list, or a mute of a rule, or of an entry. Mutes need `ends`."""

    unit: Annotated[int, Field(ge=1, le=2**31 - 1)]
    kind: OverlayKind
    wordlist: Short = ""
    word: Short = ""
    rule: Short = ""
    suggest: Phrases = ()
    within: Phrases = ()
    source: Short = ""
    verified: bool = False
    starts: date | None = None
    ends: date | None = None
    reason: Words


class OverlayOut(Out):
    """`agreed_at` is null while it is only proposed."""

    id: int
    unit: int
    kind: OverlayKind
    wordlist: str
    word: str
    rule: str
    suggest: tuple[str, ...]
    within: tuple[str, ...]
    source: str
    verified: bool
    starts: date | None
    ends: date | None
    reason: str
    at: datetime
    agreed_at: datetime | None
    ended_at: datetime | None

    @classmethod
    def of(cls, one: Overlay) -> OverlayOut:
        return cls(**{name: getattr(one, name) for name in cls.model_fields})


class RemarkOut(Out):
    """Where a second reader pointed, in code points; `message` is its own, and only a hint."""

    field: str
    start: int
    end: int
    kind: str
    message: str
    suggestion: str


class SecondReadingOut(Out):
    draft: int
    number: int
    version: int
    reader: str
    outcome: Outcome
    dropped: int
    at: datetime
    found: tuple[RemarkOut, ...]

    @classmethod
    def of(cls, one: SecondReading) -> SecondReadingOut:
        return cls(
            draft=one.draft,
            number=one.number,
            version=one.version,
            reader=one.reader,
            outcome=one.outcome,
            dropped=one.dropped,
            at=one.at,
            found=tuple(
                RemarkOut(
                    field=each.span.field,
                    start=each.span.start,
                    end=each.span.end,
                    kind=each.kind,
                    message=each.message,
                    suggestion=each.suggestion,
                )
                for each in one.found
            ),
        )


@router.get("/wordlists")
def lists(office: OfficeHere, person: PersonHere) -> list[ListOut]:
    return [ListOut.of(one) for one in lists_of(office, person)]


@router.get("/overlays")
def overlays(office: OfficeHere, person: PersonHere) -> list[OverlayOut]:
    """What the caller's units and those above have laid over the lists."""
    return [OverlayOut.of(one.overlay) for one in laid_over(office, person)]


@router.post("/overlays", status_code=HTTPStatus.CREATED)
def lay(given: OverlayIn, office: OfficeHere, person: PersonHere) -> OverlayOut:
    """In force at once by an administrator of the unit; else proposed."""
    return OverlayOut.of(lay_overlay(office, person, OverlayFacts(**given.model_dump())))


@router.post("/overlays/{overlay_id}/agree", status_code=HTTPStatus.NO_CONTENT)
def agree(overlay_id: Number, office: OfficeHere, person: PersonHere) -> None:
    agree_overlay(office, person, overlay_id)


@router.post("/overlays/{overlay_id}/end", status_code=HTTPStatus.NO_CONTENT)
def end(overlay_id: Number, office: OfficeHere, person: PersonHere) -> None:
    end_overlay(office, person, overlay_id)


@router.get("/drafts/{draft_id}/second-readings")
def readings(draft_id: Number, office: OfficeHere, person: PersonHere) -> list[SecondReadingOut]:
    """Newest first."""
    open_draft(office, person, draft_id)
    with office.read() as unit:
        return [SecondReadingOut.of(one) for one in unit.second_readings.of(draft_id)]


@router.post("/drafts/{draft_id}/second-readings", status_code=HTTPStatus.CREATED)
def ask(draft_id: Number, office: OfficeHere, person: PersonHere) -> SecondReadingOut:
    """Has the present version read; a reader that is down is an outcome, not an error."""
    open_draft(office, person, draft_id)
    return SecondReadingOut.of(ask_second_reader(office, person, draft_id))
