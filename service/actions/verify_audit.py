"""核验留痕. The log by itself, then everything it tells of; what is wrong, and where."""

from __future__ import annotations

from service.office import Office
from service.store.audit import Flaw


def verify_audit(office: Office) -> tuple[Flaw, ...]:
    """Every flaw found, none if all is whole. `str(flaw)` is its Chinese sentence."""
    with office.read() as unit:
        return tuple(unit.audit())
