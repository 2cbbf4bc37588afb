"""回读: look at what the platform shows and compare it with what was signed.

At once, after five minutes, after a day, then each quarter. What differs or is gone becomes an
incident that a person has to see to; nothing is changed on the platform by itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.draft import SYSTEM, Person
from review.model import Document, digest_of
from review.release import BrokenSealError, PostingState, verify
from service.actions.drift import drift_found, drift_over, facts_changed
from service.actions.errors import InvalidError, MissingError
from service.platforms import BY_HAND, Again, Platform, PlatformError, Receipt
from service.platforms.shown import as_read, cut_out, same_text
from service.store.deed import Deed
from service.store.errors import DamagedError
from service.store.postings import PostingRecord, Reading

if TYPE_CHECKING:
    from service.office import Office

MOST_AT_ONCE = 50
"""Looks in one round, so that a platform that is slow does not hold up what is to go out."""


def read_back_posting(office: Office, key: str, *, actor: Person = SYSTEM) -> Reading:
    """What readers see of a confirmed posting now, against what was signed.

    A text that differs or is gone becomes an Event and an incident. UNREAD if the platform could
    not be read this time. Raises MissingError for a posting that does not exist, InvalidError for
    one that is not out or was never sealed so.
    """
    posting, document = _signed(office, key)
    if posting.state is not PostingState.CONFIRMED:
        raise InvalidError("这条稿件还没有确认发布，不能回读；请等平台确认后再试。")
    platform = office.platforms.get(posting.platform)
    if platform is None:
        raise InvalidError(f"平台“{posting.platform}”没有接入，不能回读；请管理员核对平台设置。")
    signed = platform.render(document).text
    try:
        seen = as_read(platform.read_back(Receipt(handle=posting.handle, url=posting.url)))
    except PlatformError as error:
        reading = Reading.GONE if error.again is Again.NEVER else Reading.UNREAD
        if error.code == BY_HAND:  # nobody's machine may look there
            reading = Reading.MANUAL
        return _kept(office, posting, platform, reading, actor=actor, message=error.sentence)
    if platform.framed:
        seen = cut_out(signed, seen)
        if not seen and posting.reading is not Reading.SAME:
            # A page made by scripts shows a machine nothing; that is no proof of anything.
            sentence = (
                f"{platform.label}的网页里读不到正文（可能要用浏览器才显示），请人工打开核对。"
            )
            return _kept(office, posting, platform, Reading.MANUAL, actor=actor, message=sentence)
    if same_text(signed, seen):
        return _kept(office, posting, platform, Reading.SAME, actor=actor, seen=as_read(signed))
    grave = "、".join(facts_changed(signed, seen))
    what = f"（{grave}有改动）" if grave else ""
    sentence = f"{platform.label}上的文字与签发的不一致{what}，请立即核对并决定是否撤稿。"
    return _kept(
        office, posting, platform, Reading.DIFFERS, actor=actor, seen=seen, message=sentence
    )


def read_back_due(office: Office) -> int:
    """Look at what is due by plan; returns how many were looked at.

    One that cannot be read is left for later and does not hold up the others.
    """
    with office.read() as unit:
        due = unit.readings.due(office.now(), MOST_AT_ONCE)
    for key in due:
        try:
            read_back_posting(office, key)
        except InvalidError as error:
            with office.read() as unit:
                posting = unit.postings.get(key)
            _kept(office, posting, None, Reading.UNREAD, actor=SYSTEM, message=error.sentence)
    return len(due)


def _signed(office: Office, key: str) -> tuple[PostingRecord, Document]:
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
            return posting, unit.drafts.document(release.document)
        except (BrokenSealError, DamagedError) as error:
            raise InvalidError(str(error)) from None


def _kept(  # what was seen, by whom, of which posting
    office: Office,
    posting: PostingRecord,
    platform: Platform | None,
    reading: Reading,
    *,
    actor: Person,
    seen: str = "",
    message: str = "",
) -> Reading:
    now = office.now()
    digest = digest_of(seen) if seen else ""
    wrong = reading in (Reading.DIFFERS, Reading.GONE)
    with office.write() as unit:
        unit.postings.keep_reading(posting.key, reading, digest, message, now)
        unit.readings.keep(
            posting,
            reading,
            now,
            digest=digest,
            message=message,
            seen=seen if reading is Reading.DIFFERS else "",
        )
        if reading is Reading.UNREAD:
            return reading
        if (reading, digest) != (posting.reading, posting.read_digest):
            unit.events.record(
                Deed.POSTING_TAMPERED if wrong else Deed.POSTING_READ_BACK,
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
        if wrong:
            label = platform.label if platform else posting.platform
            drift_found(unit, posting, label, reading, message, now)
        elif reading is Reading.SAME:
            drift_over(unit, posting, now)
    return reading
