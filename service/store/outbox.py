"""What the outbox says about a posting: where it stands, who may work on it, what was last seen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from review.delivery import Phase
from review.release import PostingState

LEASE = timedelta(minutes=5)
"""Longer than one attempt can take; a worker that needs more has died."""

READ_AGAIN = timedelta(minutes=5)
"""How long a read-back that could not be had is let rest."""

DOUBTFUL = (PostingState.SENDING, PostingState.UNKNOWN)
"""States in which the text may be out without our knowing."""


class Reading(StrEnum):
    """回读: what was last seen on the platform, against what was signed.

    MANUAL: a person vouched for it, the platform cannot be read by the machine.
    """

    UNREAD = ""
    SAME = "same"
    DIFFERS = "differs"
    GONE = "gone"
    MANUAL = "manual"

    @property
    def label(self) -> str:
        return {
            "": "尚未回读",
            "same": "与签发一致",
            "differs": "与签发不一致",
            "gone": "已看不到",
            "manual": "人工核对",
        }[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class PostingRecord:
    """Where one posting stands. `message` is the last Chinese sentence about it for people.

    `run_at` None while open: nothing happens until a person decides. `tried_at` is when something
    was last sent, not merely asked. `closed_at`: when it came to an end, confirmed or given up.
    `stages`: the platform holds a text before it shows it, since `staged_at`, to be shown under
    `staged_url`. `fire_at`: readers see nothing before. `held_at`: a person holds it back.
    """

    key: str
    release: str
    draft: int
    platform: str
    rendering: str
    position: int
    depends_on: tuple[str, ...]
    state: PostingState
    planned_at: datetime
    run_at: datetime | None
    lease_until: datetime | None
    attempts: int
    tried_at: datetime | None
    handle: str
    url: str
    reference: str
    code: str
    message: str
    confirmed_at: datetime | None
    closed_at: datetime | None
    reading: Reading
    read_at: datetime | None
    read_digest: str
    stages: bool = False
    staged_at: datetime | None = None
    staged_url: str = ""
    fire_at: datetime | None = None
    held_at: datetime | None = None

    @property
    def doubtful(self) -> bool:
        """Whether the text may be out without our knowing; not while it was merely staged."""
        return self.state in DOUBTFUL and not (self.stages and self.staged_at is None)

    @property
    def needs_person(self) -> bool:
        """Nothing will happen by itself any more, and it has not come to its end."""
        return self.closed_at is None and self.run_at is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A posting taken for one attempt, as it was before that.

    `attempt` is the number of this attempt; a result is kept only while it is the latest.
    `may_send` is False once the draft is no longer being released: then it may only be asked
    whether an earlier attempt got through.
    """

    posting: PostingRecord
    attempt: int
    may_send: bool
    phase: Phase = Phase.SEND

    @property
    def doubtful(self) -> bool:
        """Whether an earlier attempt may have got through."""
        return self.posting.doubtful
