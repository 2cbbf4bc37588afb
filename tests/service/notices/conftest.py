"""A house that tells people things, with a mail server and a listener of its own."""

from __future__ import annotations

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
from service.actions.choose_notices import choose_notices
from service.actions.send_letters import send_letters
from service.actions.sign_draft import sign_draft
from service.actions.start_draft import start_draft
from service.actions.submit_draft import submit_draft
from service.actions.tell_events import tell_events
from service.office import Office
from service.store.notices import Notice, NoticeKind, Where
from tests.service.delivery.house import Hands
from tests.stories import CHEN, LIN, NOW

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


def link_to(office: Office, box: Inbox, who: Person = CHEN) -> str:
    choose_notices(office, who, mail="chen@example.gov.cn", wanted=EVERY)
    submitted(office)
    tell_events(office)
    send_letters(office)
    found = re.search(r"/approve/(\S+)", box.mails[-1].get_content())
    assert found
    return found[1]


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
