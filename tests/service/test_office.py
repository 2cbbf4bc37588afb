"""A house that is not whole does not open: tables, key and log are looked at first."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from review.draft import Role
from review.ruleset import Ruleset
from review.seals import HouseKey, fingerprint
from service.actions.add_person import add_person
from service.office import Office, open_office, open_store
from service.settings import Settings, SettingsError
from service.store import SchemaError, StoreError

PASSWORD = "correct-horse-42-battery"


@pytest.fixture
def opened(settings: Settings, compile_rules: Callable[..., Ruleset]) -> Callable[[], Office]:
    return lambda: open_office(settings, ruleset=compile_rules(), platforms={})


def test_a_key_is_made_once_and_for_its_owner_alone(opened, settings: Settings):
    first = opened()
    first.close()
    second = opened()
    second.close()
    assert first.key == second.key
    assert len(first.key) == 32
    assert settings.key_file.stat().st_mode & 0o077 == 0
    assert first.key.publics == second.key.publics
    assert (settings.release_keys / "current.key").stat().st_mode & 0o077 == 0
    made = [path.name for path in (*settings.data_dir.iterdir(), *settings.release_keys.iterdir())]
    assert sorted(made) == sorted(
        ["seal.key", "release-keys", "current.key", f"{fingerprint(first.key.publics[0])}.pub"]
    )


def test_two_processes_that_start_at_once_use_one_key(settings: Settings):
    def key() -> tuple[bytes, bytes, tuple[bytes, ...]]:
        store = open_store(settings)
        store.close()
        assert isinstance(store.key, HouseKey)
        return bytes(store.key), store.key.signing, store.key.publics

    with ThreadPoolExecutor(6) as pool:
        keys = {future.result() for future in [pool.submit(key) for _ in range(6)]}
    assert len(keys) == 1


def test_a_key_that_is_gone_is_not_made_anew(opened, settings: Settings):
    office = opened()
    add_person(office, None, login="lin", name="林", roles={Role.EDITOR}, password=PASSWORD)
    office.close()
    settings.key_file.unlink()
    with pytest.raises(SettingsError, match="不见了"):
        opened()
    assert not settings.key_file.exists()


@pytest.mark.parametrize("content", ["", "zz", "00ff", "密钥"])
def test_a_key_that_is_none_is_refused(opened, settings: Settings, content: str):
    settings.data_dir.mkdir()
    settings.key_file.write_text(content, encoding="utf-8")
    with pytest.raises(SettingsError, match="封印密钥文件"):
        opened()


def test_with_another_key_nothing_is_written(opened, settings: Settings):
    office = opened()
    add_person(office, None, login="lin", name="林", roles={Role.EDITOR}, password=PASSWORD)
    office.close()
    settings.key_file.write_text("ab" * 32, encoding="ascii")
    other = opened()
    with pytest.raises(StoreError, match="封印"):
        add_person(other, None, login="qian", name="钱", roles={Role.EDITOR}, password=PASSWORD)
    other.close()


def test_without_tables_it_says_how_to_make_them(settings: Settings, empty_url: str):
    with pytest.raises(SchemaError, match="xianshen db upgrade"):
        open_store(replace(settings, database_url=empty_url))


def test_tables_of_a_later_version_are_left_alone(settings: Settings, opened):
    engine = create_engine(settings.database_url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(SchemaError, match="比程序新"):
        opened()


@pytest.mark.parametrize(
    "url",
    [
        "nonsense",
        "mysql://host/name",
        "sqlite://",
        "sqlite:////proc/nowhere/x.db",
        "postgresql+psycopg://nobody:geheim@127.0.0.1:9/x",
    ],
)
def test_a_database_that_cannot_be_had_is_told_in_one_sentence(tmp_path: Path, url: str):
    with pytest.raises(StoreError) as caught:
        open_store(Settings(data_dir=tmp_path / "var", database_url=url))
    assert str(caught.value).endswith("。")
    assert "geheim" not in str(caught.value)


def test_a_data_folder_that_cannot_be_made_is_told(tmp_path: Path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(SettingsError, match="不能建立目录"):
        open_store(Settings(data_dir=tmp_path / "file" / "var", database_url="sqlite:///x.db"))


def test_a_text_is_judged_by_the_date_in_china(office: Office):
    late = replace(office, clock=lambda: office.clock().replace(hour=20))
    assert (late.as_of() - office.as_of()).days == 1


def test_a_port_that_is_no_number_is_refused_in_a_sentence(settings: Settings):
    broken = replace(settings, database_url="postgresql://u@localhost:abc/x")
    with pytest.raises(StoreError, match="数据库地址写法不对"):
        open_store(broken)
