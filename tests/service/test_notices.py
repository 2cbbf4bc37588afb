"""提醒: who is told what, once; what goes out by mail and webhook, to servers that are really there."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import socket
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller

from review.draft import Draft, Person
from review.model import Document
from review.refusal import NotAllowedError
from service.actions.approval_link import look_at_link, use_link
from service.actions.change_unit import change_unit
from service.actions.choose_notices import choose_notices
from service.actions.comment_draft import comment_draft
from service.actions.errors import InvalidError, MissingError
from service.actions.recall_draft import recall_draft
from service.actions.remind_waiting import remind_waiting
from service.actions.save_draft import save_draft
from service.actions.send_back_draft import send_back_draft
from service.actions.send_digests import send_digests
from service.actions.send_letters import send_letters
from service.actions.sessions import token_hash
from service.actions.sign_draft import sign_draft
from service.actions.start_draft import start_draft
from service.actions.submit_draft import submit_draft
from service.actions.take_leave import take_leave
from service.actions.tell_events import tell_events
from service.actions.unit_facts import UnitFacts
from service.actions.verify_audit import verify_audit
from service.letters import open_post
from service.letters.hook import signature
from service.letters.mail import Envelope, is_address, written
from service.letters.trouble import BadAddressError
from service.letters.wording import sentence_of
from service.office import Office
from service.settings import Settings, SettingsError
from service.store.letters import Channel
from service.store.notices import Notice, NoticeKind, Where
from tests.service.delivery.house import Hands
from tests.stories import CHEN, DUO, HE, LIN, NOW, OFFICE, REASON, TONG, WU, ZHENG, ZHOU

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TEXT = Document(title="关于办理登记的通知", body="请按时办理登记。")
EVERY = frozenset((kind, where) for kind in NoticeKind for where in Where)


@dataclass
class Inbox:
    """What a mail server received; `refuse` is what it answers instead of taking a mail."""

    mails: list[EmailMessage] = field(default_factory=list)
    refuse: str = ""
    refuse_to: str = ""

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if self.refuse_to:
            return self.refuse_to
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        if self.refuse:
            return self.refuse
        self.mails.append(message_from_bytes(envelope.original_content, policy=default))
        return "250 OK"


@pytest.fixture
def inbox() -> Iterator[tuple[Inbox, int]]:
    handler = Inbox()
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield handler, port
    finally:
        controller.stop()


@dataclass
class Listener:
    """What was posted to an address: headers and body; `status` is what it answers."""

    posted: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    status: int = 200
    answer: bytes = b'{"errcode":0}'
    port: int = 0


@pytest.fixture
def listener() -> Iterator[Listener]:
    kept = Listener()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            head = {name.lower(): value for name, value in self.headers.items()}
            kept.posted.append(({**head, ":path": self.path}, body))
            self.send_response(kept.status)
            self.end_headers()
            self.wfile.write(kept.answer)

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    kept.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield kept
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def hands() -> Hands:
    return Hands(now=NOW)


@pytest.fixture
def told(house: Office, hands: Hands) -> Office:
    """An office whose clock moves and whose log so far is known."""
    office = replace(house, clock=hands)
    tell_events(office)
    return office


def mailing(office: Office, port: int, **more: object) -> Office:
    settings = replace(
        office.settings,
        smtp_host="127.0.0.1",
        smtp_port=port,
        smtp_security="none",
        smtp_sender="xianshen@example.gov.cn",
        public_url="https://xianshen.example.gov.cn",
        **more,  # type: ignore[arg-type]
    )
    return replace(office, settings=settings)


def submitted(office: Office, key: str = "form-of-notices") -> Draft:
    draft = start_draft(office, LIN, TEXT, form_key=key)
    return submit_draft(office, LIN, draft.id, version=1)


def notices(office: Office, person: Person) -> list[Notice]:
    with office.read() as unit:
        return list(reversed(unit.notices.of(person.id, limit=500)))


def kinds(office: Office, person: Person) -> list[str]:
    return [one.kind.value for one in notices(office, person)]


def sign(office: Office, draft: Draft, who: Person) -> Draft:
    assert draft.seen is not None
    return sign_draft(office, who, draft.id, seen=draft.seen, opinion="同意。")


def test_whoever_can_sign_is_told_and_nobody_else(told: Office):
    draft = submitted(told)
    tell_events(told)
    for person in (CHEN, DUO, TONG):
        assert kinds(told, person) == ["arrived"]
    for person in (LIN, ZHOU, HE, WU, ZHENG):
        assert kinds(told, person) == []
    sign(told, draft, TONG)
    tell_events(told)
    assert kinds(told, ZHOU) == ["arrived"]
    assert kinds(told, TONG) == ["arrived"]  # has signed, signs no more
    (notice,) = notices(told, ZHOU)
    assert sentence_of(notice).startswith("稿件 1（复审）等您审签，时限 2026年11月")
    assert TEXT.title not in sentence_of(notice)


def test_an_author_hears_what_became_of_the_piece(told: Office):
    draft = submitted(told)
    comment_draft(told, CHEN, draft.id, said="数字请再核对。")
    send_back_draft(told, CHEN, draft.id, seen=draft.seen, reason=REASON)
    draft = submit_draft(told, LIN, draft.id, version=1)
    for who in (CHEN, ZHOU, HE):
        draft = sign(told, draft, who)
    tell_events(told)
    assert kinds(told, LIN) == ["commented", "returned", "approved"]
    assert kinds(told, WU) == ["approved"]
    words = [sentence_of(one) for one in notices(told, LIN)]
    assert words[1] == "您的稿件 1被陈明退回修改，理由见稿件页。"
    assert all(word.endswith("。") for word in words)


def test_nothing_is_told_twice_however_often_one_looks(told: Office):
    submitted(told)
    assert tell_events(told) > 0
    with told.write() as unit:
        unit.notices.set_head(0)  # as if the place were lost
    tell_events(told)
    assert kinds(told, CHEN) == ["arrived"]


def test_what_happened_before_the_first_look_is_told_to_nobody(house: Office):
    submitted(house)
    assert tell_events(house) == 0
    assert kinds(house, CHEN) == []


def test_whoever_is_away_is_not_told(told: Office):
    take_leave(told, CHEN, CHEN.id, NOW, NOW + DAY)
    submitted(told)
    tell_events(told)
    assert kinds(told, CHEN) == []
    assert kinds(told, DUO) == ["arrived"]


def test_each_reminder_is_given_once_and_then_it_goes_up(told: Office, hands: Hands):
    change_unit(told, ZHENG, 1, UnitFacts(name=OFFICE.name, parent=1, supervisor=HE.id))
    draft = submitted(told)
    assert draft.deadline is not None
    due = draft.deadline
    assert remind_waiting(told) == 0
    hands.now = due - timedelta(minutes=30)
    assert remind_waiting(told) == 1
    assert remind_waiting(told) == 0
    assert kinds(told, CHEN) == ["soon"]
    hands.now = due
    assert remind_waiting(told) == 1
    assert kinds(told, CHEN) == ["soon", "due"]
    assert kinds(told, HE) == []
    hands.now = told.calendar.after(due, 1)
    assert remind_waiting(told) == 1
    assert remind_waiting(told) == 0
    assert kinds(told, HE) == ["escalated"]  # the leader in charge
    assert kinds(told, ZHENG) == ["escalated"]
    assert kinds(told, CHEN) == ["soon", "due"]
    with told.read() as unit:
        up = [one for one in unit.events.of(draft.id) if one.verb == "step_escalated"]
    assert [one.value("to") for one in up] == [f"{HE.id},{ZHENG.id}"]
    assert "陈明" in sentence_of(notices(told, HE)[0])
    assert verify_audit(told) == ()


def test_a_clock_that_goes_back_sends_nothing_twice(told: Office, hands: Hands):
    draft = submitted(told)
    assert draft.deadline is not None
    hands.now = draft.deadline + 3 * DAY
    assert remind_waiting(told) == 1
    send_digests(told)
    before = {person.id: kinds(told, person) for person in (CHEN, DUO, TONG, ZHENG)}
    assert before[CHEN.id] == ["due", "digest"]  # of several at once only the last is told
    for back in (2 * DAY, 4 * HOUR, 0 * HOUR):
        hands.now = draft.deadline + back
        remind_waiting(told)
        send_digests(told)
        tell_events(told)
    hands.now = draft.deadline + 3 * DAY
    remind_waiting(told)
    send_digests(told)
    for person in (CHEN, DUO, TONG, ZHENG):
        again = [kind for kind in kinds(told, person) if kind != "arrived"]
        assert again == before[person.id]


def test_the_next_step_has_reminders_of_its_own(told: Office, hands: Hands):
    draft = submitted(told)
    assert draft.deadline is not None
    hands.now = draft.deadline
    remind_waiting(told)
    draft = sign(told, draft, CHEN)
    assert remind_waiting(told) == 0
    assert draft.deadline is not None
    hands.now = draft.deadline
    assert remind_waiting(told) == 1
    assert kinds(told, ZHOU) == ["due"]


def test_a_digest_a_day_to_whom_there_is_anything_to_say(told: Office, hands: Hands):
    draft = submitted(told)
    assert send_digests(told) > 0  # a Monday at ten
    assert send_digests(told) == 0
    assert kinds(told, LIN) == []
    assert "等您审签 1 篇" in sentence_of(notices(told, CHEN)[0])
    send_back_draft(told, CHEN, draft.id, seen=draft.seen, reason=REASON)
    hands.now = NOW + DAY
    send_digests(told)
    assert "退回给您、还没再送审 1 篇" in sentence_of(notices(told, LIN)[0])
    assert kinds(told, CHEN) == ["digest"]  # nothing waits any more
    hands.now = NOW + 5 * DAY  # a Saturday
    assert send_digests(told) == 0


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


def link_to(office: Office, box: Inbox, who: Person = CHEN) -> str:
    choose_notices(office, who, mail="chen@example.gov.cn", wanted=EVERY)
    submitted(office)
    tell_events(office)
    send_letters(office)
    found = re.search(r"/approve/(\S+)", box.mails[-1].get_content())
    assert found
    return found[1]


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


def hooking(office: Office, listener: Listener, folder: Path, form: str = "json") -> Office:
    secret = folder / "hook.secret"
    secret.write_text("geheim\n", encoding="utf-8")
    settings = replace(
        office.settings,
        webhook_url=f"http://127.0.0.1:{listener.port}/hook",
        webhook_format=form,
        webhook_secret_file=secret,
        webhook_kinds=("arrived", "due"),
        public_url="https://xianshen.example.gov.cn",
    )
    return replace(office, settings=settings)


def test_a_webhook_is_signed_and_one_message_speaks_for_all_who_were_told(
    told: Office, listener: Listener, tmp_path: Path
):
    office = hooking(told, listener, tmp_path)
    submitted(office)
    tell_events(office)
    assert send_letters(office) == 1
    ((head, body),) = listener.posted
    told_ = json.loads(body)
    assert told_["schema"] == "xianshen.notice/1"
    assert (told_["kind"], told_["draft"]) == ("arrived", 1)
    assert told_["url"].endswith("/approvals/1")
    assert "陈明" in told_["sentence"]
    assert TEXT.title not in told_["sentence"]
    stamp = head["x-xianshen-timestamp"]
    assert head["x-xianshen-signature"] == signature(b"geheim", stamp, body)
    message = stamp.encode() + b"." + body
    made = hmac.new(b"geheim", message, hashlib.sha256).hexdigest()
    assert head["x-xianshen-signature"] == f"sha256={made}"


@pytest.mark.parametrize("form", ["wecom", "dingtalk"])
def test_a_group_robot_gets_one_line_of_text(
    told: Office, listener: Listener, tmp_path: Path, hands: Hands, form: str
):
    office = hooking(told, listener, tmp_path, form)
    submitted(office)
    tell_events(office)
    listener.answer = b'{"errcode":310000,"errmsg":"sign not match"}'
    assert send_letters(office) == 0
    listener.answer = b'{"errcode":0,"errmsg":"ok"}'
    hands.now += timedelta(minutes=5)
    assert send_letters(office) == 1
    head, body = listener.posted[-1]
    text = json.loads(body)["text"]["content"]
    assert text.startswith("稿件 1（初审）等您审签")
    assert ("sign=" in head[":path"]) == (form == "dingtalk")


def test_a_webhook_that_is_down_waits_and_one_that_is_gone_is_given_up(
    told: Office, listener: Listener, tmp_path: Path, hands: Hands
):
    office = hooking(told, listener, tmp_path)
    submitted(office)
    tell_events(office)
    listener.status = 503
    assert send_letters(office) == 0
    assert send_letters(office) == 0
    assert len(listener.posted) == 1
    listener.status = 404
    hands.now += timedelta(minutes=5)
    assert send_letters(office) == 0
    with office.read() as unit:
        assert unit.letters.backlog()[Channel.HOOK].failed == 1


def test_nobody_can_wave_away_what_others_wait_for(told: Office):
    choose_notices(told, CHEN, mail="", wanted=())
    submitted(told)
    tell_events(told)
    assert kinds(told, CHEN) == []
    with told.read() as unit:
        choices = unit.notices.choices([CHEN.id])[CHEN.id]
    assert choices.wants(NoticeKind.OWED, Where.PAGE)
    assert not choices.wants(NoticeKind.SOON, Where.PAGE)
    assert not choices.wants(NoticeKind.SOON, Where.MAIL)


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"smtp_host": "mail"}, "SMTP_SENDER"),
        ({"smtp_host": "mail", "smtp_sender": "a@b.cn", "smtp_security": "ssl"}, "SMTP_SECURITY"),
        (
            {
                "smtp_host": "mail",
                "smtp_sender": "a@b.cn",
                "smtp_security": "none",
                "smtp_user": "x",
            },
            "SMTP_SECURITY",
        ),
        (
            {
                "smtp_host": "mail",
                "smtp_sender": "a@b.cn",
                "smtp_password_file": Path("/no/such/file"),
            },
            "SMTP_PASSWORD_FILE",
        ),
        ({"webhook_url": "http://127.0.0.1/x"}, "WEBHOOK_SECRET_FILE"),
        ({"webhook_url": "http://127.0.0.1/x", "webhook_format": "xml"}, "WEBHOOK_FORMAT"),
    ],
)
def test_settings_that_cannot_work_are_refused_naming_the_variable(given, named: str):
    with pytest.raises(SettingsError, match=named):
        open_post(Settings(**given))
