"""微博, against the local fake: counting, topics, the link, doubt, deletion."""

from __future__ import annotations

import logging
import traceback
from dataclasses import replace
from datetime import timedelta

import pytest

from review.model import AiUse, Facts, Variant
from review.terms import VariantKind
from service.platforms import Again, Order, PlatformError, RefusedError, UnknownError
from service.platforms.attempt import attempt
from service.platforms.platform import Receipt
from service.platforms.weibo import connect
from service.platforms.weibo.codes import MEANINGS, meaning_of
from service.platforms.weibo.limits import counted
from service.settings import Settings, SettingsError
from tests.service.platforms.pictures import illustrated, png
from tests.service.platforms.stages import NOW, WeiboStage, a_document, an_order, carry_out
from tests.service.platforms.wechat_fake import Fault
from tests.service.platforms.weibo_fake import DOMAIN, TOKEN


def an_order_of(stage: WeiboStage, text: str, **changes: object) -> Order:
    variant = Variant(kind=VariantKind.WEIBO, text=text)
    return an_order(stage.platform, a_document(variants=(variant,), **changes))


def complaints(stage: WeiboStage, text: str) -> tuple[str, ...]:
    return stage.platform.preflight(an_order_of(stage, text).rendering)


def test_the_short_text_goes_out_with_the_websites_address_and_the_operators_own(
    weibo: WeiboStage,
) -> None:
    carry_out(weibo, an_order(weibo.platform))
    (sent,) = weibo.fake.calls("/share.json")
    assert sent["status"].endswith(f"。 https://{DOMAIN}/7-a1/")
    assert sent["rip"] == "203.0.113.7"


@pytest.mark.parametrize(
    ("text", "length"),
    [("汉字", 2), ("ab", 1), ("２０２６年", 5), ("2026年", 3), ("见https://t.cn/abc", 11)],
)
def test_half_width_counts_half_and_an_address_as_ten(text: str, length: float) -> None:
    assert counted(text) == length


def test_one_mark_too_many_is_told_and_one_fewer_goes_through(weibo: WeiboStage) -> None:
    fits = "长" * 129  # and half a blank, and the address
    assert complaints(weibo, fits) == ()
    carry_out(weibo, an_order_of(weibo, fits))
    (told,) = complaints(weibo, fits + "长")
    assert told == (
        "微博短文连同链接有 140.5 字，超过微博上限 140 字（多 0.5 字），请缩短后重新送审。"
    )


@pytest.mark.parametrize("text", ["#清远发布#今日要闻", "要闻＃清远＃", "先说 #话题# 再说"])
def test_a_topic_is_told_before_anybody_signs(weibo: WeiboStage, text: str) -> None:
    assert any("#话题#" in told for told in complaints(weibo, text))


@pytest.mark.parametrize("text", ["C# 语言培训班", "第#3号公告"])
def test_a_single_hash_is_no_topic(weibo: WeiboStage, text: str) -> None:
    assert complaints(weibo, text) == ()


def test_an_address_of_the_authors_own_is_told(weibo: WeiboStage) -> None:
    (told,) = complaints(weibo, "详见 https://elsewhere.example/1")
    assert "不要写网址" in told


@pytest.mark.parametrize("links", [{}, {"folder": "https://evil-www.example.gov.cn.example/1"}])
def test_without_an_address_on_the_bound_domain_nothing_is_sent(
    weibo: WeiboStage, links: dict[str, str]
) -> None:
    with pytest.raises(RefusedError, match=DOMAIN):
        weibo.platform.send(replace(an_order(weibo.platform), links=links))
    assert not weibo.fake.journal


def test_the_label_of_ai_is_part_of_the_short_text(weibo: WeiboStage) -> None:
    order = an_order_of(weibo, "简讯。", facts=Facts(ai_use=AiUse.FULLY))
    assert order.rendering.ai_label in order.rendering.text.splitlines()
    carry_out(weibo, order)
    assert order.rendering.ai_label in weibo.fake.live[0]["_status"]


