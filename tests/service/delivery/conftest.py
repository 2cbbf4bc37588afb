"""A house on its own fresh database, with a clock whose hands a test moves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from review.ruleset import Ruleset
from service.office import open_office
from service.settings import Settings
from service.store import migrate
from tests.service.delivery.house import Hands, House, peopled
from tests.service.platforms.stages import Served


@pytest.fixture
def house(tmp_path: Path, compile_rules: Callable[..., Ruleset]) -> Iterator[House]:
    settings = Settings(
        data_dir=tmp_path / "var", argon2_time=1, argon2_memory_kib=64, argon2_lanes=1
    )
    migrate(settings.database_url)
    hands = Hands()
    office = open_office(settings, clock=hands, ruleset=compile_rules(), platforms={})
    yield House(office=office, hands=hands, people=peopled(office))
    office.close()


@pytest.fixture(scope="session")
def served() -> Iterator[Served]:
    server = Served()
    server.start()
    yield server
    server.stop()
