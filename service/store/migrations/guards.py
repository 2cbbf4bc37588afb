"""Conditions as triggers, in the words of either database, for the migrations after 0003.

NOTE: What these make stands in databases already there. Never change what they produce; a
migration that needs something else writes it out.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Guard(NamedTuple):
    """A condition that must hold whenever a row is inserted into, or updated in, a table."""

    name: str
    on: str
    must: str


def guards(dialect: str, wanted: Sequence[Guard]) -> list[str]:
    """The statements that set these guards."""
    return [line for guard in wanted for line in _guard(dialect, guard)]


def never_changed(dialect: str, table: str, *keys: str, append_only: bool = True) -> list[str]:
    """The statements that forbid deleting rows and, if append-only, updating them.

    `keys`: each of the table's keys, columns parted by ", ". SQLite's REPLACE deletes the row
    that has one of them, and asks no trigger for deletions.
    """
    if dialect != "sqlite":
        update = "UPDATE OR " if append_only else ""
        changed = (
            f"CREATE TRIGGER {table}_never_changed BEFORE {update}DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION never()"
        )
        emptied = (
            f"CREATE TRIGGER {table}_never_emptied BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION never()"
        )
        return [changed, emptied]
    made = [_sqlite(f"{table}_never_updated", f"UPDATE ON {table}")] if append_only else []
    made.append(_sqlite(f"{table}_never_deleted", f"DELETE ON {table}"))
    for number, key in enumerate(keys):
        same = " AND ".join(f"{part} = NEW.{part}" for part in key.split(", "))
        exists = f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same})"  # noqa: S608  # our names
        made.append(_sqlite(f"{table}_never_replaced_{number}", f"INSERT ON {table}", exists))
    return made


def lifted(dialect: str, guard: str, table: str) -> list[str]:
    """The statements that take a guard away, for another to stand in its place."""
    if dialect == "sqlite":
        return [f"DROP TRIGGER {guard}"]
    return [f"DROP TRIGGER {guard} ON {table}", f"DROP FUNCTION {guard}()"]


def _guard(dialect: str, guard: Guard) -> list[str]:
    if dialect == "sqlite":
        return [_sqlite(guard.name, guard.on, f"WHEN NOT coalesce(({guard.must}), 0)")]
    # No % anywhere: the driver would take it for a placeholder.
    function = (
        f"CREATE FUNCTION {guard.name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF NOT coalesce(({guard.must}), false) THEN "
        "RAISE EXCEPTION USING ERRCODE = 'integrity_constraint_violation', "
        f"MESSAGE = '{guard.name}'; END IF; RETURN NEW; END $$"
    )
    trigger = (
        f"CREATE TRIGGER {guard.name} BEFORE {guard.on} "
        f"FOR EACH ROW EXECUTE FUNCTION {guard.name}()"
    )
    return [function, trigger]


def _sqlite(name: str, on: str, when: str = "") -> str:
    return (
        f"CREATE TRIGGER {name} BEFORE {on} FOR EACH ROW {when} "
        f"BEGIN SELECT RAISE(ABORT, '{name}'); END"
    )
