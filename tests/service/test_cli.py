"""The command line as promised: exit status, what goes to which stream, refusals in Chinese."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from service.cli import main, say_in_chinese
from service.commands import command_names

CLEAN = "清远市气象台发布天气预报。\n"
WARNED = "关于国土资源部的通知。\n"
BLOCKED = "联系人身份证号11010519491231002X。\n"


@pytest.fixture(autouse=True)
def _own_cache(monkeypatch, cache_dir):
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache_dir))
    monkeypatch.delenv("XIANSHEN_DATA_DIR", raising=False)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "a.txt").write_text(CLEAN, encoding="utf-8")
    (tmp_path / "b.txt").write_text(WARNED, encoding="gb18030")
    (tmp_path / "下级").mkdir()
    (tmp_path / "下级" / "c.md").write_text(BLOCKED, encoding="utf-8")
    (tmp_path / "下级" / "d.docx").write_bytes(b"PK\x03\x04broken")
    (tmp_path / "下级" / "e.xlsx").write_bytes(b"PK")
    (tmp_path / "下级" / "f.zip").write_bytes(b"PK")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "f.txt").write_text(BLOCKED, encoding="utf-8")
    return tmp_path


def test_a_folder_is_walked_and_one_bad_file_stops_no_other(folder, capsys):
    assert main(["check", str(folder), "--format", "json", "--as-of", "2026-11-23"]) == 2
    out, err = capsys.readouterr()
    content = json.loads(out)
    assert [Path(each["path"]).name for each in content["documents"]] == ["a.txt", "b.txt", "c.md"]
    assert [each["verdict"] for each in content["documents"]] == ["pass", "warn", "block"]
    assert [Path(each["path"]).name for each in content["errors"]] == ["d.docx", "e.xlsx"]
    assert content["documents"][1]["notices"]
    [skipped, broken, _] = sorted(err.splitlines(), key=lambda line: "下级/" in line)
    assert "d.docx" in broken
    assert ".zip 1 个" in skipped


@pytest.mark.parametrize(
    ("text", "options", "status"),
    [
        (CLEAN, [], 0),
        (WARNED, [], 0),
        (WARNED, ["--fail-on", "warn"], 1),
        (WARNED, ["--fail-on", "hint"], 1),
        (WARNED, ["--as-of", "2018-01-01", "--fail-on", "warn"], 0),
        (BLOCKED, [], 1),
        (BLOCKED, ["--fail-on", "never"], 0),
        (BLOCKED, ["--gate", "political", "--gate", "text"], 0),
        (BLOCKED, ["--gate", "confidentiality"], 1),
    ],
)
def test_the_exit_status_says_how_it_went(text, options, status, monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    assert main(["check", "-", "--format", "json", *options]) == status
    out, err = capsys.readouterr()
    [document] = json.loads(out)["documents"]
    assert document["path"] == "<标准输入>"
    assert len(document["gates"]) == 6
    assert err == ""


@pytest.mark.parametrize("output_format", ["json", "sarif", "html", "text"])
def test_output_goes_to_a_file_whole(output_format, folder, capsys):
    target = folder / f"report.{output_format}"
    paths = [str(folder / "a.txt"), str(folder / "b.txt")]
    assert main(["check", *paths, "--format", output_format, "--output", str(target)]) == 0
    assert capsys.readouterr().out == ""
    text = target.read_text(encoding="utf-8")
    assert "国土资源部" in text or output_format == "sarif"
    if output_format in {"json", "sarif"}:
        json.loads(text)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["check"], "缺少参数：路径"),
        (["check", "a", "--bad"], "不认识的参数：--bad"),
        (["check", "a", "--gate", "x"], "参数 --gate 不能是 'x'，可用的有："),
        (["check", "a", "--as-of", "昨天"], "日期「昨天」不对"),
        (["check", "a", "--output"], "参数 --output 后面要有一个值"),
        (["check", "没有.txt"], "「没有.txt」不存在"),
        (["chekc"], "没有「chekc」这个命令"),
        (["rules"], "缺少参数：动作"),
        (["rules", "show", "XXX999"], "没有编号为「XXX999」的规则"),
        (["check", "-", "--output", "/没有/这里"], "写不进「/没有/这里」"),
    ],
)
def test_wrong_usage_gets_one_chinese_line_and_status_2(words, said, monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(CLEAN.encode())))
    assert main(words) == 2
    err = capsys.readouterr().err
    assert said in err
    assert err.count("\n") == 1
    assert err.endswith("。\n")


def test_a_misspelt_setting_is_refused(monkeypatch, capsys, tmp_path):
    monkeypatch.setenv("XIANSHEN_DATADIR", "x")
    (tmp_path / "a.txt").write_text(CLEAN, encoding="utf-8")
    assert main(["check", str(tmp_path / "a.txt")]) == 2
    assert "XIANSHEN_DATADIR" in capsys.readouterr().err


def test_argparse_still_says_what_we_translate():
    assert (
        say_in_chinese("ambiguous option: --a could match --ab, --ac")
        == "参数 --a 不完整，可能是：--ab, --ac"
    )
    assert say_in_chinese("something new") == "something new"


def test_help_is_chinese_and_lists_every_command(capsys):
    assert main(["--help"]) == 0
    out = capsys.readouterr().out
    assert all(f"  {name} " in out for name in command_names())
    assert main(["check", "--help"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("用法：xianshen check")
    assert "选项：" in out
    assert "show this help" not in out


def test_a_check_imports_neither_web_nor_database(folder):
    program = (
        "import sys; from service.cli import main; main(['check', sys.argv[1], '--fail-on', 'never']);"
        "print(sorted({'sqlalchemy', 'fastapi', 'starlette', 'alembic'} & set(sys.modules)))"
    )
    command = [sys.executable, "-c", program, str(folder / "a.txt")]
    root = Path(__file__).parents[2]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", cwd=root, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_rules_are_listed_and_shown_with_everything(capsys):
    assert main(["rules", "list", "--gate", "confidentiality", "--format", "json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert listed[0]["id"] == "CON101"
    assert {each["gate"] for each in listed} == {"confidentiality"}
    assert main(["rules", "show", "con101"]) == 0
    page = capsys.readouterr().out
    assert "反例（【】内应当命中）：" in page
    assert "个人信息保护法" in page


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_words_go_out_to_a_table_and_come_back_the_same(ending, tmp_path, capsys, monkeypatch):
    table, lists = tmp_path / f"词库.{ending}", tmp_path / "lists"
    before, after = tmp_path / "before.csv", tmp_path / "after.csv"
    assert main(["words", "export", "--output", str(before)]) == 0
    assert main(["words", "export", "--output", str(table)]) == 0
    assert main(["words", "import", str(table), "--to", str(lists)]) == 0
    monkeypatch.setenv("XIANSHEN_WORDLISTS", str(lists))
    assert main(["words", "export", "--output", str(after)]) == 0
    assert after.read_bytes() == before.read_bytes()
    assert main(["words", "check"]) == 0
    assert "词库全部合格" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("词库,词条\n", "第 1 行缺少「词库名称」一列"),
        (
            "词库,词库名称,维护人,通读日期,词条,来源\npolicy/x,甲,乙,2026-01-01,丙,\n",
            "第 2 行没有填「来源」",
        ),
        (
            "词库,词库名称,维护人,通读日期,词条,来源\n../x,甲,乙,2026-01-01,丙,丁\n",
            "第 2 行的词库应写成",
        ),
        (
            "词库,词库名称,维护人,通读日期,词条,来源\npolicy/x,甲,乙,去年,丙,丁\n",
            "日期「去年」不对",
        ),
        ("", "第 1 行缺少"),
    ],
)
def test_a_bad_table_is_refused_with_its_line_and_nothing_is_written(
    content, said, tmp_path, capsys
):
    table = tmp_path / "t.csv"
    table.write_text(content, encoding="utf-8")
    assert main(["words", "import", str(table), "--to", str(tmp_path / "lists")]) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "lists").exists()


def test_a_word_is_tried_on_an_archive(tmp_path, capsys):
    (tmp_path / "a.txt").write_text("原国土资源部发文。中国土地管理。", encoding="utf-8")
    assert main(["words", "try", "国土", "--archive", str(tmp_path)]) == 0
    out = capsys.readouterr().out
    assert "1 篇文字中命中 2 次" in out
    assert "跨在两个词上" in out
    assert "【国土】" in out


def test_the_doctor_says_what_is_missing_and_makes_nothing(tmp_path, monkeypatch, capsys):
    home = tmp_path / "var"
    monkeypatch.setenv("XIANSHEN_DATA_DIR", str(home))
    assert main(["doctor"]) == 1
    out = capsys.readouterr().out
    assert f"✗ 数据目录：{home} 不存在" in out
    assert "✗ 数据库：" in out
    assert "✓ 规则：" in out
    assert not (home / "xianshen.db").exists()


def test_a_damaged_workbook_is_refused_in_one_sentence(tmp_path, capsys):
    damaged = tmp_path / "坏.xlsx"
    damaged.write_bytes(b"PK\x03\x04 no workbook")
    assert main(["words", "import", str(damaged), "--to", str(tmp_path / "lists")]) == 2
    assert "不是完好的 .xlsx 表格" in capsys.readouterr().err