def test_a_correction_says_so_first(weibo: WeiboStage) -> None:
    assert an_order_of(weibo, "简讯。", correction="日期有误").rendering.text == "【更正】简讯。"


def test_one_picture_goes_along_and_the_others_are_named(weibo: WeiboStage) -> None:
    document, media = illustrated(png(shade=1), png(shade=2))
    order = replace(an_order(weibo.platform, document), media=media)
    carry_out(weibo, order)
    assert list(weibo.fake.pictures.values()) == [png(shade=1)]
    assert any(note.startswith("1 张图片") for note in order.rendering.notes)


def test_a_map_and_a_picture_made_by_ai_stay_at_home_for_nothing_can_be_written_below_them(
    weibo: WeiboStage,
) -> None:
    document, _ = illustrated(png(shade=1), png(shade=2))
    first, second = document.media
    marked = (replace(first, map_number="GS(2024)0650号"), replace(second, ai_generated=True))
    assert weibo.platform.render(replace(document, media=marked)).media == ()


def test_accepted_but_shown_later_is_asked_after_not_sent_again(weibo: WeiboStage) -> None:
    weibo.fake.faults.append(Fault("/share.json", drop=True))
    weibo.fake.hidden_for = timedelta(minutes=2)
    order = an_order(weibo.platform)
    with pytest.raises(UnknownError):
        weibo.platform.send(order)
    with pytest.raises(UnknownError, match="还查不到"):
        attempt(weibo.platform, order, doubtful=True, settled=False)
    weibo.fake.now += timedelta(minutes=6)
    attempt(weibo.platform, order, doubtful=True, settled=True)
    assert weibo.out() == 1
    assert len(weibo.fake.calls("/share.json")) == 1


@pytest.mark.parametrize("code", [10001, 10010, 20017, 20019, 20032])
def test_an_answer_that_leaves_it_open_is_unknown(weibo: WeiboStage, code: int) -> None:
    weibo.fake.faults.append(Fault("/share.json", code=code))
    with pytest.raises(UnknownError) as open_:
        weibo.platform.send(an_order(weibo.platform))
    assert open_.value.again is not Again.NEVER


@pytest.mark.parametrize(
    ("code", "again"),
    [(10022, Again.MINUTE), (20016, Again.TOMORROW), (10017, Again.NEVER), (21327, Again.NEVER)],
)
def test_each_refusal_says_when_to_try_again_and_spares_the_platform_till_then(
    weibo: WeiboStage, code: int, again: Again
) -> None:
    weibo.fake.faults.append(Fault("/share.json", code=code))
    with pytest.raises(RefusedError) as refused:
        weibo.platform.send(an_order(weibo.platform))
    assert (refused.value.again, refused.value.sentence) == (again, meaning_of(code).sentence)
    paced = again is not Again.NEVER
    if paced:
        with pytest.raises(RefusedError) as later:
            weibo.platform.send(an_order(weibo.platform))
        assert later.value.code == "paced"
    assert weibo.out() == 0
    carry_out(weibo, replace(an_order(weibo.platform), now=NOW + timedelta(days=1)))


def test_where_the_app_may_not_look_a_person_decides(weibo: WeiboStage) -> None:
    weibo.fake.may_look = False
    with pytest.raises(UnknownError) as asked:
        attempt(weibo.platform, an_order(weibo.platform), doubtful=True, settled=True)
    assert asked.value.again is Again.NEVER
    assert "权限" in asked.value.sentence


def test_the_same_words_of_last_year_are_not_ours(weibo: WeiboStage) -> None:
    carry_out(weibo, an_order(weibo.platform))
    later = replace(an_order(weibo.platform), since=NOW + timedelta(days=365))
    assert weibo.platform.find(later) is None


