"""Sources that are damaged, hostile or odd: named in a sentence, and nothing else is harmed."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import zipfile

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.batch.run import RunError
from service.batch.sources import SourceError
from service.batch.sources.lines import Lines
from service.batch.sources.opening import open_source
from service.batch.sources.table import Table
from tests.service.batch.conftest import rows, write_jsonl
from tests.service.batch.test_batch_sources import POSTS, SLIP, as_database, found


def test_a_parquet_without_a_text_column_is_refused_by_name(tmp_path):
    pq.write_table(pa.table({"id": ["1"], "标题": ["x"]}), tmp_path / "a.parquet")
    with pytest.raises(SourceError, match="缺少body 或 html（正文）列（有：id、标题）"):
        open_source(str(tmp_path / "a.parquet"), "").stamp(tmp_path)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.parquet", b"PAR1 nothing", "不是 Parquet"),
        ("a.zip", b"PK nothing", "不是 ZIP"),
        ("a.csv", b"\xff\xfei\0d\0", "UTF-16"),
        ("a.csv", b"\n1,2\n", "没有表头"),
        ("a.jsonl", b"\xff\xfe{\0", "UTF-16"),
    ],
)
def test_a_file_of_another_kind_is_refused_in_a_sentence(name, data, said, tmp_path):
    (tmp_path / name).write_bytes(data)
    with pytest.raises(SourceError, match=said):
        open_source(str(tmp_path / name), "").stamp(tmp_path)


def test_a_csv_row_with_a_broken_quote_spoils_itself_only(check, tmp_path):
    text = 'id,body\n1,"好""的"\n2,"没关上\n3,请登陆网站。\n4,5" 管\n5,"a"b,c\n6,登陆网站\n'
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    check(tmp_path / "a.csv", out=tmp_path / "out")
    ids = [row["id"] for row in rows(tmp_path / "out" / "posts.jsonl")]
    assert {"1", "6"} <= set(ids)
    assert len(ids) + len(rows(tmp_path / "out" / "errors.jsonl")) == 6


def test_nothing_in_a_zip_is_written_anywhere(check, tmp_path):
    before = set(tmp_path.parent.iterdir())
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr("../../slip.txt", "请登陆网站。")
        pack.writestr("/etc/slip.txt", "请登陆网站。")
        pack.writestr("bomb.txt", b"\0" * (80 * 1024 * 1024))
        pack.writestr("好.txt", "请登陆网站。")
    check(tmp_path / "a.zip", out=tmp_path / "out")
    assert set(tmp_path.parent.iterdir()) == before
    assert [row["id"] for row in rows(tmp_path / "out" / "posts.jsonl")][-1] == "好.txt"
    [bomb] = rows(tmp_path / "out" / "errors.jsonl")
    assert "压缩炸弹" in bomb["message"]


def test_a_link_out_of_the_folder_is_not_followed(check, tmp_path):
    (tmp_path / "secret.txt").write_text("请登陆网站。", encoding="utf-8")
    (tmp_path / "f").mkdir()
    (tmp_path / "f" / "in.txt").write_text("请登陆网站。", encoding="utf-8")
    (tmp_path / "f" / "out.txt").symlink_to(tmp_path / "secret.txt")
    check(tmp_path / "f", out=tmp_path / "out")
    assert [row["id"] for row in rows(tmp_path / "out" / "posts.jsonl")] == ["in.txt"]
    [refused] = rows(tmp_path / "out" / "errors.jsonl")
    assert "链接" in refused["message"]


def test_a_page_that_nests_without_end_is_refused(check, tmp_path):
    html = "<div>" * 20_000 + "登陆网站"
    records = [{"id": 1, "html": html}, {"id": 2, "html": "<p>请登陆网站</p>"}]
    check(write_jsonl(tmp_path / "a.jsonl", records), out=tmp_path / "out")
    assert [row["id"] for row in rows(tmp_path / "out" / "posts.jsonl")] == ["2"]
    assert "嵌套" in rows(tmp_path / "out" / "errors.jsonl")[0]["message"]


def test_a_post_of_five_megabytes_is_checked(check, tmp_path):
    body = "清远市气象台发布天气预报。" * 400_000 + SLIP
    check(write_jsonl(tmp_path / "a.jsonl", [{"id": 1, "body": body}]), out=tmp_path / "out")
    assert found(tmp_path / "out") == [("1", "登陆网站", None)]


def test_a_line_without_end_is_passed_over(check, tmp_path, monkeypatch):
    monkeypatch.setattr("service.batch.sources.lines.MOST_LINE", 1000)
    records = [POSTS[0], "x" * 400_000, POSTS[1]]
    check(write_jsonl(tmp_path / "a.jsonl", records), out=tmp_path / "out")
    assert [identity for identity, *_ in found(tmp_path / "out")] == ["p0", "p1"]
    assert rows(tmp_path / "out" / "errors.jsonl")[0]["record"].endswith("第 2 行")


@pytest.mark.parametrize("make", ["jsonl", "folder"])
def test_an_empty_archive_is_told_as_empty(make, check, tmp_path):
    source = tmp_path / "a.jsonl"
    if make == "jsonl":
        source.write_bytes(b"\n\n")
    else:
        source = tmp_path / "f"
        source.mkdir()
    assert check(source, out=tmp_path / "out").posts == 0
    assert json.loads((tmp_path / "out" / "summary.json").read_text(encoding="utf-8"))["posts"] == 0


@pytest.mark.parametrize(
    "query", ["DELETE FROM posts", "SELECT 1; DROP TABLE posts", "PRAGMA query_only = OFF", ""]
)
def test_a_database_is_only_read(query, check, tmp_path):
    url = as_database(tmp_path)
    with pytest.raises(SourceError, match="SELECT"):
        check(url, out=tmp_path / "out", query=query)
    with sqlite3.connect(tmp_path / "a.db") as base:
        assert base.execute("SELECT count(*) FROM posts").fetchone() == (5,)


def test_a_query_that_writes_behind_a_select_is_refused_by_the_database(check, tmp_path, postgres):
    url = postgres.url_of(postgres.make())
    query = "WITH gone AS (SELECT setval('s', 9)) SELECT 1 AS id, 'x' AS body FROM gone"
    with pytest.raises(SourceError) as refused:
        check(url, out=tmp_path / "out", query=query)
    assert "读不出来" in str(refused.value)


def test_the_columns_of_a_query_are_checked(check, tmp_path):
    url = as_database(tmp_path)
    with pytest.raises(SourceError, match="AS body"):
        check(url, out=tmp_path / "out", query="SELECT id, title FROM posts")
    check(url, out=tmp_path / "two", query="SELECT id, body AS 正文 FROM posts WHERE id = 'p3';")
    assert [identity for identity, *_ in found(tmp_path / "two")] == ["p3"]


def test_a_database_password_is_shown_nowhere(check, tmp_path):
    with pytest.raises((SourceError, RunError)) as refused:
        check("postgresql://office:geheim@127.0.0.1:1/none", out=tmp_path / "out")
    assert "geheim" not in str(refused.value)
    assert all(b"geheim" not in p.read_bytes() for p in tmp_path.rglob("*") if p.is_file())


CELL = st.text(alphabet='甲乙,;"\n\r\t x', max_size=12)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.lists(CELL, min_size=2, max_size=2), min_size=1, max_size=20),
    st.integers(1, 60),
    st.booleans(),
)
def test_shards_of_a_table_hold_every_row_once(tmp_path_factory, table, size, ended):
    folder = tmp_path_factory.mktemp("t")
    given_rows = [[f"i{number}", *row] for number, row in enumerate(table)]
    file = io.StringIO()
    csv.writer(file, lineterminator="\r\n").writerows([["id", "a,b", "c"], *given_rows])
    (folder / "a.csv").write_bytes(file.getvalue().encode()[: -2 if ended else None])
    source = Table("a.csv", folder / "a.csv")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("service.batch.sources.table.shard_size", lambda _total: size)
        records = [one for shard in source.plan(0, folder) for one in source.read(shard, folder)]
    assert [list(one.fields.values()) for one in records if one.fields] == given_rows
    assert not [one for one in records if one.error]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.binary(max_size=30).filter(lambda b: b"\n" not in b), max_size=30),
    st.integers(1, 90),
    st.booleans(),
)
def test_shards_of_lines_hold_every_line_once(tmp_path_factory, lines, size, ended):
    folder = tmp_path_factory.mktemp("t")
    (folder / "a.jsonl").write_bytes(b"\n".join(lines) + (b"\n" if ended and lines else b""))
    source = Lines("a", folder / "a.jsonl")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("service.batch.sources.lines.shard_size", lambda _total: size)
        shards = list(source.plan(0, folder))
    read = [int(one.place.split()[-2]) for shard in shards for one in source.read(shard, folder)]
    kept = [at for at, line in enumerate(lines, 1) if line.strip(b" \t\r\n\xef\xbb\xbf\0")]
    assert read == kept
    assert sum(shard.weight for shard in shards) == (folder / "a.jsonl").stat().st_size
