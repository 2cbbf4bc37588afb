"""Habits of the house. A rule that is not checked erodes; each is proved on lines of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("review", "rules", "service")
MOST_LINES = 300


@dataclass(frozen=True, kw_only=True)
class Habit:
    """A pattern that may stand only in the files of `allowed`, and why."""

    name: str
    pattern: str
    why: str
    allowed: tuple[str, ...] = ()
    glob: str = "*.py"
    good: tuple[str, ...]
    bad: tuple[str, ...]


HABITS = (
    Habit(
        name="time is handed in",
        pattern=r"\b(?:datetime\.(?:now|utcnow|today)|date\.today|time\.time)\(",
        why="only the clock asks the clock, or a text of 2017 cannot be judged by the names of 2017",
        allowed=("service/clock.py",),
        good=("now = office.now()",),
        bad=("day = date.today()", "at = datetime.now(UTC)"),
    ),
    Habit(
        name="one commit",
        pattern=r"\.commit\(\)",
        why="a unit of work is kept whole or not at all",
        allowed=("service/store/unit.py",),
        good=("with office.write() as unit:",),
        bad=("session.commit()",),
    ),
    Habit(
        name="no print",
        pattern=r"^\s*print\(",
        why="only commands talk to a terminal",
        allowed=("service/commands/", "service/cli.py"),
        good=("fingerprint(document)",),
        bad=("    print(text)",),
    ),
    Habit(
        name="files are opened with their encoding",
        pattern=r"(?:(?<!def )(?<![.\w])open|\.read_text|\.write_text)\((?![^\n]*(?:encoding=|[\"']r?[wa]?b[\"']))",
        why="Windows in Chinese offices takes GBK for granted",
        good=('path.read_text(encoding="utf-8")', 'open(name, "rb")', "reopen(x)"),
        bad=("path.read_text()", 'open(name, "w")'),
    ),
    Habit(
        name="no unescaped output",
        pattern=r"\|\s*safe\b|Markup\(",
        why="whatever a draft holds is shown, never run",
        glob="*.html",
        good=("{{ title }}",),
        bad=("{{ body|safe }}",),
    ),
    Habit(
        name="no script or style in a page",
        pattern=r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=",
        why="the content security policy allows none",
        glob="*.html",
        good=('<script src="/static/editor.js" defer></script>', '<p class="on">'),
        bad=("<script>x()</script>", '<p style="x">', '<a onclick="x()">'),
    ),
    Habit(
        name="nothing from elsewhere in a page",
        pattern=r"(?:src|href)=[\"'](?:https?:)?//",
        why="an office network may have no way out, and readers are nobody's business",
        glob="*.html",
        good=('<link href="/static/page.css">',),
        bad=('<script src="https://cdn.example/x.js">',),
    ),
    Habit(
        name="only the store knows the database",
        pattern=r"^\s*(?:from|import) (?:sqlalchemy|alembic)\b",
        why="repositories are the only way to the tables",
        allowed=("service/store/",),
        good=("from service.store import unit",),
        bad=("from sqlalchemy import select",),
    ),
)


def files(glob: str) -> list[Path]:
    return [path for package in PACKAGES for path in sorted((ROOT / package).rglob(glob))]


@pytest.mark.parametrize("habit", HABITS, ids=lambda habit: habit.name)
def test_a_habit_is_kept_everywhere(habit: Habit):
    pattern = re.compile(habit.pattern, re.MULTILINE)
    broken = [
        f"{path.relative_to(ROOT)}:{text.count(chr(10), 0, match.start()) + 1}"
        for path in files(habit.glob)
        if not str(path.relative_to(ROOT)).startswith(habit.allowed or ("\0",))
        for text in [path.read_text(encoding="utf-8")]
        for match in pattern.finditer(text)
    ]
    assert broken == [], habit.why


@pytest.mark.parametrize("habit", HABITS, ids=lambda habit: habit.name)
def test_a_habit_knows_good_lines_from_bad(habit: Habit):
    pattern = re.compile(habit.pattern, re.MULTILINE)
    assert [line for line in habit.good if pattern.search(line)] == []
    assert [line for line in habit.bad if not pattern.search(line)] == []


def test_no_module_is_longer_than_a_reader_can_hold():
    long = {
        str(path.relative_to(ROOT)): lines
        for path in (*files("*.py"), *sorted((ROOT / "tests").rglob("*.py")))
        if "migrations" not in path.parts  # what was once migrated stays as it was
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > MOST_LINES
    }
    assert long == {}


def test_no_module_is_named_for_nothing_in_particular():
    names = {"utils", "util", "helpers", "helper", "common", "manager", "misc", "base"}
    assert [path for path in files("*.py") if path.stem in names] == []


def test_the_first_sentence_of_every_module_says_what_it_is_for():
    bare = [
        str(path.relative_to(ROOT))
        for path in files("*.py")
        if "migrations" not in path.parts
        and not path.read_text(encoding="utf-8").lstrip().startswith(('"""', 'r"""', "#!"))
    ]
    assert bare == []


def test_the_top_of_the_changelog_is_the_version():
    import tomllib

    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"][
        "version"
    ]
    tops = re.findall(
        r"^## \[?([0-9.]+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert tops[0] == version
