"""微信公众号, against the local fake: tokens, statuses, faults and limits."""

from __future__ import annotations

import socket
import traceback
from dataclasses import replace
from datetime import timedelta

import pytest

from service.platforms import Again, PlatformError, RefusedError, UnknownError
from service.platforms.attempt import attempt
from service.platforms.platform import Order, Receipt
from service.platforms.wechat.api import Account, Wechat
from service.platforms.wechat.codes import meaning_of
from service.settings import SettingsError
from tests.service.platforms.stages import (
    NOW,
    WechatStage,
    a_document,
    an_order,
    carry_out,
    fire,
)
from tests.service.platforms.wechat_fake import APPID, SECRET, Fault


def refusal(stage: WechatStage, order: Order | None = None) -> RefusedError:
    with pytest.raises(RefusedError) as refused:
        fire(stage, order or an_order(stage.platform))
    return refused.value


def test_one_token_serves_many_calls(wechat: WechatStage) -> None:
    carry_out(wechat, an_order(wechat.platform))
    assert len(wechat.fake.calls("stable_token")) == 1


def test_an_expired_token_is_renewed_once_and_the_call_repeated(wechat: WechatStage) -> None:
    carry_out(wechat, an_order(wechat.platform))
    wechat.fake.now += timedelta(hours=3)
    later = replace(an_order(wechat.platform, a_document(title="第二篇")), since=wechat.fake.now)
    carry_out(wechat, later)
    assert len(wechat.fake.calls("stable_token")) == 2
    assert wechat.out() == 2


def test_a_token_retired_by_somebody_else_is_renewed(wechat: WechatStage) -> None:
    wechat.platform.find(an_order(wechat.platform))
    body = {"appid": APPID, "secret": SECRET, "force_refresh": True}
    wechat.fake.stable_token(body)
    assert wechat.platform.find(an_order(wechat.platform)) is None


def test_the_old_token_call_of_another_system_does_not_disturb_ours(wechat: WechatStage) -> None:
    wechat.platform.find(an_order(wechat.platform))
    wechat.fake.plain_token(APPID, SECRET)
    wechat.platform.find(an_order(wechat.platform))
    assert len(wechat.fake.calls("stable_token")) == 1


def test_a_token_refused_twice_is_not_asked_for_a_third_time(wechat: WechatStage) -> None:
    wechat.fake.faults.append(Fault("/draft/add", code=40001, times=9))
    error = refusal(wechat)
    assert error.code == "40001"
    assert len(wechat.fake.calls("/draft/add")) == 2
    assert len(wechat.fake.calls("stable_token")) == 2


def test_a_job_under_way_is_asked_after_not_sent_again(wechat: WechatStage) -> None:
    wechat.fake.polls_until_done = 3
    order = an_order(wechat.platform)
    with pytest.raises(UnknownError, match="正在发布") as waiting:
        fire(wechat, order)
    assert waiting.value.again is Again.SOON
    carry_out(wechat, replace(order, handle=waiting.value.handle), doubtful=True)
    assert len(wechat.fake.calls("/submit")) == 1
    assert wechat.out() == 1


@pytest.mark.parametrize("status", [2, 3, 4])
def test_a_failed_job_is_refused_and_waits_for_a_person(wechat: WechatStage, status: int) -> None:
    wechat.fake.polls_until_done = 0
    wechat.fake.outcome = status
    error = refusal(wechat)
    assert error.again is Again.NEVER
    assert error.code == f"publish_status {status}"
    assert wechat.out() == 0


@pytest.mark.parametrize("status", [5, 6])
def test_an_article_that_vanished_is_never_sent_again_by_itself(
    wechat: WechatStage, status: int
) -> None:
    wechat.fake.polls_until_done = 0
    wechat.fake.outcome = status
    order = an_order(wechat.platform)
    with pytest.raises(UnknownError) as vanished:
        fire(wechat, order)
    assert vanished.value.again is Again.NEVER
    with pytest.raises(UnknownError) as asked:
        attempt(wechat.platform, order, doubtful=True, settled=True)
    assert asked.value.again is Again.NEVER


