"""Days as archives write them. Whatever could be two days is none."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime

from service.clock import day_of

_EARLIEST = 1949
_LATEST = 2100
_WRITTEN = re.compile(
    r"(?P<year>[0-9]{4})\s*(?P<joint>[-/.年])\s*(?P<month>[0-9]{1,2})\s*(?:(?P=joint)|月)\s*"
    r"(?P<day>[0-9]{1,2})(?:日|号)?(?P<rest>[T\s].*)?"
)
_CLOSE = re.compile(r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})(?P<rest>[0-9]{4,6})?")
_CHINESE = re.compile(
    r"(?P<year>[〇○零一二三四五六七八九]{4})年(?P<month>[一二三四五六七八九十]{1,3})月"
    r"(?P<day>[一二三四五六七八九十]{1,3})[日号]"
)
_DIGITS = {sign: str(number) for number, sign in enumerate("〇一二三四五六七八九")}
_DIGITS |= {"○": "0", "零": "0"}
_CLOCK = re.compile(
    r"[T\s]*(?:(?:星期|周)[一二三四五六日天]\s*)?(?:[上下]午\s*)?[0-9]{1,2}[:：时].*"
)
_STAMP = re.compile(r"[0-9]{10}|[0-9]{13}")


def read_day(given: object) -> date | None:
    """The day in China; None if nothing was given. ValueError for what is no day, or ambiguous.

    Moments with an offset are taken to China's clock, so that 2019-05-16T17:00Z is the 17th.
    """
    if given is None or isinstance(given, bool):
        return None
    if isinstance(given, datetime):
        return _sane(day_of(given) if given.tzinfo else given.date())
    if isinstance(given, date):
        return _sane(given)
    text = unicodedata.normalize("NFKC", str(given)).strip()
    if not text or text.lower() in {"none", "null", "nan", "nat"}:
        return None
    if _STAMP.fullmatch(text):
        seconds = int(text) / (1000 if len(text) > 10 else 1)
        return _sane(day_of(datetime.fromtimestamp(seconds, UTC)))
    return _sane(_moment(text) or _written(text))


def _moment(text: str) -> date | None:
    """A moment with its offset, which may be another day in China."""
    if "T" not in text and " " not in text:
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return day_of(at) if at.tzinfo else at.date()


def _written(text: str) -> date:
    if match := _CHINESE.match(text):
        year = "".join(_DIGITS[sign] for sign in match["year"])
        return date(int(year), _numeral(match["month"]), _numeral(match["day"]))
    match = _WRITTEN.fullmatch(text) or _CLOSE.fullmatch(text)
    if match is None:
        raise ValueError(text)
    rest = (match["rest"] or "").strip()
    if match.re is _WRITTEN and rest and not _CLOCK.fullmatch(rest):
        raise ValueError(text)
    return date(int(match["year"]), int(match["month"]), int(match["day"]))


def _numeral(text: str) -> int:
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return int(_DIGITS[text])
    return (int(_DIGITS[tens]) if tens else 1) * 10 + (int(_DIGITS[ones]) if ones else 0)


def _sane(day: date) -> date:
    if not _EARLIEST <= day.year <= _LATEST:
        raise ValueError(day.isoformat())
    return day
