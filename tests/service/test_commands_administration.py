"""`xianshen user`, `db` and `audit`: what they do, what they refuse, and where passwords come from."""

from __future__ import annotations

import io
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from service.cli import main
from service.commands import user

PASSWORD = "correct-horse-1"
Typed = Callable[[str], None]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XIANSHEN_DATA_DIR", str(tmp_path / "var"))
    for name, value in (("TIME", "1"), ("MEMORY_KIB", "64"), ("LANES", "1")):
        monkeypatch.setenv(f"XIANSHEN_ARGON2_{name}", value)
    return tmp_path


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Typed:
    """What stands on standard input next."""

    def typed_(words: str) -> None:
        monkeypatch.setattr("sys.stdin", io.StringIO(words))

    return typed_


@pytest.fixture
def lin(typed: Typed, capsys: pytest.CaptureFixture[str]) -> None:
    typed(PASSWORD + "\n")
    assert main([*ADD, "--name", "林小雨", "--role", "编辑"]) == 0
    assert "已新增林小雨（lin），角色：编辑。" in capsys.readouterr().out


ADD = ["user", "add", "lin", "--password-stdin"]


def refusal(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(words) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("xianshen")
    assert err.endswith("。\n")
    assert err.count("\n") == 1
    assert "程序内部出错" not in err
    return err


def test_the_first_user_is_added_to_a_database_made_for_it(lin: None, folder: Path, capsys):
    assert main(["user", "list"]) == 0
    assert capsys.readouterr().out == "lin\t林小雨\t在用\t编辑\n"
    assert (folder / "var").stat().st_mode & 0o077 == 0
    assert (folder / "var" / "seal.key").stat().st_mode & 0o077 == 0


def test_an_old_database_is_not_upgraded_by_the_way(lin: None, folder: Path, typed, capsys):
    with closing(sqlite3.connect(folder / "var" / "xianshen.db")) as shell, shell:
        shell.execute("UPDATE alembic_version SET version_num = '0001'")
    typed(PASSWORD)
    told = refusal(
        capsys, "user", "add", "he", "--password-stdin", "--name", "何", "--role", "final"
    )
    assert "xianshen db upgrade" in told


def test_people_are_shut_out_let_in_and_given_other_roles(lin: None, typed: Typed, capsys):
    assert main(["user", "disable", "LIN"]) == 0
    assert main(["user", "enable", "lin"]) == 0
    assert main(["user", "roles", "lin", "--role", "first", "--role", "复审"]) == 0
    typed("another-horse-2\n")
    assert main(["user", "passwd", "lin", "--password-stdin"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "林小雨（lin）已停用。",
        "林小雨（lin）已恢复。",
        "林小雨（lin）的角色现为：初审、复审。",
        "林小雨（lin）的密码已重设，其所有登录已退出。",
    ]


@pytest.mark.parametrize(
    ("words", "typing", "told"),
    [
        ([*ADD, "--name", "林", "--role", "editor"], PASSWORD, "已有人使用"),
        (["user", "add", "he", "--name", "何", "--role", "boss"], "", "没有“boss”这个角色"),
        (
            ["user", "add", "he", "--name", "何", "--role", "final", "--password-stdin"],
            "short",
            "密码须为8到256位",
        ),
        (
            ["user", "add", "he", "--name", "何", "--role", "final", "--password-stdin"],
            "",
            "没有密码",
        ),
        (["user", "add", "he", "--name", "何", "--role", "final"], PASSWORD, "--password-stdin"),
        (["user", "passwd", "nobody", "--password-stdin"], PASSWORD, "没有账号“nobody”"),
        (["user", "disable", "nobody"], "", "没有账号“nobody”"),
        (["user", "add", "he"], "", "缺少参数"),
        (["user", "add", "he", "--password", "x"], "", "缺少参数"),
        (["user"], "", "缺少参数"),
        (["db", "restore", "none.zip"], "", "打不开"),
        (["audit", "verify", "--against", "none"], "", "读不出来"),
        (["audit", "verify", "--database", "mysql://x"], "", "不支持数据库"),
        (["audit", "verify", "--database", "sqlite:////proc/x.db"], "", "数据"),
        (["audit", "export", "--output", "none/a.jsonl"], "", "不能写入"),
    ],
)
def test_a_refusal_is_one_sentence(lin: None, typed, capsys, words, typing: str, told: str):
    typed(typing)
    assert told in refusal(capsys, *words)


def test_a_password_is_asked_for_twice(monkeypatch: pytest.MonkeyPatch, capsys):
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    answers = iter([PASSWORD, "mistyped", PASSWORD, PASSWORD])
    monkeypatch.setattr("sys.stdin", Terminal())
    monkeypatch.setattr(user.getpass, "getpass", lambda prompt: next(answers))
    words = ["user", "add", "he", "--name", "何建平", "--role", "终审"]
    assert "两次输入的密码不一样" in refusal(capsys, *words)
    assert main(words) == 0


def test_the_database_is_made_once(capsys):
    assert main(["db", "upgrade"]) == 0
    assert main(["db", "upgrade"]) == 0
    made, left = capsys.readouterr().out.splitlines()
    assert made.startswith("数据库已建立")
    assert left.startswith("数据库已是最新版本")
    assert main(["audit", "verify"]) == 0
    assert "还没有留痕" in capsys.readouterr().out


def test_a_backup_goes_into_an_empty_database_and_is_verified(lin: None, folder: Path, capsys):
    assert main(["db", "backup", "b.zip"]) == 0
    assert "封印密钥不在备份里" in capsys.readouterr().out
    assert "已存在" in refusal(capsys, "db", "backup", "b.zip")
    assert "已有数据" in refusal(capsys, "db", "restore", "b.zip")
    other = f"sqlite:///{folder / 'other.db'}"
    assert main(["db", "restore", "b.zip", "--database", other]) == 0
    assert "核验通过" in capsys.readouterr().out
    assert main(["user", "list", "--database", other]) == 0
    assert "林小雨" in capsys.readouterr().out


def test_the_audit_names_what_was_changed_and_fails(lin: None, folder: Path, capsys):
    assert main(["audit", "verify"]) == 0
    assert capsys.readouterr().out.startswith("留痕完整：共 1 条")
    with closing(sqlite3.connect(folder / "var" / "xianshen.db")) as shell, shell:
        shell.execute("UPDATE grants SET role = 'final'")
    assert main(["audit", "verify"]) == 1
    out = capsys.readouterr().out
    assert "✗ 人员（1）" in out
    assert "发现 1 处问题" in out


def test_an_export_can_be_read_and_is_proof_of_a_rollback(lin: None, folder: Path, capsys):
    database = folder / "var" / "xianshen.db"
    earlier = database.read_bytes()
    assert main(["user", "disable", "lin"]) == 0
    assert main(["audit", "export", "--output", "log.jsonl"]) == 0
    lines = (folder / "log.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["verb"] for line in lines] == ["person_added", "person_disabled"]
    assert main(["audit", "verify", "--against", "log.jsonl"]) == 0
    for left in database.parent.glob("xianshen.db-*"):
        left.unlink()
    database.write_bytes(earlier)
    assert main(["audit", "verify"]) == 0
    assert main(["audit", "verify", "--against", "log.jsonl"]) == 1
    assert "第2条留痕在早先导出的文件里有，现在没有" in capsys.readouterr().out


def test_a_table_for_excel_begins_with_its_mark(lin: None, folder: Path):
    assert main(["audit", "export", "--format", "csv", "--output", "log.csv"]) == 0
    data = (folder / "log.csv").read_bytes()
    assert data.startswith("\ufeff序号,时间,人员".encode())
    assert "新增人员" in data.decode("utf-8")


def test_a_lost_key_stops_everything(lin: None, folder: Path, capsys):
    (folder / "var" / "seal.key").unlink()
    assert "不见了" in refusal(capsys, "audit", "verify")
    (folder / "var" / "seal.key").write_text("00" * 32, encoding="ascii")
    assert main(["audit", "verify"]) == 1
