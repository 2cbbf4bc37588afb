"""How far a run is: a bar with rate and time left on a terminal, plain lines elsewhere."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TextIO

_BAR = 24
_EVERY = 0.5  # seconds between two bars
_EVERY_LINE = 15.0  # and between two lines
_MINUTE, _HOUR = 60, 3600


@dataclass(slots=True)
class Progress:
    """`total` and steps are weights of shards; `posts` are what people count in."""

    stream: TextIO
    total: int
    quiet: bool = False
    posts: int = 0
    _done: int = 0
    _before: int = 0
    _started: float = field(default_factory=time.monotonic)
    _shown: float = 0.0
    _first: bool = True

    def skip(self, weight: int) -> None:
        """What an earlier run has done already: no part of the rate."""
        self._done += weight
        self._before += weight

    def step(self, weight: int, posts: int) -> None:
        self._done += weight
        self.posts += posts
        now = time.monotonic()
        bar = self.stream.isatty()
        if self._first or now - self._shown >= (_EVERY if bar else _EVERY_LINE):
            self._show(now, bar=bar)

    def end(self) -> None:
        if not self.quiet and not self._first and self.stream.isatty():
            self.stream.write("\n")
            self.stream.flush()

    @property
    def seconds(self) -> float:
        return time.monotonic() - self._started

    def _show(self, now: float, *, bar: bool) -> None:
        self._shown, self._first = now, False
        if self.quiet:
            return
        elapsed = max(now - self._started, 1e-6)
        share = self._done / self.total if self.total else 1.0
        fresh = self._done - self._before
        left = (self.total - self._done) * elapsed / fresh if fresh else 0.0
        told = (
            f"{share:6.1%}  {self.posts} 篇  {self.posts / elapsed:.0f} 篇/秒  "
            f"还需约 {duration(left)}"
        )
        if bar:
            full = round(_BAR * share)
            self.stream.write(f"\r[{'█' * full}{'·' * (_BAR - full)}] {told}\x1b[K")
        else:
            self.stream.write(f"xianshen：{told}\n")
        self.stream.flush()


def duration(seconds: float) -> str:
    """A stretch of time as people say it."""
    whole = round(seconds)
    if whole < _MINUTE:
        return f"{whole} 秒"
    if whole < _HOUR:
        return f"{whole // _MINUTE} 分 {whole % _MINUTE} 秒"
    return f"{whole // _HOUR} 小时 {whole % _HOUR // _MINUTE} 分"
