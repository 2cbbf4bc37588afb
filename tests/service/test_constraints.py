"""先审后发 holds in the data: SQL written past the program meets the same laws."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing, suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from service.store import Store
from tests.service.attempts import ATTEMPTS, STRAIGHT, SUBMIT, filled, release, sign, state
from tests.service.keeping import keep
from tests.stories import STAFF, Story


def carry_out(connection: Connection, statements: Sequence[str]) -> None:
    for statement in statements:
        assert connection.execute(text(statement)).rowcount > 0, statement


@pytest.mark.parametrize("statements", ATTEMPTS.values(), ids=ATTEMPTS.keys())
def test_past_the_program_it_is_refused_that(crowded: Store, statements: list[str]):
    with crowded.engines.writing.connect() as connection:
        carry_out(connection, statements[:-1])
        with pytest.raises(IntegrityError):  # a wrong statement would raise something else
            connection.execute(text(statements[-1]))


def test_the_straight_path_is_open_to_raw_sql_too(crowded: Store):
    """Else the attempts above might fail for some quite different reason."""
    with crowded.engines.writing.connect() as connection:
        carry_out(connection, STRAIGHT)


# Statements of every kind about one draft that begins in drafting, right and wrong ones alike.
PEOPLE = st.sampled_from([person.id for person in STAFF])
SMALL = st.integers(0, 3)
STATES = st.sampled_from(["drafting", "in_review", "approved", "releasing", "released"])
STEPS = st.sampled_from(["NULL", "0", "1", "2", "3"])
ROW = st.sampled_from([{}, {}, {}, {"author": 2}, {"editor": 2}, {"document": "'sha256:0'"}])
STATEMENTS = st.one_of(
    st.builds(lambda step, who, row: sign(1, step, who, **row), SMALL, PEOPLE, ROW),
    st.builds(lambda to, step: state(1, to, step=step), STATES, STEPS),
    st.builds(lambda to, n: state(1, to, step="0", round=n), STATES, SMALL),
    st.builds(lambda who, row: release(1, who, **row), PEOPLE, ROW),
    st.builds(
        lambda author, editor, n: filled(SUBMIT, 1, author=author, editor=editor, steps=n),
        *(st.integers(1, 2), st.integers(1, 2), st.integers(2, 4)),
    ),
    st.sampled_from(
        [
            "UPDATE drafts SET version = version + 1 WHERE id = 1",
            "UPDATE drafts SET author_id = 2 WHERE id = 1",
            "DELETE FROM sign_offs",
            "UPDATE sign_offs SET decision = 'pass'",
            "UPDATE sign_offs SET person_id = person_id + 1",
        ]
    ),
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.integers(0, len(STRAIGHT)), st.lists(STATEMENTS, max_size=25))
def test_no_sequence_of_statements_gets_an_unsigned_text_out(
    crowded: Store, far: int, more: list[str]
):
    with crowded.engines.writing.connect() as connection:
        for statement in (*STRAIGHT[:far], *more):
            _try(connection, statement)
            _check(connection)


def _try(connection: Connection, statement: str) -> None:
    with suppress(DBAPIError), connection.begin_nested():
        connection.execute(text(statement))


OUT = """SELECT d.id, d.author_id, d.document, d.report, d.round FROM drafts d WHERE d.id = 1
    AND (d.state NOT IN ('drafting', 'in_review', 'rejected')
    OR EXISTS (SELECT 1 FROM releases r WHERE r.draft_id = d.id))"""


def _check(connection: Connection) -> None:
    draft = connection.execute(text(OUT)).one_or_none()
    if draft is None:
        return
    signed = text("SELECT * FROM sign_offs WHERE draft_id = 1 AND decision = 'pass'")
    signers = {
        row.person_id
        for row in connection.execute(signed)
        if (row.document, row.report, row.round) == (draft.document, draft.report, draft.round)
    }
    editors = connection.execute(text("SELECT editor_id FROM versions WHERE draft_id = 1"))
    assert len(signers - {draft.author_id, *editors.scalars()}) >= 3


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_plain_sqlite_shell_replaces_no_row(store: Store):
    """Its REPLACE asks no trigger for the deletion, and foreign keys are off."""
    keep(store, Story())
    keep(store, Story().approve())
    path = store.engines.writing.url.database
    assert path
    with closing(sqlite3.connect(path)) as shell:
        for table in (
            "drafts",
            "sign_offs",
            "events",
            "event_head",
            "people",
            "documents",
            "versions",
        ):
            with pytest.raises(sqlite3.IntegrityError):
                shell.execute(f"REPLACE INTO {table} SELECT * FROM {table} LIMIT 1")


def test_a_shut_account_signs_nothing(store: Store):
    keep(store, Story().submit())
    with store.engines.writing.begin() as connection:
        connection.execute(text("UPDATE people SET disabled_at = '2026' WHERE login = 'chen'"))
    with store.engines.writing.connect() as connection, pytest.raises(IntegrityError):
        connection.execute(text(sign(1, 0, 3)))
