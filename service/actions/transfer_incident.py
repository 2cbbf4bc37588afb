"""转办事件: another unit sees to it from now on."""

from __future__ import annotations

from review.draft import Person
from service.actions.desk import found_unit
from service.actions.errors import InvalidError
from service.actions.incident_facts import minded, note_typed, record_step
from service.office import Office
from service.store.incidents import IncidentStep


def transfer_incident(
    office: Office, actor: Person, incident_id: int, *, to: int, note: str
) -> None:
    """Raises InvalidError (closed, or a unit that has it or is shut), MissingError,
    NotAllowedError.
    """
    note = note_typed(note, "转办理由")
    with office.write() as unit:
        now = office.now()
        found, by = minded(unit, actor, incident_id, now)
        taker = found_unit(unit, to)
        if taker.closed_at is not None:
            raise InvalidError(f"{taker.unit.name}已停用，请转给别的单位。")
        if taker.unit.id == found.keeper:
            raise InvalidError(f"这件事已由{taker.unit.name}办理，不用转办。")
        unit.incidents.transfer(found, by.id, now, to, note)
        told = str(to)
        record_step(unit, found, IncidentStep.TRANSFERRED, by, now, told=told, note=note)
