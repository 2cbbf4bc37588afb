"""The archive's index: whatever stands in a post is found, and nothing else; what changed is replaced."""

from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review.folding import fold, fold_literal
from review.model import Document
from service.archive import ArchivedPost, ArchiveError, ArchiveIndex

TEXTS = st.text("国土资源部自然局，。 \nAb1２《》龍龙", max_size=40)


def a_post(key: str, body: str, *, account: str = "清河发布", day: str = "2026-01-02"):
    return ArchivedPost(
        key=key,
        platform="微信",
        account=account,
        published_on=date.fromisoformat(day),
        url="",
        document=Document(title=f"第{key}篇", body=body),
    )


def index_of(path: Path, *posts: ArchivedPost) -> ArchiveIndex:
    index = ArchiveIndex(path, writing=True)
    index.add(posts)
    return index


@settings(max_examples=40, deadline=None)
@given(
    bodies=st.lists(TEXTS, min_size=1, max_size=6), word=st.text("国土资源部，Ab1２龍", max_size=4)
)
def test_a_word_is_found_in_exactly_the_posts_it_stands_in(bodies, word):
    posts = [a_post(str(number), body) for number, body in enumerate(bodies)]
    index = index_of(Path(":memory:"), *posts)
    looked = fold_literal(word)
    expected = {
        one.key
        for one in posts
        if looked.strip() and looked in fold(f"{one.document.title}\n{one.document.body}")[0]
    }
    assert {one.key for one in index.find(word)} == expected
    assert sum(index.count(word).values()) == len(expected)


def test_a_post_that_changed_is_replaced_and_one_that_did_not_is_left(tmp_path: Path):
    path = tmp_path / "a.index"
    with index_of(path, a_post("1", "原国土资源部。"), a_post("2", "自然资源部。")) as index:
        assert index.add([a_post("1", "自然资源局。"), a_post("2", "自然资源部。")]) == (1, 1)
        assert index.find("国土资源部") == ()
        assert [one.key for one in index.find("自然资源局")] == ["1"]
        assert len(index) == 2
    with ArchiveIndex(path) as again:
        assert again.find("自然资源部")[0].document.body == "自然资源部。"


def test_the_newest_comes_first_and_accounts_are_counted_apart(tmp_path: Path):
    index = index_of(
        tmp_path / "a.index",
        a_post("1", "国土资源部。", day="2018-01-01"),
        a_post("2", "国土资源部。", day="2020-01-01", account="清河规划"),
        a_post("3", "国土资源部。", day="2019-01-01"),
    )
    assert [one.key for one in index.find("国土资源部")] == ["2", "3", "1"]
    assert [one.key for one in index.find("国土资源部", limit=1)] == ["2"]
    assert index.count("国土资源部") == {("微信", "清河发布"): 2, ("微信", "清河规划"): 1}


def test_a_file_that_is_none_is_refused_in_one_sentence(tmp_path: Path):
    missing = tmp_path / "missing.index"
    other, text = tmp_path / "other.db", tmp_path / "text.index"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE a (b)")
        connection.execute("PRAGMA user_version = 7")
    connection.close()
    text.write_text("不是数据库" * 500, encoding="utf-8")
    for path in (missing, other, text):
        with pytest.raises(ArchiveError) as caught:
            ArchiveIndex(path)
        assert str(caught.value).endswith("。")
    assert not missing.exists()
