"""三审签字链: whether a draft bears every signature it needs to go out, and only such."""

from __future__ import annotations

from review.draft import Decision, Draft, Role, Route

REVIEWS = 3
"""三审: the fewest reviews, by as many persons, that any text is given."""


def shape_fault(route: Route) -> str:
    """What is wrong with the shape of a chain, as one sentence; "" if nothing is.

    A chain is signed whole before the text goes out. The one other shape is the emergency lane:
    final reviewers on duty sign first, the rest of at least three reviews comes after release.
    """
    if len(route.steps) < REVIEWS:
        return f"审核路线只有{len(route.steps)}步，少于三审，不能送审；请联系管理员。"
    ahead, later = route.steps[: route.ahead], route.steps[route.ahead :]
    if not all(step.later for step in later) or any(step.on_duty for step in later):
        return "应急通道的补签步骤须排在最后，审核路线有误，不能送审；请联系管理员。"
    alone = [step.on_duty and step.role is Role.FINAL and step.unit is None for step in ahead]
    if later and not (alone and all(alone)):
        return "应急通道须先由本单位正在值班的签发人签字，审核路线有误，不能送审；请联系管理员。"
    if not later and any(step.on_duty for step in ahead):
        return "审核路线里只有应急通道可以由值班人员先签，路线有误，不能送审；请联系管理员。"
    return ""


def chain_is_complete(draft: Draft) -> bool:
    """Whether every step that comes before release passed, in order, over exactly the present text
    and report, signed by persons all different and none of them the author or last editor; whoever
    was signed for counts as a signer. Every waiver must have been endorsed by one of them.

    What the emergency lane owes after release is held to the same, but for its not being there yet.
    """
    if draft.route is None or shape_fault(draft.route):
        return False
    signers = [who for sign_off in draft.sign_offs for who in sign_off.responsible]
    ahead = draft.sign_offs[: draft.route.ahead]
    return (
        draft.route.ahead <= len(draft.sign_offs) <= len(draft.route.steps)
        and [sign_off.step for sign_off in draft.sign_offs] == list(range(len(draft.sign_offs)))
        and len(set(signers)) == len(signers)
        and not {draft.author.id, draft.last_editor.id}.intersection(signers)
        and all(sign_off.decision is Decision.PASS for sign_off in ahead)
        and all(
            (sign_off.round, sign_off.document, sign_off.report)
            == (draft.round, draft.document, draft.report)
            for sign_off in draft.sign_offs
        )
        and {key for sign_off in ahead for key in sign_off.endorsed}.issuperset(
            waiver.finding for waiver in draft.waivers
        )
    )
