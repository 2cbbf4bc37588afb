"""By whose lists a text is judged that belongs to no draft yet."""

from __future__ import annotations

from review.draft import Person
from review.staff import Unit
from service.actions.errors import ActionError
from service.actions.start_draft import home_of
from service.office import Office


def home_here(office: Office, person: Person) -> Unit | None:
    """The unit a person's next draft would belong to; None if they write for none."""
    with office.read() as unit:
        try:
            return home_of(unit, person, None)
        except ActionError:
            return None