def test_an_article_removed_later_is_seen_by_the_read_back(wechat: WechatStage) -> None:
    receipt = carry_out(wechat, an_order(wechat.platform))
    wechat.fake.articles[receipt.handle]["is_deleted"] = True
    with pytest.raises(UnknownError, match="看不到"):
        wechat.platform.read_back(receipt)
    with pytest.raises(UnknownError, match="不认识这篇文章"):
        wechat.platform.read_back(Receipt(handle="article-none"))


@pytest.mark.parametrize("kind", ["number", "string"])
def test_a_publish_id_may_be_a_number_or_a_string(wechat: WechatStage, kind: str) -> None:
    wechat.fake.publish_id_as = kind
    carry_out(wechat, an_order(wechat.platform))
    assert wechat.out() == 1


def test_a_publish_id_of_a_wrong_type_is_found_out_by_asking(wechat: WechatStage) -> None:
    wechat.fake.publish_id_as = "wrong"
    order = an_order(wechat.platform)
    with pytest.raises(UnknownError, match="没有给出任务编号") as lost:
        fire(wechat, order)
    wechat.fake.finish_all()
    carry_out(wechat, replace(order, handle=lost.value.handle), doubtful=True)
    assert wechat.out() == 1


@pytest.mark.parametrize("leaves_at", ["success", "submit"])
def test_accepted_then_dropped_is_submitted_once_whenever_the_draft_leaves_the_box(
    wechat: WechatStage, leaves_at: str
) -> None:
    wechat.fake.leaves_box_at = leaves_at
    wechat.lose_the_next_answer()
    order = an_order(wechat.platform)
    with pytest.raises(UnknownError) as lost:
        fire(wechat, order)
    order = replace(order, handle=lost.value.handle)
    with pytest.raises(UnknownError):
        attempt(wechat.platform, order, doubtful=True, settled=False)
    assert wechat.out() == 1
    attempt(wechat.platform, order, doubtful=True, settled=True)
    assert len(wechat.fake.calls("/submit")) == 1
    assert wechat.out() == 1


def test_a_submit_cut_off_before_its_work_is_repeated_with_the_same_draft(
    wechat: WechatStage,
) -> None:
    wechat.fake.faults.append(Fault("/submit", cut=True))
    carry_out(wechat, an_order(wechat.platform))
    assert len(wechat.fake.calls("/draft/add")) == 1
    assert len(wechat.fake.calls("/submit")) == 2
    assert wechat.out() == 1


def test_a_draft_box_answer_lost_publishes_nothing(wechat: WechatStage) -> None:
    wechat.fake.faults.append(Fault("/draft/add", drop=True))
    assert refusal(wechat).again is Again.SOON
    carry_out(wechat, an_order(wechat.platform))
    assert wechat.out() == 1


@pytest.mark.parametrize("status", [500, 502, 503])
def test_a_server_error_at_submit_is_unknown(wechat: WechatStage, status: int) -> None:
    wechat.fake.faults.append(Fault("/submit", status=status))
    order = an_order(wechat.platform)
    with pytest.raises(UnknownError, match=f"HTTP {status}"):
        fire(wechat, order)


def test_busy_at_submit_is_unknown_and_asked_after(wechat: WechatStage) -> None:
    wechat.fake.faults.append(Fault("/submit", code=-1))
    with pytest.raises(UnknownError):
        fire(wechat, an_order(wechat.platform))


@pytest.mark.parametrize(
    ("code", "again"),
    [
        (45009, Again.TOMORROW),
        (45011, Again.MINUTE),
        (45166, Again.NEVER),
        (48001, Again.NEVER),
        (47001, Again.NEVER),
    ],
)
def test_each_refusal_says_when_to_try_again_and_keeps_the_rid(
    wechat: WechatStage, code: int, again: Again
) -> None:
    wechat.fake.faults.append(Fault("/submit", code=code))
    error = refusal(wechat)
    assert (error.code, error.again) == (str(code), again)
    assert error.reference.endswith("1a2b3c4d")
    assert error.sentence == meaning_of(code).sentence


