"""Labelled passages: what must be marked and what may be, read from a gate's file of them.

A file is TOML: `as_of`, then `[[family]]` with `name`, `dirty` and `clean`. An entry is a text or
a table with `text` and any of `title`, `as_of`, `marks`, `format`, `whole`, `ai_use`, `repost`,
`source`, `source_url`. 【】 stand around what must be marked, ⟦⟧ around what may be. With `whole`
there are no brackets: any mark of the gate will do (a page's offsets are not those of its
markup; what is missing has no place).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from review.formats import UnreadableError, read_document
from review.model import AiUse, Document, Facts, Gate, Span

MUST = "【】"
MAY = "⟦⟧"
_KEYS = frozenset(
    "text title as_of marks format whole ai_use repost source source_url".split()  # noqa: SIM905
)


class BadPassageError(ValueError):
    """A file of passages that can't be used; the message says which entry, and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One text with its labels. `whole`: some mark is wanted, wherever it stands."""

    gate: Gate
    family: str
    name: str
    document: Document
    as_of: date
    must: tuple[Span, ...] = ()
    may: tuple[Span, ...] = ()
    whole: bool = False

    @property
    def dirty(self) -> bool:
        return self.whole or bool(self.must)


def read_passages(gate: Gate, text: str) -> tuple[Passage, ...]:
    """The passages of one gate's file. Raises BadPassageError."""
    try:
        file = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadPassageError(f"不是合法的 TOML（{error}）。") from error
    day = file.get("as_of")
    families = file.get("family")
    if type(day) is not date:
        raise BadPassageError("开头缺少 as_of（按哪一天判断，如 as_of = 2026-11-23）。")
    if not isinstance(families, list) or not families:
        raise BadPassageError("没有 [[family]]，请至少写一组。")
    return tuple(passage for family in families for passage in _of_family(gate, day, family))


def _of_family(gate: Gate, day: date, family: object) -> Iterator[Passage]:
    name = family.get("name") if isinstance(family, dict) else None
    if not isinstance(family, dict) or not isinstance(name, str) or not name:
        raise BadPassageError("有一组 [[family]] 没有 name。")
    if unknown := sorted(set(family) - {"name", "dirty", "clean"}):
        raise BadPassageError(f"「{name}」里不认识的键：{'、'.join(unknown)}。")
    for kind, label in (("dirty", "错例"), ("clean", "对例")):
        entries = family.get(kind, [])
        if not isinstance(entries, list):
            raise BadPassageError(f"「{name}」的 {kind} 应是列表。")
        for number, entry in enumerate(entries, 1):
            where = f"「{name}」第 {number} 个{label}"
            passage = _passage(gate, name, where, day, entry)
            if passage.dirty and kind == "clean":
                raise BadPassageError(f"{where}标了应当命中的文字；请移到 dirty，或去掉标记。")
            if not passage.dirty and kind == "dirty":
                raise BadPassageError(f"{where}没有标出应当命中的文字。")
            yield passage


def _passage(gate: Gate, family: str, where: str, day: date, entry: object) -> Passage:
    table = {"text": entry} if isinstance(entry, str) else entry
    if not isinstance(table, dict) or not isinstance(table.get("text"), str):
        raise BadPassageError(f"{where}既不是文字，也不是带 text 的表。")
    if unknown := sorted(set(table) - _KEYS):
        raise BadPassageError(f"{where}里不认识的键：{'、'.join(unknown)}。")
    marks = table.get("marks", MUST)
    if not isinstance(marks, str) or len(set(marks)) != 2:
        raise BadPassageError(f"{where}的 marks 应是一对不同的括号。")
    whole = table.get("whole", False) is True
    page = table.get("format") == "html"
    spans: dict[str, tuple[str, list[Span], list[Span]]] = {}
    for field in ("title", "text"):
        raw = str(table.get(field, ""))
        name = "body" if field == "text" else field
        spans[name] = (raw, [], []) if whole or page else unmark(raw, marks, name, where)
    return Passage(
        gate=gate,
        family=family,
        name=where,
        document=_document(table, spans["title"][0], spans["body"][0], where, page=page),
        as_of=_day(table, day, where),
        must=tuple(spans["title"][1] + spans["body"][1]),
        may=tuple(spans["title"][2] + spans["body"][2]),
        whole=whole,
    )


def _day(table: Mapping[str, object], day: date, where: str) -> date:
    own = table.get("as_of", day)
    if type(own) is not date:
        raise BadPassageError(f"{where}的 as_of 应是日期，如 2020-05-23。")
    return own


def _document(
    table: Mapping[str, object], title: str, body: str, where: str, *, page: bool
) -> Document:
    try:
        facts = Facts(
            ai_use=AiUse(str(table.get("ai_use", AiUse.NONE))),
            repost=table.get("repost", False) is True,
            source_url=str(table.get("source_url", "")),
        )
    except ValueError as error:
        raise BadPassageError(f"{where}的 ai_use 只能是 none、partly 或 fully。") from error
    source = str(table.get("source", ""))
    if not page:
        return Document(title=title, body=body, source=source, facts=facts)
    try:
        read = read_document("passage.html", body.encode(), input_format="html").document
    except UnreadableError as error:
        raise BadPassageError(f"{where}：{error}") from error
    return replace(read, title=title or read.title, source=source or read.source, facts=facts)


def unmark(text: str, marks: str, field: str, where: str) -> tuple[str, list[Span], list[Span]]:
    """A text without its brackets, what stood in the first kind and what in the second.

    Raises BadPassageError for a bracket without its other half, one inside another, or an
    empty pair.
    """
    plain: list[str] = []
    found: dict[str, list[Span]] = {marks: [], MAY: []}
    closers = {kind[0]: kind for kind in found}
    open_kind, start = "", 0
    for character in text:
        if character in closers and not open_kind:
            open_kind, start = closers[character], len(plain)
        elif open_kind and character == open_kind[1]:
            if start == len(plain):
                raise BadPassageError(f"{where}有一对空的{open_kind}。")
            found[open_kind].append(Span(field=field, start=start, end=len(plain)))
            open_kind = ""
        elif any(character in kind for kind in found):
            raise BadPassageError(
                f"{where}的括号不成对：第 {len(plain) + 1} 个字旁的「{character}」。"
            )
        else:
            plain.append(character)
    if open_kind:
        raise BadPassageError(f"{where}的括号不成对：「{open_kind[0]}」没有「{open_kind[1]}」。")
    return "".join(plain), found[marks], found[MAY]
