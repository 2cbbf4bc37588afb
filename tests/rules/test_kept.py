"""What is kept from one start to the next says the same as reading anew, or is not believed."""

from __future__ import annotations

import marshal
import os
import sys
from datetime import date
from pathlib import Path

import pytest

import rules
from review.wordlist import Wordlist, parse_wordlist
from rules._kept import Kept

LIST = """
title = "词"
keeper = "办公室"
reviewed = 2024-05-06
allow = ["甲乙"]

[[group]]
source = "来源（2024-01-01）"
verified = true
words = [
  { word = "甲", suggest = ["乙", ""], wrong = ["丙"], allow = ["丁"], note = "注", times = 3, on = 2020-02-03, closed = ["o1"], deep = true },
  { word = "戊", valid_from = 2018-03-17, valid_to = 2023-03-10 },
]
"""


def parsed() -> Wordlist:
    return parse_wordlist("text/a", LIST)


def refused() -> Wordlist:
    raise AssertionError("read anew")


def kept_in(folder: Path) -> None:
    kept = Kept(folder)
    kept.wordlist("text/a", "1", parsed)
    kept.write()


def test_a_list_is_the_same_read_or_kept(tmp_path: Path):
    kept_in(tmp_path)
    again = Kept(tmp_path).wordlist("text/a", "1", refused)
    assert again == parsed()
    assert again.entries[0].extra["on"] == date(2020, 2, 3)


def test_a_changed_list_is_read_anew(tmp_path: Path):
    kept_in(tmp_path)
    with pytest.raises(AssertionError, match="read anew"):
        Kept(tmp_path).wordlist("text/a", "2", refused)


def test_a_file_that_was_tampered_with_is_not_believed(tmp_path: Path):
    kept_in(tmp_path)
    file = tmp_path / "kept.bin"
    file.write_bytes(file.read_bytes().replace("戊".encode(), "己".encode()))
    with pytest.raises(AssertionError, match="read anew"):
        Kept(tmp_path).wordlist("text/a", "1", refused)


def test_what_other_code_has_kept_is_not_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    kept_in(tmp_path)
    monkeypatch.setattr(sys, "version", "another")
    with pytest.raises(AssertionError, match="read anew"):
        Kept(tmp_path).wordlist("text/a", "1", refused)


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")
def test_a_file_that_others_may_write_to_is_not_read(tmp_path: Path):
    kept_in(tmp_path)
    file = tmp_path / "kept.bin"
    assert file.stat().st_mode & 0o077 == 0
    file.chmod(0o666)
    with pytest.raises(AssertionError, match="read anew"):
        Kept(tmp_path).wordlist("text/a", "1", refused)


def test_a_folder_that_cannot_be_written_to_is_no_trouble(tmp_path: Path):
    (tmp_path / "file").touch()
    kept_in(tmp_path / "file" / "folder")
    assert os.listdir(tmp_path) == ["file"]  # noqa: PTH208  # names alone


def test_a_ruleset_is_the_same_read_or_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    from review import gate, regex

    first = rules.load(cache_dir=tmp_path, proved=False)
    gates, needs = dict(gate.KNOWN), dict(regex.KNOWN)
    told = marshal.loads((tmp_path / "kept.bin").read_bytes().partition(b"\n")[2])
    assert len(told["lists"]) == len(first.library)
    monkeypatch.setattr(gate, "KNOWN", {})
    monkeypatch.setattr(regex, "KNOWN", {})
    second = rules.load(cache_dir=tmp_path, proved=False)
    assert second.digest == first.digest
    assert dict(second.library) == dict(first.library)
    assert {key: gates[key] for key in gate.KNOWN if key in gates} == gate.KNOWN
    assert {key: needs[key] for key in regex.KNOWN if key in needs} == regex.KNOWN
    assert second.automaton.literals == first.automaton.literals
