"""单位 on the command line, people scoped to one, and what the doctor says a unit lacks."""

from __future__ import annotations

import io

import pytest

from service.cli import main

PASSWORD = "correct-horse-42-battery"


@pytest.fixture
def house(tmp_path, monkeypatch):
    monkeypatch.setenv("XIANSHEN_DATA_DIR", str(tmp_path / "var"))
    for name, value in (("TIME", "1"), ("MEMORY_KIB", "64"), ("LANES", "1")):
        monkeypatch.setenv(f"XIANSHEN_ARGON2_{name}", value)

    def add(login: str, *roles: str, unit: str = "") -> int:
        monkeypatch.setattr("sys.stdin", io.StringIO(PASSWORD + "\n"))
        given = [part for role in roles for part in ("--role", role)]
        where = ["--unit", unit] if unit else []
        return main(
            ["user", "add", login, "--name", f"人{login}", "--password-stdin", *given, *where]
        )

    assert add("he", "终审") == 0
    return add


def test_units_and_their_people_are_kept_on_the_command_line(house, capsys):
    assert main(["unit", "add", "云溪区卫健局", "--leader", "he"]) == 0
    assert main(["unit", "add", "疾控中心", "--leader", "he", "--under", "云溪区卫健局"]) == 0
    assert house("yi", "editor", unit="疾控中心") == 0
    assert "编辑@疾控中心" in capsys.readouterr().out
    assert main(["user", "roles", "yi", "--role", "初审", "--unit", "2", "--platform", "x"]) == 0
    assert main(["user", "list", "--unit", "2"]) == 0
    out = capsys.readouterr().out
    assert "初审@云溪区卫健局/x、编辑@疾控中心" in out
    assert "人he" not in out
    assert main(["unit", "list"]) == 0
    out = capsys.readouterr().out
    assert "    疾控中心" in out
    assert "！没有人担任“终审”" in out
    assert main(["unit", "close", "2"]) == 2
    assert "疾控中心在用" in capsys.readouterr().err
    assert main(["unit", "change", "疾控中心", "--under", "1", "--name", "疾控局"]) == 0
    assert main(["unit", "close", "云溪区卫健局"]) == 0
    assert main(["unit", "reopen", "云溪区卫健局"]) == 0
    assert main(["unit", "close", "没有的"]) == 2
    assert "没有单位“没有的”" in capsys.readouterr().err
    assert main(["unit", "change", "疾控局"]) == 2
    assert main(["unit", "add", "丙", "--leader", "nobody"]) == 2
    assert main(["audit", "verify"]) == 0


def test_the_doctor_tells_a_unit_without_a_final_signer(house, capsys):
    assert main(["unit", "change", "1", "--leader", "he"]) == 0
    main(["doctor"])
    assert "✓ 单位和人员：1 个单位，1 人" in capsys.readouterr().out
    assert main(["unit", "add", "云溪区卫健局", "--leader", "he"]) == 0
    assert house("yi", "editor", unit="2") == 0
    assert main(["doctor"]) == 1
    out = capsys.readouterr().out
    assert "✗ 单位和人员：云溪区卫健局：没有人担任“初审”" in out
    assert "云溪区卫健局：没有人担任“终审”" in out
