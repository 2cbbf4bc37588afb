"""了结事件. A person says why; for a drift of a posting somebody who did not write the text."""

from __future__ import annotations

from review.draft import Person
from review.refusal import NotAllowedError, Refusal
from service.actions.desk import found_draft
from service.actions.incident_facts import minded, note_typed, record_step
from service.office import Office
from service.store.incidents import IncidentStep


def close_incident(office: Office, actor: Person, incident_id: int, *, note: str) -> None:
    """Raises InvalidError (closed, or no reason), MissingError, NotAllowedError."""
    note = note_typed(note, "了结理由")
    with office.write() as unit:
        now = office.now()
        found, by = minded(unit, actor, incident_id, now)
        if found.draft is not None:
            draft = found_draft(unit, found.draft)
            if by.id in (draft.author.id, draft.last_editor.id):
                sentence = "这篇稿件是您自己写或改的，事件须由另一位人员了结。"
                raise NotAllowedError(Refusal.OWN_TEXT, sentence)
        unit.incidents.close(found, by.id, now, note)
        record_step(unit, found, IncidentStep.CLOSED, by, now, note=note)
