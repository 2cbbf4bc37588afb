"""Tables from nothing, old and foreign databases refused, and everything out and in again."""

from __future__ import annotations

import json
import zipfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from review.draft import State
from service.store import SchemaError, Store, StoreError, check_version, make_if_missing, migrate
from service.store.backup import back_up, restore
from service.store.schema import newest_version, upgrade, version_of
from service.store.tables import METADATA
from tests.service.keeping import keep
from tests.stories import KEY, NOW, story_in


def refused(url: str) -> str:
    with closing(Store.open(url, KEY)) as store, pytest.raises(SchemaError) as caught:
        check_version(store.engines)
    assert str(caught.value).endswith("。")
    return str(caught.value)


def test_tables_are_made_from_nothing_and_a_second_time_nothing_happens(empty_url: str):
    assert version_of(empty_url) is None
    assert "xianshen db upgrade" in refused(empty_url)
    migrate(empty_url)
    migrate(empty_url)
    assert version_of(empty_url) == newest_version()
    with closing(Store.open(empty_url, KEY)) as store:
        check_version(store.engines)


def test_two_processes_that_migrate_at_once_do_it_once(empty_url: str):
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(migrate, (empty_url, empty_url)))
    assert version_of(empty_url) == newest_version()


def test_the_migrations_make_the_tables_the_code_speaks_of(store: Store):
    with store.engines.writing.connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, METADATA) == []


def test_an_old_database_is_refused_until_it_is_upgraded(empty_url: str):
    with (
        closing(Store.open(empty_url, KEY)) as store,
        store.engines.writing.begin() as connection,
    ):
        upgrade(connection, "0001")
    assert "旧版本（0001）" in refused(empty_url)
    make_if_missing(empty_url)
    assert version_of(empty_url) == "0001"
    migrate(empty_url)
    assert version_of(empty_url) == newest_version()


def test_a_database_of_a_later_program_is_refused(database_url: str):
    with (
        closing(Store.open(database_url, KEY)) as store,
        store.engines.writing.begin() as connection,
    ):
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert "比程序新" in refused(database_url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "nonsense",
        "mysql://x/y",
        "sqlite://",
        "sqlite:////proc/no/such/folder/x.db",
        "postgresql://nobody@127.0.0.1:1/x?connect_timeout=1",
    ],
)
def test_an_address_that_cannot_be_used_is_refused_in_one_sentence(url: str):
    with pytest.raises(StoreError) as caught:
        migrate(url)
    assert str(caught.value).endswith("。")


def rows(store: Store) -> dict[str, list[str]]:
    with store.engines.reading.connect() as connection:
        return {
            name: sorted(map(repr, map(tuple, connection.execute(text(f"SELECT * FROM {name}")))))
            for name in METADATA.tables
        }


@pytest.mark.parametrize("target", ["sqlite", "postgresql"])
def test_a_backup_is_put_back_row_for_row_on_either_database(
    store: Store, target: str, request: pytest.FixtureRequest, tmp_path: Path
):
    for state in State:
        keep(store, story_in(state))
    made = back_up(store, tmp_path / "b.zip", NOW)
    assert (tmp_path / "b.zip").stat().st_mode & 0o077 == 0
    url = f"sqlite:///{tmp_path / 'restored.db'}"
    if target == "postgresql":
        server = request.getfixturevalue("postgres")
        url = server.url_of(server.make())
    assert restore(url, tmp_path / "b.zip") == made
    with closing(Store.open(url, KEY)) as restored:
        check_version(restored.engines)
        assert rows(restored) == rows(store)
        with restored.read() as unit:
            assert list(unit.audit()) == []
        with pytest.raises(IntegrityError), restored.engines.writing.begin() as connection:
            connection.execute(text("DELETE FROM events"))
        keep(restored, story_in(State.RELEASED))
    with pytest.raises(StoreError, match="已有数据"):
        restore(url, tmp_path / "b.zip")


def test_a_backup_overwrites_nothing_and_leaves_nothing_half_done(store: Store, tmp_path: Path):
    (tmp_path / "b.zip").write_text("mine", encoding="utf-8")
    for path in (tmp_path / "b.zip", tmp_path / "none" / "b.zip"):
        with pytest.raises(StoreError):
            back_up(store, path, NOW)
    assert (tmp_path / "b.zip").read_text(encoding="utf-8") == "mine"
    assert [path.name for path in tmp_path.glob("b.zip*")] == ["b.zip"]


@pytest.mark.parametrize("harm", ["text", "zip", "cut", "later", "rows", "column", "table"])
def test_a_spoilt_backup_changes_nothing(store: Store, empty_url: str, tmp_path: Path, harm: str):
    keep(store, story_in(State.RELEASED))
    back_up(store, tmp_path / "b.zip", NOW)
    with zipfile.ZipFile(tmp_path / "b.zip") as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(files["manifest.json"])
    if harm == "later":
        manifest["version"] = "9999"
    if harm == "table":
        manifest["tables"]["secrets"] = 0
    if harm == "rows":
        files["events.jsonl"] = b"\n".join(files["events.jsonl"].splitlines()[:-1])
    if harm == "column":
        files["events.jsonl"] = files["events.jsonl"].replace(b'"actor"', b'"who"')
    files["manifest.json"] = json.dumps(manifest).encode()
    spoilt = tmp_path / "spoilt.zip"
    with zipfile.ZipFile(spoilt, "w") as archive:
        for name, content in files.items():
            if harm != "zip":
                archive.writestr(name, content)
    if harm == "text":
        spoilt.write_text("no backup", encoding="utf-8")
    if harm == "cut":
        spoilt.write_bytes(spoilt.read_bytes()[:-100])
    with pytest.raises(StoreError) as caught:
        restore(empty_url, spoilt)
    assert str(caught.value).endswith("。")
    assert version_of(empty_url) is None
