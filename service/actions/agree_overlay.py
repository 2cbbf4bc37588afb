"""采纳词库调整. What somebody of the unit proposed holds from now on, if another agrees."""

from __future__ import annotations

from review.draft import Person, Role
from review.refusal import NotAllowedError, Refusal
from review.staff import Unit
from service.actions.desk import found_unit, seated
from service.actions.errors import InvalidError, MissingError
from service.actions.overlay_facts import prove
from service.office import Office
from service.store import UnitOfWork
from service.store.deed import Deed
from service.store.overlays import Overlay, OverlayKind


def agree_overlay(office: Office, actor: Person, overlay_id: int) -> None:
    """Agrees to a proposal; one that holds already stays as it is.

    Raises InvalidError (over, or it would break a rule), MissingError, NotAllowedError.
    """
    today = office.as_of()
    with office.read() as unit:
        by = seated(unit, actor, office.now())
        found, where = found_overlay(unit, by, overlay_id)
        _check_agrees(by, where, found)
        standing = unit.overlays.standing(where.line, today)
    if found.agreed_at is None and found.kind is OverlayKind.ADD:
        prove(office.ruleset, standing, found, today)
    with office.write() as unit:
        now = office.now()
        by = seated(unit, actor, now)
        found, where = found_overlay(unit, by, overlay_id)
        _check_agrees(by, where, found)
        if found.ended_at is not None or (found.ends is not None and found.ends < today):
            raise InvalidError(f"第{overlay_id}号调整已结束或已到期，不能再采纳；请重新提出。")
        if found.agreed_at is not None:
            return
        unit.overlays.agree(overlay_id, by.id, now)
        detail = {
            "overlay": str(found.id),
            "unit": str(found.unit),
            "kind": found.kind.value,
            "digest": found.digest,
        }
        unit.events.record(Deed.OVERLAY_MADE, by, now, detail=detail)


def agrees(person: Person, unit: Unit) -> bool:
    """Whether this person may agree to what others propose for a unit: whoever keeps it, and the
    final signers of it and of the units above.
    """
    return person.holds(Role.ADMIN, unit) or any(
        grant.role is Role.FINAL and grant.unit in unit.line and not grant.platform
        for grant in person.grants
    )


def _check_agrees(by: Person, where: Unit, found: Overlay) -> None:
    if not agrees(by, where):
        sentence = f"{where.name}的词库调整由该单位或上级单位的管理员、终审采纳，您没有这些角色。"
        raise NotAllowedError(Refusal.ROLE, sentence)
    if by.id == found.made_by and found.agreed_at is None:
        sentence = "这项调整是您提出的，须由另一位管理员或终审看过试跑结果后采纳。"
        raise NotAllowedError(Refusal.OWN_TEXT, sentence)


def found_overlay(unit: UnitOfWork, by: Person, overlay_id: int) -> tuple[Overlay, Unit]:
    """The overlay and its unit; MissingError if there is none this person may know of: one of a
    unit they have a role in, above it, or below one they administer.
    """
    found = unit.overlays.get(overlay_id)
    if found is not None:
        where = found_unit(unit, found.unit).unit
        lines = unit.units.known()
        own = (lines[grant.unit].line for grant in by.grants if grant.unit in lines)
        if agrees(by, where) or any(found.unit in line for line in own):
            return found, where
    raise MissingError(f"没有编号为{overlay_id}的词库调整，请从词库页重新选择。")


def check_keeper(by: Person, where: Unit) -> None:
    """NotAllowedError unless this person keeps the unit's lists."""
    if not by.holds(Role.ADMIN, where):
        sentence = f"{where.name}的词库调整由该单位或上级单位的管理员决定，您没有“管理员”角色。"
        raise NotAllowedError(Refusal.ROLE, sentence)
