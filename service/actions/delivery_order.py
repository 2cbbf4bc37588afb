"""The order that a claimed posting makes: over a verified seal, of the text and pictures sealed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from review.model import Document
from review.release import BrokenSealError, PostingState, Release, verify
from service.platforms import (
    Order,
    Platform,
    PlatformError,
    Receipt,
    RefusedError,
    UnknownError,
)
from service.store.errors import DamagedError
from service.store.postings import Claim, PostingRecord

if TYPE_CHECKING:
    from service.office import Office
    from service.store.unit import UnitOfWork


def prepared(office: Office, claim: Claim, now: datetime) -> tuple[Platform, Order]:
    """Raises PlatformError if the posting must not be carried out."""
    posting = claim.posting
    platform = office.platforms.get(posting.platform)
    if platform is None:
        sentence = f"平台“{posting.platform}”没有接入，请管理员完成平台设置后再决定是否重发。"
        raise held(claim, sentence)
    try:
        with office.read() as unit:
            release = unit.releases.get(posting.release)
            if release is None:
                raise held(claim, "找不到这条记录所属的发布单，请运行 xianshen audit verify 核查。")
            verified = verify(release, office.key)
            _check_plan(claim, release)
            document = unit.drafts.document(release.document)
            siblings = unit.postings.of(release.id)
            media = _media(unit, document)
            replaces = _replaced(unit, posting)
    except (BrokenSealError, DamagedError) as error:
        raise held(claim, str(error)) from None
    try:
        rendering = platform.render(document)
    except Exception as error:  # noqa: BLE001  # a broken connector must not hold up the others
        sentence = f"{platform.label}的呈现出错（{type(error).__name__}），请交给系统维护人员。"
        raise held(claim, sentence) from None
    if rendering.digest != posting.rendering:
        sentence = f"{platform.label}的呈现与签发时不一致（程序可能已升级），请撤稿后重新送审发布。"
        raise held(claim, sentence)
    try:
        order = Order(
            sealed=verified,
            key=posting.key,
            document=document,
            rendering=rendering,
            since=posting.planned_at,
            now=now,
            handle=posting.handle,
            links=_links(posting, siblings),
            media=media,
            replaces=replaces,
        )
    except BrokenSealError as error:
        raise held(claim, str(error)) from None
    return platform, order


def held(claim: Claim, sentence: str) -> PlatformError:
    """Not even asked: what was unknown stays unknown."""
    kind = UnknownError if claim.doubtful else RefusedError
    return kind(sentence, code="held", handle=claim.posting.handle)


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
        raise held(claim, sentence)


def _links(posting: PostingRecord, siblings: tuple[PostingRecord, ...]) -> Mapping[str, str]:
    """The address of each that this one points at: as confirmed, or as promised when staged."""
    found: dict[str, str] = {}
    for other in siblings:
        confirmed = other.state is PostingState.CONFIRMED
        url = other.url if confirmed else other.staged_url
        if other.platform in posting.depends_on and url:
            found[other.platform] = url
    return found


def _media(unit: UnitOfWork, document: Document) -> Mapping[str, bytes]:
    """The pictures by digest; those that lie with us."""
    found: dict[str, bytes] = {}
    for media in document.media:
        picture = unit.pictures.get(media.digest)
        if picture is not None:
            found[media.digest] = picture.data
    return found


def _replaced(unit: UnitOfWork, posting: PostingRecord) -> Receipt | None:
    """What this platform carries of the text that this one corrects."""
    draft = unit.drafts.get(posting.draft)
    if draft is None or draft.corrects is None:
        return None
    for release in reversed(unit.releases.of(draft.corrects)):
        for old in unit.postings.of(release.id):
            if old.platform == posting.platform and old.state is PostingState.CONFIRMED:
                return Receipt(handle=old.handle, url=old.url, reference=old.reference)
    return None
