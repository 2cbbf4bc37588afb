"""Days and hours as people type them, in the one time the country keeps; and a pasted roster."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from review.draft import Person
from service.actions.errors import InvalidError
from service.actions.roster_facts import WatchFacts
from service.clock import CHINA

_DATE: Final = re.compile(
    r"(?:(?P<year>[0-9]{4})\s*[-/.年]\s*)?(?P<month>[0-9]{1,2})\s*[-/.月]\s*(?P<day>[0-9]{1,2})\s*日?"
)
_SPAN: Final = re.compile(
    r"(?P<start>[0-9]{1,2}[:：][0-9]{2})\s*[-—–~～至到]+\s*(?:次日)?\s*(?P<end>[0-9]{1,2}[:：][0-9]{2})"
)
_WEEKDAY: Final = re.compile(r"[（(]?(?:星期|周|礼拜)[一二三四五六日天][）)]?")
_BETWEEN: Final = re.compile(r"[\t,，、;；/|\s]+")
_LONGEST: Final = 20_000
_MOST_LINES: Final = 400


def moment_typed(text: str, what: str) -> datetime:
    """`2026-12-01T08:30` or with a blank, as China's clocks show it. InvalidError."""
    try:
        at = datetime.fromisoformat(text.strip().replace(" ", "T", 1))
    except ValueError:
        at = None
    if at is None or at.tzinfo is not None or at.year not in range(2000, 2100):
        raise InvalidError(f"{what}不是完整的日期和时间（如 2026-12-01 08:30），请改正。") from None
    return at.replace(tzinfo=CHINA)


def day_typed(text: str, what: str) -> date:
    """`2026-12-01`. InvalidError."""
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        day = None
    if day is None or day.year not in range(2000, 2100):
        raise InvalidError(f"{what}不是日期（如 2026-12-01），请改正。") from None
    return day


def whole_days(first: date, last: date) -> tuple[datetime, datetime]:
    """From the first day's beginning to the last day's end."""
    start = datetime.combine(first, time(), CHINA)
    return start, datetime.combine(last, time(), CHINA) + timedelta(days=1)


def change_typed(text: str) -> time:
    """The hour at which turns change. InvalidError."""
    try:
        return _clock(text.strip() or "08:30")
    except ValueError:
        raise InvalidError("交接班时间不是钟点（如 08:30），请改正。") from None


@dataclass(frozen=True, slots=True, kw_only=True)
class PastedRoster:
    """A pasted table read: the turns in it, and what could not be read, line by line."""

    turns: tuple[WatchFacts, ...]
    faults: tuple[str, ...]


def read_roster(text: str, people: Iterable[Person], *, year: int, change: time) -> PastedRoster:
    """One line a day: date, names or logins, and the hours if they are not from change to change.

    Blank lines and a heading without a date in the first line are passed over.
    """
    if len(text) > _LONGEST:
        raise InvalidError("粘贴的表格太长，请按月分几次导入。")
    lines = text.splitlines()
    if len(lines) > _MOST_LINES:
        raise InvalidError(f"粘贴的表格超过{_MOST_LINES}行，请按月分几次导入。")
    known = _by_name(people)
    turns: list[WatchFacts] = []
    faults: list[str] = []
    for number, line in enumerate(lines, 1):
        bare = line.strip()
        if not bare or (number == 1 and _DATE.match(bare) is None):
            continue
        try:
            turns.extend(_read_line(bare, known, year, change))
        except InvalidError as error:
            faults.append(f"第{number}行：{error.sentence}")
    return PastedRoster(turns=tuple(turns), faults=tuple(faults))


def _read_line(
    line: str, known: Mapping[str, Sequence[Person]], year: int, change: time
) -> list[WatchFacts]:
    found = _DATE.match(line)
    if found is None:
        raise InvalidError("开头不是日期（如 2026-12-01 或 12月1日）。")
    try:
        day = date(int(found["year"] or year), int(found["month"]), int(found["day"]))
    except ValueError:
        raise InvalidError(f"没有“{found[0].strip()}”这一天。") from None
    rest = _WEEKDAY.sub(" ", line[found.end() :])
    start, end = change, change
    if hours := _SPAN.search(rest):
        try:
            start, end = _clock(hours["start"]), _clock(hours["end"])
        except ValueError:
            raise InvalidError(f"“{hours[0]}”不是钟点。") from None
        rest = rest[: hours.start()] + " " + rest[hours.end() :]
    names = [name for name in _BETWEEN.split(rest) if name]
    if not names:
        raise InvalidError("没有写值班人员。")
    starts_at = datetime.combine(day, start, CHINA)
    ends_at = datetime.combine(day, end, CHINA)
    if ends_at <= starts_at:
        ends_at += timedelta(days=1)
    return [
        WatchFacts(person=_person(name, known).id, starts_at=starts_at, ends_at=ends_at)
        for name in dict.fromkeys(names)
    ]


def _person(name: str, known: Mapping[str, Sequence[Person]]) -> Person:
    fit = known.get(name.lower(), ())
    if not fit:
        raise InvalidError(f"没有叫“{name[:32]}”的人员能在这里值班，请核对姓名或改写账号。")
    if len(fit) > 1:
        raise InvalidError(f"有{len(fit)}位“{name[:32]}”，请改写账号。")
    return fit[0]


def _by_name(people: Iterable[Person]) -> Mapping[str, Sequence[Person]]:
    known: dict[str, list[Person]] = {}
    for person in people:
        for name in {person.name.lower(), person.login}:
            known.setdefault(name, []).append(person)
    return known


def _clock(text: str) -> time:
    hour, _, minute = text.replace("：", ":").partition(":")
    return time(int(hour), int(minute))
