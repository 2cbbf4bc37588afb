"""A house on a fresh database, SQLite and then PostgreSQL, with a clock whose hands a test moves."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from review.ruleset import Ruleset
from service.office import open_office
from service.settings import Settings
from tests.service.delivery.house import Hands, House, peopled
from tests.service.platforms.stages import Served


@pytest.fixture
def house(settings: Settings, compile_rules: Callable[..., Ruleset]) -> Iterator[House]:
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
