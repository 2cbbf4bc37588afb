"""Engines: one for reading and one for writing over the same pool, on SQLite or PostgreSQL.

Writers take turns on both databases (`BEGIN IMMEDIATE`, an advisory lock), so whatever a unit
of work read is still true when it writes. Offices write seldom; reasoning is dear.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from service.store.errors import StoreError

_WRITERS = 7_201_801  # any number, the same for every process of this program
_SECONDS = 10  # how long a writer waits for its turn


@dataclass(frozen=True, slots=True, kw_only=True)
class Engines:
    """`reading` sees one consistent state per transaction; `writing` has the floor to itself."""

    reading: Engine
    writing: Engine

    def dispose(self) -> None:
        """Closes every connection."""
        self.reading.dispose()
        self.writing.dispose()


def open_engines(url: str) -> Engines:
    """Engines for a SQLAlchemy URL. Nothing is connected yet, but for SQLite's folder made.

    Raises StoreError for a URL that cannot be used.
    """
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):  # ValueError: a port that is no number
        raise StoreError(
            "数据库地址写法不对，应如 sqlite:////路径/xianshen.db 或 postgresql://…，"
            "请检查 XIANSHEN_DATABASE_URL。"
        ) from None
    if parsed.get_backend_name() == "sqlite":
        return _sqlite(parsed)
    if parsed.get_backend_name() in {"postgresql", "postgres"}:
        return _postgresql(parsed)
    raise StoreError(f"不支持数据库“{parsed.get_backend_name()}”，请改用 SQLite 或 PostgreSQL。")


def take_the_floor(connection: Connection) -> None:
    """Waits until no other writer is at work. On SQLite, BEGIN IMMEDIATE has done so already."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{_SECONDS}s'")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITERS})")


def _sqlite(url: URL) -> Engines:
    if not url.database or url.database == ":memory:":
        raise StoreError("SQLite 数据库须是一个文件，请在 XIANSHEN_DATABASE_URL 中写明路径。")
    folder = Path(url.database).parent
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError:
        raise StoreError(f"不能建立数据目录 {folder}，请检查路径和权限。") from None
    engine = create_engine(
        url,
        connect_args={"timeout": _SECONDS},
        pool_size=20,
        max_overflow=30,
        hide_parameters=True,
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves
        # recursive_triggers: without it REPLACE deletes rows behind the append-only triggers.
        for pragma in (
            "journal_mode=wal",
            "foreign_keys=on",
            "synchronous=full",
            "recursive_triggers=on",
            "trusted_schema=off",
        ):
            connection.execute(f"pragma {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))

    return Engines(reading=engine, writing=engine.execution_options(begin="BEGIN IMMEDIATE"))


def _postgresql(url: URL) -> Engines:
    try:
        engine = create_engine(
            url.set(drivername="postgresql+psycopg"),
            pool_size=20,
            max_overflow=30,
            pool_pre_ping=True,
            hide_parameters=True,
        )
    except ModuleNotFoundError:
        raise StoreError(
            "使用 PostgreSQL 需要安装驱动，请运行 pip install 'xianshen[postgres]'。"
        ) from None
    return Engines(
        reading=engine.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        ),
        writing=engine.execution_options(isolation_level="READ COMMITTED"),
    )
