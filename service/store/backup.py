"""Backups: one file with every row, readable by both databases; put back only into an empty one.

A zip of a manifest and one JSON-lines file a table. Left out are sign-in sessions, which would be
secrets, and the sealing key, which never is in the database.
"""

from __future__ import annotations

import json
import os
import secrets
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from io import TextIOWrapper
from pathlib import Path
from typing import Any

from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, TableClause, column, delete, insert, inspect, select, table
from sqlalchemy.exc import SQLAlchemyError

from service.store.engine import open_engines, take_the_floor
from service.store.errors import SchemaError, StoreError
from service.store.schema import newest_version, upgrade, versions_known
from service.store.tables import METADATA, event_head
from service.store.unit import Store

_SCHEMA = "xianshen.backup/1"
_MANIFEST = "manifest.json"
_LEFT_OUT = frozenset({"approval_links", "sessions", "sign_in_tries", "journeys"})
_FORMER = ("person_roles",)
"""Tables of earlier versions: a backup of that time brings them, and its migrations need them."""

_BEGUN = frozenset({"units"})
"""Tables into which a migration puts a first row."""

_BATCH = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """What a backup holds: the tables' version, rows in all, and the log's last number."""

    version: str
    rows: int
    last_event: int


def back_up(store: Store, path: Path, now: datetime) -> Backup:
    """Writes one consistent state of the database to a new file, for its owner alone.

    Raises StoreError: the file exists, or cannot be written.
    """
    if path.exists():
        raise StoreError(f"文件 {path} 已存在，没有备份；请换一个文件名。")
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
    try:
        handle = os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w+b") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
                made = _write(store, archive, now)
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)  # unlike a renaming, it replaces nothing
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise StoreError(f"不能写入备份文件 {path}（{reason}），请检查路径和空间。") from None
    finally:
        draft.unlink(missing_ok=True)
    return made


def restore(url: str, path: Path) -> Backup:
    """Puts a backup back, all or nothing, and brings the tables up to this program's version.

    Raises StoreError: no such file, not a backup, or a database that holds anything already.
    """
    try:
        archive = zipfile.ZipFile(path)
    except (OSError, zipfile.BadZipFile):
        raise StoreError(f"文件 {path} 打不开或不是先审的备份，没有恢复；请核对文件。") from None
    with archive:
        made = _manifest(archive, path)
        if made.version not in versions_known():
            raise SchemaError(f"备份的版本（{made.version}）比程序新，没有恢复；请先升级先审程序。")
        engines = open_engines(url)
        try:
            with engines.writing.begin() as connection:
                take_the_floor(connection)
                _check_empty(connection)
                upgrade(connection, made.version)
                with _guards_lifted(connection):
                    _load(connection, archive)
                upgrade(connection, newest_version())
        except (SQLAlchemyError, ValueError, KeyError, TypeError, zipfile.BadZipFile) as error:
            raise StoreError(
                f"备份文件 {path} 内容不完整或数据库拒绝写入（{type(error).__name__}），"
                "数据库没有改动；请换一份备份。"
            ) from None
        finally:
            engines.dispose()
    return made


def _write(store: Store, archive: zipfile.ZipFile, now: datetime) -> Backup:
    counts: dict[str, int] = {}
    with store.engines.reading.connect() as connection:
        version = MigrationContext.configure(connection).get_current_revision() or ""
        for name, columns in _kept_tables():
            query = select(_bare(name, columns)).order_by(*(column(key) for key in columns))
            rows = connection.execute(query.execution_options(yield_per=_BATCH))
            counts[name] = 0
            with archive.open(f"{name}.jsonl", "w", force_zip64=True) as raw:
                for row in rows.mappings():
                    line = json.dumps(dict(row), ensure_ascii=True, separators=(",", ":"))
                    raw.write(line.encode("ascii") + b"\n")
                    counts[name] += 1
        last = connection.execute(select(event_head.c.seq)).scalar() or 0
    manifest = {
        "schema": _SCHEMA,
        "version": version,
        "made_at": now.isoformat(),
        "last_event": last,
        "tables": counts,
    }
    archive.writestr(_MANIFEST, json.dumps(manifest, ensure_ascii=True, indent=1))
    return Backup(version=version, rows=sum(counts.values()), last_event=last)


def _manifest(archive: zipfile.ZipFile, path: Path) -> Backup:
    try:
        manifest = json.loads(archive.read(_MANIFEST))
        ours = manifest["schema"] == _SCHEMA
        backup = Backup(
            version=str(manifest["version"]),
            rows=sum(manifest["tables"].values()),
            last_event=int(manifest["last_event"]),
        )
    except (KeyError, ValueError, TypeError, AttributeError, zipfile.BadZipFile):
        ours = False
    if not ours:
        raise StoreError(f"文件 {path} 不是先审的备份，没有恢复；请核对文件。")
    return backup


def _check_empty(connection: Connection) -> None:
    if MigrationContext.configure(connection).get_current_revision() is None:
        return
    there = set(inspect(connection).get_table_names())
    for name, columns in _kept_tables():
        if name in _BEGUN or name not in there:
            continue
        if connection.execute(select(_bare(name, columns)).limit(1)).first() is not None:
            raise StoreError(
                "数据库里已有数据，没有恢复；请用 XIANSHEN_DATABASE_URL 指向一个空数据库，"
                "或先把现有数据库移走。"
            )


def _load(connection: Connection, archive: zipfile.ZipFile) -> None:
    tables: dict[str, int] = json.loads(archive.read(_MANIFEST))["tables"]
    order = [name for name in (*(name for name, _ in _kept_tables()), *_FORMER) if name in tables]
    if len(order) != len(tables):
        raise KeyError("a table this program does not know")
    for name in order:
        connection.execute(delete(_bare(name, ())))
        loaded = 0
        for rows in _batches(archive, name):
            connection.execute(insert(_bare(name, tuple(rows[0]))), rows)
            loaded += len(rows)
        if loaded != tables[name]:
            raise ValueError("rows are missing")


def _batches(archive: zipfile.ZipFile, name: str) -> Iterator[list[dict[str, Any]]]:
    batch: list[dict[str, Any]] = []
    with archive.open(f"{name}.jsonl") as raw:
        for line in TextIOWrapper(raw, encoding="ascii"):
            batch.append(json.loads(line))
            if len(batch) == _BATCH:
                yield batch
                batch = []
    if batch:
        yield batch


@contextmanager
def _guards_lifted(connection: Connection) -> Iterator[None]:
    # Rows come back as they stand, not by the moves that made them. Nobody sees the tables
    # without their guards: all of it is one transaction.
    execute = connection.exec_driver_sql
    if connection.dialect.name == "postgresql":
        names = inspect(connection).get_table_names()
        for name in names:
            execute(f'ALTER TABLE "{name}" DISABLE TRIGGER USER')
        yield
        execute("SET CONSTRAINTS ALL IMMEDIATE")
        for name in names:
            execute(f'ALTER TABLE "{name}" ENABLE TRIGGER USER')
        return
    kept = execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").all()
    for trigger in kept:
        execute(f'DROP TRIGGER "{trigger.name}"')
    yield
    for trigger in kept:
        execute(trigger.sql)


def _kept_tables() -> list[tuple[str, tuple[str, ...]]]:
    # Those that others refer to come first.
    return [
        (known.name, tuple(known.columns.keys()))
        for known in METADATA.sorted_tables
        if known.name not in _LEFT_OUT
    ]


def _bare(name: str, columns: tuple[str, ...]) -> TableClause:
    # Without types: values go out and come in exactly as they are stored.
    return table(name, *(column(key) for key in columns))
