"""发布. An approved draft becomes a sealed release, its postings planned in the same transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from review import flow
from review.draft import Person
from review.model import Document
from review.refusal import NotAllowedError, Refusal, clock_time
from review.release import Release, Rendered, seal
from review.request import ReleaseOrder
from service.actions.desk import found_draft, seated
from service.actions.errors import InvalidError
from service.actions.preflight import pictures_of, preflight
from service.office import Office
from service.platforms import Can
from service.store.deed import Deed

FARTHEST = timedelta(days=180)
"""How far ahead a release may be timed: the rules it was judged by do not last for ever."""


def release_draft(
    office: Office,
    actor: Person,
    draft_id: int,
    *,
    platforms: Sequence[str],
    at: datetime | None = None,
) -> Release:
    """The sealed release; a worker sends it, and shows readers nothing before `at`.

    The signed text is judged once more by today's rules: a block they find newly, a rule that
    fails or a platform that would refuse the text stops it here, and so does a platform that
    would show it otherwise than it was handed in. Raises NotAllowedError, InvalidError.
    """
    chosen = tuple(dict.fromkeys(platforms))
    with office.read() as unit:
        draft = found_draft(unit, draft_id)
        document = unit.drafts.document(draft.document)
        signed_for = unit.renderings.of(draft_id, draft.round)
        media = pictures_of(unit, document)
    renderings = _rendered(office, document, media, chosen, signed_for)
    today = office.review(document, draft.unit)
    with office.write() as unit:
        publisher = seated(unit, actor, office.now())
        now = office.now()
        fire_at = _fire_at(office, document, at, now)
        draft = found_draft(unit, draft_id)
        order = ReleaseOrder(report=today, platforms=chosen)
        moved = flow.move(draft, order, publisher, now)
        signed = unit.drafts.report(draft.report)
        release = seal(
            draft, document, signed, renderings, key=office.key, actor=publisher, now=now
        )
        unit.releases.add(release, draft)
        unit.keep(moved)
        stages = {name for name in chosen if Can.STAGE in office.platforms[name].can}
        unit.postings.plan(release, stages=stages, fire_at=fire_at)
        for posting in release.postings:
            detail = {
                "posting": posting.key,
                "rendering": posting.rendering,
                "seal": release.seal,
            }
            unit.events.record(Deed.POSTING_PLANNED, publisher, now, draft=draft.id, detail=detail)
        if fire_at is not None:
            detail = {"release": release.id, "at": fire_at.isoformat(timespec="seconds")}
            unit.events.record(Deed.RELEASE_TIMED, publisher, now, draft=draft.id, detail=detail)
        return release


def _fire_at(
    office: Office, document: Document, at: datetime | None, now: datetime
) -> datetime | None:
    """When readers may see it first; None: at once. Raises InvalidError."""
    if at is not None:
        check_moment(office, document, at, now)
    wanted = at or now
    allowed = wanted if document.facts.urgent else office.quiet.after(wanted)
    return None if allowed <= now else allowed


def check_moment(office: Office, document: Document, at: datetime, now: datetime) -> None:
    """Raises InvalidError for a moment at which nothing can go out."""
    if at < now - timedelta(minutes=1):
        raise InvalidError(f"定时发布的时间（{clock_time(at)}）已经过去，请改填以后的时间。")
    if at > now + FARTHEST:
        raise InvalidError(f"定时发布最远到 {FARTHEST.days} 天以后，请改填近些的时间。")
    if not document.facts.urgent and office.quiet.after(at) > at:
        until = clock_time(office.quiet.after(at))
        raise InvalidError(f"所选时间在禁发时段里，最早可定在{until}；请改填时间。")


def _rendered(
    office: Office,
    document: Document,
    media: Mapping[str, bytes],
    chosen: Sequence[str],
    signed_for: Mapping[str, str],
) -> list[Rendered]:
    made: list[Rendered] = []
    for name in chosen:
        platform = office.platforms.get(name)
        if platform is None:
            sentence = f"没有名为“{name}”的平台，或它还没有设置好；请重新选择发布平台。"
            raise NotAllowedError(Refusal.PLATFORMS, sentence)
        shown = preflight(platform, document, media)
        if shown.problems:
            sentence = f"{platform.label}：{''.join(shown.problems)}"
            raise NotAllowedError(Refusal.PLATFORMS, sentence)
        if signed_for and name not in signed_for:
            sentence = f"送审时没有选{platform.label}，审签人没有看过它的呈现；请退回后重新送审。"
            raise NotAllowedError(Refusal.PLATFORMS, sentence)
        if signed_for and signed_for[name] != shown.rendering.digest:
            sentence = f"{platform.label}的呈现与送审时不一致（程序可能已升级），请退回后重新送审。"
            raise NotAllowedError(Refusal.PLATFORMS, sentence)
        made.append(
            Rendered(platform=name, digest=shown.rendering.digest, depends_on=platform.depends_on)
        )
    return made
