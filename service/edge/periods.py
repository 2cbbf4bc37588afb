"""统计的时段: a week, month, quarter or year, or from one day to another; in China's days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Final

from service.actions.errors import InvalidError
from service.clock import CHINA

_LONGEST: Final = 800
_DAY: Final = timedelta(days=1)
_FIRST: Final = date(2000, 1, 1)
_LAST: Final = date(2099, 12, 31)


class Kind(StrEnum):
    """How long a period is."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    CUSTOM = "custom"

    @property
    def label(self) -> str:
        return {
            "week": "周",
            "month": "月",
            "quarter": "季度",
            "year": "年",
            "custom": "自选",
        }[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """From a day to another, both included."""

    kind: Kind
    first: date
    last: date

    @property
    def start(self) -> datetime:
        return datetime.combine(self.first, time(), CHINA).astimezone(UTC)

    @property
    def end(self) -> datetime:
        return datetime.combine(self.last + _DAY, time(), CHINA).astimezone(UTC)

    @property
    def label(self) -> str:
        match self.kind:
            case Kind.MONTH:
                return f"{self.first.year}年{self.first.month}月"
            case Kind.QUARTER:
                return f"{self.first.year}年第{(self.first.month + 2) // 3}季度"
            case Kind.YEAR:
                return f"{self.first.year}年"
            case _:
                return f"{self.first.isoformat()}至{self.last.isoformat()}"

    @property
    def before(self) -> Period:
        """The one before it, as long."""
        if self.kind is Kind.CUSTOM:
            length = self.last - self.first + _DAY
            return Period(kind=self.kind, first=self.first - length, last=self.first - _DAY)
        return period_of(self.kind, self.first - _DAY)

    @property
    def after(self) -> Period:
        """The one after it, as long."""
        if self.kind is Kind.CUSTOM:
            length = self.last - self.first + _DAY
            return Period(kind=self.kind, first=self.last + _DAY, last=self.last + length)
        return period_of(self.kind, self.last + _DAY)

    def buckets(self) -> tuple[tuple[str, date], ...]:
        """Its parts for a course over time: label and last day of each."""
        days = (self.last - self.first).days + 1
        parts: list[tuple[str, date]] = []
        day = self.first
        while day <= self.last:
            if days <= 45:
                end, label = day, f"{day.month}/{day.day}"
            elif days <= 190:
                end = day + timedelta(days=6 - day.weekday())
                label = f"{day.month}/{day.day}"
            else:
                end = period_of(Kind.MONTH, day).last
                year = f"{day.year % 100}年" if self.first.year != self.last.year else ""
                label = f"{year}{day.month}月"
            end = min(end, self.last)
            parts.append((label, end))
            day = end + _DAY
        return tuple(parts)


def period_of(kind: Kind, day: date) -> Period:
    """The week, month, quarter or year a day lies in."""
    if kind is Kind.WEEK:
        first = day - timedelta(days=day.weekday())
        return Period(kind=kind, first=first, last=first + timedelta(days=6))
    months = {Kind.MONTH: 1, Kind.QUARTER: 3, Kind.YEAR: 12}[kind]
    first = date(day.year, (day.month - 1) // months * months + 1, 1)
    month = first.month + months
    after = date(first.year + (month > 12), month - 12 if month > 12 else month, 1)
    return Period(kind=kind, first=first, last=after - _DAY)


def period_asked(kind: str, day: str, first: str, last: str, today: date) -> Period:
    """The period an address asks for; the present month if it says nothing. InvalidError."""
    chosen = Kind(kind) if kind in set(Kind) else Kind.MONTH
    if chosen is not Kind.CUSTOM:
        return period_of(chosen, _day(day) if day else today)
    if not first or not last:
        raise InvalidError("自选时段要填开始和结束两个日期，请补上后再看。")
    found = Period(kind=chosen, first=_day(first), last=_day(last))
    if found.last < found.first:
        raise InvalidError("结束日期早于开始日期，请改正后再看。")
    if (found.last - found.first).days >= _LONGEST:
        raise InvalidError(f"时段最长{_LONGEST}天，请缩短后再看。")
    return found


def _day(written: str) -> date:
    try:
        day = date.fromisoformat(written.strip())
    except ValueError:
        raise InvalidError("日期应写成 2026-11-24 的样子，请改正后再看。") from None
    if not _FIRST <= day <= _LAST:
        raise InvalidError(f"日期应在{_FIRST.year}年到{_LAST.year}年之间，请改正后再看。")
    return day
