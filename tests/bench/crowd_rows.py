"""The rows behind one draft of a crowd: its report, signatures, release and log."""

from __future__ import annotations

import json
import random
from datetime import date, datetime

from sqlalchemy import Connection, Table, insert

from review.model import (
    Document,
    Finding,
    Gate,
    GateResult,
    Report,
    Severity,
    Span,
)
from service.store.fates import FateKind
from service.store.tables import (
    events,
    fates,
    postings,
    releases,
)

ENTRIES = 10  # of the log, a draft


BATCH = 2000


class Batches:
    """Rows gathered by table, put in together, parents first."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.rows: dict[str, tuple[Table, list[dict[str, object]]]] = {}

    def add(self, table: Table, **values: object) -> None:
        self.rows.setdefault(table.name, (table, []))[1].append(values)

    def flush(self) -> None:
        for table, rows in self.rows.values():
            if rows:
                self.connection.execute(insert(table), rows)
                rows.clear()


def release_rows(
    rows: Batches, kept: dict[str, object], publisher: int, dice: random.Random
) -> None:
    number = kept["draft_id"]
    name = f"{number}-1"
    rows.add(
        releases,
        id=name,
        ruleset="sha256:" + "a" * 64,
        released_by=publisher,
        postings="[]",
        seal="-",
        **kept,
    )
    rows.add(
        postings,
        key=f"{name}-folder",
        release_id=name,
        draft_id=number,
        platform="folder",
        rendering="sha256:" + "b" * 64,
        position=0,
        depends_on="",
        state="refused" if dice.random() < 0.02 else "confirmed",
        planned_at=kept["at"],
        attempts=1,
        handle="",
        url="",
        reference="",
        code="",
        message="",
        closed_at=kept["at"],
        reading="",
        read_digest="",
    )


def decision_rows(
    rows: Batches, number: int, author: int, at: datetime, report: Report, dice: random.Random
) -> None:
    kinds = (*[FateKind.FIXED] * 6, *[FateKind.ANSWERED] * 3, FateKind.FALSE_ALARM)
    for place in range(1, 3):
        rule = f"TXT{dice.randrange(101, 300)}"
        rows.add(
            fates,
            draft_id=number,
            number=place,
            version=1,
            finding=f"{rule}@body:{place}-{place + 2}",
            rule=rule,
            fingerprint=f"hmac-sha256:{dice.randrange(10**9)}",
            fate=dice.choice(kinds).value,
            person_id=author,
            reason="",
            at=at,
        )


def report_row(document: Document, dice: random.Random) -> Report:
    found = tuple(
        Finding(
            rule="TXT101",
            name="错别字",
            gate=Gate.TEXT,
            severity=Severity.HINT,
            span=Span(field="body", start=3 * place, end=3 * place + 2),
            message="疑似错别字，请核对。",
        )
        for place in range(dice.randrange(4))
    )
    return Report(
        document=document.digest,
        ruleset="sha256:" + "a" * 64,
        as_of=date(2026, 11, 23),
        gates=tuple(
            GateResult(gate=gate, rules=9, findings=found if gate is Gate.TEXT else ())
            for gate in Gate
        ),
    )


def log_rows(
    rows: Batches, number: int, author: int, at: datetime, document: Document, report: Report
) -> None:
    detail = json.dumps(
        {
            "document": document.digest,
            "report": report.digest,
            "round": "1",
            "state": "drafting",
            "version": "1",
        }
    )
    for place in range(ENTRIES):
        seq = (number - 1) * ENTRIES + place + 1
        verb = "start" if place == 0 else "recheck"
        rows.add(
            events,
            seq=seq,
            at=at,
            actor_id=author,
            actor=f"editor{author - 1}",
            verb=verb,
            draft_id=number,
            detail=detail,
            previous=f"h{seq - 1}",
            hash=f"h{seq}",
            seal="-",
        )
