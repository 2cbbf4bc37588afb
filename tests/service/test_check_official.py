"""`xianshen check --official`: a draft held against the official text."""

from __future__ import annotations

import json

import pytest

from service.cli import main

OFFICIAL = "5月17日，市政府召开会议，投入3.5亿元，新建学校18所。\n"


@pytest.fixture(autouse=True)
def _own_cache(monkeypatch, cache_dir):
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache_dir))


@pytest.fixture
def official(tmp_path):
    path = tmp_path / "通稿.txt"
    path.write_text(OFFICIAL, encoding="utf-8")
    return path


def check(tmp_path, official, text, capsys):
    draft = tmp_path / "稿.txt"
    draft.write_text(text, encoding="utf-8")
    status = main(
        [
            "check",
            str(draft),
            "--official",
            str(official),
            "--format",
            "json",
            "--as-of",
            "2026-11-23",
        ]
    )
    [document] = json.loads(capsys.readouterr().out)["documents"]
    return status, document


def test_a_faithful_copy_passes_and_says_that_it_was_compared(tmp_path, official, capsys):
    status, document = check(tmp_path, official, OFFICIAL, capsys)
    assert status == 0
    assert document["findings"] == []
    assert any("通稿" in notice for notice in document["notices"])


def test_a_changed_figure_blocks_and_offers_the_official_one(tmp_path, official, capsys):
    status, document = check(tmp_path, official, OFFICIAL.replace("3.5", "35"), capsys)
    assert status == 1
    [finding] = document["findings"]
    assert (finding["rule"], finding["gate"], finding["text"]) == ("PCY391", "policy", "35")
    assert finding["suggestions"] == ["3.5"]


def test_an_official_text_that_cannot_be_read_stops_the_check(tmp_path, capsys):
    draft = tmp_path / "稿.txt"
    draft.write_text(OFFICIAL, encoding="utf-8")
    assert main(["check", str(draft), "--official", str(tmp_path / "没有.txt")]) == 2
    assert "通稿" in capsys.readouterr().err
