"""Mail and the link in it: to who wants it, without the draft, lost by no server that is down."""

from __future__ import annotations

import re
import socket
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest

from review.model import Document
from review.refusal import NotAllowedError
from service.actions.approval_link import look_at_link, use_link
from service.actions.choose_notices import choose_notices
from service.actions.errors import InvalidError, MissingError
from service.actions.recall_draft import recall_draft
from service.actions.save_draft import save_draft
from service.actions.send_letters import send_letters
from service.actions.sessions import token_hash
from service.actions.submit_draft import submit_draft
from service.actions.tell_events import tell_events
from service.actions.verify_audit import verify_audit
from service.letters.mail import Envelope, is_address, written
from service.letters.trouble import BadAddressError
from service.office import Office
from service.store.letters import Channel
from tests.service.delivery.house import Hands
from tests.service.notices.conftest import (
    DAY,
    EVERY,
    TEXT,
    Inbox,
    kinds,
    link_to,
    mailing,
    sign,
    submitted,
)
from tests.stories import CHEN, DUO, LIN, NOW, TONG, ZHENG


def test_mail_goes_to_who_wants_it_with_a_link_and_without_the_draft(
    told: Office, inbox: tuple[Inbox, int]
):
    box, port = inbox
    office = mailing(told, port)
    choose_notices(office, CHEN, mail="chen@example.gov.cn", wanted=EVERY)
    choose_notices(office, DUO, mail="", wanted=EVERY)
    submitted(office)
    tell_events(office)
    assert send_letters(office) == 1
    assert send_letters(office) == 0
    (mail,) = box.mails
    assert (mail["to"], mail["from"]) == ("chen@example.gov.cn", "xianshen@example.gov.cn")
    body = mail.get_content()
    assert "陈明，您好" in body
    assert "稿件 1（初审）" in body
    assert TEXT.title not in str(mail["subject"]) + body
    assert TEXT.body not in body
    assert mail.get_content_type() == "text/plain"
    link = re.search(r"https://xianshen\.example\.gov\.cn/approve/(\S+)", body)
    assert link
    token = link[1]
    with office.store.engines.reading.connect() as connection:
        held = connection.exec_driver_sql("SELECT token FROM approval_links").scalars().all()
    assert held == [token_hash(token)]
    assert use_link(office, CHEN, token).id == 1
    with pytest.raises(NotAllowedError, match="用过"):
        use_link(office, CHEN, token)
    assert verify_audit(office) == ()


def test_the_title_goes_along_only_where_the_office_wants_it(
    told: Office, inbox: tuple[Inbox, int]
):
    box, port = inbox
    office = mailing(told, port, notice_titles=True)
    choose_notices(office, CHEN, mail="chen@example.gov.cn", wanted=EVERY)
    submitted(office)
    tell_events(office)
    send_letters(office)
    assert f"标题：{TEXT.title}" in box.mails[0].get_content()


def test_a_link_is_for_one_person_one_text_one_step_and_one_time(
    told: Office, hands: Hands, inbox: tuple[Inbox, int]
):
    office = mailing(told, inbox[1])
    token = link_to(office, inbox[0])
    for who in (DUO, LIN, ZHENG):
        with pytest.raises(MissingError, match="不是发给您的"):
            use_link(office, who, token)
    with pytest.raises(MissingError):
        use_link(office, CHEN, token + "x")
    assert look_at_link(office, CHEN, token).id == 1
    hands.now = NOW + DAY
    with pytest.raises(NotAllowedError, match="过期"):
        use_link(office, CHEN, token)
    hands.now = NOW
    draft = look_at_link(office, CHEN, token)
    sign(office, draft, DUO)
    with pytest.raises(NotAllowedError, match="别的步骤"):
        use_link(office, CHEN, token)


