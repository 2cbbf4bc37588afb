"""紧急撤回. One person on duty takes a text back from everywhere; who and by what right is kept.

What withdrawing does on each platform is withdraw_draft's business.
"""

from __future__ import annotations

from review.draft import OWING, Draft, Person, Role
from review.refusal import NotAllowedError, Refusal
from service.actions.desk import found_draft, seated
from service.actions.withdraw_draft import withdraw_draft
from service.office import Office
from service.store.deed import Deed

QUALIFIED = (Role.FINAL, Role.PUBLISHER)


def withdraw_at_once(office: Office, actor: Person, draft_id: int, *, reason: str) -> Draft:
    """The draft withdrawn. Raises NotAllowedError for who is not on duty or may not withdraw."""
    with office.read() as unit:
        person = seated(unit, actor, office.now())
        draft = found_draft(unit, draft_id)
    if refused := why_not_at_once(draft, person):
        raise refused
    withdrawn = withdraw_draft(office, actor, draft_id, reason=reason)
    with office.write() as unit:
        detail = {"round": str(draft.round), "objected": "yes" if draft.objected else "no"}
        now = office.now()
        unit.events.record(Deed.EMERGENCY_WITHDRAWN, person, now, draft=draft_id, detail=detail)
    return withdrawn


def why_not_at_once(draft: Draft, person: Person) -> NotAllowedError | None:
    """What forbids this person to withdraw at once; None if nothing does."""
    if draft.state not in OWING:
        sentence = f"稿件现在是“{draft.state.label}”，没有可撤回的内容；请刷新页面。"
        return NotAllowedError(Refusal.STATE, sentence)
    if not person.holds_any(QUALIFIED, draft.unit):
        sentence = "紧急撤回需要“终审”或“发布”角色，请立即联系值班的签发人。"
        return NotAllowedError(Refusal.ROLE, sentence)
    if not person.on_duty(draft.unit):
        sentence = (
            f"紧急撤回由此刻为{draft.unit.name}值班的人办理，您现在不在班上；"
            "请联系值班人员，或按常规办理撤稿。"
        )
        return NotAllowedError(Refusal.ROLE, sentence)
    return None
