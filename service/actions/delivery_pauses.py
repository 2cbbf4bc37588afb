"""When a posting is tried or asked after again, and what becomes of it without a receipt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from review.delivery import Phase
from review.quiet import Quiet
from review.release import PostingState
from service.clock import local_time
from service.platforms import Again, PlatformError, UnknownError
from service.store.postings import Claim

FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(minutes=10)
MOST_ATTEMPTS = 40
"""Asked and tried this often, which takes most of a working day, a posting goes to a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Following:
    """What becomes of a posting without a receipt."""

    state: PostingState
    run_at: datetime | None
    over: bool = False


def following(claim: Claim, error: PlatformError, now: datetime, quiet: Quiet) -> Following:
    """What becomes of it after this error. Nothing is sent anew in the quiet hours."""
    run_at = pause_after(claim.attempt, error.again, now)
    if isinstance(error, UnknownError):
        if run_at is None and error.sent and claim.attempt < MOST_ATTEMPTS:
            # Before a person is troubled the platform is asked at least once.
            run_at = now + FIRST_PAUSE
        return Following(state=PostingState.UNKNOWN, run_at=run_at)
    if not claim.may_send:
        return Following(state=PostingState.REFUSED, run_at=None, over=True)
    if run_at is None:
        return Following(state=PostingState.REFUSED, run_at=None)
    if claim.phase is Phase.SEND:
        run_at = quiet.after(run_at)
    return Following(state=PostingState.PLANNED, run_at=run_at)


def pause_after(attempt_number: int, again: Again, now: datetime) -> datetime | None:
    """When to try or ask again by itself; None if a person has to look at it."""
    if again is Again.NEVER or attempt_number >= MOST_ATTEMPTS:
        return None
    if again is Again.TOMORROW:
        # Quotas are renewed at midnight in China; ten minutes for clocks that disagree.
        local = local_time(now)
        tomorrow = local.date() + timedelta(days=1)
        return datetime.combine(tomorrow, time(0, 10), tzinfo=local.tzinfo)
    if again is Again.MINUTE:
        return now + timedelta(seconds=65)
    doubled = FIRST_PAUSE * (1 << min(attempt_number - 1, 10))
    return now + min(doubled, LONGEST_PAUSE)
