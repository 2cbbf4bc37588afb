"""Beside a finding: what was done with the same words before, what may be said again, false alarms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from review.draft import Draft, Person, StepKind
from review.passage import Settlement
from review.settling import competent
from review.staff import SIGNING, WRITING
from service.actions.reapply_settlement import offered_in
from service.edge.opened import Opened
from service.office import Office
from service.store.fates import MOST_ASKED, FateKind, Precedents
from service.web.reading import Reading, Shown

_NONE: Final = Precedents()


@dataclass(frozen=True, slots=True, kw_only=True)
class Endorsed:
    """How far a waiver has come: by whom it was endorsed, or whose it is to endorse it."""

    step: StepKind
    person: Person | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Helps:
    """By the key of a finding. `may_alarm`: whether this person may call one a false alarm; `back`
    names the page they do it from.
    """

    may_alarm: bool
    back: str = "drafts"
    mine: frozenset[str] = frozenset()
    alarms: Mapping[str, int] = field(default_factory=dict)
    before: Mapping[str, Precedents] = field(default_factory=dict)
    offered: Mapping[str, Settlement] = field(default_factory=dict)
    endorsed: Mapping[str, Endorsed] = field(default_factory=dict)

    def precedent(self, shown: Shown) -> str:
        """What was done about the same words elsewhere, in a sentence; "" if nothing ever was."""
        found = self.before.get(shown.finding.key, _NONE)
        told = [
            f"{number} 次{what}"
            for number, what in (
                (found.stood, "放行"),
                (found.fixed, "修改"),
                (found.false_alarms, "被标为误报"),
            )
            if number
        ]
        return f"同一写法此前 {'、'.join(told)}。" if told else ""


def helps_of(
    office: Office,
    person: Person,
    opened: Opened,
    reading: Reading,
    *,
    settling: bool = False,
    back: str = "drafts",
) -> Helps:
    """Everything to be shown beside the findings of a draft. `settling`: its author, at work."""
    draft = opened.draft
    with office.read() as unit:
        fates = unit.fates.of(draft.id, draft.version)
        marks = {
            shown.finding.key: unit.fates.fingerprint(opened.document, shown.finding)
            for shown in reading.shown[:MOST_ASKED]
        }
        units = unit.units.read_by(person)
        known = unit.fates.precedents(tuple(marks.values()), units, draft.id) if marks else {}
        offered = (
            offered_in(unit, draft, opened.document, opened.report)
            if settling and reading.pending
            else {}
        )
    alarms = [fate for fate in fates if fate.fate is FateKind.FALSE_ALARM]
    counts: dict[str, int] = {}
    for fate in alarms:
        counts[fate.finding] = counts.get(fate.finding, 0) + 1
    return Helps(
        may_alarm=bool(person.roles & (WRITING | SIGNING)),
        back=back,
        mine=frozenset(fate.finding for fate in alarms if fate.person == person.id),
        alarms=counts,
        before={key: known[mark] for key, mark in marks.items() if mark in known},
        offered=offered,
        endorsed=_endorsed(draft),
    )


def _endorsed(draft: Draft) -> Mapping[str, Endorsed]:
    signers = {key: one.person for one in draft.sign_offs for key in one.endorsed}
    return {
        waiver.finding: Endorsed(step=competent(waiver), person=signers.get(waiver.finding))
        for waiver in draft.waivers
    }
