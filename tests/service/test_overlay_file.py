"""A unit's overlays as a file: checked by the same laws where there is no database."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from review.ruleset import Ruleset
from service.cli import main
from service.overlays import laid_over, read_file, write_file

FILE = """unit = "云溪区"

[[overlay]]
number = 3
kind = "add"
wordlist = "text/miswritten_words"
word = "云溪印像"
suggest = ["云溪印象"]
source = "区文件"
reason = "常被写错。"
starts = 2026-01-01

[[overlay]]
number = 4
kind = "mute"
rule = "TXT103"
within = ["按步就班文化节"]
reason = "节名如此。"
starts = 2026-11-01
ends = 2026-12-31
"""


def check(folder: Path, overlay: str, capsys, *, day: str = "2026-11-23") -> list[tuple[str, str]]:
    (folder / "a.txt").write_text("按步就班文化节在云溪印像举行。", encoding="utf-8")
    (folder / "o.toml").write_text(overlay, encoding="utf-8")
    words = ["check", str(folder / "a.txt"), "--format", "json", "--as-of", day]
    assert main([*words, "--overlay", str(folder / "o.toml")]) == 0
    found = json.loads(capsys.readouterr().out)["documents"][0]["findings"]
    return [(one["text"], one["severity"]) for one in found]


def test_a_check_from_a_file_adds_and_mutes_and_the_mute_ends(tmp_path: Path, capsys):
    assert check(tmp_path, FILE, capsys) == [("按步就班", "hint"), ("云溪印像", "hint")]
    later = check(tmp_path, FILE, capsys, day="2027-01-01")
    assert later == [("按步就班", "warn"), ("云溪印像", "hint")]


def test_a_file_is_read_as_it_was_written(ruleset: Ruleset):
    unit, given = read_file(FILE)
    assert read_file(write_file(unit, given)) == (unit, given)
    assert laid_over(ruleset, given, {0: unit}).digest != ruleset.digest


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("TXT103", "CON101", "不能静音"),
        ("ends = 2026-12-31", "", "截止日期"),
        ('source = "区文件"', "", "来源"),
        ('"云溪印像"', '"知己知彼"', "不再通过自己的例子"),
        ("number = 3", 'number = "三"', "不是词库页导出"),
        ('unit = "云溪区"', "", "不是词库页导出"),
        ("[[overlay]]", "[[", "不是词库页导出"),
    ],
)
def test_a_file_that_breaks_the_laws_stops_the_check(tmp_path: Path, capsys, old, new, told):
    (tmp_path / "a.txt").write_text("文。", encoding="utf-8")
    (tmp_path / "o.toml").write_text(FILE.replace(old, new), encoding="utf-8")
    words = ["check", str(tmp_path / "a.txt"), "--as-of", str(date(2026, 11, 23))]
    assert main([*words, "--overlay", str(tmp_path / "o.toml")]) == 2
    assert told in capsys.readouterr().err
