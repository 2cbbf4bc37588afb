"""Every test that asks for `database_url`, `store` or `office` runs on SQLite and on PostgreSQL.

PostgreSQL is the server of TEST_DATABASE_URL, else one started for this run and thrown away, else
the tests are skipped; REQUIRE_POSTGRES=1 makes the skip a failure.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from review.draft import SYSTEM, Grant, Person, Role, State
from review.ruleset import Ruleset
from service.office import Office, passwords_of
from service.settings import Settings
from service.store import Store, migrate
from service.store.deed import Deed
from tests.service.databases import Postgres, postgres_programs, throwaway_postgres
from tests.service.delivery.house import Board
from tests.service.gated import BLOCK, WARN
from tests.service.keeping import keep
from tests.service.settled import GRAVE, MARK
from tests.stories import KEY, NOW, STAFF, ZHENG, settled_story, story_in


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL server."""
    if given := os.environ.get("TEST_DATABASE_URL"):
        server = Postgres(given)
        yield server
        server.close()
        return
    programs = postgres_programs()
    if programs is None:
        told = "no PostgreSQL: set TEST_DATABASE_URL, or install it so that initdb is found"
        if os.environ.get("REQUIRE_POSTGRES") == "1":
            pytest.fail(told)
        pytest.skip(told)
    with throwaway_postgres(programs) as url:
        yield Postgres(url)


@pytest.fixture(scope="session")
def migrated_postgres(postgres: Postgres) -> str:
    """The name of a database with tables and nothing else, to be copied."""
    name = postgres.make()
    migrate(postgres.url_of(name))
    return name


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with tables and nothing else, to be copied."""
    path = tmp_path_factory.mktemp("migrated") / "xianshen.db"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def backend(request: pytest.FixtureRequest) -> str:
    """Which of the two databases a test runs on."""
    return str(request.param)


@pytest.fixture
def empty_url(backend: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database of this test's own without a single table."""
    if backend == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    server: Postgres = request.getfixturevalue("postgres")
    name = server.make()
    yield server.url_of(name)
    server.drop(name)


@contextmanager
def fresh_database(backend: str, request: pytest.FixtureRequest, folder: Path) -> Iterator[str]:
    """The URL of a database of somebody's own, its tables made, nothing in them."""
    if backend == "sqlite":
        path = folder / "xianshen.db"
        shutil.copy(request.getfixturevalue("migrated_sqlite"), path)
        yield f"sqlite:///{path}"
        return
    server: Postgres = request.getfixturevalue("postgres")
    name = server.make(request.getfixturevalue("migrated_postgres"))
    try:
        yield server.url_of(name)
    finally:
        server.drop(name)


@contextmanager
def staffed_store(url: str) -> Iterator[Store]:
    """A store with the staff of tests/stories.py in it."""
    with contextlib.closing(Store.open(url, KEY)) as opened:
        with opened.write() as unit:
            for person in STAFF:
                kept = unit.people.add(
                    login=person.login, name=person.name, held=person.grants, password="", now=NOW
                )
                assert kept == person
                roles = ",".join(sorted(person.roles))
                detail = {"person": str(person.id), "login": person.login, "roles": roles}
                unit.events.record(Deed.PERSON_ADDED, SYSTEM, NOW, detail=detail)
        yield opened


@pytest.fixture
def database_url(backend: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database of this test's own, its tables made, nothing in them."""
    with fresh_database(backend, request, tmp_path) as url:
        yield url


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    """A store of this test's own with the staff of tests/stories.py in it."""
    with staffed_store(database_url) as opened:
        yield opened


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def shared_store(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Store]:
    """A store with staff for a whole module, whose tests undo what they do."""
    folder = tmp_path_factory.mktemp("shared")
    with (
        fresh_database(str(request.param), request, folder) as url,
        staffed_store(url) as opened,
    ):
        yield opened


@pytest.fixture(scope="module")
def crowded(shared_store: Store) -> Store:
    """One draft in every state; their numbers are those of the states, from 1 for drafting.

    One more has a waiver and an answer.
    """
    for state in State:
        keep(shared_store, story_in(state))
    keep(shared_store, settled_story())
    return shared_store


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    """Settings of an office in this test's own folder, with passwords that cost nothing."""
    return Settings(
        data_dir=tmp_path / "var",
        database_url=database_url,
        argon2_time=1,
        argon2_memory_kib=64,
        argon2_lanes=1,
    )


@pytest.fixture
def office(settings: Settings, store: Store, ruleset: Ruleset) -> Office:
    """An office with every rule, the staff, a clock that stands at NOW, and no platforms."""
    return Office(
        settings=settings,
        clock=lambda: NOW,
        store=store,
        ruleset=ruleset,
        platforms={},
        passwords=passwords_of(settings),
        key=KEY,
    )


@pytest.fixture
def house(office: Office, compile_rules: Callable[..., Ruleset]) -> Office:
    """An office with one rule that blocks and one that warns, and a notice board to post on."""
    return replace(office, ruleset=compile_rules(BLOCK, WARN), platforms={"board": Board()})


@pytest.fixture
def bureau(house: Office, compile_rules: Callable[..., Ruleset]) -> Office:
    """The house with two rules of the confidentiality gate more."""
    return replace(house, ruleset=compile_rules(BLOCK, WARN, GRAVE, MARK))


@pytest.fixture
def bao(bureau: Office) -> Person:
    """Its secrecy reviewer."""
    with bureau.write() as unit:
        held = frozenset({Grant(role=Role.SECRECY)})
        made = unit.people.add(login="bao", name="保敏", held=held, password="", now=bureau.now())
        detail = {"person": str(made.id), "login": "bao", "roles": "secrecy"}
        unit.events.record(Deed.PERSON_ADDED, ZHENG, bureau.now(), detail=detail)
    return made
