"""An incident as pages and API show it: what it is about, what was done, what stood where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher

from review.draft import SYSTEM, Draft, Person, Unit
from review.permission import may_read
from service.actions.incident_facts import found_incident, minds
from service.edge.comparison import Kind, Run, compare
from service.office import Office
from service.platforms.shown import as_read
from service.store import UnitOfWork
from service.store.deed import Deed
from service.store.incidents import Incident, StepTaken
from service.store.outbox import PostingRecord, Reading
from service.store.readings import ReadingRecord

PAGE = 50
_MOST_LINES = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of what was signed beside what was seen; None where the other side has none."""

    signed: tuple[Run, ...] | None
    seen: tuple[Run, ...] | None
    changed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownStep:
    """A step with names for numbers."""

    step: StepTaken
    person: str
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Somebody who was told of it, and when."""

    name: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownIncident:
    """`rows`: the last differing look beside what was signed; empty where there was none."""

    incident: Incident
    unit: Unit
    keeper: Unit
    draft: Draft | None
    posting: PostingRecord | None
    platform: str
    steps: tuple[ShownStep, ...]
    told: tuple[Told, ...]
    readings: tuple[ReadingRecord, ...]
    next_look: datetime | None
    seen_at: datetime | None
    rows: tuple[Row, ...]
    may_mind: bool
    may_close: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A line of the list."""

    incident: Incident
    unit: Unit
    found_by: str


def list_incidents(
    office: Office, person: Person, *, closed: bool, page: int = 0
) -> tuple[tuple[Listed, ...], bool]:
    """Those of the units a person works in and below, newest first; and whether there are more."""
    with office.read() as unit:
        seen = unit.units.read_by(person)
        found = unit.incidents.listed(sorted(seen), closed=closed, most=PAGE + 1, skip=page * PAGE)
        units = unit.units.known()
        people = unit.people.named([one.found_by for one in found if one.found_by])
    names = {number: one.name for number, one in people.items()} | {SYSTEM.id: SYSTEM.name}
    rows = tuple(
        Listed(incident=one, unit=units[one.keeper], found_by=names.get(one.found_by, ""))
        for one in found[:PAGE]
    )
    return rows, len(found) > PAGE


def open_incident_page(office: Office, person: Person, incident_id: int) -> ShownIncident:
    """Everything about one. Raises MissingError if there is none this person may know of."""
    with office.read() as unit:
        found = found_incident(unit, person, incident_id)
        units = unit.units.known()
        draft = unit.drafts.get(found.draft) if found.draft is not None else None
        if draft is not None and not may_read(draft, person):
            draft = None
        posting = unit.postings.get(found.posting) if found.posting and draft else None
        readings = unit.readings.of(posting.key) if posting else ()
        next_look = unit.readings.next_of(posting.key) if posting else None
        steps = unit.incidents.steps(found.id)
        people = unit.people.named([step.person for step in steps if step.person])
        names = {number: one.name for number, one in people.items()} | {SYSTEM.id: SYSTEM.name}
        told = _told(unit, draft, posting) if draft and posting else ()
        signed = _signed(office, unit, posting) if posting else ""
    differing = next((one for one in readings if one.reading is Reading.DIFFERS), None)
    keeper = units[found.keeper]
    may_mind = found.closed_at is None and minds(person, keeper)
    own = draft is not None and person.id in (draft.author.id, draft.last_editor.id)
    return ShownIncident(
        incident=found,
        unit=units[found.unit],
        keeper=keeper,
        draft=draft,
        posting=posting,
        platform=_label(office, posting.platform) if posting else "",
        steps=tuple(
            ShownStep(
                step=step,
                person=names.get(step.person, ""),
                told=units[int(step.told)].name
                if step.told.isdecimal() and int(step.told) in units
                else step.told,
            )
            for step in steps
        ),
        told=told,
        readings=readings,
        next_look=next_look,
        seen_at=differing.at if differing else None,
        rows=tuple(side_by_side(signed, differing.seen)) if differing and signed else (),
        may_mind=may_mind,
        may_close=may_mind and not own,
    )


def side_by_side(signed: str, seen: str) -> Iterator[Row]:
    """Line by line; within a line that changed, by characters."""
    old, new = (as_read(text).splitlines()[:_MOST_LINES] for text in (signed, seen))
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for verb, start, end, begin, stop in matcher.get_opcodes():
        if verb == "equal":
            for line in old[start:end]:
                same = (Run(kind=Kind.SAME, text=line),)
                yield Row(signed=same, seen=same, changed=False)
            continue
        for number in range(max(end - start, stop - begin)):
            before = old[start + number] if start + number < end else None
            after = new[begin + number] if begin + number < stop else None
            yield _row(before, after)


def _row(before: str | None, after: str | None) -> Row:
    if before is None or after is None:
        return Row(
            signed=None if before is None else (Run(kind=Kind.REMOVED, text=before),),
            seen=None if after is None else (Run(kind=Kind.ADDED, text=after),),
            changed=True,
        )
    runs = compare(before, after)
    return Row(
        signed=tuple(run for run in runs if run.kind is not Kind.ADDED),
        seen=tuple(run for run in runs if run.kind is not Kind.REMOVED),
        changed=True,
    )


def _signed(office: Office, unit: UnitOfWork, posting: PostingRecord) -> str:
    platform = office.platforms.get(posting.platform)
    release = unit.releases.get(posting.release)
    if platform is None or release is None:
        return ""
    return platform.render(unit.drafts.document(release.document)).text


def _told(unit: UnitOfWork, draft: Draft, posting: PostingRecord) -> tuple[Told, ...]:
    """Whoever got a notice of this posting's drift."""
    found: list[Told] = []
    for entry in unit.events.of(draft.id):
        if entry.verb is Deed.POSTING_TAMPERED and entry.value("posting") == posting.key:
            numbers = unit.notices.told_under(f"event-{entry.seq}")
            people = unit.people.named(numbers)
            found += [Told(name=people[one].name, at=entry.at) for one in numbers]
    return tuple(found)


def _label(office: Office, platform: str) -> str:
    return office.platforms[platform].label if platform in office.platforms else platform
