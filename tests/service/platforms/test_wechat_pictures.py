"""微信公众号: pictures, deletion, 群发 and its protection, and how its access stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from service.clock import wall_clock
from service.platforms import BY_HAND, Again, Order, Receipt, RefusedError, UnknownError
from service.platforms.attempt import attempt, stage_once
from service.platforms.wechat import Connector
from tests.service.platforms.pictures import an_illustrated_order, illustrated, png
from tests.service.platforms.stages import (
    NOW,
    Served,
    WechatStage,
    an_order,
    carry_out,
    fire,
    prepared,
    wechat_stage,
)
from tests.service.platforms.wechat_fake import Fault
from tests.service.platforms.wechat_fake_extras import HOST


@pytest.fixture
def mass(served: Served) -> Iterator[WechatStage]:
    with wechat_stage(served) as stage:
        yield replace(stage, platform=Connector(stage.platform._api, cover="c", to_all=True))


@pytest.fixture(autouse=True)
def covered(request: pytest.FixtureRequest) -> None:
    if "mass" in request.fixturenames:
        stage: WechatStage = request.getfixturevalue("mass")
        stage.fake.extras.materials["c"] = b""


def test_pictures_are_handed_over_first_and_stand_in_the_text_in_their_order(
    wechat: WechatStage,
) -> None:
    order = an_illustrated_order(wechat.platform, png(shade=1), png(shade=2))
    carry_out(wechat, order)
    (article,) = wechat.fake.live
    content = article["news_item"][0]["content"]
    urls = list(wechat.fake.extras.pictures)
    assert [content.count(url.replace("&", "&amp;")) for url in urls] == [1, 1]
    assert content.index(urls[0].split("?")[0]) < content.index(urls[1].split("?")[0])
    assert "sha256:" not in content
    assert "第1幅：会议现场 图片来源：市府办" in order.rendering.text
    assert order.rendering.media == tuple(order.media)


@pytest.mark.parametrize(
    ("picture", "sentence"),
    [
        (png(1 << 20), "第 1 张图片有 1.0 MB，超过微信上限"),
        (b"GIF89a" + b"." * 50, "第 1 张图片是 GIF，微信只收 JPEG、PNG"),
        (b"<svg/>", "第 1 张图片是 未知格式"),
    ],
)
def test_a_picture_wechat_would_refuse_is_told_beforehand_and_nothing_is_sent(
    wechat: WechatStage, picture: bytes, sentence: str
) -> None:
    document, media = illustrated(picture)
    (complaint,) = wechat.platform.picture_complaints(document, media)
    assert complaint.startswith(sentence)
    with pytest.raises(RefusedError, match="第 1 张图片"):
        fire(wechat, replace(an_order(wechat.platform, document), media=media))
    assert not wechat.fake.journal


def test_a_picture_whose_file_is_not_kept_stops_the_text(wechat: WechatStage) -> None:
    document, _ = illustrated(png())
    with pytest.raises(RefusedError, match="没有存进系统"):
        fire(wechat, an_order(wechat.platform, document))


def test_a_picture_dropped_in_the_draft_box_is_seen_before_anything_is_public(
    wechat: WechatStage,
) -> None:
    wechat.fake.alters = ("//mmbiz.qpic.cn", "//elsewhere.example")
    order = an_illustrated_order(wechat.platform, png())
    held = wechat.platform.stage(order)
    content = wechat.fake.drafts[held.handle.removeprefix("draft:")]["news_item"][0]
    content["content"] = content["content"].replace("<img", "<s")
    with pytest.raises(RefusedError, match="少了 1 张图片"):
        wechat.platform.staged(replace(order, handle=held.handle))


def test_without_a_cover_of_the_offices_own_the_first_picture_is_it(served: Served) -> None:
    with wechat_stage(served, cover="") as stage:
        carry_out(stage, an_illustrated_order(stage.platform, png()))
        (article,) = stage.fake.calls("/draft/add")[0]["articles"]
        assert article["thumb_media_id"] in stage.fake.extras.materials


def test_staging_again_leaves_one_draft_in_the_box(wechat: WechatStage) -> None:
    order = prepared(wechat, an_order(wechat.platform))
    for _ in range(3):
        order = replace(order, handle=stage_once(wechat.platform, order).handle)
    assert len(wechat.fake.drafts) == 1
    wechat.fake.drafts.clear()  # somebody emptied the box
    order = replace(order, handle=stage_once(wechat.platform, order).handle)
    carry_out(wechat, order)
    assert wechat.out() == 1


def test_an_article_is_taken_down_and_that_it_was_gone_already_is_well_done_too(
    wechat: WechatStage,
) -> None:
    receipt = carry_out(wechat, an_order(wechat.platform))
    wechat.platform.withdraw(receipt)
    assert wechat.out() == 0
    wechat.platform.withdraw(receipt)
    with pytest.raises(UnknownError, match="看不到"):
        wechat.platform.read_back(receipt)


def test_a_deletion_whose_answer_is_lost_is_unknown_and_may_be_repeated(
    wechat: WechatStage,
) -> None:
    receipt = carry_out(wechat, an_order(wechat.platform))
    wechat.fake.faults.append(Fault("/freepublish/delete", drop=True))
    with pytest.raises(UnknownError):
        wechat.platform.withdraw(receipt)
    wechat.platform.withdraw(receipt)
    assert wechat.out() == 0


def test_a_mass_sending_waits_for_the_administrator_and_says_so(mass: WechatStage) -> None:
    mass.fake.extras.protected = True
    order = prepared(mass, an_order(mass.platform))
    with pytest.raises(UnknownError, match=r"管理员.*确认.*30 分钟内，约 10:30 前") as waiting:
        mass.platform.send(order)
    assert (waiting.value.code, waiting.value.again) == ("to_confirm", Again.SOON)
    order = replace(order, handle=waiting.value.handle)
    with pytest.raises(UnknownError, match=r"约 10:30 前"):
        mass.platform.find(replace(order, now=NOW + timedelta(minutes=20)))
    (one,) = mass.fake.extras.sent.values()
    one.confirmed = True
    receipt = attempt(mass.platform, order, doubtful=True, settled=False)
    assert receipt.handle == waiting.value.handle
    assert mass.fake.extras.mass_live(mass.fake.now) == 1


def test_a_mass_sending_nobody_confirmed_has_failed_and_reaches_a_person(
    mass: WechatStage,
) -> None:
    mass.fake.extras.protected = True
    order = prepared(mass, an_order(mass.platform))
    with pytest.raises(UnknownError) as waiting:
        mass.platform.send(order)
    mass.fake.now += timedelta(minutes=31)
    with pytest.raises(RefusedError, match="30 分钟内没有确认") as failed:
        mass.platform.find(replace(order, handle=waiting.value.handle))
    assert failed.value.again is Again.NEVER


def test_a_mass_sending_whose_answer_was_lost_goes_out_once(mass: WechatStage) -> None:
    mass.fake.faults.append(Fault("/mass/sendall", drop=True))
    order = prepared(mass, an_order(mass.platform))
    with pytest.raises(UnknownError) as lost:
        mass.platform.send(order)
    order = replace(order, handle=lost.value.handle)
    receipt = attempt(mass.platform, order, doubtful=True, settled=True)
    assert len(mass.fake.calls("/sendall")) == 2
    assert list(mass.fake.extras.sent) == [receipt.reference]


def test_after_a_day_a_lost_mass_sending_is_for_a_person(mass: WechatStage) -> None:
    order = replace(an_order(mass.platform), handle="draft:x", now=NOW + timedelta(days=1))
    with pytest.raises(UnknownError, match="超过一天") as late:
        mass.platform.find(order)
    assert late.value.again is Again.NEVER


def test_a_mass_sending_cannot_be_read_but_it_is_seen_when_it_is_gone(mass: WechatStage) -> None:
    receipt = carry_out(mass, an_order(mass.platform))
    with pytest.raises(UnknownError, match="人工核对") as unread:
        mass.platform.read_back(receipt)
    assert unread.value.code == BY_HAND
    mass.platform.withdraw(receipt)
    with pytest.raises(UnknownError, match="已被删除"):
        mass.platform.read_back(receipt)


def test_the_wrong_job_in_an_answer_is_not_believed(wechat: WechatStage) -> None:
    order = prepared(wechat, an_order(wechat.platform))
    other = b'{"publish_id": 99, "publish_status": 0, "article_id": "theirs"}'
    wechat.fake.faults.append(Fault("/freepublish/get", status=200, body=other))
    with pytest.raises(UnknownError, match="另一个发布任务") as wrong:
        wechat.platform.send(order)
    assert (
        carry_out(wechat, replace(order, handle=wrong.value.handle), doubtful=True).handle
        != "theirs"
    )


def test_health_tells_token_quota_and_clock(wechat: WechatStage) -> None:
    wechat.fake.extras.remain = 7
    health = wechat.platform.health(NOW)
    assert (health.reachable, health.sentence, health.quota_left) == (True, "", 7)
    assert health.token_until is not None
    assert health.skew is not None
    assert abs(wechat.platform.health(wall_clock()).skew or NOW - NOW) < timedelta(minutes=1)
    wechat.fake.extras.remain = 0
    assert "已用完" in wechat.platform.health(NOW).sentence
    wechat.fake.faults.append(Fault("/quota/get", code=40164))
    assert "白名单" in wechat.platform.health(NOW).sentence


def test_a_handle_of_no_kind_we_know_is_not_taken_for_staged(wechat: WechatStage) -> None:
    order: Order = replace(an_order(wechat.platform), handle="")
    with pytest.raises(RefusedError) as lost:
        wechat.platform.send(order)
    assert lost.value.code == "stage_lost"
    assert HOST not in repr(Receipt(handle="x"))
