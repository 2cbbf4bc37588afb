"""寄出通知: what waits is sent; what cannot go waits longer, and nobody waits for it.

A letter may be sent twice if a worker dies at the wrong moment; it then bears the same number.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Final

from service.actions.approval_link import link_for
from service.letters import BadAddressError, DownError, LetterError, open_post
from service.letters.hook import Call
from service.letters.mail import Deliver, Envelope
from service.letters.wording import TO_SIGN, path_of, sentence_of, subject_of
from service.office import Office
from service.store.letters import Channel, Letter
from service.store.notices import Notice

_LOG: Final = logging.getLogger(__name__)
_BATCH: Final = 20
_REST: Final = timedelta(minutes=2)
"""How long a way that is out of order is let rest before one letter tries it again."""

_FOOT: Final = "这是系统自动发出的，请不要回复。不想再收到这类邮件，可在“提醒 → 设置”里关掉。"
_Send = Callable[[Notice], None]


def send_letters(office: Office) -> int:
    """Everything that can go now; returns how many went."""
    post = open_post(office.settings)
    sent = 0
    if post.mail is not None and _any_due(office, Channel.MAIL):
        try:
            with post.mail.open() as deliver:
                sent += _through(office, Channel.MAIL, lambda one: _mail(office, deliver, one))
        except DownError as error:
            _rest(office, Channel.MAIL, error)
    if post.hook is not None and _any_due(office, Channel.HOOK):
        with post.hook.open() as call:
            sent += _through(office, Channel.HOOK, lambda one: _call(office, call, one))
    return sent


def _any_due(office: Office, channel: Channel) -> bool:
    with office.read() as unit:
        return unit.letters.any_due(channel, office.now())


def _through(office: Office, channel: Channel, send: _Send) -> int:
    sent = 0
    while True:
        with office.write() as unit:
            taken = unit.letters.claim(channel, office.now(), _BATCH)
            notices = {letter.notice: unit.notices.get(letter.notice) for letter in taken}
        if not taken:
            return sent
        for letter in taken:
            notice = notices[letter.notice]
            if notice is None:
                continue
            try:
                send(notice)
            except DownError as error:
                _rest(office, channel, error, letter)
                return sent
            except BadAddressError as error:
                with office.write() as unit:
                    unit.letters.give_up(letter, str(error))
            except LetterError as error:
                with office.write() as unit:
                    unit.letters.postpone(letter, office.now(), str(error))
            else:
                sent += 1
                with office.write() as unit:
                    unit.letters.sent(letter, office.now())


def _rest(office: Office, channel: Channel, error: DownError, letter: Letter | None = None) -> None:
    """The way is out of order: everything on it is put off, so that nothing waits for it here."""
    _LOG.warning("%s: %s", channel.value, error)
    now = office.now()
    with office.write() as unit:
        if letter is not None:
            unit.letters.postpone(letter, now, str(error))
        unit.letters.put_off(channel, now + _REST, str(error))


def _mail(office: Office, deliver: Deliver, notice: Notice) -> None:
    with office.write() as unit:
        mail = unit.notices.choices([notice.person])[notice.person].mail
        account = unit.people.get(notice.person)
        link = link_for(office, unit, notice) if notice.kind in TO_SIGN else ""
        title = _title(
            office, unit.drafts.queue.titles([notice.draft] if notice.draft else []), notice
        )
    if not mail or account is None or account.disabled_at is not None:
        raise BadAddressError("本人没有填邮箱，或账号已停用。")
    lines = [f"{account.person.name}，您好：", "", sentence_of(notice), *title, ""]
    base = office.settings.public_url
    if link:
        hours = office.settings.link_hours
        lines += [
            f"审签链接（只供您本人用一次，{hours} 小时内有效，打开时要确认是您本人）：",
            link,
        ]
    elif base:
        lines += ["打开查看：", f"{base}{path_of(notice)}"]
    else:
        lines += ["请登录先审查看。"]
    lines += ["", _FOOT, ""]
    deliver(
        Envelope(
            number=_number(office, notice),
            to=mail,
            subject=subject_of(notice),
            text="\n".join(lines),
            at=office.now(),
        )
    )


def _call(office: Office, call: Call, notice: Notice) -> None:
    with office.read() as unit:
        people = unit.people.named(unit.notices.told_under(notice.key))
        title = _title(
            office, unit.drafts.queue.titles([notice.draft] if notice.draft else []), notice
        )
    names = "、".join(person.name for number, person in sorted(people.items()) if number)
    base = office.settings.public_url
    told = {
        "id": _number(office, notice),
        "kind": notice.kind.value,
        "draft": notice.draft,
        "at": notice.at.isoformat(),
        "url": f"{base}{path_of(notice)}" if base else "",
    }
    words = f"{sentence_of(notice)}{''.join(title)}（{notice.kind.label}，告知：{names}）"
    call(told, words, office.now())


def _title(office: Office, titles: Mapping[int, str], notice: Notice) -> list[str]:
    found = titles.get(notice.draft or 0, "")
    return [f"标题：{found}"] if found and office.settings.notice_titles else []


def _number(office: Office, notice: Notice) -> str:
    """What a notice is known by outside: the same however often it is sent, and ours alone."""
    made = hmac.new(office.key, f"notice:{notice.id}".encode("ascii"), hashlib.sha256)
    return f"notice-{notice.id}-{made.hexdigest()[:16]}"