def test_a_used_up_daily_quota_waits_for_tomorrow(wechat: WechatStage) -> None:
    wechat.fake.daily_quota["/cgi-bin/draft/add"] = 0
    assert refusal(wechat).again is Again.TOMORROW
    wechat.fake.daily_quota.clear()
    asked = len(wechat.fake.journal)
    told = refusal(wechat)
    assert (told.again, told.code) == (Again.TOMORROW, "paced")
    assert len(wechat.fake.journal) == asked
    next_day = replace(an_order(wechat.platform), now=NOW + timedelta(days=1))
    wechat.fake.minute_quota["/cgi-bin/draft/add"] = 1
    assert refusal(wechat, next_day).again is Again.MINUTE
    wechat.fake.now += timedelta(minutes=1)
    assert refusal(wechat, next_day).code == "paced"
    carry_out(wechat, replace(next_day, now=next_day.now + timedelta(minutes=2)))


def test_an_account_without_the_right_to_publish_waits_for_a_person(wechat: WechatStage) -> None:
    wechat.fake.may_publish = False
    assert refusal(wechat).code == "48001"
    with pytest.raises(UnknownError) as asked:
        wechat.platform.find(an_order(wechat.platform))
    assert asked.value.again is Again.NEVER


def test_the_same_title_with_other_words_is_for_a_person(wechat: WechatStage) -> None:
    carry_out(wechat, an_order(wechat.platform))
    other = an_order(wechat.platform, a_document(body="别的正文", links=()), key="9-c3")
    with pytest.raises(UnknownError, match="同题而内容不同") as doubtful:
        wechat.platform.find(other)
    assert doubtful.value.again is Again.NEVER


def test_the_same_text_published_before_it_was_planned_is_not_ours(wechat: WechatStage) -> None:
    carry_out(wechat, an_order(wechat.platform))
    later = replace(an_order(wechat.platform, key="9-c3"), since=NOW + timedelta(days=30))
    assert wechat.platform.find(later) is None


def test_a_long_list_of_articles_is_read_page_by_page(wechat: WechatStage) -> None:
    receipt = carry_out(wechat, an_order(wechat.platform))
    ours = wechat.fake.articles[receipt.handle]
    for number in range(45):
        item = {**ours["news_item"][0], "title": f"第{number}篇"}
        row = {**ours, "news_item": [item], "update_time": ours["update_time"] + number + 1}
        wechat.fake.articles[f"other-{number}"] = row
    found = wechat.platform.find(an_order(wechat.platform))
    assert found is not None
    assert found.handle == receipt.handle
    assert len(wechat.fake.calls("/batchget")) == 3


def test_nothing_listening_is_a_refusal_that_may_be_tried_again() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    api = Wechat(Account(base_url=f"http://127.0.0.1:{port}", appid=APPID, secret=SECRET))
    with pytest.raises(RefusedError, match="连接不上") as down:
        api.call("/cgi-bin/draft/add", {})
    assert down.value.again is Again.SOON


@pytest.mark.parametrize(
    "address", ["http://api.weixin.qq.com", "ftp://127.0.0.1", "http://8.8.8.8"]
)
def test_the_secret_does_not_travel_in_clear(address: str) -> None:
    with pytest.raises(SettingsError, match="不安全"):
        Wechat(Account(base_url=address, appid=APPID, secret=SECRET))


def test_no_error_carries_the_secret_or_the_token(wechat: WechatStage) -> None:
    wechat.platform.find(an_order(wechat.platform))
    (token,) = wechat.fake.stable
    faults = [Fault("/draft/add", code=40001, times=2), Fault("/draft/add", cut=True)]
    wechat.fake.faults += [*faults, Fault("/draft/add", status=500)]
    for _ in range(3):
        with pytest.raises(PlatformError) as raised:
            fire(wechat, an_order(wechat.platform))
        told = "".join(traceback.format_exception(raised.value)) + repr(vars(raised.value))
        assert SECRET not in told
        assert token not in told
    assert SECRET not in repr(Account(base_url="https://x", appid=APPID, secret=SECRET))


@pytest.mark.parametrize("body", [b"<html>proxy</html>", b"[1]", b"\xff", b"[" * 100_000])
def test_an_answer_that_cannot_be_read_is_no_answer(wechat: WechatStage, body: bytes) -> None:
    wechat.fake.faults.append(Fault("/submit", status=200, body=body))
    with pytest.raises(UnknownError, match="无法读懂"):
        fire(wechat, an_order(wechat.platform))


def test_a_redirect_or_an_error_page_is_for_the_administrator(wechat: WechatStage) -> None:
    wechat.fake.faults.append(Fault("/submit", status=404, body=b"not here"))
    assert "HTTP 404" in refusal(wechat).sentence
