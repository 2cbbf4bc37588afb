"""A house with as many drafts and entries of the log as a city has in years, for the bench of pages."""

from __future__ import annotations

import random
from collections import Counter
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, insert, select

from review.draft import Grade, Role, Route, State, Step, StepKind
from review.model import (
    Category,
    Document,
    Facts,
)
from service.actions.add_person import add_person
from service.clock import day_of
from service.office import Office
from service.store.backup import _guards_lifted
from service.store.canonical import document_written, report_written, route_written
from service.store.events import seal_of
from service.store.fates import FateKind, hits_of
from service.store.tables import (
    documents,
    drafts,
    event_head,
    events,
    fates,
    grants,
    hits,
    reports,
    sign_offs,
    submissions,
    tallies,
    units,
    verdicts,
    versions,
    waiting,
)
from service.store.tally import tally_of, tally_row
from tests.bench.crowd_rows import (
    BATCH,
    ENTRIES,
    Batches,
    decision_rows,
    log_rows,
    release_rows,
    report_row,
)

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


PASSWORD = "correct-horse-1"


UNITS, EDITORS = 30, 120


REPOSTS = 0.3


SIGNERS = ("first", "second", "final")


STATES = (
    (State.RELEASED, 0.80),
    (State.DRAFTING, 0.08),
    (State.IN_REVIEW, 0.06),
    (State.APPROVED, 0.03),
    (State.REJECTED, 0.02),
    (State.WITHDRAWN, 0.01),
)


WAY = Route(
    grade=Grade.A,
    reasons=("按A级（普通）审核。",),
    steps=(
        Step(kind=StepKind.FIRST, role=Role.FIRST, reason="核对文字。", hours=8),
        Step(kind=StepKind.SECOND, role=Role.SECOND, reason="核对依据。", hours=16),
        Step(kind=StepKind.FINAL, role=Role.FINAL, reason="决定是否签发。", hours=24),
    ),
)


SENTENCE = "云溪区为方便居民办事，自本月起延长服务大厅的办理时间，周末照常办理，材料可网上预审。"


def build(office: Office, number: int) -> None:
    """Fills an empty house. Rows go in as they would stand; only the log's hashes are not a chain."""
    people = _people(office)
    dice = random.Random(7)
    with office.store.engines.writing.begin() as connection, _guards_lifted(connection):
        connection.execute(events.delete())  # of the accounts: their numbers are taken below
        _units(connection)
        _grant(connection, people)
        waits = Batches(connection)
        for draft in range(1, number + 1):
            _one(waits, draft, dice, people)
        waits.flush()
        _verdicts(connection)
        last = number * ENTRIES
        connection.execute(event_head.delete())
        seal = seal_of(office.key, "head", last, f"h{last}")
        connection.execute(insert(event_head).values(id=1, seq=last, hash=f"h{last}", seal=seal))
        connection.exec_driver_sql("ANALYZE")


def _verdicts(connection: Connection) -> None:
    counted: dict[tuple[str, str], Counter[str]] = {}
    for row in connection.execute(select(fates.c.rule, fates.c.at, fates.c.fate)):
        of = counted.setdefault((row.rule, day_of(row.at).isoformat()), Counter())
        of.update(("decided", row.fate))
    names = ("decided", *(kind.value for kind in FateKind))
    connection.execute(
        insert(verdicts),
        [
            {"rule": rule, "day": day} | {name: of[name] for name in names}
            for (rule, day), of in counted.items()
        ],
    )


def _people(office: Office) -> dict[str, list[int]]:
    made: dict[str, list[int]] = {}
    wanted = [("editor", Role.EDITOR)] * EDITORS + [
        ("first", Role.FIRST),
        ("second", Role.SECOND),
        ("final", Role.FINAL),
        ("everywhere", Role.FIRST),
        ("auditor", Role.AUDITOR),
    ]
    for number, (name, role) in enumerate(wanted):
        login = name if role is not Role.EDITOR else f"editor{number}"
        person = add_person(
            office, None, login=login, name=login, roles=frozenset({role}), password=PASSWORD
        )
        made.setdefault(name, []).append(person.id)
    return made


