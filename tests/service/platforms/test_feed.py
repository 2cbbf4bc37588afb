"""网站订阅源: what subscribers get."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from service.platforms import RefusedError, UnknownError
from tests.service.platforms.stages import FeedStage, a_document, an_order, feed_stage


@pytest.fixture
def feed(tmp_path: Path) -> FeedStage:
    return feed_stage(tmp_path)


def shown(feed: FeedStage) -> str:
    return (feed.folder / "feed.xml").read_text(encoding="utf-8")


def test_the_newest_comes_first_and_points_at_its_page(feed: FeedStage) -> None:
    first = replace(
        an_order(feed.platform, key="1-1-feed"), links={"folder": "https://a.gov.cn/1/"}
    )
    feed.platform.send(first)
    later = an_order(feed.platform, a_document(title="后来的<一篇>&"), key="2-1-feed")
    feed.platform.send(replace(later, now=later.now + timedelta(hours=1)))
    text = shown(feed)
    assert text.index("后来的&lt;一篇&gt;&amp;") < text.index("清远市推进政务公开工作安排")
    assert '<link rel="alternate" href="https://a.gov.cn/1/"/>' in text
    assert text.count("<entry>") == 2


def test_characters_xml_cannot_carry_do_not_break_the_feed(feed: FeedStage) -> None:
    order = an_order(
        feed.platform, a_document(title="题\uffff", body="甲\x00\ufffe]]>乙", links=())
    )
    receipt = feed.platform.send(order)
    assert feed.platform.read_back(receipt) == order.rendering.text


def test_another_content_under_the_key_is_never_overwritten(feed: FeedStage) -> None:
    feed.platform.send(an_order(feed.platform))
    with pytest.raises(RefusedError, match="另一份内容"):
        feed.platform.send(an_order(feed.platform, a_document(body="别的正文", links=())))
    assert "别的正文" not in shown(feed)


def test_an_entry_that_left_the_feed_is_seen_by_the_read_back(feed: FeedStage) -> None:
    receipt = feed.platform.send(an_order(feed.platform))
    (feed.folder / "7-a1.json").unlink()
    feed.platform.send(an_order(feed.platform, a_document(title="另一篇"), key="8-a1"))
    with pytest.raises(UnknownError, match="没有这一条") as gone:
        feed.platform.read_back(receipt)
    assert gone.value.again == "never"


def test_a_feed_that_cannot_be_parsed_is_told(feed: FeedStage) -> None:
    receipt = feed.platform.send(an_order(feed.platform))
    (feed.folder / "feed.xml").write_text("<feed", encoding="utf-8")
    with pytest.raises(UnknownError, match="内容损坏"):
        feed.platform.read_back(receipt)


def test_a_broken_entry_is_unknown_and_not_absence(feed: FeedStage) -> None:
    order = an_order(feed.platform)
    feed.platform.send(order)
    (feed.folder / "7-a1.json").write_text("[]", encoding="utf-8")
    with pytest.raises(UnknownError, match="读不出来"):
        feed.platform.find(order)
