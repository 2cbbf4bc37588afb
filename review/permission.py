"""Who may make which move: roles, authorship, and the four eyes.

Answers without looking at texts or findings, so that pages can ask it for their buttons.
"""

from __future__ import annotations

from enum import StrEnum

from review.draft import SYSTEM, Action, Draft, Person, Role, SignOff, Step, Unit
from review.refusal import NotAllowedError, Refusal, clock_time
from review.staff import WRITING


class By(StrEnum):
    """Who may make a move. Roles alone do not say it: authors and steps come into it.

    author: the draft's author, as editor · reviewer: the waiting step's role, no author, nobody
    who signed this round, where it says so on duty · releaser: a publisher who is no author ·
    signatory: final reviewer or publisher · declarer: final reviewer or whoever is on duty, no
    author · machine: only SYSTEM.
    """

    AUTHOR = "author"
    REVIEWER = "reviewer"
    RELEASER = "releaser"
    SIGNATORY = "signatory"
    DECLARER = "declarer"
    MACHINE = "machine"


def refusal(draft: Draft, action: Action, by: By, actor: Person) -> NotAllowedError | None:
    """Why this person may not make this move; None if they may."""
    own = actor.id in (draft.author.id, draft.last_editor.id)
    match by:
        case By.AUTHOR:
            return _author_refusal(draft, action, actor)
        case By.REVIEWER:
            return _reviewer_refusal(draft, action, actor, own=own)
        case By.RELEASER:
            return _releaser_refusal(draft, action, actor, own=own)
        case By.SIGNATORY:
            fit = actor.holds_any((Role.FINAL, Role.PUBLISHER), draft.unit)
            return None if fit else _lacks(draft, action, Role.FINAL, Role.PUBLISHER)
        case By.DECLARER:
            return _declarer_refusal(draft, action, actor, own=own)
        case By.MACHINE:
            sentence = f"“{action.label}”由系统在发布完成后自动进行。"
            return None if actor == SYSTEM else NotAllowedError(Refusal.ROLE, sentence)


def may_read(draft: Draft, person: Person) -> bool:
    """Whether this person may see the draft: people of its unit and of those above, and whoever
    wrote, signed or is to sign it.
    """
    if person.id in {draft.author.id, draft.last_editor.id}:
        return True
    if any(grant.unit in draft.unit.line for grant in person.grants):
        return True
    if any(person.id in sign_off.responsible for sign_off in draft.sign_offs):
        return True
    steps = draft.route.steps if draft.route else ()
    return any(person.holds(step.role, step.unit or draft.unit) for step in steps)


def _author_refusal(draft: Draft, action: Action, actor: Person) -> NotAllowedError | None:
    if not actor.holds_any(WRITING, draft.unit):
        return _lacks(draft, action, Role.EDITOR)
    if actor.id != draft.author.id:
        sentence = f"这篇稿件由{draft.author.name}负责，只有作者本人可以{action.label}。"
        return NotAllowedError(Refusal.NOT_AUTHOR, sentence)
    return None


def _reviewer_refusal(
    draft: Draft, action: Action, actor: Person, *, own: bool
) -> NotAllowedError | None:
    step = draft.current_step
    if step is None:
        return _waits_nowhere(action)
    if own:
        sentence = "作者和最后修改人不能审核自己的稿件，请交由其他审核人员处理。"
        return NotAllowedError(Refusal.OWN_TEXT, sentence)
    grant = actor.grant_for(step.role, draft.signing_unit)
    stood_for = grant.lent_by if grant else None
    if stood_for and stood_for.id in (draft.author.id, draft.last_editor.id):
        sentence = (
            f"{stood_for.name}是这篇稿件的作者或最后修改人，不能委托您代签；"
            "请交由其他审核人员处理。"
        )
        return NotAllowedError(Refusal.OWN_TEXT, sentence)
    for sign_off in draft.sign_offs:
        if sign_off.responsible & {actor.id, *([stood_for.id] if stood_for else [])}:
            return _signed_before(draft, step, sign_off, actor)
    if grant is None:
        return _lacks(draft, action, step.role, unit=draft.signing_unit)
    return _off_duty(draft, actor) if step.on_duty else None


def _waits_nowhere(action: Action) -> NotAllowedError:
    if action in (Action.COUNTERSIGN, Action.OBJECT):
        return NotAllowedError(Refusal.STATE, "这篇稿件没有等待补签的步骤，无须补签。")
    return NotAllowedError(Refusal.ROUTE, "这篇稿件没有审核路线，请撤回后重新送审。")


def _off_duty(draft: Draft, actor: Person) -> NotAllowedError | None:
    if actor.on_duty(draft.unit):
        return None
    sentence = (
        f"这篇稿件走应急通道，须由此刻为{draft.unit.name}值班的签发人签字，您现在不在班上；"
        "请由值班人员签字，或请管理员调整值班表。"
    )
    return NotAllowedError(Refusal.ROLE, sentence)


def _declarer_refusal(
    draft: Draft, action: Action, actor: Person, *, own: bool
) -> NotAllowedError | None:
    if own:
        sentence = "作者和最后修改人不能把自己的稿件列为突发应急，请由签发人或值班人员认定。"
        return NotAllowedError(Refusal.OWN_TEXT, sentence)
    if actor.holds(Role.FINAL, draft.unit) or actor.on_duty(draft.unit):
        return None
    return _lacks(draft, action, Role.FINAL)


def _signed_before(draft: Draft, step: Step, sign_off: SignOff, actor: Person) -> NotAllowedError:
    kind = draft.route.steps[sign_off.step].kind.label if draft.route else ""
    who = "您已" if actor.id in sign_off.responsible else "委托您代签的人已"
    sentence = (
        f"{who}于{clock_time(sign_off.at)}签过本轮{kind}，"
        f"三审不能由同一人承担，{step.kind.label}须由另一人处理。"
    )
    return NotAllowedError(Refusal.SIGNED_TWICE, sentence)


def _releaser_refusal(
    draft: Draft, action: Action, actor: Person, *, own: bool
) -> NotAllowedError | None:
    if not actor.holds(Role.PUBLISHER, draft.unit):
        return _lacks(draft, action, Role.PUBLISHER)
    if own:
        sentence = "这篇稿件是您自己写或改的，须由另一位发布人员发布。"
        return NotAllowedError(Refusal.OWN_TEXT, sentence)
    return None


def _lacks(draft: Draft, action: Action, *roles: Role, unit: Unit | None = None) -> NotAllowedError:
    names = "或".join(f"“{role.label}”" for role in roles)
    where = f"在{unit.name}的" if unit and unit != draft.unit else ""
    return NotAllowedError(
        Refusal.ROLE, f"此时{action.label}需要{where}{names}角色，请联系管理员。"
    )
