"""上报事件: to whom it was reported, and how. May be noted more than once (续报)."""

from __future__ import annotations

from review.draft import Person
from service.actions.desk import words
from service.actions.incident_facts import line_typed, minded, record_step
from service.office import Office
from service.store.incidents import IncidentStep


def report_incident(
    office: Office, actor: Person, incident_id: int, *, told: str, note: str = ""
) -> None:
    """Raises InvalidError (closed, or no addressee), MissingError, NotAllowedError."""
    told, note = line_typed(told, "上报对象"), words(note, "上报情况")
    with office.write() as unit:
        now = office.now()
        found, by = minded(unit, actor, incident_id, now)
        unit.incidents.report(found, by.id, now, told, note)
        record_step(unit, found, IncidentStep.REPORTED, by, now, told=told, note=note)
