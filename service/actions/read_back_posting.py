"""回读: look at what the platform shows and compare it with what was signed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.draft import SYSTEM, Person
from review.model import digest_of
from review.release import BrokenSealError, PostingState, verify
from service.actions.errors import InvalidError, MissingError
from service.platforms import Again, PlatformError, Receipt
from service.platforms.page import lines_of
from service.store.deed import Deed
from service.store.errors import DamagedError
from service.store.postings import PostingRecord, Reading

if TYPE_CHECKING:
    from service.office import Office


def read_back_posting(office: Office, key: str, *, actor: Person = SYSTEM) -> Reading:
    """What readers see of a confirmed posting now, against what was signed.

    A text that differs or is gone becomes an Event and waits for a person; nothing is changed on
    the platform. UNREAD if the platform could not be read this time. Raises MissingError for a
    posting that does not exist, InvalidError for one that is not out or was never sealed so.
    """
    with office.read() as unit:
        try:
            posting = unit.postings.get(key)
        except KeyError:
            raise MissingError("找不到这条发送记录，请从发布页面重新进入。") from None
        release = unit.releases.get(posting.release)
        try:
            if release is None:
                raise MissingError("找不到这条记录所属的发布单，请从发布页面重新进入。")
            verify(release, office.key)
            document = unit.drafts.document(release.document)
        except (BrokenSealError, DamagedError) as error:
            raise InvalidError(str(error)) from None
    if posting.state is not PostingState.CONFIRMED:
        raise InvalidError("这条稿件还没有确认发布，不能回读；请等平台确认后再试。")
    platform = office.platforms.get(posting.platform)
    if platform is None:
        raise InvalidError(f"平台“{posting.platform}”没有接入，不能回读；请管理员核对平台设置。")
    signed = lines_of(platform.render(document).text)
    try:
        seen = lines_of(platform.read_back(Receipt(handle=posting.handle, url=posting.url)))
    except PlatformError as error:
        reading = Reading.GONE if error.again is Again.NEVER else Reading.UNREAD
        return _kept(office, posting, reading, actor=actor, message=error.sentence)
    if seen == signed:
        return _kept(office, posting, Reading.SAME, actor=actor, seen=seen)
    sentence = f"{platform.label}上的文字与签发的不一致，请立即核对并决定是否撤稿。"
    return _kept(office, posting, Reading.DIFFERS, actor=actor, seen=seen, message=sentence)


def read_back_due(office: Office) -> int:
    """Read back what was confirmed and not read yet; returns how many were looked at.

    One that cannot be read is left for later and does not hold up the others.
    """
    with office.read() as unit:
        due = unit.postings.unread(office.now())
    for posting in due:
        try:
            read_back_posting(office, posting.key)
        except InvalidError as error:
            _kept(office, posting, Reading.UNREAD, actor=SYSTEM, message=error.sentence)
    return len(due)


def _kept(  # what was seen, by whom, of which posting
    office: Office,
    posting: PostingRecord,
    reading: Reading,
    *,
    actor: Person,
    seen: str = "",
    message: str = "",
) -> Reading:
    now = office.now()
    digest = digest_of(seen) if seen else ""
    with office.write() as unit:
        unit.postings.keep_reading(posting.key, reading, digest, message, now)
        if reading is not Reading.UNREAD and (reading, digest) != (
            posting.reading,
            posting.read_digest,
        ):
            same = reading is Reading.SAME
            unit.events.record(
                Deed.POSTING_READ_BACK if same else Deed.POSTING_TAMPERED,
                actor,
                now,
                draft=posting.draft,
                detail={
                    "posting": posting.key,
                    "platform": posting.platform,
                    "reading": reading.value,
                    "read": digest,
                },
            )
    return reading