def test_a_changed_text_makes_the_link_say_so(told: Office, inbox: tuple[Inbox, int]):
    office = mailing(told, inbox[1])
    token = link_to(office, inbox[0])
    draft = look_at_link(office, CHEN, token)
    recall_draft(office, LIN, draft.id)
    with pytest.raises(NotAllowedError, match="不在等您签字"):
        look_at_link(office, CHEN, token)
    other = Document(title=TEXT.title, body="请按时办理登记手续。")
    save_draft(office, LIN, draft.id, version=1, document=other)
    submit_draft(office, LIN, draft.id, version=2)
    with pytest.raises(NotAllowedError, match="文字改过"):
        use_link(office, CHEN, token)


def test_a_mail_server_that_is_down_loses_nothing_and_holds_up_nothing(
    told: Office, hands: Hands, inbox: tuple[Inbox, int]
):
    box, port = inbox
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        dead = free.getsockname()[1]
    office = mailing(told, dead)
    for who in (CHEN, DUO, TONG):
        choose_notices(office, who, mail=f"{who.login}@example.gov.cn", wanted=EVERY)
    submitted(office)
    tell_events(office)
    assert send_letters(office) == 0
    with office.read() as unit:
        backlog = unit.letters.backlog()[Channel.MAIL]
        assert not unit.letters.any_due(Channel.MAIL, hands.now)
    assert (backlog.waiting, backlog.failed) == (3, 0)
    assert "连不上邮件服务器" in backlog.trouble
    assert kinds(office, CHEN) == ["arrived"]  # the page knows all the same
    up = mailing(told, port)
    assert send_letters(up) == 0  # not yet
    hands.now += timedelta(minutes=3)
    assert send_letters(up) == 3
    assert sorted(mail["to"] for mail in box.mails) == [
        f"{who.login}@example.gov.cn" for who in sorted((CHEN, DUO, TONG), key=lambda p: p.login)
    ]
    with up.read() as unit:
        assert unit.letters.backlog() == {}


def test_what_a_server_refuses_for_now_is_tried_again_and_for_good_given_up(
    told: Office, hands: Hands, inbox: tuple[Inbox, int]
):
    box, port = inbox
    office = mailing(told, port)
    choose_notices(office, CHEN, mail="chen@example.gov.cn", wanted=EVERY)
    submitted(office)
    tell_events(office)
    box.refuse = "451 come back"
    assert send_letters(office) == 0
    hands.now += timedelta(seconds=30)
    assert send_letters(office) == 0
    box.refuse = ""
    hands.now += timedelta(seconds=31)
    assert send_letters(office) == 1
    numbers = {mail["message-id"] for mail in box.mails}
    assert len(numbers) == 1
    box.refuse_to = "550 no such user"
    submitted(office, "another-form")
    tell_events(office)
    assert send_letters(office) == 0
    with office.read() as unit:
        backlog = unit.letters.backlog()[Channel.MAIL]
    assert (backlog.waiting, backlog.failed) == (0, 1)
    assert "请本人改正" in backlog.trouble


@pytest.mark.parametrize(
    "address",
    [
        "",
        "chen",
        "chen@",
        "@x.cn",
        "a b@x.cn",
        "a@x.cn\nBcc: b@x.cn",
        "甲@x.cn",
        "a@x..cn",
        "a@-x.cn",
    ],
)
def test_no_address_smuggles_anything_into_a_header(told: Office, address: str):
    assert not is_address(address)
    if address:
        with pytest.raises(InvalidError, match="邮箱地址写法不对"):
            choose_notices(told, CHEN, mail=address, wanted=())
    envelope = Envelope(number="n", to=address, subject="题\r\nBcc: b@x.cn", text="文", at=NOW)
    with pytest.raises(BadAddressError):
        written(envelope, "xianshen@example.gov.cn")
    good = written(replace(envelope, to="a@x.cn"), "xianshen@example.gov.cn")
    assert good["bcc"] is None
    assert b"\nBcc" not in bytes(good).replace(b"\r", b"")
