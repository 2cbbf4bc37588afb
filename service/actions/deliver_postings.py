"""发送: work off the outbox. Each posting is claimed, attempted outside any transaction, settled.

Its laws: nothing goes out but what a verified seal names; everything that can be is staged, and
looked at again, before anything is shown; a posting that may be out is asked after before it is
ever sent again; every outcome is an Event; what the machine cannot bring on is left to a person,
with one sentence saying why.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.delivery import Phase
from review.draft import SYSTEM, Action, State
from review.release import PostingState
from service.actions.delivery_order import prepared
from service.actions.delivery_pauses import FIRST_PAUSE, MOST_ATTEMPTS, Following, following
from service.actions.settle_release import settle_release
from service.actions.take_down import plan_takedown
from service.platforms import Again, PlatformError, Receipt, RefusedError, Staged
from service.platforms.attempt import STAGE_LOST, attempt, stage_once
from service.store.deed import Deed
from service.store.postings import Claim

if TYPE_CHECKING:
    from datetime import datetime

    from service.office import Office
    from service.store.unit import UnitOfWork

__all__ = ["FIRST_PAUSE", "MOST_ATTEMPTS", "deliver_postings"]


def deliver_postings(office: Office) -> int:
    """Work off every posting that is due; returns how many attempts were made.

    Raises StoreError if the database cannot be used; whatever was being sent is asked after later.
    """
    made = 0
    while _deliver_next(office):
        made += 1
    return made


def _deliver_next(office: Office) -> bool:
    now = office.now()
    with office.write() as unit:
        claim = unit.postings.claim(now)
        if claim is None:
            return False
        if claim.phase is Phase.SEND and not claim.doubtful:
            _record(unit, Deed.POSTING_SENDING, claim, now)
    try:
        platform, order = prepared(office, claim, now)
        posting = claim.posting
        if claim.phase is Phase.STAGE:
            if not claim.may_send:
                raise RefusedError(f"稿件已不在发布中，{platform.label}上不再暂存。")
            held = stage_once(platform, order)
            _keep_staged(office, claim, held)
            return True
        receipt = attempt(
            platform,
            order,
            doubtful=claim.doubtful,
            settled=posting.tried_at is None or now - posting.tried_at >= platform.settle,
            may_send=claim.may_send,
        )
    except PlatformError as error:
        _set_aside(office, claim, error, now)
    else:
        _confirm(office, claim, receipt)
    return True


def _keep_staged(office: Office, claim: Claim, held: Staged) -> None:
    now = office.now()
    with office.write() as unit:
        if unit.postings.keep_staged(
            claim.posting,
            claim.attempt,
            handle=held.handle,
            url=held.url,
            reference=held.reference,
            now=now,
        ):
            _record(unit, Deed.POSTING_STAGED, claim, now, handle=held.handle)


def _confirm(office: Office, claim: Claim, receipt: Receipt) -> None:
    now, posting = office.now(), claim.posting
    with office.write() as unit:
        if not unit.postings.confirm(
            posting.key,
            claim.attempt,
            handle=receipt.handle,
            url=receipt.url,
            reference=receipt.reference,
            now=now,
        ):
            return
        _record(unit, Deed.POSTING_CONFIRMED, claim, now, handle=receipt.handle)
        if posting.staged_at is not None and receipt.url != posting.staged_url:
            # What was staged points at the address that was promised, not at this one.
            for other in unit.postings.of(posting.release):
                if posting.platform in other.depends_on:
                    unit.postings.stage_anew(other.key, now)
        settle_release(unit, posting.release, now)
        draft = unit.drafts.get(posting.draft)
        if draft is not None and draft.state is State.WITHDRAWN:
            # It was not known to be out when the text was withdrawn; who did that wants it down.
            remarks = unit.drafts.signatures.remarks([draft.id]).get(draft.id, ())
            asked = [remark.person for remark in remarks if remark.action is Action.WITHDRAW]
            plan_takedown(unit, unit.postings.get(posting.key), asked[-1], now)


def _set_aside(office: Office, claim: Claim, error: PlatformError, started: datetime) -> None:
    posting, now = claim.posting, office.now()
    then = following(claim, error, now, office.quiet)
    message = error.sentence
    if then.run_at is None and error.again is not Again.NEVER:
        message += f"（已自动尝试 {claim.attempt} 次，请人工处理。）"
    with office.write() as unit:
        kept = unit.postings.set_aside(
            posting.key,
            claim.attempt,
            then.state,
            run_at=then.run_at,
            closed_at=now if then.over else None,
            tried_at=started if error.sent else posting.tried_at,
            handle=error.handle or posting.handle,
            code=error.code,
            reference=error.reference or posting.reference,
            message=message,
        )
        if not kept:
            return
        if error.code == STAGE_LOST and then.state is PostingState.PLANNED:
            unit.postings.stage_anew(posting.key, then.run_at or now)
        _tell(unit, claim, error, then, message, now)
        if then.over:
            settle_release(unit, posting.release, now)


def _tell(
    unit: UnitOfWork,
    claim: Claim,
    error: PlatformError,
    then: Following,
    message: str,
    now: datetime,
) -> None:
    posting = claim.posting
    before = (posting.state, posting.code, posting.message)
    if before == (then.state, error.code, message) and then.run_at is not None:
        return  # the same as the last time, and it goes on by itself
    unknown = then.state is PostingState.UNKNOWN
    deed = Deed.POSTING_UNKNOWN if unknown else Deed.POSTING_REFUSED
    _record(unit, deed, claim, now, code=error.code, reference=error.reference)


def _record(  # a deed has a when, a what and a why
    unit: UnitOfWork,
    deed: Deed,
    claim: Claim,
    now: datetime,
    *,
    handle: str = "",
    code: str = "",
    reference: str = "",
) -> None:
    posting = claim.posting
    detail = {
        "posting": posting.key,
        "platform": posting.platform,
        "rendering": posting.rendering,
        "attempt": str(claim.attempt),
        "handle": handle,
        "code": code,
        "reference": reference,
    }
    unit.events.record(
        deed,
        SYSTEM,
        now,
        draft=posting.draft,
        detail={name: value for name, value in detail.items() if value},
    )
