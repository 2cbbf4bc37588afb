"""取代发包: a publisher takes along what is to be published by hand. Each taking is an Event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.draft import Person, Role, State
from review.model import digest_of
from review.permission import may_read
from review.refusal import NotAllowedError, Refusal
from review.release import BrokenSealError, verify
from service.actions.desk import found_draft, seated
from service.actions.errors import InvalidError, MissingError
from service.paper.handover import handover_pack
from service.platforms import Can
from service.platforms.pictures import shown
from service.store.deed import Deed
from service.store.errors import DamagedError

if TYPE_CHECKING:
    from service.office import Office


def pack_posting(office: Office, actor: Person, key: str) -> bytes:
    """The package as a ZIP. Raises MissingError, NotAllowedError, InvalidError."""
    with office.write() as unit:
        now = office.now()
        try:
            posting = unit.postings.get(key)
        except KeyError:
            raise MissingError("找不到这条发送记录，请从发布页面重新进入。") from None
        draft = found_draft(unit, posting.draft)
        by = seated(unit, actor, now)
        if not may_read(draft, by):
            raise MissingError("找不到这条发送记录，请从发布页面重新进入。")
        if not by.holds(Role.PUBLISHER, draft.unit):
            raise NotAllowedError(Refusal.ROLE, "取代发包需要“发布”角色，请联系管理员。")
        platform = office.platforms.get(posting.platform)
        if platform is None or Can.MANUAL not in platform.can:
            raise InvalidError("这个平台由系统发送，不用人工代发。")
        if posting.closed_at is not None or draft.state is not State.RELEASING:
            raise InvalidError("这条发送已有结论或稿件已不在发布中，不能再取代发包；请刷新页面。")
        release = unit.releases.get(posting.release)
        try:
            if release is None:
                raise MissingError("找不到这条记录所属的发布单，请从发布页面重新进入。")
            verify(release, office.key)
            document = unit.drafts.document(release.document)
            stored = {one.digest: unit.pictures.get(one.digest) for one in shown(document)}
        except (BrokenSealError, DamagedError) as error:
            raise InvalidError(str(error)) from None
        rendering = platform.render(document)
        if rendering.digest != posting.rendering:
            sentence = (
                f"{platform.label}的呈现与签发时不一致（程序可能已升级），请撤稿后重新送审发布。"
            )
            raise InvalidError(sentence)
        media = {digest: picture.data for digest, picture in stored.items() if picture}
        for complaint in platform.picture_complaints(document, media):
            raise InvalidError(complaint)
        links = [
            other.url
            for other in unit.postings.of(release.id)
            if other.platform in ("site", "folder")
        ]
        packed = handover_pack(
            release,
            posting,
            rendering,
            document,
            media,
            label=platform.label,
            checklist=platform.checklist,
            link=next(filter(None, links), ""),
        )
        unit.events.record(
            Deed.POSTING_PACKED,
            by,
            now,
            draft=draft.id,
            detail={
                "posting": key,
                "platform": posting.platform,
                "rendering": posting.rendering,
                "pack": digest_of(packed.hex()),
            },
        )
    return packed
