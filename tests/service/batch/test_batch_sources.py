"""Whatever archives come as: every kind of source, and everything that is wrong with them."""

from __future__ import annotations

import csv
import sqlite3
import zipfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from service.batch.days import read_day
from tests.service.batch.conftest import rows, write_jsonl

SLIP = "请登陆网站。"


POSTS = [
    {
        "id": f"p{number}",
        "title": "通知",
        "body": f"{SLIP}\n第二行，{number}",
        "published_at": "2019-05-17",
    }
    for number in range(5)
]


def found(out: Path) -> list[tuple[str, str, str | None]]:
    return [(row["id"], row["text"], row["verdict_then"]) for row in rows(out / "findings.jsonl")]


EXPECTED = [(f"p{number}", "登陆网站", "warn") for number in range(5)]


def as_jsonl(folder: Path) -> Path:
    return write_jsonl(folder / "a.jsonl", POSTS)


def as_csv(folder: Path, *, encoding: str = "utf-8-sig", delimiter: str = ",") -> Path:
    with (folder / "a.csv").open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, delimiter=delimiter)
        writer.writerow(["编号", "标题", "正文", "发布时间"])
        writer.writerows(list(post.values()) for post in POSTS)
    return folder / "a.csv"


def as_gbk(folder: Path) -> Path:
    return as_csv(folder, encoding="gb18030", delimiter=";")


def as_parquet(folder: Path) -> Path:
    pq.write_table(pa.Table.from_pylist(POSTS), folder / "a.parquet", row_group_size=2)
    return folder / "a.parquet"


def as_database(folder: Path) -> str:
    with sqlite3.connect(folder / "a.db") as base:
        base.execute("CREATE TABLE posts (id TEXT, title TEXT, body TEXT, published_at TEXT)")
        base.executemany(
            "INSERT INTO posts VALUES (?, ?, ?, ?)", [tuple(p.values()) for p in POSTS]
        )
    base.close()
    return f"sqlite:///{folder / 'a.db'}"


def as_folder(folder: Path) -> Path:
    (folder / "f").mkdir()
    for post in POSTS:
        page = f'<meta name="PubDate" content="2019-05-17 10:00"><h1>通知</h1><p>{SLIP}</p>'
        (folder / "f" / post["id"]).with_suffix(".html").write_text(page, encoding="utf-8")
    return folder / "f"


def as_zip(folder: Path) -> Path:
    source = as_folder(folder)
    with zipfile.ZipFile(folder / "a.zip", "w") as pack:
        for path in source.iterdir():
            pack.write(path, path.name)
    return folder / "a.zip"


@pytest.mark.parametrize(
    "make", [as_jsonl, as_csv, as_gbk, as_parquet, as_database, as_folder, as_zip]
)
def test_every_kind_of_archive_gives_the_same_findings(make, check, tmp_path):
    check(make(tmp_path), out=tmp_path / "out")
    told = [(identity.removesuffix(".html"), *rest) for identity, *rest in found(tmp_path / "out")]
    assert [tuple(one) for one in told] == EXPECTED
    assert rows(tmp_path / "out" / "errors.jsonl") == []


def test_broken_records_are_named_and_stop_nothing(check, tmp_path):
    archive = write_jsonl(
        tmp_path / "a.jsonl",
        [
            POSTS[0],
            '{"id": "half',
            "[1, 2]",
            '{"body": "没有编号"}',
            '{"id": "空"}',
            '{"id": true, "body": "x"}',
            '{"id": "x", "body": 7}',
            "[" * 3000 + "]" * 3000,
            b'{"id": "\xff\xfe"}',
            "",
            '{"id": "gbk", "body": "请登陆网站，加强政府信息公开工作。"}'.encode("gb18030"),
            '{"id": "\\ud800", "body": "请登陆网站。"}',
            POSTS[1],
        ],
    )
    outcome = check(archive, out=tmp_path / "out")
    assert [identity for identity, *_ in found(tmp_path / "out")] == ["p0", "gbk", "\ufffd", "p1"]
    errors = rows(tmp_path / "out" / "errors.jsonl")
    lines = [int(row["record"].split()[-2]) for row in errors]
    assert lines == [2, 3, 4, 5, 6, 7, 8, 9]
    assert (outcome.posts, outcome.errors, outcome.unchecked) == (4, 8, 8)


def test_a_post_twice_is_told_once_and_an_id_twice_is_said(check, tmp_path):
    other = {**POSTS[0], "body": "另一篇，请登陆网站。"}
    check(write_jsonl(tmp_path / "a.jsonl", [POSTS[0], POSTS[0], other]), out=tmp_path / "out")
    assert [row["record"].split()[-2] for row in rows(tmp_path / "out" / "posts.jsonl")] == [
        "1",
        "3",
    ]
    assert len(found(tmp_path / "out")) == 2
    same, different = rows(tmp_path / "out" / "errors.jsonl")
    assert "只算一次" in same["message"]
    assert "内容不同" in different["message"]


def test_an_unusable_day_is_said_and_the_post_checked_all_the_same(check, tmp_path):
    archive = write_jsonl(tmp_path / "a.jsonl", [{**POSTS[0], "published_at": "05/06/2019"}])
    outcome = check(archive, out=tmp_path / "out")
    assert (outcome.posts, outcome.errors, outcome.unchecked) == (1, 1, 0)
    assert found(tmp_path / "out") == [("p0", "登陆网站", None)]


@pytest.mark.parametrize(
    "given",
    [
        *("2019-05-17", "2019/5/17", "2019.05.17", "20190517", "2019年5月17日", "2019-5-17 9:05"),
        *(
            "２０１９年５月１７日",
            "二〇一九年五月十七日",
            "2019年05月17日 星期五 08:30",
            "20190517083000",
        ),
        *("2019-05-17T08:00:00+08:00", "2019-05-16T17:00:00Z", 1558022400, "1558022400000"),
    ],
)
def test_a_day_is_read_in_every_style(given):
    assert str(read_day(given)) == "2019-05-17"


@pytest.mark.parametrize(
    "given",
    [
        "05/06/2019",
        "2019-13-01",
        "2019-02-30",
        "昨天",
        "2019",
        "2019-05",
        "19-05-17",
        "0019-05-17",
        "2019-05-17x",
    ],
)
def test_what_could_be_two_days_is_none(given):
    with pytest.raises(ValueError):
        read_day(given)


@pytest.mark.parametrize("given", [None, "", "  ", "NaN", float("nan"), True])
def test_no_day_is_no_error(given):
    assert read_day(given) is None
