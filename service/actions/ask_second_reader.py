"""请第二读者看. Its remarks are kept beside the draft; whatever it does, nothing waits for it."""

from __future__ import annotations

from review.draft import Person
from review.permission import may_read
from service.actions.desk import found_draft, seated
from service.actions.errors import InvalidError, MissingError
from service.office import Office
from service.store.deed import Deed
from service.store.second_readings import SecondReading


def ask_second_reader(office: Office, actor: Person, draft_id: int) -> SecondReading:
    """What it says of the draft's present version, stored. InvalidError if there is none set up."""
    reader = office.second_reader
    if reader is None:
        raise InvalidError("本单位没有设置第二读者；需要的话请管理员在设置里写明它的地址。")
    with office.read() as unit:
        draft = found_draft(unit, draft_id)
        if not may_read(draft, seated(unit, actor, office.now())):
            raise MissingError(f"没有编号为{draft_id}的稿件，请从稿件列表里重新打开。")
        document = unit.drafts.document(draft.document)
    answered = reader.read(document)  # outside the transaction: it may take its time
    with office.write() as unit:
        now = office.now()
        by = seated(unit, actor, now)
        made = SecondReading(
            draft=draft.id,
            number=unit.second_readings.next_number(draft.id),
            version=draft.version,
            document=draft.document,
            reader=reader.name,
            outcome=answered.outcome,
            found=answered.found,
            dropped=answered.dropped,
            asked_by=by.id,
            at=now,
        )
        found = unit.second_readings.add(made)
        detail = {
            "second": f"{made.draft}-{made.number}",
            "version": str(made.version),
            "document": made.document,
            "outcome": made.outcome.value,
            "found": found,
        }
        unit.events.record(Deed.SECOND_READING, by, now, draft=draft.id, detail=detail)
        return made
