"""填写登记表头: who answers for a unit's accounts, and what kind of body it is."""

from __future__ import annotations

from dataclasses import replace

from review.draft import Person
from review.register import Form, Header, Level, problems_of, tidy
from service.actions.errors import InvalidError
from service.actions.register_facts import hosting
from service.clock import day_of
from service.office import Office
from service.store.deed import Deed
from service.store.register import Sponsor


def keep_sponsor(
    office: Office, actor: Person, unit_id: int, level: Level, header: Header
) -> Sponsor:
    """The head as it is kept. Raises InvalidError that names the field, NotAllowedError."""
    with office.write() as unit:
        by, where = hosting(office, unit, actor, unit_id, "填写登记表")
        now = office.now()
        head = replace(tidy(Form(header=header)).header, sponsor=where.name, count="")
        problems = [
            one
            for one in problems_of(Form(header=head), day_of(now))
            if one.error and one.where.row is None
        ]
        if problems:
            raise InvalidError("".join(one.sentence for one in problems))
        kept = Sponsor(unit=where.id, level=level, header=head, made_by=by.id, at=now)
        unit.register.keep_sponsor(kept)
        detail = {"unit": str(where.id), "digest": kept.digest}
        unit.events.record(Deed.SPONSOR_KEPT, by, now, detail=detail)
        return kept
