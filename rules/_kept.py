"""What reading the lists and the regular expressions came to, kept from one start to the next.

One file in the cache folder. Each part is kept under the digest of what it was made from, the
code that made it included, and the file begins with the digest of the rest of it: what does not
fit is made anew. A file that others may write to is not read.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import stat
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

from review import gate, gram, parts, regex, wordlist
from review.gram import Gate
from review.regex import Needs
from review.wordlist import Entry, Extra, Wordlist

Json: TypeAlias = Any  # numbers, texts, and lists and tables of them
_FILE = "kept.bin"
_CODE = (gate, gram, parts, regex, wordlist)


class Kept:
    """What was kept in a folder, and what is to be kept there."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / _FILE
        self._code = _code()
        self._lists: dict[str, Json] = {}
        self._used: dict[str, Json] = {}
        told = self._read()
        if told is not None:
            self._lists = told["lists"]
            gate.KNOWN.update(
                ((source, flags), tuple(map(_gate, each))) for source, flags, each in told["gates"]
            )
            regex.KNOWN.update(
                ((source, flags), _needs(each)) for source, flags, each in told["needs"]
            )
        self._known = len(gate.KNOWN), len(regex.KNOWN)

    def wordlist(self, name: str, digest: str, parse: Callable[[], Wordlist]) -> Wordlist:
        """A list whose file has this digest."""
        key = f"{name} {digest}"
        if (row := self._lists.get(key)) is not None:
            self._used[key] = row
            return _wordlist(name, row)
        listed = parse()
        self._used[key] = _row(listed)
        return listed

    def write(self) -> None:
        """Keep what was used, if that is not what is kept already."""
        known = len(gate.KNOWN), len(regex.KNOWN)
        if self._used.keys() == self._lists.keys() and known == self._known:
            return
        told = {
            "code": self._code,
            "lists": self._used,
            "gates": [
                [*key, [[one.grams, one.cost, one.first, one.last] for one in each]]
                for key, each in gate.KNOWN.items()
            ],
            "needs": [
                [*key, [each.literals, each.digits, each.width, each.look, each.first, each.last]]
                for key, each in regex.KNOWN.items()
            ],
        }
        body = marshal.dumps(told)
        with suppress(OSError):  # without it the next start takes half a second more
            self._path.parent.mkdir(parents=True, exist_ok=True)
            number, name = tempfile.mkstemp(dir=self._path.parent, prefix=_FILE)
            with os.fdopen(number, mode="wb") as file:
                file.write(_digest(body).encode() + b"\n" + body)
            Path(name).replace(self._path)

    def _read(self) -> Json | None:
        try:
            if not _private(self._path):
                return None
            digest, _, body = self._path.read_bytes().partition(b"\n")
        except OSError:
            return None
        if digest.decode("ascii", "replace") != _digest(body):
            return None
        try:
            told = marshal.loads(body)  # noqa: S302  # of plain values, in a file only we write to
        except (EOFError, TypeError, ValueError):
            return None
        return told if told["code"] == self._code else None


def _private(path: Path) -> bool:
    """Whether nobody else can have written a file."""
    if sys.platform == "win32":
        return True  # a user's own folders are closed to others there
    about = path.stat()
    return about.st_uid == os.geteuid() and not about.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _code() -> str:
    """The digest of what reads lists and patterns."""
    read = [Path(str(module.__file__)).read_bytes() for module in (*_CODE, sys.modules[__name__])]
    return _digest(b"".join([sys.version.encode(), *read]))


def _digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def _gate(told: Json) -> Gate:
    grams, cost, first, last = told
    read = tuple(tuple(tuple(map(tuple, each)) for each in run) for run in grams)
    return Gate(read, cost, first, last)


def _needs(told: Json) -> Needs:
    literals, digits, width, look, first, last = told
    return Needs(
        literals=tuple(literals), digits=digits, width=width, look=look, first=first, last=last
    )


def _row(listed: Wordlist) -> Json:
    entries = [
        [
            *(each.word, each.source, each.verified, each.suggest, each.wrong, each.allow),
            *(each.note, _told_day(each.valid_from), _told_day(each.valid_to)),
            {key: _told(value) for key, value in each.extra.items()},
        ]
        for each in listed.entries
    ]
    return [listed.title, listed.keeper, listed.reviewed.isoformat(), listed.allow, entries]


def _wordlist(name: str, row: Sequence[Json]) -> Wordlist:
    title, keeper, reviewed, allow, entries = row
    return Wordlist(
        name=name,
        title=title,
        keeper=keeper,
        reviewed=date.fromisoformat(reviewed),
        allow=tuple(allow),
        entries=tuple(map(_entry, entries)),
    )


def _entry(row: Sequence[Json]) -> Entry:
    word, source, verified, suggest, wrong, allow, note, valid_from, valid_to, extra = row
    return Entry(
        word=word,
        source=source,
        verified=verified,
        suggest=tuple(suggest),
        wrong=tuple(wrong),
        allow=tuple(allow),
        note=note,
        valid_from=_day(valid_from),
        valid_to=_day(valid_to),
        extra=_extras(extra) if extra else {},
    )


def _told_day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(told: str | None) -> date | None:
    return date.fromisoformat(told) if told else None


def _told(value: Extra) -> Json:
    return {"day": value.isoformat()} if isinstance(value, date) else value


def _extras(told: Mapping[str, Json]) -> dict[str, Extra]:
    return {
        key: tuple(value)
        if isinstance(value, list)
        else date.fromisoformat(value["day"])
        if isinstance(value, dict)
        else value
        for key, value in told.items()
    }
