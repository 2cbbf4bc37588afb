"""处置事件: what was done about it. May be noted more than once."""

from __future__ import annotations

from review.draft import Person
from service.actions.incident_facts import minded, note_typed, record_step
from service.office import Office
from service.store.incidents import IncidentStep


def handle_incident(office: Office, actor: Person, incident_id: int, *, note: str) -> None:
    """Raises InvalidError (closed, or nothing said), MissingError, NotAllowedError."""
    note = note_typed(note, "处置情况")
    with office.write() as unit:
        now = office.now()
        found, by = minded(unit, actor, incident_id, now)
        unit.incidents.handle(found, by.id, now, note)
        record_step(unit, found, IncidentStep.HANDLED, by, now, note=note)
