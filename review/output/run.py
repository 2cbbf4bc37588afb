"""What one call of the checker came to, and where in a text its findings stand."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from review.formats.place import Place, Plan
from review.model import Document, Report, Span, VariantKind
from review.ruleset import Ruleset

_NEWLINE = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One input that was read, and its report. `format` and `places` as in review.formats."""

    path: str
    document: Document
    report: Report
    format: str = "plain"
    notices: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """One input that could not be read, and the Chinese sentence why."""

    path: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Everything one call judged, in the order it was given."""

    ruleset: Ruleset
    judged: tuple[Judged, ...] = ()
    unread: tuple[Unread, ...] = ()


class Places:
    """Lines and columns of one document's fields, both counted from 1, columns in code points."""

    def __init__(self, document: Document, places: tuple[Place, ...] = ()) -> None:
        self._plan = Plan(document, places)
        self._texts = dict(document.fields())
        self._starts: dict[str, list[int]] = {}

    def text(self, field: str) -> str:
        """A field's text; empty for one the document doesn't have."""
        return self._texts.get(field, "")

    def quote(self, span: Span) -> str:
        """The submitted words of a span."""
        return self.text(span.field)[span.start : span.end]

    def locate(self, field: str, offset: int) -> tuple[int, int]:
        """Line and column of an offset."""
        starts = self._starts.get(field)
        if starts is None:
            ends = (match.end() for match in _NEWLINE.finditer(self.text(field)))
            starts = self._starts[field] = [0, *ends]
        line = bisect_right(starts, offset)
        return line, offset - starts[line - 1] + 1

    def name(self, span: Span) -> str:
        """The paragraph, cell or page in which a span begins; empty for files without such."""
        return self._plan.at(span)

    def around(self, span: Span, width: int) -> tuple[str, str]:
        """What stands before and after a span on its lines, at most `width` characters each."""
        text = self.text(span.field)
        before = _NEWLINE.split(text[max(0, span.start - width) : span.start])[-1]
        after = _NEWLINE.split(text[span.end : span.end + width])[0]
        return before, after


_LABELS = {
    "title": "标题",
    "summary": "摘要",
    "body": "正文",
    "author": "作者",
    "source": "稿源",
    "caption": "图注",
    "hidden": "隐藏文字",
    "enclosure": "附件",
    "proof": "佐证材料",
    "picture": "图中文字",
    "correction": "更正说明",
    **{f"variant:{kind.value}": kind.label for kind in VariantKind},
    "link": "链接",
    "markup": "网页源码",
}


def label_field(field: str) -> str:
    """What a field is called where people read: 「标题」「图注 2」."""
    name, _, number = field.partition(":")
    label = _LABELS.get(field) or _LABELS.get(name, name)
    return f"{label} {int(number) + 1}" if number.isdecimal() else label


def describe_suggestions(suggestions: tuple[str, ...]) -> str:
    """One is a certain fix, several a choice, an empty one deletion, none advice only.

    A suggestion of several lines is a column of a table, masked; it is not spelled out.
    """
    if any("\n" in suggestion for suggestion in suggestions):
        return "建议：整列遮盖"
    named = [f"「{suggestion}」" if suggestion else "删去" for suggestion in suggestions]
    return "".join(("建议：", " 或 ".join(named))) if named else ""


_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\uffff\ud800-\udfff\U000e0000-\U000e0fff]"
)


def make_visible(text: str) -> str:
    """A text that is safe on a terminal: what would steer it, or not be seen, is spelled out."""
    text = text.replace("\r\n", "⏎").replace("\n", "⏎").replace("\r", "⏎").replace("\t", " ")
    return _UNSEEN.sub(lambda match: f"‹U+{ord(match[0]):04X}›", text)
