"""三审签字链: whether a draft bears every signature it needs, and only such."""

from __future__ import annotations

from review.draft import Decision, Draft

REVIEWS = 3
"""三审: the fewest reviews, by as many persons, that any text goes out with."""


def chain_is_complete(draft: Draft) -> bool:
    """Whether every step of the route passed, in order, over exactly the present text and report,
    signed by persons all different and none of them the author or last editor; whoever was signed
    for counts as a signer. Every waiver must have been endorsed by one of them.
    """
    if draft.route is None or len(draft.route.steps) < REVIEWS:
        return False
    signers = [who for sign_off in draft.sign_offs for who in sign_off.responsible]
    return (
        [sign_off.step for sign_off in draft.sign_offs] == list(range(len(draft.route.steps)))
        and len(set(signers)) == len(signers)
        and not {draft.author.id, draft.last_editor.id}.intersection(signers)
        and all(
            sign_off.decision is Decision.PASS
            and (sign_off.round, sign_off.document, sign_off.report)
            == (draft.round, draft.document, draft.report)
            for sign_off in draft.sign_offs
        )
        and {key for sign_off in draft.sign_offs for key in sign_off.endorsed}.issuperset(
            waiver.finding for waiver in draft.waivers
        )
    )
