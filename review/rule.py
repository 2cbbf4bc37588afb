"""What a rule file declares, and what a rule is handed when it reads a document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from datetime import date
from typing import Literal, Protocol

from review.automaton import Hit
from review.cue import Sought
from review.model import Basis, Document, Facts, Gate, Severity, Span
from review.text import Segmenter, Text
from review.wordlist import Library

__all__ = [
    "Bad",
    "Check",
    "Good",
    "Hits",
    "LetGo",
    "Mark",
    "Matcher",
    "Reading",
    "Rule",
    "Text",
]

Hits = Mapping[str, Sequence[Hit]]
"""A rule's hits by field."""

EXAMPLE_DAY = date(2026, 11, 23)
PROSE = ("title", "summary", "body", "caption", "hidden", "variant", "correction", "enclosure")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What a check found: the place, and what is to be said of it if not the rule's own message.

    `suggestions`: one is a certain fix, several a choice, ("",) deletion, () advice only.
    `severity` may only be weaker than the rule's.
    """

    span: Span
    suggestions: tuple[str, ...] = ()
    message: str = ""
    basis: tuple[Basis, ...] = ()
    severity: Severity | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LetGo:
    """A hit that was dropped because a word edge runs through it. Kept as a note."""

    span: Span
    edges: tuple[int, ...]


class Reading:
    """One document being read by one rule: only the fields the rule asked for."""

    __slots__ = ("_by_name", "as_of", "document", "library", "texts")

    def __init__(
        self, document: Document, as_of: date, texts: Sequence[Text], library: Library
    ) -> None:
        self.document = document
        self.as_of = as_of
        self.texts = tuple(texts)
        self.library = library
        self._by_name = {text.field: text for text in self.texts}

    def has(self, field: str) -> bool:
        """Whether the rule asked for this field, and the document fills it."""
        return field in self._by_name

    def text(self, field: str) -> Text:
        """The text of one field; an empty one if the document leaves it blank."""
        return self._by_name.get(field) or Text(field, "", _NO_SEGMENTER)


class _NoSegmenter(Segmenter):
    def __init__(self) -> None: ...


_NO_SEGMENTER = _NoSegmenter()


class Shared(Protocol):
    """What several matchers wait for together: where its keys stand and which is put in
    `Text.heard` under it.
    """

    @property
    def keys(self) -> Mapping[str, Sought]: ...


class Matcher(Protocol):
    """A check made ready for use.

    `literals` stand in the shared automaton. With none of them in a document `find` is not
    called at all, unless the matcher is `always` asked. One may also have `waits` (review/sieve.py)
    and `shared`.
    """

    @property
    def literals(self) -> Sequence[str]: ...

    @property
    def always(self) -> bool: ...

    def find(self, reading: Reading, hits: Hits) -> Iterable[Mark | LetGo]: ...


class Check(Protocol):
    """What a rule looks for, as its file declares it."""

    @property
    def lists(self) -> tuple[str, ...]:
        """Names of the word lists it reads."""

    def compile(self, rule: Rule, library: Library) -> Matcher: ...


@dataclass(frozen=True, slots=True)
class Bad:
    """An example that must be marked at exactly the words in 【】 and nowhere else.

    `variant` is a shorter wording for 微博 that goes with the text.
    `marks` names other brackets where the text needs those. With `format="html"` the text is read
    as a page, and what is marked must read the same, in order.
    """

    text: str
    _: KW_ONLY
    title: str = ""
    as_of: date = EXAMPLE_DAY
    facts: Facts | None = None
    format: Literal["plain", "html"] = "plain"
    marks: str = "【】"
    variant: str = ""


@dataclass(frozen=True, slots=True)
class Good:
    """An example, the harder the better, at which nothing may be marked."""

    text: str
    _: KW_ONLY
    title: str = ""
    as_of: date = EXAMPLE_DAY
    facts: Facts | None = None
    format: Literal["plain", "html"] = "plain"
    variant: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """规则. Its examples are its tests and its documentation.

    `id` is never used again for something else. `message` may hold {word} {suggest} {source}
    {note}: they are filled from the list's entry, never from the text.
    `fields` are the names of the texts it reads, `caption` standing for all captions.
    `yields`: over the same characters its mark gives way to one, no less grave and with a cure,
    of a rule that yields less: a guess to what a list knows.
    """

    id: str
    name: str
    gate: Gate
    severity: Severity
    basis: tuple[Basis, ...]
    message: str
    check: Check
    bad: tuple[Bad, ...]
    good: tuple[Good | str, ...]
    valid_from: date | None = None
    valid_to: date | None = None
    fields: tuple[str, ...] = PROSE
    yields: int = 0

    @property
    def reads(self) -> tuple[str, ...]:
        """The fields it reads. What is told in confidence must not stand in a proof either; and
        words read in a picture are judged for what they say, not how they are spelt.
        """
        if "enclosure" not in self.fields:
            return self.fields
        more: tuple[str, ...] = () if self.gate is Gate.TEXT else ("picture",)
        if self.gate is Gate.CONFIDENTIALITY:
            more += ("proof",)
        return (*self.fields, *more)

    def holds(self, as_of: date) -> bool:
        """Whether the rule was in force on a day, its first and last included."""
        return (self.valid_from is None or self.valid_from <= as_of) and (
            self.valid_to is None or as_of <= self.valid_to
        )