def _units(connection: Connection) -> None:
    connection.execute(
        insert(units),
        [
            {"id": unit, "name": f"单位{unit}", "parent_id": 1, "opened_at": NOW}
            for unit in range(2, UNITS + 1)
        ],
    )


def _grant(connection: Connection, people: dict[str, list[int]]) -> None:
    connection.execute(grants.delete().where(grants.c.role == Role.EDITOR.value))
    rows = [
        {"person_id": one, "unit_id": place % UNITS + 1, "role": "editor", "platform": ""}
        for place, one in enumerate(people["editor"])
    ]
    for unit in range(2, UNITS + 1):
        for name, role in (("everywhere", "first"), ("second", "second"), ("final", "final")):
            rows.append(
                {"person_id": people[name][0], "unit_id": unit, "role": role, "platform": ""}
            )
    connection.execute(insert(grants), rows)


def _one(rows: Batches, number: int, dice: random.Random, people: dict[str, list[int]]) -> None:
    state = dice.choices([one for one, _ in STATES], [share for _, share in STATES])[0]
    place = dice.randrange(EDITORS)
    author, unit = people["editor"][place], place % UNITS + 1
    at = NOW - timedelta(minutes=5 * (100_000 - number) % 500_000)
    document = Document(
        title=f"关于服务大厅办理时间的第{number}号通知",
        body=f"第{number}号。{SENTENCE * 5}",
        facts=Facts(category=dice.choice(list(Category)), repost=dice.random() < REPOSTS),
    )
    report = report_row(document, dice)
    way = WAY
    step = dice.randrange(3) if state is State.IN_REVIEW else None
    signed = {State.DRAFTING: 0, State.REJECTED: 1, State.IN_REVIEW: step or 0}.get(state, 3)
    rounds = 0 if state is State.DRAFTING else 1
    rows.add(
        documents,
        digest=document.digest,
        title=document.title,
        content=document_written(document),
    )
    rows.add(
        reports, digest=report.digest, document=document.digest, content=report_written(report)
    )
    tally = tally_of(report, document.facts)
    rows.add(tallies, **tally_row(report.digest, tally))
    rows.add(
        drafts,
        id=number,
        form_key=f"f{number}",
        author_id=author,
        state=state.value,
        round=rounds,
        step=step,
        version=1,
        document=document.digest,
        report=report.digest,
        since=at,
        created_at=at,
        unit_id=unit,
        due_at=None if step is None else at + timedelta(hours=way.steps[step].hours),
    )
    rows.add(
        versions,
        draft_id=number,
        version=1,
        document=document.digest,
        editor_id=author,
        at=at,
    )
    kept = {
        "draft_id": number,
        "round": 1,
        "document": document.digest,
        "report": report.digest,
        "author_id": author,
        "editor_id": author,
        "at": at,
    }
    if rounds:
        rows.add(submissions, version=1, steps=3, route=route_written(way), **kept)
    for place, name in enumerate(SIGNERS[:signed]):
        taken = timedelta(hours=6 * (place + 1) + dice.randrange(6))
        rows.add(
            sign_offs,
            step=place,
            person_id=people[name][0],
            decision="reject" if state is State.REJECTED else "pass",
            opinion="同意。",
            **(kept | {"at": at + taken}),
        )
    if state is State.RELEASED:
        release_rows(rows, kept | {"at": at + timedelta(days=1)}, people["final"][0], dice)
    for row in hits_of(report):
        rows.add(hits, **row)
    decision_rows(rows, number, author, at, report, dice)
    if step is not None:
        rows.add(
            waiting,
            draft_id=number,
            role=way.steps[step].role.value,
            unit_id=unit,
            home_id=unit,
            hands=f" {author} {' '.join(str(people[name][0]) for name in SIGNERS[:step])} ",
            kind=way.steps[step].kind.value,
            grade=way.grade.value,
            category=document.facts.category.value,
            gates=tally_row("", tally)["gates"],
            since=at,
            due=at + timedelta(hours=way.steps[step].hours),
        )
    log_rows(rows, number, author, at, document, report)
    if number % BATCH == 0:
        rows.flush()
