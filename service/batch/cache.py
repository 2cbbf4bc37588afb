"""Reports kept by the digests of text and ruleset and the day: what was judged once is not again.

Kept is where, never what: no word of a text is in it. Whatever is wrong with the file, a text is
then judged as if there were none.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from contextlib import suppress
from datetime import date
from pathlib import Path

from review.model import Basis, Finding, Gate, GateResult, Report, Severity, Span

_PATIENCE = 20.0  # seconds to wait for another process
_A_BATCH = 200
_TABLE = "CREATE TABLE IF NOT EXISTS reports (key BLOB PRIMARY KEY, told TEXT) WITHOUT ROWID"


class ReportCache:
    """A file of reports for one ruleset; those of another are dropped when it is opened anew."""

    def __init__(self, path: Path, ruleset: str) -> None:
        self._path = path
        self._ruleset = ruleset
        self._kept: list[tuple[bytes, str]] = []
        self._base: sqlite3.Connection | None = None
        with suppress(sqlite3.Error, OSError):
            self._base = self._open()

    def get(self, document: str, as_of: date) -> Report | None:
        if self._base is None:
            return None
        try:
            found = self._base.execute(
                "SELECT told FROM reports WHERE key = ?", (self._key(document, as_of),)
            ).fetchone()
            return _report(json.loads(found[0]), document, self._ruleset, as_of) if found else None
        except (sqlite3.Error, ValueError, KeyError, TypeError):
            return None

    def put(self, report: Report) -> None:
        if self._base is None or report.failures:  # a failure may not happen again
            return
        told = json.dumps(_told(report), ensure_ascii=False, separators=(",", ":"))
        self._kept.append((self._key(report.document, report.as_of), told))
        if len(self._kept) >= _A_BATCH:
            self.flush()

    def flush(self) -> None:
        if self._base is None or not self._kept:
            return
        kept, self._kept = self._kept, []
        with suppress(sqlite3.Error), self._base:
            self._base.executemany("INSERT OR IGNORE INTO reports VALUES (?, ?)", kept)

    def close(self) -> None:
        if self._base is not None:
            self._base.close()
            self._base = None

    def _open(self) -> sqlite3.Connection:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        base = sqlite3.connect(self._path, timeout=_PATIENCE)
        base.execute("PRAGMA journal_mode = WAL")
        base.execute("PRAGMA synchronous = OFF")  # what is lost is judged again
        with base:
            base.execute(_TABLE)
            base.execute("CREATE TABLE IF NOT EXISTS about (ruleset TEXT)")
            known = base.execute("SELECT ruleset FROM about").fetchone()
            if known != (self._ruleset,):
                base.execute("DELETE FROM reports")
                base.execute("DELETE FROM about")
                base.execute("INSERT INTO about VALUES (?)", (self._ruleset,))
        return base

    def _key(self, document: str, as_of: date) -> bytes:
        told = f"{document} {self._ruleset} {as_of.isoformat()}"
        return hashlib.sha256(told.encode("ascii")).digest()


def _told(report: Report) -> list[object]:
    return [
        [
            result.rules,
            [
                [
                    *(one.rule, one.name, str(one.severity)),
                    *(one.span.field, one.span.start, one.span.end),
                    *(one.message, one.suggestions, one.muted),
                    [
                        [basis.title, basis.clause, basis.date and basis.date.isoformat()]
                        for basis in one.basis
                    ],
                ]
                for one in result.findings
            ],
        ]
        for result in report.gates
    ]


def _report(told: list[list[object]], document: str, ruleset: str, as_of: date) -> Report:
    return Report(
        document=document,
        ruleset=ruleset,
        as_of=as_of,
        gates=tuple(_gate(gate, result) for gate, result in zip(Gate, told, strict=True)),
    )


def _gate(gate: Gate, told: list[object]) -> GateResult:
    rules, findings = told
    if not isinstance(rules, int) or not isinstance(findings, list):
        raise TypeError
    return GateResult(
        gate=gate, rules=rules, findings=tuple(_finding(gate, one) for one in findings)
    )


def _finding(gate: Gate, told: list[str | int | list[str] | list[list[str | None]]]) -> Finding:
    rule, name, severity, field, start, end, message, suggestions, muted, bases = told
    return Finding(
        rule=str(rule),
        name=str(name),
        gate=gate,
        severity=Severity(str(severity)),
        span=Span(field=str(field), start=_number(start), end=_number(end)),
        message=str(message),
        suggestions=tuple(map(str, _listed(suggestions))),
        basis=tuple(
            Basis(title, clause, date.fromisoformat(day) if day else None)
            for title, clause, day in _listed(bases)
        ),
        muted=_number(muted),
    )


def _number(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError
    return value


def _listed(value: object) -> list[tuple[str, str, str | None]]:
    if not isinstance(value, list):
        raise TypeError
    return value
