"""路线簿和日历: which signatures a piece needs, and when an office works. Data beside this file."""

from __future__ import annotations

import tomllib
from datetime import date, time
from functools import cache
from pathlib import Path
from typing import Any

from review.calendar import Calendar
from review.routes import BadRouteError, RouteBook, read_routes
from review.wordlist import Library, Wordlist, parse_wordlist

_HERE = Path(__file__).parent
WORDLISTS = _HERE.parent.parent / "wordlists"
_LISTS = tuple(
    f"political/{name}" for name in ("leader_names", "office_holders", "office_holders_example")
)
_LEAST = 3  # characters: a name of two is borne by many, and stands in leader_names with its post
BOOKS = ("office", "bureau", "city")
"""Our own books by name: a county office, a bureau with many accounts, a city authority."""


def load_routes(library: Library, path: Path | None = None) -> RouteBook:
    """The book in a file; without one, that of a county office. Raises BadRouteError."""
    path = path or book_path(BOOKS[0])
    words = {
        name: [entry.word for entry in listed.entries if len(entry.word) >= _LEAST]
        for name, listed in (_own_lists() | dict(library)).items()
    }
    return read_routes(path.name, _text(path), words)


@cache
def _own_lists() -> dict[str, Wordlist]:
    # For a house whose ruleset leaves lists out: routes need names, not rules.
    return {name: parse_wordlist(name, _text(WORDLISTS / f"{name}.toml")) for name in _LISTS}


@cache
def house_routes() -> RouteBook:
    """The book of a county office with our own lists."""
    return load_routes(_own_lists())


def book_path(name: str) -> Path:
    """Where one of our own books lies."""
    return _HERE / f"{name}.toml"


def load_calendar(path: Path | None = None) -> Calendar:
    """The holidays and hours in a file; without one, the national ones. Raises BadRouteError."""
    path = path or _HERE / "calendar.toml"
    try:
        data = tomllib.loads(_text(path))
        return Calendar(
            hours=tuple((time.fromisoformat(a), time.fromisoformat(b)) for a, b in data["hours"]),
            holidays=frozenset(_days(data, "holidays")),
            workdays=frozenset(_days(data, "workdays")),
            known=frozenset(year["year"] for year in data["years"]),
        )
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError):
        message = f"{path.name}：日历写法有误；请照自带的 calendar.toml 写。"
        raise BadRouteError(message) from None


def _days(data: dict[str, Any], key: str) -> list[date]:
    days = [day for year in data["years"] for day in year[key]]
    if not all(type(day) is date for day in days):
        raise TypeError(key)
    return days


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        message = f"{path}：文件读不出来或不是 UTF-8 编码；请核对路径，或另存为 UTF-8。"
        raise BadRouteError(message) from None
