"""Databases for tests: SQLite files, and a throw-away PostgreSQL server where there is none."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from uuid import uuid4

import psycopg
from sqlalchemy import Connection, create_engine
from sqlalchemy.engine import make_url

from service.store import Store

_NEW = [
    "-U",
    "test",
    "-A",
    "trust",
    "-E",
    "UTF8",
    "--locale=C.UTF-8",
    "--no-sync",
    "--no-instructions",
]
_QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses=")


def postgres_programs() -> Path | None:
    """Where initdb and postgres live: on PATH, else the newest of Debian's folders for them."""
    folders = [Path(found).resolve().parent] if (found := shutil.which("initdb")) else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version, reverse=True)
    return next((folder for folder in folders if (folder / "postgres").exists()), None)


def _version(folder: Path) -> float:
    try:
        return float(folder.parent.name)
    except ValueError:
        return 0


@contextlib.contextmanager
def throwaway_postgres(programs: Path) -> Iterator[str]:
    """The URL of a server of our own, gone afterwards. Reachable by a socket in its folder only."""
    home = Path(tempfile.mkdtemp(prefix="pg"))
    user, group = os.geteuid(), os.getegid()
    if user == 0:  # postgres refuses to run as root
        postgres = pwd.getpwnam("postgres")
        user, group = postgres.pw_uid, postgres.pw_gid
        os.chown(home, user, group)
    changes = {"user": user, "group": group, "extra_groups": []} if os.geteuid() == 0 else {}
    env = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    env["LC_ALL"] = "C.UTF-8"
    subprocess.run(
        [programs / "initdb", "-D", home / "data", *_NEW],
        check=True,
        stdout=subprocess.DEVNULL,
        cwd=home,
        env=env,
        **changes,
    )
    options = [part for setting in _QUICK for part in ("-c", setting)]
    with (home / "log").open("wb") as log:
        server = subprocess.Popen(
            [programs / "postgres", "-D", home / "data", "-k", home, *options],
            cwd=home,
            env=env,
            stdout=log,
            stderr=subprocess.STDOUT,
            **changes,
        )
        try:
            _wait_for(server, programs, home, env)
            yield f"postgresql+psycopg://test@/postgres?host={home}"
        finally:
            server.send_signal(signal.SIGINT)  # ends the sessions that are still open
            server.wait(20)
            shutil.rmtree(home, ignore_errors=True)


def _wait_for(
    server: subprocess.Popen[bytes], programs: Path, home: Path, env: Mapping[str, str]
) -> None:
    asked = [programs / "pg_isready", "-q", "-h", home]
    while subprocess.run(asked, env=env, check=False).returncode:
        if server.poll() is not None:
            raise RuntimeError((home / "log").read_text(encoding="utf-8"))
        time.sleep(0.02)


class Postgres:
    """A server on which databases are made and dropped; `url` may be any of its databases."""

    def __init__(self, url: str) -> None:
        self._url = make_url(url).set(drivername="postgresql+psycopg")
        self._made: list[str] = []

    def make(self, template: str = "template0") -> str:
        """A new database like `template`; returns its name."""
        name = f"xianshen_{uuid4().hex[:12]}"
        self._run(f"CREATE DATABASE {name} TEMPLATE {template} ENCODING 'UTF8'")
        self._made.append(name)
        return name

    def drop(self, name: str) -> None:
        self._made.remove(name)
        self._run(f"DROP DATABASE {name} WITH (FORCE)")

    def url_of(self, name: str) -> str:
        return self._url.set(database=name).render_as_string(hide_password=False)

    def close(self) -> None:
        for name in list(self._made):
            self.drop(name)

    def _run(self, statement: str) -> None:
        with self._connection() as connection:
            connection.execute(statement)

    def _connection(self) -> psycopg.Connection:
        plain = self._url.set(drivername="postgresql")
        return psycopg.connect(plain.render_as_string(hide_password=False), autocommit=True)


@contextlib.contextmanager
def unguarded(store: Store, *tables: str) -> Iterator[Connection]:
    """A connection for which tables have neither triggers nor foreign keys; undone at the end."""
    url = store.engines.writing.url
    sqlite = url.get_backend_name() == "sqlite"
    # An engine of its own: ours makes SQLite keep foreign keys.
    options = {"connect_args": {"isolation_level": None}} if sqlite else {}
    engine = create_engine(url, **options)
    with engine.connect() as connection:
        if sqlite:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            found = connection.exec_driver_sql(
                "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'"
            )
            lifted = [f"DROP TRIGGER {row.name}" for row in found if row.tbl_name in tables]
        else:
            lifted = [f"ALTER TABLE {table} DISABLE TRIGGER ALL" for table in tables]
        for statement in lifted:
            connection.exec_driver_sql(statement)
        yield connection
        connection.rollback()
    engine.dispose()
