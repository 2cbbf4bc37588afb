"""The checker: batches of records in, rows out. A picklable callable that loads its ruleset once.

That is the shape engines want: a process of ours, a worker of Dask, an actor of Ray's map_batches,
an executor behind Spark's mapInPandas. All of them write the same rows.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

import rules
from review.archive import dated, departures
from review.model import Document, Finding, Gate, Report
from review.pipeline import review
from review.ruleset import Ruleset
from review.twice import remembering
from service.batch.cache import ReportCache
from service.batch.post import BadRecordError, Post, post_of
from service.batch.rows import Masked, finding_row, post_row
from service.batch.signed import SignedTexts
from service.batch.sources import Record

POST, FINDING, ERROR = "P", "F", "E"


class Line(NamedTuple):
    """A row as it is kept: which file it belongs to, and its JSON."""

    kind: str
    line: str


class OtherRulesetError(Exception):
    """A worker has other rules or lists than the run was begun with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a checker must know; nothing in it is bound to a process.

    `published`: judge by the day of publication. `today`: the day of the other clock, None if it
    is not wanted. `ruleset`: the digest that must be met, "" for any. `cache` and `signed` are
    files, "" for none.
    """

    cache_dir: str
    wordlists: tuple[str, ...] = ()
    gates: tuple[str, ...] = ()
    published: bool = True
    today: date | None = None
    ruleset: str = ""
    cache: str = ""
    signed: str = ""


class Checker:
    """`Checker(options)(batch)`: a batch is records as in a JSONL archive, one dict each."""

    def __init__(self, options: Options, ruleset: Ruleset | None = None) -> None:
        self.options = options
        self._ruleset = ruleset
        self._judging: Ruleset | None = None
        self._cache: ReportCache | None = None
        self._signed: SignedTexts | None = None
        self._opened = False

    def __getstate__(self) -> Options:
        return self.options

    def __setstate__(self, options: Options) -> None:
        self.__init__(options)  # type: ignore[misc]  # as made anew: a ruleset is not sent about

    def __call__(self, batch: Iterable[Mapping[str, object]]) -> list[dict[str, str]]:
        """Rows of two columns of text, `kind` (P, F or E) and `line` (JSON), in the batch's order."""
        records = (Record(place="", fields=each) for each in batch)
        rows = [{"kind": row.kind, "line": row.line} for row in self.lines(records)]
        self.flush()
        return rows

    def lines(self, records: Iterable[Record]) -> Iterator[Line]:
        """The rows of each record: its post and the post's findings, or what is wrong with it."""
        self.ready()
        for record in records:
            yield from self._of(record)

    def ready(self) -> Ruleset:
        """Loads and opens what is needed, once a process. Raises OtherRulesetError."""
        ruleset = self._ruleset
        if ruleset is None:
            ruleset = self._ruleset = load(self.options)
        if not self._opened:
            self._opened = True
            self._judging = remembering(ruleset)
            if self.options.ruleset and ruleset.digest != self.options.ruleset:
                raise OtherRulesetError(
                    "这个工作进程装的规则和词库与发起检查的一方不同，没有检查；请统一版本后再试。"
                )
            if self.options.cache:
                self._cache = ReportCache(Path(self.options.cache), ruleset.digest)
            if self.options.signed:
                self._signed = SignedTexts(Path(self.options.signed))
        return ruleset

    def flush(self) -> None:
        """Keeps what was judged for the next run."""
        if self._cache is not None:
            self._cache.flush()

    def _of(self, record: Record) -> Iterator[Line]:
        place = _clean(record.place)
        if record.error or record.fields is None:
            yield _error(place, "", record.error or "没有内容。", checked=False)
            return
        try:
            post = post_of(record.fields, document=record.document)
            found = list(self._judged(post, place))
        except BadRecordError as error:
            identity = record.fields.get("id")
            known = identity if isinstance(identity, str) else ""
            yield _error(place, known[:200], str(error), checked=False)
        except Exception as error:  # noqa: BLE001  # one post stops no other, and is never passed
            message = (
                f"检查这一条时程序出错（{type(error).__name__}），没有查完；请把它报给维护人员。"
            )
            yield _error(place, "", message, checked=False)
        else:
            if post.complaint:
                yield _error(place, post.id, post.complaint, checked=True)
            yield from found

    def _judged(self, post: Post, place: str) -> Iterator[Line]:
        options, document = self.options, post.document
        then = now = None
        if options.published and post.published_at:
            then = self._report(document, post.published_at)
        if options.today:
            now = then if post.published_at == options.today and then else None
            now = now or self._report(document, options.today)
        state, departed = self._held_against(post)
        reports = [report for report in (then, now) if report]
        masked = Masked(document, (one for report in reports for one in report.findings))
        found = dated(then, now, also=departed)
        yield _line(
            POST,
            post_row(post, place, reports=(then, now), found=found, masked=masked, signed=state),
        )
        for one in found:
            yield _line(FINDING, finding_row(post, place, one, masked))

    def _report(self, document: Document, as_of: date) -> Report:
        if self._cache is None:
            return review(document, self._judging or self.ready(), as_of)
        report = self._cache.get(document.digest, as_of)
        if report is None:
            report = review(document, self._judging or self.ready(), as_of)
            self._cache.put(report)
        return report

    def _held_against(self, post: Post) -> tuple[str, Sequence[Finding]]:
        """How a post stands to what was signed: same, departed, unknown, or "" if never signed."""
        digest = post.signed
        if not digest and post.url and self._signed is not None:
            digest = self._signed.digest_at(post.url)
        if not digest:
            return "", ()
        if post.document.digest == digest:
            return "same", ()
        body = self._signed.body_of(digest) if self._signed is not None else None
        if body is None:
            return "unknown", ()
        found = departures(body.splitlines(), post.document.body)
        return ("departed" if found else "same"), found


def load(options: Options) -> Ruleset:
    """The ruleset of a run, from this installation's own files."""
    return rules.load(
        cache_dir=Path(options.cache_dir),
        gates=[Gate(gate) for gate in options.gates] or None,
        wordlists=[Path(folder) for folder in options.wordlists],
    )


def _line(kind: str, row: Mapping[str, object]) -> Line:
    return Line(kind, json.dumps(row, ensure_ascii=False, separators=(",", ":")))


def _error(place: str, identity: str, message: str, *, checked: bool) -> Line:
    told = {"record": place, "id": _clean(identity), "message": _clean(message)}
    return _line(ERROR, {**told, "checked": checked})


def _clean(text: str) -> str:
    """Without what UTF-8 cannot write: file names may hold any byte."""
    return text.encode("utf-8", "replace").decode()
