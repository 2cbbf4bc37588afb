"""Webhooks: signed, one message for all who were told, retried; and settings that cannot work."""

from __future__ import annotations

import hashlib
import hmac
import json
from datetime import timedelta
from pathlib import Path

import pytest

from service.actions.choose_notices import choose_notices
from service.actions.send_letters import send_letters
from service.actions.tell_events import tell_events
from service.letters import open_post
from service.letters.hook import signature
from service.office import Office
from service.settings import Settings, SettingsError
from service.store.letters import Channel
from service.store.notices import NoticeKind, Where
from tests.service.delivery.house import Hands
from tests.service.notices.conftest import TEXT, Listener, hooking, kinds, submitted
from tests.stories import CHEN


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
