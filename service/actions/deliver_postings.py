"""发送: work off the outbox. Each posting is claimed, attempted outside any transaction, settled.

Its laws: nothing goes out but what a verified seal names; a posting that may be out is asked
after before it is ever sent again; every outcome is an Event; what the machine cannot bring on
is left to a person, with one sentence saying why.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from review.draft import SYSTEM
from review.release import BrokenSealError, PostingState, Release, verify
from service.actions.settle_release import settle_release
from service.clock import local_time
from service.platforms import (
    Again,
    Order,
    Platform,
    PlatformError,
    Receipt,
    RefusedError,
    UnknownError,
)
from service.platforms.attempt import attempt
from service.store.deed import Deed
from service.store.errors import DamagedError
from service.store.postings import Claim, PostingRecord
from service.store.unit import UnitOfWork

if TYPE_CHECKING:
    from service.office import Office

FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(minutes=10)
MOST_ATTEMPTS = 40
"""Asked and tried this often, which takes most of a working day, a posting goes to a person."""


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
        if not claim.doubtful:
            _record(unit, Deed.POSTING_SENDING, claim, now)
    try:
        platform, order = _prepared(office, claim, now)
        posting = claim.posting
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


def _prepared(office: Office, claim: Claim, now: datetime) -> tuple[Platform, Order]:
    """The order a sealed release makes. Raises PlatformError if it must not be carried out."""
    posting = claim.posting
    try:
        with office.read() as unit:
            release = unit.releases.get(posting.release)
            if release is None:
                raise _held(
                    claim, "找不到这条记录所属的发布单，请运行 xianshen audit verify 核查。"
                )
            verified = verify(release, office.key)
            document = unit.drafts.document(release.document)
            siblings = unit.postings.of(release.id)
    except (BrokenSealError, DamagedError) as error:
        raise _held(claim, str(error)) from None
    _check_plan(claim, release)
    platform = office.platforms.get(posting.platform)
    if platform is None:
        sentence = f"平台“{posting.platform}”没有接入，请管理员完成平台设置后再决定是否重发。"
        raise _held(claim, sentence)
    try:
        rendering = platform.render(document)
    except Exception as error:  # noqa: BLE001  # a broken connector must not hold up the others
        sentence = f"{platform.label}的呈现出错（{type(error).__name__}），请交给系统维护人员。"
        raise _held(claim, sentence) from None
    if rendering.digest != posting.rendering:
        sentence = f"{platform.label}的呈现与签发时不一致（程序可能已升级），请撤稿后重新送审发布。"
        raise _held(claim, sentence)
    return platform, Order(
        sealed=verified,
        key=posting.key,
        document=document,
        rendering=rendering,
        since=posting.planned_at,
        now=now,
        handle=posting.handle,
        links={
            other.platform: other.url
            for other in siblings
            if other.platform in posting.depends_on and other.url
        },
    )


def _check_plan(claim: Claim, release: Release) -> None:
    """The row must be the sealed plan's: rows can be edited, seals cannot be made."""
    row = claim.posting
    if not any(
        (planned.key, planned.platform, planned.rendering, planned.depends_on)
        == (row.key, row.platform, row.rendering, row.depends_on)
        for planned in release.postings
    ):
        sentence = (
            f"这条记录与发布单 {release.id} 封存的计划不符，已停止发送；"
            "请运行 xianshen audit verify 核查。"
        )
        raise _held(claim, sentence)


def _held(claim: Claim, sentence: str) -> PlatformError:
    """Not even asked: what was unknown stays unknown."""
    kind = UnknownError if claim.doubtful else RefusedError
    return kind(sentence, code="held", handle=claim.posting.handle)


def _confirm(office: Office, claim: Claim, receipt: Receipt) -> None:
    now = office.now()
    with office.write() as unit:
        if unit.postings.confirm(
            claim.posting.key,
            claim.attempt,
            handle=receipt.handle,
            url=receipt.url,
            reference=receipt.reference,
            now=now,
        ):
            _record(unit, Deed.POSTING_CONFIRMED, claim, now, handle=receipt.handle)
            settle_release(unit, claim.posting.release, now)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Next:
    """What becomes of a posting without a receipt."""

    state: PostingState
    run_at: datetime | None
    over: bool = False


def _set_aside(office: Office, claim: Claim, error: PlatformError, started: datetime) -> None:
    posting, now = claim.posting, office.now()
    following = _following(claim, error, now)
    message = error.sentence
    if following.run_at is None and error.again is not Again.NEVER:
        message += f"（已自动尝试 {claim.attempt} 次，请人工处理。）"
    with office.write() as unit:
        kept = unit.postings.set_aside(
            posting.key,
            claim.attempt,
            following.state,
            run_at=following.run_at,
            closed_at=now if following.over else None,
            tried_at=started if error.sent else posting.tried_at,
            handle=error.handle or posting.handle,
            code=error.code,
            reference=error.reference or posting.reference,
            message=message,
        )
        if not kept:
            return
        before = (posting.state, posting.code, posting.message)
        if before != (following.state, error.code, message) or following.run_at is None:
            deed = (
                Deed.POSTING_UNKNOWN
                if following.state is PostingState.UNKNOWN
                else Deed.POSTING_REFUSED
            )
            _record(unit, deed, claim, now, code=error.code, reference=error.reference)
        if following.over:
            settle_release(unit, posting.release, now)


def _following(claim: Claim, error: PlatformError, now: datetime) -> _Next:
    run_at = _run_at(claim.attempt, error.again, now)
    if isinstance(error, UnknownError):
        if run_at is None and error.sent and claim.attempt < MOST_ATTEMPTS:
            # Before a person is troubled the platform is asked at least once.
            run_at = now + FIRST_PAUSE
        return _Next(state=PostingState.UNKNOWN, run_at=run_at)
    if not claim.may_send:
        return _Next(state=PostingState.REFUSED, run_at=None, over=True)
    if run_at is None:
        return _Next(state=PostingState.REFUSED, run_at=None)
    return _Next(state=PostingState.PLANNED, run_at=run_at)


def _run_at(attempt_number: int, again: Again, now: datetime) -> datetime | None:
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
    posting: PostingRecord = claim.posting
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
