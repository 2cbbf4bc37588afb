"""词库: TOML to entries. A list with an entry that has no source or no date is refused."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

Extra = str | int | bool | date | tuple[str, ...]

_ENTRY_KEYS = {"word", "suggest", "source", "valid_from", "valid_to", "note", "wrong", "allow"}
_GROUP_KEYS = {"source", "verified", "valid_from", "valid_to", "words", "note"}
_LIST_KEYS = {"title", "keeper", "reviewed", "allow", "group", "note"}


class BadWordlistError(ValueError):
    """A list that may not be used. The message names file and line and says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """词条. `valid_from` to `valid_to`, both included: the days on which the entry holds."""

    word: str
    source: str
    verified: bool
    suggest: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    allow: tuple[str, ...] = ()
    note: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    extra: Mapping[str, Extra] = field(default_factory=dict)

    def holds(self, as_of: date) -> bool:
        """Whether the entry holds on a day."""
        return (self.valid_from is None or self.valid_from <= as_of) and (
            self.valid_to is None or as_of <= self.valid_to
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Wordlist:
    """词库. `name` is its path without ending, as in "political/places"."""

    name: str
    title: str
    keeper: str
    reviewed: date
    entries: tuple[Entry, ...]
    allow: tuple[str, ...] = ()


Library = Mapping[str, Wordlist]
"""All lists by name."""


def parse_wordlist(name: str, text: str) -> Wordlist:
    """Read one list. `name` goes into error messages and becomes the list's name.

    Raises BadWordlistError with file, line and what to do.
    """
    file = f"{name}.toml"
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = _decode_line(str(error))
        message = f"{file}:{line}：TOML 写法有误，请检查引号、逗号和方括号是否成对。"
        raise BadWordlistError(message) from error
    _refuse_unknown(file, 1, data, _LIST_KEYS, "词库")
    for key in ("title", "keeper", "reviewed"):
        if not data.get(key):
            message = f"{file}:1：词库缺少 {key}，请补上名称（title）、负责人（keeper）和最近通读日期（reviewed）。"
            raise BadWordlistError(message)
    reviewed = _day(file, 1, data["reviewed"], "reviewed")
    groups = data.get("group", [])
    finder = _Lines(text)
    entries: list[Entry] = []
    for group in groups:
        where = finder.group()
        _refuse_unknown(file, where, group, _GROUP_KEYS, "词组")
        for raw in group.get("words", []):
            word = raw.get("word") if isinstance(raw, dict) else None
            line = finder.word(word if isinstance(word, str) else "", after=where)
            if not isinstance(word, str) or not word.strip():
                message = f'{file}:{line}：词条没有 word，请写成 {{ word = "…" }}。'
                raise BadWordlistError(message)
            entries.append(_entry(file, line, raw, group))
    if not entries:
        message = f"{file}:1：词库是空的，请至少列一个词条，或删去这个文件。"
        raise BadWordlistError(message)
    return Wordlist(
        name=name,
        title=str(data["title"]),
        keeper=str(data["keeper"]),
        reviewed=reviewed,
        entries=tuple(entries),
        allow=_words(file, 1, data.get("allow", []), "allow"),
    )


def _entry(file: str, line: int, raw: Mapping[str, object], group: Mapping[str, object]) -> Entry:
    word = str(raw["word"])
    source = raw.get("source") or group.get("source")
    if not isinstance(source, str) or not source.strip():
        message = f"{file}:{line}：词条「{word}」没有来源，请在词条或所在组写上 source。"
        raise BadWordlistError(message)
    verified = group.get("verified", False)
    if not isinstance(verified, bool):
        message = f"{file}:{line}：verified 只能是 true 或 false。"
        raise BadWordlistError(message)
    days: dict[str, date | None] = {}
    for key in ("valid_from", "valid_to"):
        value = raw.get(key, group.get(key))
        days[key] = None if value is None else _day(file, line, value, key)
    if days["valid_from"] and days["valid_to"] and days["valid_from"] > days["valid_to"]:
        message = f"{file}:{line}：词条「{word}」的起始日期晚于截止日期，请核对。"
        raise BadWordlistError(message)
    return Entry(
        word=word,
        source=source,
        verified=verified,
        suggest=_words(file, line, raw.get("suggest", []), "suggest"),
        wrong=_words(file, line, raw.get("wrong", []), "wrong"),
        allow=_words(file, line, raw.get("allow", []), "allow"),
        note=str(raw.get("note", group.get("note", ""))),
        valid_from=days["valid_from"],
        valid_to=days["valid_to"],
        extra={
            key: _extra(file, line, key, value)
            for key, value in raw.items()
            if key not in _ENTRY_KEYS
        },
    )


def _words(file: str, line: int, value: object, key: str) -> tuple[str, ...]:
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(value)
    message = f'{file}:{line}：{key} 应是一组带引号的词，例如 {key} = ["自然资源部"]。'
    raise BadWordlistError(message)


def _extra(file: str, line: int, key: str, value: object) -> Extra:
    if isinstance(value, (str, int, bool, date)):
        return value
    return _words(file, line, value, key)


def _day(file: str, line: int, value: object, key: str) -> date:
    if isinstance(value, datetime) or not isinstance(value, date):
        message = f"{file}:{line}：{key} 应是不带引号的日期，例如 2018-04-01。"
        raise BadWordlistError(message)
    return value


def _refuse_unknown(
    file: str, line: int, data: Mapping[str, object], known: set[str], what: str
) -> None:
    if unknown := sorted(set(data) - known):
        message = f"{file}:{line}：{what}里有不认识的项目 {'、'.join(unknown)}，请检查拼写。"
        raise BadWordlistError(message)


def _decode_line(message: str) -> int:
    found = re.search(r"line ([0-9]+)", message)
    return int(found[1]) if found else 1


class _Lines:
    """Finds the line an entry stands on; tomllib does not tell."""

    def __init__(self, text: str) -> None:
        self._lines = text.splitlines()
        self._at = 0

    def group(self) -> int:
        """The line of the next [[group]], counted from 1."""
        for number in range(self._at, len(self._lines)):
            if self._lines[number].strip().startswith("[[group]]"):
                self._at = number + 1
                return number + 1
        return 1

    def word(self, word: str, *, after: int) -> int:
        """The line of the next entry with this word; that of its group if there is none."""
        for number in range(self._at, len(self._lines)):
            line = self._lines[number]
            # most lists are written this way; a pattern for each of thousands of words takes seconds
            if f'word = "{word}"' in line or (
                word in line and re.search(rf'word\s*=\s*["\']{re.escape(word)}["\']', line)
            ):
                self._at = number
                return number + 1
        return after
