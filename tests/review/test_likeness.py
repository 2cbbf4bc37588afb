"""Which characters sound and look alike, and where the table of them comes from."""

from __future__ import annotations

from pathlib import Path

import pytest

from review.likeness import look_alike, sound_same


def test_sound_and_shape_are_looked_up_both_ways():
    for one, other in (("部", "步"), ("监", "间"), ("厉", "历")):
        assert sound_same(one, other)
        assert sound_same(other, one)
    for one, other in (("未", "末"), ("己", "已"), ("侯", "候"), ("戍", "戌")):
        assert look_alike(one, other)
        assert look_alike(other, one)
    assert not sound_same("中", "国")
    assert not look_alike("中", "国")
    assert not sound_same("a", "a")


def test_the_table_of_characters_is_made_from_the_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    from review.likeness import build

    def fields(code: str, read: str, cangjie: str) -> str:
        values = {
            "kTGH": "2013:1",
            "kTGHZ2013": f"001.010:{read}",
            "kCangjie": cangjie,
            "kTotalStrokes": "5",
        }
        return "".join(f"U+{code}\t{key}\t{value}\n" for key, value in values.items())

    database = (
        "# Unicode version: 99.0.0\n" + fields("672A", "wèi", "JD") + fields("672B", "mò", "DJ")
    )
    (tmp_path / "Unihan_Test.txt").write_text(database + "U+0041\tkTotalStrokes\t3\n", "utf-8")
    monkeypatch.setattr(build, "DATA", tmp_path / "made.tsv")
    build.main([str(tmp_path)])
    made = (tmp_path / "made.tsv").read_text(encoding="utf-8")
    assert "database 99.0.0" in made
    assert made.endswith("未\twei4\t末\n末\tmo4\t未\n")
