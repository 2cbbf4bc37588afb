"""`xianshen archive` and `words try --list`: taken in again nothing doubles, and a word is found."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from service.cli import main

ROWS = (
    {
        "id": "1",
        "title": "矿山整治",
        "body": "由国土资源部会同有关部门开展。",
        "account": "清河发布",
    },
    {"id": "2", "title": "城管", "body": "由清河市城市管理综合执法局负责。", "account": "清河城管"},
)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "a.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in ROWS), encoding="utf-8")
    return path


def test_an_archive_is_taken_in_and_words_in_it_are_found(
    archive: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    index = str(tmp_path / "a.index")
    assert main(["archive", "add", str(archive), "--index", index]) == 0
    assert "新收或更新 2 篇" in capsys.readouterr().out
    assert main(["archive", "add", str(archive), "--index", index]) == 0
    assert "未变 2 篇" in capsys.readouterr().out
    assert main(["archive", "find", "国土资源部", "--index", index]) == 0
    told = capsys.readouterr().out
    assert "1 篇，1 个账号" in told
    assert "清河城管" not in told


def test_what_cannot_be_taken_in_is_named_and_the_rest_is(
    archive: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    with archive.open("a", encoding="utf-8") as file:
        file.write('{"id": "3", "title": "没有正文"}\n{坏了\n')
    index = str(tmp_path / "a.index")
    assert main(["archive", "add", str(archive), "--index", index]) == 2
    told = capsys.readouterr()
    assert "共有 2 篇" in told.out
    assert "第 3 行" in told.err
    assert "共有 2 条没有收进索引" in told.err


@pytest.mark.parametrize(
    "asked",
    [
        ["archive", "find", "国土", "--index", "missing.index"],
        ["archive", "add", "missing.jsonl", "--index", "a.index"],
        ["words", "try", "国土", "--list", "policy/renamed_organs"],
    ],
)
def test_what_is_missing_is_said_in_one_sentence(
    asked: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):
    monkeypatch.chdir(tmp_path)
    assert main(asked) == 2
    assert capsys.readouterr().err.strip().count("\n") == 0
