"""`xianshen evidence`: the pack as a file, and what the command refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

from service.cli import main
from service.paper import verify
from service.store import Store
from tests.service.keeping import keep
from tests.stories import KEY, settled_story


@pytest.fixture(autouse=True)
def piece(store: Store, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(store, settled_story())
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XIANSHEN_DATA_DIR", str(tmp_path / "var"))
    monkeypatch.setenv("XIANSHEN_DATABASE_URL", database_url)
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "seal.key").write_text(KEY.hex() + "\n", encoding="ascii")


def test_the_pack_is_written_once_and_holds(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["evidence", "1", "--output", "one.zip"]) == 0
    assert "verify.py" in capsys.readouterr().out
    files = verify.unpacked((tmp_path / "one.zip").read_bytes())
    flaws = [flaw for _, some in verify.examined(files, KEY, None) for flaw in some]
    assert flaws == []
    assert main(["evidence", "1", "--output", "one.zip"]) == 2
    assert "没有覆盖" in capsys.readouterr().err


def test_an_unknown_draft_and_a_place_that_is_not_there_are_refused(
    capsys: pytest.CaptureFixture[str],
):
    assert main(["evidence", "99"]) == 2
    assert "没有编号为 99 的稿件" in capsys.readouterr().err
    assert main(["evidence", "1", "--output", "nowhere/one.zip"]) == 2
    assert "不能写入" in capsys.readouterr().err
