"""The tables of characters are what Unicode's own data say, where those data are at hand."""

from __future__ import annotations

import bz2
from collections.abc import Iterator
from pathlib import Path

import pytest

from review.wordlist import parse_wordlist
from rules import WORDLISTS

UNIHAN = Path("/usr/share/unicode")
needs_unihan = pytest.mark.skipif(
    not (UNIHAN / "Unihan_Variants.txt.bz2").exists(),
    reason="Debian's unicode-data is not installed",
)


def listed(name: str) -> str:
    text = (WORDLISTS / "text" / f"{name}.toml").read_text(encoding="utf-8")
    return "".join(entry.word for entry in parse_wordlist(f"text/{name}", text).entries)


def unihan(file: str, wanted: str) -> Iterator[tuple[str, str]]:
    with bz2.open(UNIHAN / f"{file}.txt.bz2", "rt", encoding="utf-8") as lines:
        for line in lines:
            code, _, rest = line.rstrip("\n").partition("\t")
            name, _, value = rest.partition("\t")
            if name == wanted and code.startswith("U+"):
                yield chr(int(code.removeprefix("U+"), 16)), value


def standard() -> list[str]:
    """The characters of 通用规范汉字表 in its own order: kTGH is "2013:" and the number."""
    numbered = {char: int(value[5:]) for char, value in unihan("Unihan_OtherMappings", "kTGH")}
    return sorted(numbered, key=lambda char: numbered[char])


def test_the_table_has_its_8105_characters_once_each():
    table = listed("standard_characters")
    assert len(table) == len(set(table)) == 8105


@needs_unihan
def test_the_table_is_that_of_unihan():
    assert list(listed("standard_characters")) == standard()


@needs_unihan
def test_characters_of_simplified_texts_only_are_those_unihan_and_big5_tell():
    def in_big5(char: str) -> bool:
        try:
            char.encode("big5")
        except UnicodeEncodeError:
            return False
        return True

    variants = {
        char: [chr(int(code.removeprefix("U+"), 16)) for code in value.split()]
        for char, value in unihan("Unihan_Variants", "kTraditionalVariant")
    }
    only = [
        char
        for char in standard()
        if char in variants and char not in variants[char] and not in_big5(char)
    ]
    assert list(listed("simplified_only_characters")) == only
