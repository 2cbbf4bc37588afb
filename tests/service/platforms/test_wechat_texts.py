"""微信公众号, against the local fake: what is sent, its limits, what comes back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from review.model import Document
from service.platforms import RefusedError
from service.platforms.platform import Order
from service.platforms.wechat.codes import MEANINGS, meaning_of
from service.platforms.wechat.limits import LIMITS
from tests.service.platforms.stages import (
    Served,
    WechatStage,
    a_document,
    an_order,
    carry_out,
    fire,
    wechat_stage,
)
from tests.service.platforms.wechat_fake import COVER, MESSAGES


def refusal(stage: WechatStage, order: Order | None = None) -> RefusedError:
    with pytest.raises(RefusedError) as refused:
        fire(stage, order or an_order(stage.platform))
    return refused.value


def test_what_was_sent_is_what_was_signed(wechat: WechatStage) -> None:
    order = replace(an_order(wechat.platform), links={"folder": "https://www.example.gov.cn/7-a1/"})
    carry_out(wechat, order)
    (article,) = wechat.fake.calls("/draft/add")[0]["articles"]
    assert article["title"] == order.rendering.title
    assert article["digest"] == order.rendering.summary
    assert article["content"] == order.rendering.content
    assert article["thumb_media_id"] == COVER
    assert article["content_source_url"] == "https://www.example.gov.cn/7-a1/"


def test_an_empty_summary_is_made_of_the_body_so_that_it_is_signed(wechat: WechatStage) -> None:
    rendering = wechat.platform.render(a_document(summary="", body="长" * 80, links=()))
    assert rendering.summary == "长" * 54
    assert rendering.summary in rendering.text


def test_only_links_into_wechat_stay_links(wechat: WechatStage) -> None:
    rendering = wechat.platform.render(a_document())
    assert "<a " not in rendering.content
    assert any("链接" in note for note in rendering.notes)


@pytest.mark.parametrize(
    ("document", "sentence"),
    [
        (a_document(title="长" * 33), "标题有 33 字，超过微信上限 32 字"),
        (a_document(author="长" * 17), "作者有 17 字，超过微信上限 16 字"),
        (a_document(summary="长" * 129), "摘要有 129 字，超过微信上限 128 字"),
        (a_document(body="长" * 20_000, links=()), "正文（含排版标签）有 20"),
    ],
)
def test_each_limit_is_told_in_one_sentence(
    wechat: WechatStage, document: Document, sentence: str
) -> None:
    (complaint,) = wechat.platform.preflight(wechat.platform.render(document))
    assert complaint.startswith(sentence)
    refusal(wechat, an_order(wechat.platform, document))
    assert not wechat.fake.journal


def test_the_tags_count_as_the_platform_counts_them(wechat: WechatStage) -> None:
    fitting = "长" * (19_999 - len("<p></p>"))
    document = Document(title="题", body=fitting)
    assert wechat.platform.preflight(wechat.platform.render(document)) == ()
    carry_out(wechat, an_order(wechat.platform, document))
    over = wechat.platform.render(replace(document, body=fitting + "长"))
    assert len(wechat.platform.preflight(over)) == 1


def test_a_limit_says_where_it_comes_from_and_when_it_was_read() -> None:
    assert all(limit.source and limit.read.year >= 2026 for limit in LIMITS)


def test_no_cover_is_told_before_sending(served: Served) -> None:
    with wechat_stage(served, cover="") as stage:
        assert "封面" in refusal(stage).sentence
        assert not stage.fake.journal


def test_a_text_the_platform_altered_is_stopped_before_it_is_public(wechat: WechatStage) -> None:
    wechat.fake.alters = ("一网通办", "某网通办")
    assert "不一致" in refusal(wechat).sentence
    assert not wechat.fake.calls("/submit")


def test_a_text_altered_after_publishing_is_seen_by_the_read_back(wechat: WechatStage) -> None:
    order = an_order(wechat.platform)
    receipt = carry_out(wechat, order)
    wechat.fake.articles[receipt.handle]["news_item"][0]["content"] = "<p>换了</p>"
    assert wechat.platform.read_back(receipt) != order.rendering.text


def test_every_code_the_fake_answers_with_has_a_sentence_of_its_own() -> None:
    assert set(MESSAGES) <= set(MEANINGS)
    assert "123456" in meaning_of(123456).sentence
