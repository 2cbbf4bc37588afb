"""`xianshen worker` as a process of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from review.release import PostingState
from review.ruleset import Ruleset
from service.clock import wall_clock
from service.office import open_office
from service.settings import Settings
from service.store import migrate
from tests.service.delivery.house import Hands, House, peopled

NO_XIANSHEN = {
    name: value for name, value in os.environ.items() if not name.startswith("XIANSHEN_")
}


def start(data_dir: Path, *options: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "service.cli", "worker", *options],
        env=NO_XIANSHEN | {"XIANSHEN_DATA_DIR": str(data_dir), "PYTHONIOENCODING": "utf-8"},
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    migrate(Settings(data_dir=tmp_path / "var").database_url)
    return tmp_path / "var"


def test_once_delivers_what_is_due_and_ends(
    data_dir: Path, compile_rules: Callable[..., Ruleset]
) -> None:
    settings = Settings(data_dir=data_dir, argon2_time=1, argon2_memory_kib=64, argon2_lanes=1)
    hands = Hands(wall_clock() - timedelta(minutes=1))  # due by the other process's clock
    office = open_office(settings, clock=hands, ruleset=compile_rules())
    house = House(office=office, hands=hands, people=peopled(office))
    release = house.released("folder")
    process = start(data_dir, "--once")
    _, told = process.communicate(timeout=60)
    assert process.returncode == 0, told
    assert "已处理 2 条" in told
    posting = house.posting(release, "folder")
    assert posting.state is PostingState.CONFIRMED
    assert (settings.site_dir / posting.key / "index.html").is_file()
    office.close()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_it_cleanly(data_dir: Path, number: signal.Signals) -> None:
    process = start(data_dir)
    assert process.stderr is not None
    assert "接入平台：网站" in process.stderr.readline()
    process.send_signal(number)
    _, told = process.communicate(timeout=30)
    assert process.returncode == 0
    assert told.strip() == "发布工作进程已停止。"


def test_a_database_without_tables_is_told_in_one_line(tmp_path: Path) -> None:
    process = start(tmp_path / "empty", "--once")
    _, told = process.communicate(timeout=60)
    assert process.returncode == 2
    assert told.count("\n") == 1
    assert "xianshen db upgrade" in told
