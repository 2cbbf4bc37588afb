"""What the README claims is so."""

from __future__ import annotations

import re
from pathlib import Path

from review.flow import diagram
from service.commands import command_names

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
_DRAWN = re.compile(r"(<!-- diagram -->\n```mermaid\n)(.*?)(```\n<!-- /diagram -->)", re.DOTALL)


def test_the_diagram_is_that_of_the_one_table_of_moves(update_golden: bool):
    page = README.read_text(encoding="utf-8")
    fresh = _DRAWN.sub(lambda found: found[1] + diagram().strip() + "\n" + found[3], page)
    if update_golden:
        README.write_text(fresh, encoding="utf-8")
    assert page == fresh or update_golden, "run: make golden"


def test_every_command_it_names_is_there():
    page = README.read_text(encoding="utf-8") + (ROOT / "README.zh.md").read_text(encoding="utf-8")
    named = set(re.findall(r"^\$ xianshen ([a-z]+)", page, re.MULTILINE))
    assert named
    assert named <= set(command_names())


def test_every_file_it_links_to_is_there():
    for page in (README, ROOT / "README.zh.md"):
        prose = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
        links = re.findall(r"\]\((?!https?:)([^)#]+)\)", prose)
        assert links
        assert [link for link in links if not (ROOT / link).exists()] == []