def test_a_long_list_of_posts_is_read_page_by_page(weibo: WeiboStage) -> None:
    receipt = carry_out(weibo, an_order(weibo.platform))
    for number in range(120):
        weibo.fake.share({"status": f"第{number}条 https://{DOMAIN}/", "rip": "1"}, None)
    found = weibo.platform.find(an_order(weibo.platform))
    assert found is not None
    assert found.handle == receipt.handle
    for number in range(120, 220):
        weibo.fake.share({"status": f"第{number}条 https://{DOMAIN}/", "rip": "1"}, None)
    with pytest.raises(UnknownError, match="太多"):
        weibo.platform.find(an_order(weibo.platform))


def test_a_post_taken_down_is_gone_and_taking_it_down_again_is_well_done(
    weibo: WeiboStage,
) -> None:
    receipt = carry_out(weibo, an_order(weibo.platform))
    weibo.platform.withdraw(receipt)
    weibo.platform.withdraw(receipt)
    assert weibo.out() == 0
    with pytest.raises(UnknownError, match="可能已被删除") as gone:
        weibo.platform.read_back(receipt)
    assert gone.value.again is Again.NEVER


def test_an_app_without_the_right_to_delete_sends_a_person(weibo: WeiboStage) -> None:
    receipt = carry_out(weibo, an_order(weibo.platform))
    weibo.fake.may_delete = False
    with pytest.raises(RefusedError, match="人工处理"):
        weibo.platform.withdraw(receipt)


def test_success_with_somebody_elses_post_is_not_believed(weibo: WeiboStage) -> None:
    other = '{"idstr": "1", "text": "别人的微博"}'.encode()
    weibo.fake.faults.append(Fault("/share.json", status=200, body=other))
    with pytest.raises(UnknownError) as wrong:
        weibo.platform.send(an_order(weibo.platform))
    assert wrong.value.code == "wrong_id"
    weibo.fake.faults.append(Fault("/show.json", status=200, body=other))
    with pytest.raises(UnknownError, match="另一条"):
        weibo.platform.read_back(Receipt(handle="2"))


@pytest.mark.parametrize("body", [b"<html></html>", b'{"idstr": "5', b"[]", b""])
def test_an_answer_that_cannot_be_read_is_no_answer(weibo: WeiboStage, body: bytes) -> None:
    weibo.fake.faults.append(Fault("/share.json", status=200, body=body))
    with pytest.raises(UnknownError, match="无法读懂"):
        weibo.platform.send(an_order(weibo.platform))


def test_health_tells_token_and_quota(weibo: WeiboStage) -> None:
    health = weibo.platform.health(NOW)
    assert (health.reachable, health.quota_left) == (True, 150)
    assert health.token_until == NOW + timedelta(days=30)
    weibo.fake.faults.append(Fault("/get_token_info", code=21327))
    assert "重新授权" in weibo.platform.health(NOW).sentence


def test_no_error_and_no_log_line_carries_the_token(
    weibo: WeiboStage, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    weibo.fake.faults += [Fault("/share.json", cut=True), Fault("/user_timeline.json", code=21327)]
    for act in (weibo.platform.send, weibo.platform.find):
        with pytest.raises(PlatformError) as raised:
            act(an_order(weibo.platform))
        assert TOKEN not in "".join(traceback.format_exception(raised.value))
    assert not [one for one in caplog.records if TOKEN in one.getMessage()]


def test_half_an_account_does_not_open() -> None:
    with pytest.raises(SettingsError, match="XIANSHEN_WEIBO_DOMAIN"):
        connect(Settings(weibo_access_token="t"))
    with pytest.raises(SettingsError, match="XIANSHEN_WEIBO_IP"):
        connect(Settings(weibo_access_token="t", weibo_domain=DOMAIN))
    assert connect(Settings()) is None


def test_every_code_has_a_sentence() -> None:
    assert all(meaning.sentence.endswith("。") for meaning in MEANINGS.values())
    assert "123456" in meaning_of(123456).sentence
