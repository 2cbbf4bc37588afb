"""调整词库. A unit adds a word to a list, or mutes an entry or rule: a proposal, whoever makes it,
until a second person has looked at what it would change and agreed.
"""

from __future__ import annotations

from review.draft import Person, Role
from review.refusal import NotAllowedError, Refusal
from review.staff import Unit
from service.actions.desk import found_unit, seated
from service.actions.overlay_facts import OverlayFacts, check_facts, checked_reason, prove
from service.office import Office
from service.store.deed import Deed
from service.store.overlays import Overlay, OverlayKind


def lay_overlay(office: Office, actor: Person, facts: OverlayFacts) -> Overlay:
    """The overlay, proposed.

    Raises InvalidError, MissingError, NotAllowedError.
    """
    reason = checked_reason(facts)
    today = office.as_of()
    with office.read() as unit:
        by = seated(unit, actor, office.now())
        where = found_unit(unit, facts.unit).unit
        _check_belongs(by, where)
        standing = unit.overlays.standing(where.line, today)
        number = unit.overlays.next_id()
    check_facts(office.ruleset, facts, today, standing)
    wanted = _wanted(office, facts, reason, by, number)
    if facts.kind is OverlayKind.ADD:
        prove(office.ruleset, standing, wanted, today)
    with office.write() as unit:
        now = office.now()
        by = seated(unit, actor, now)
        _check_belongs(by, where)
        made = unit.overlays.add(wanted)
        detail = {
            "overlay": str(made.id),
            "unit": str(where.id),
            "kind": made.kind.value,
            "digest": made.digest,
        }
        unit.events.record(Deed.OVERLAY_PROPOSED, by, now, detail=detail)
        return made


def keeps(person: Person, unit: Unit) -> bool:
    """Whether this person keeps a unit's lists: its administrators and those of the units above."""
    return person.holds(Role.ADMIN, unit)


def _check_belongs(person: Person, unit: Unit) -> None:
    if keeps(person, unit) or any(grant.unit == unit.id for grant in person.grants):
        return
    sentence = f"您在{unit.name}没有角色，不能为它提出词库调整；请在自己的单位提出。"
    raise NotAllowedError(Refusal.ROLE, sentence)


def _wanted(office: Office, facts: OverlayFacts, reason: str, by: Person, number: int) -> Overlay:
    adding = facts.kind is OverlayKind.ADD
    starts = facts.starts or (None if adding else office.as_of())
    return Overlay(
        id=number,
        unit=facts.unit,
        kind=facts.kind,
        wordlist="" if facts.rule else facts.wordlist,
        word="" if facts.rule else facts.word,
        rule=facts.rule,
        suggest=facts.suggest if adding else (),
        within=() if adding else facts.within,
        source=facts.source.strip() if adding else "",
        verified=adding and facts.verified,
        starts=starts,
        ends=facts.ends,
        reason=reason,
        made_by=by.id,
        at=office.now(),
    )
