"""Visible text as a browser lays it out: white space collapsed, blocks on lines of their own."""

from __future__ import annotations

import re

# HTML's white space. No-break and ideographic spaces are text and stay.
_SPACE = re.compile(r"[ \t\n\r\f]+")
_WIDE = "\u2e80-\u303f\u3100-\u9fff\uf900-\ufaff\uff00-\uff60\U00020000-\U000323af"
# A line break of the source between two Chinese characters is not shown (CSS Text 3, 4.1.3).
_BREAK_IN_CHINESE = re.compile(f"(?<=[{_WIDE}])[ \t\f]*[\r\n][ \t\r\n\f]*(?=[{_WIDE}])")
_NEWLINE = re.compile(r"\r\n|\r|\n")
_WIDE_CHAR = re.compile(f"[{_WIDE}]")


class Stretch:
    """A part of a text being written: from the first character after it was opened."""

    __slots__ = ("end", "start")

    def __init__(self) -> None:
        self.start: int | None = None
        self.end = 0


class Lines:
    """Collects text piece by piece; offsets handed out are those of the finished text."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._newlines = 0
        self._space = ""
        self._last = ""
        self._open: list[Stretch] = []
        self._in_row = False
        self._column = 0
        self._wanted = 0

    def __len__(self) -> int:
        return self._length

    def write(self, text: str, *, preserved: bool = False) -> None:
        """Adds text; `preserved` keeps its white space as in <pre>."""
        if preserved:
            for number, line in enumerate(_NEWLINE.split(text)):
                if number:
                    self.break_line(forced=True)
                self._emit(line)
            return
        text = _BREAK_IN_CHINESE.sub("", text)
        core = text.strip(" \t\n\r\f")
        if not core:
            self._space = self._space or text
            return
        head = text[: text.index(core[0])]
        tail = text[len(head) + len(core) :]
        self._space = self._space or head
        self._emit(_SPACE.sub(" ", core))
        self._space = tail

    def break_line(self, *, forced: bool = False) -> None:
        """The next text begins a new line. Forced breaks add up, to one blank line at most.

        Within a row of cells a break is no more than a space.
        """
        if self._in_row:
            self._space = self._space or " "
            return
        self._space = ""
        self._newlines = min(self._newlines + 1, 2) if forced else max(self._newlines, 1)

    def begin_row(self) -> None:
        """What follows is one row of a table: one line, a tab before each cell but the first."""
        self._in_row, self._column, self._wanted = True, 0, 0

    def go_to_column(self, column: int) -> None:
        """The next text belongs to that cell of the row, counted from 0."""
        self._wanted, self._space = column, ""

    def end_row(self) -> None:
        """The row is over; cells left empty at its end leave no trace."""
        self._in_row, self._column, self._wanted = False, 0, 0

    def begin(self) -> Stretch:
        """Begins a stretch at the next character written."""
        stretch = Stretch()
        self._open.append(stretch)
        return stretch

    def end(self, stretch: Stretch) -> None:
        """Ends a stretch after the last character written."""
        self._open.remove(stretch)
        stretch.end = self._length

    def finish(self) -> str:
        """The text so far."""
        self._pieces = ["".join(self._pieces)]
        return self._pieces[0]

    def _emit(self, text: str) -> None:
        if not text:
            return
        if self._newlines:
            if self._length:
                self._add("\n" * self._newlines)
            self._space = ""
        if self._column < self._wanted:
            self._add("\t" * (self._wanted - self._column))
            self._column = self._wanted
        elif self._space and self._length and not self._joins(text[0]):
            self._add(" ")
        self._newlines, self._space = 0, ""
        for stretch in self._open:
            if stretch.start is None:
                stretch.start = self._length
        self._add(text)
        self._last = text[-1]

    def _joins(self, following: str) -> bool:
        return (
            ("\n" in self._space or "\r" in self._space)
            and bool(_WIDE_CHAR.match(self._last))
            and bool(_WIDE_CHAR.match(following))
        )

    def _add(self, text: str) -> None:
        self._pieces.append(text)
        self._length += len(text)
