"""A unit as it is named on the command line."""

from __future__ import annotations

from collections.abc import Mapping

from review.draft import Unit
from service.commands import CommandError
from service.office import Office
from service.store.units import Bureau


def find_unit(office: Office, named: str) -> Bureau:
    """The unit of this name or number. Raises CommandError."""
    with office.read() as unit:
        bureaus = unit.units.all()
    asked = named.strip()
    for bureau in bureaus:
        if asked in {bureau.unit.name, str(bureau.unit.id)}:
            return bureau
    raise CommandError(f"没有单位“{named}”，请用 xianshen unit list 查看全部单位。")


def units_of_house(office: Office) -> Mapping[int, Unit]:
    """Every unit by its number."""
    with office.read() as unit:
        return unit.units.known()
