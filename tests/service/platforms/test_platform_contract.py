"""What every platform owes: one suite, run over all of them."""

from __future__ import annotations

import importlib
import logging
import pkgutil
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from review.model import AiUse, Document, Facts
from service import platforms
from service.platforms import Can, RefusedError, UnknownError
from service.platforms.attempt import attempt
from service.platforms.page import lines_of, plain, sendable
from tests.service.platforms.pictures import an_illustrated_order, png
from tests.service.platforms.stages import (
    STAGES,
    Stage,
    a_document,
    an_order,
    another,
    carry_out,
    fire,
)
from tests.service.platforms.wechat_fake import SECRET
from tests.service.platforms.weibo_fake import TOKEN


def test_every_connector_there_is_goes_through_this_suite() -> None:
    there = {
        info.name
        for info in pkgutil.iter_modules(platforms.__path__)
        if hasattr(importlib.import_module(f"service.platforms.{info.name}"), "connect")
    }
    assert there - {"manual"} == set(STAGES)  # where a person sends: test_manual.py


def test_every_word_of_the_document_survives_rendering(whole: Stage) -> None:
    document = a_document()
    rendering = whole.platform.render(document)
    read = rendering.text
    for text in (document.title, document.summary, document.author, document.body):
        for line in lines_of(text).splitlines():
            assert line in read.splitlines()
    assert f"来源：{document.source}" in read


@given(body=st.text(st.characters(codec="utf-8") | st.sampled_from("<>&\"'\n\r\u3000\xa0 国务院")))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_comes_back_from_its_html_as_it_went_in(whole: Stage, body: str) -> None:
    content = whole.platform.render(Document(title="题", body=body)).content
    assert "".join(plain(content).split()) == "".join(sendable(body).split())


def test_the_same_document_renders_the_same(stage: Stage) -> None:
    first, second = (stage.platform.render(a_document()).digest for _ in range(2))
    assert first == second
    assert stage.platform.render(another("另一题目")).digest != first


def test_use_of_ai_is_told_to_readers(stage: Stage) -> None:
    document = a_document(facts=Facts(ai_use=AiUse.FULLY))
    assert "本文内容由人工智能生成" in stage.platform.render(document).text


def test_scripts_and_outside_pictures_are_gone_before_anybody_signs(whole: Stage) -> None:
    markup = (
        '<p onclick="steal()">第一段<script>steal()</script></p>'
        '<img src="https://elsewhere.example/x.png"><p><strong>第二段</strong></p>'
    )
    rendering = whole.platform.render(a_document(body="第一段\n第二段", markup=markup, links=()))
    assert "steal" not in rendering.content
    assert "<img" not in rendering.content
    assert "<strong>第二段</strong>" in rendering.content
    assert any("1 张图片" in note for note in rendering.notes)


def test_layout_that_says_other_words_than_were_reviewed_is_not_used(whole: Stage) -> None:
    markup = "<p>第一段<span style='display:none'>时时彩</span></p>"
    rendering = whole.platform.render(a_document(body="第一段", markup=markup, links=()))
    assert "时时彩" not in rendering.content + rendering.text
    assert any("重新分段" in note for note in rendering.notes)


def test_over_long_is_refused_before_anything_is_sent(stage: Stage) -> None:
    order = an_order(stage.platform, another("长" * 200))
    assert stage.platform.preflight(order.rendering)
    with pytest.raises(RefusedError, match=r"有 2\d+(\.5)? 字，超过.*上限.*请缩短后重新送审。"):
        fire(stage, order)
    assert stage.out() == 0


def test_an_empty_text_is_refused(stage: Stage) -> None:
    rendering = stage.platform.render(Document(title="", body="  \n"))
    wanted = 1 if rendering.variant else 2  # title and body
    assert len(stage.platform.preflight(rendering)) >= wanted


def test_a_good_text_meets_no_complaint(stage: Stage) -> None:
    assert stage.platform.preflight(stage.platform.render(a_document())) == ()


def test_the_read_back_equals_what_was_signed(stage: Stage) -> None:
    order = an_order(stage.platform)
    receipt = carry_out(stage, order)
    assert receipt.url.startswith("https://")
    assert lines_of(stage.platform.read_back(receipt)) == lines_of(order.rendering.text)


def test_the_same_key_twice_posts_once(stage: Stage) -> None:
    order = an_order(stage.platform)
    first = carry_out(stage, order)
    again = attempt(stage.platform, order, doubtful=True, settled=True)
    assert again.handle == first.handle
    assert stage.out() == 1


def test_a_lost_answer_ends_in_exactly_one_post(stage: Stage) -> None:
    order = an_order(stage.platform)
    stage.lose_the_next_answer()
    with pytest.raises(UnknownError) as lost:
        fire(stage, order)
    assert stage.out() == 1
    stage.mend()
    order = replace(order, handle=lost.value.handle)
    found = attempt(stage.platform, order, doubtful=True, settled=True)
    assert stage.out() == 1
    assert lines_of(stage.platform.read_back(found)) == lines_of(order.rendering.text)


def test_a_platform_that_is_down_has_published_nothing(stage: Stage) -> None:
    stage.be_down()
    with pytest.raises(RefusedError) as down:
        fire(stage, an_order(stage.platform))
    assert down.value.again == "soon"
    stage.be_up()
    assert stage.out() == 0
    carry_out(stage, an_order(stage.platform))
    assert stage.out() == 1


def test_not_there_is_believed_only_after_a_while(stage: Stage) -> None:
    with pytest.raises(UnknownError, match="还查不到"):
        attempt(stage.platform, an_order(stage.platform), doubtful=True, settled=False)
    assert stage.out() == 0
    assert stage.platform.settle >= timedelta(seconds=30)


def test_what_was_never_sent_is_not_found(stage: Stage) -> None:
    carry_out(stage, an_order(stage.platform))
    other = an_order(stage.platform, another("另一篇"), key="8-b2")
    assert stage.platform.find(other) is None


def test_what_is_taken_down_is_gone_and_that_again_is_well_done(stage: Stage) -> None:
    assert Can.WITHDRAW in stage.platform.can
    kept = carry_out(stage, an_order(stage.platform))
    receipt = carry_out(stage, an_order(stage.platform, another("另一篇"), key="8-b2"))
    stage.platform.withdraw(receipt)
    stage.platform.withdraw(receipt)
    assert stage.out() == 1
    with pytest.raises(UnknownError):
        stage.platform.read_back(receipt)
    assert stage.platform.read_back(kept)


def test_pictures_go_out_and_what_is_written_below_them_is_signed(whole: Stage) -> None:
    order = an_illustrated_order(whole.platform, png(shade=1), png(shade=2))
    assert whole.platform.picture_complaints(order.document, order.media) == ()
    assert order.rendering.media == tuple(order.media)
    assert "第2幅：会议现场 图片来源：市府办" in order.rendering.text
    receipt = carry_out(whole, order)
    assert lines_of(whole.platform.read_back(receipt)) == lines_of(order.rendering.text)


def test_no_secret_and_no_text_reaches_a_log(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    order = an_order(stage.platform)
    stage.lose_the_next_answer()
    with pytest.raises(UnknownError) as lost:
        fire(stage, order)
    stage.mend()
    receipt = carry_out(stage, replace(order, handle=lost.value.handle), doubtful=True)
    stage.platform.read_back(receipt)
    for logged in (record.getMessage() for record in caplog.records):
        assert SECRET not in logged
        assert TOKEN not in logged
        assert "token-2" not in logged
        assert "一网通办" not in logged
