"""`xianshen rules score`: what it prints, what it keeps, and what it refuses in one sentence."""

from __future__ import annotations

import json
from types import SimpleNamespace

import pytest

from review.ruleset import Ruleset
from service.cli import main
from service.commands import _score
from service.commands._score_page import page

PASSAGES = """as_of = 2026-11-23
[[family]]
name = "身份证号"
dirty = ["联系人身份证号【11010519491231002X】，手机请见另表。", "此处【没有什么】可标。"]
clean = ["索引号：11441700007280420Y/2021-00050，发布机构：县人民政府办公室。"]
"""
PROSE = "县气象台发布天气预报，今天白天多云，请市民合理安排出行，注意防寒保暖，户外作业人员要做好防护。\n"
PAIR = '{"text": "精心布署工作", "corrected": "精心部署工作"}\n{"text": "天气晴朗", "corrected": "天气晴朗"}\n'


@pytest.fixture
def folder(tmp_path, monkeypatch, ruleset: Ruleset):
    def load(gates=None):
        return ruleset.select(gates=gates)

    monkeypatch.setattr(_score, "load_ruleset", load)
    monkeypatch.setattr(_score, "rules", SimpleNamespace(__file__=str(tmp_path / "__init__.py")))
    (tmp_path / "passages").mkdir()
    (tmp_path / "passages" / "confidentiality.toml").write_text(PASSAGES, encoding="utf-8")
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "weather.txt").write_text(PROSE * 3, encoding="utf-8")
    (tmp_path / "set.jsonl").write_text(PAIR, encoding="utf-8")
    return tmp_path


@pytest.fixture
def score(folder, capsys):
    def run(*options: str) -> tuple[int, str, str]:
        status = main(
            ["rules", "score", "--passages", str(folder / "passages"), "--as-of", "2026-11-23"]
            + [str(option) for option in options]
        )
        return status, *capsys.readouterr()

    return run


def test_everything_is_measured_at_once(score, folder):
    status, out, err = score(
        *("--corpus", folder / "corpus", "--csc", folder / "set.jsonl"),
        *("--injections", 2, "--format", "json"),
    )
    assert (status, err) == (0, "")
    figures = json.loads(out)
    [gate] = figures["passages"]
    assert (gate["gate"], gate["passages"], gate["clean"]) == ("confidentiality", 3, 1)
    assert (gate["labels"], gate["hits"], gate["exact"]) == (2, 1, 1)
    assert (gate["precision"], gate["recall"]) == (1.0, 0.5)
    assert [each["text"] for each in gate["missed_labels"]] == ["没有什么"]
    [corpus] = figures["clean"]["corpora"]
    assert (corpus["name"], corpus["characters"]) == ("weather", 3 * len(PROSE.strip()))
    assert corpus["per_10000"] == {"block": 0.0, "warn": 0.0, "hint": 0.0}
    kinds = {each["kind"]: each for each in figures["injection"]["kinds"]}
    assert figures["injection"]["source"] == "corpus"
    assert (kinds["身份证号"]["made"], kinds["身份证号"]["found"]) == (2, 2)
    assert kinds["直引号"]["recall"] is None
    [sentences] = figures["csc"]
    assert (sentences["set"], sentences["sentences"]) == ("set", 2)
    assert sentences["points"]["warn"]["correction"]["f1"] == 1.0
    assert sentences["points"]["warn"]["false_positive_rate"] == 0


def test_one_gate_is_measured_alone(score):
    status, out, _ = score("--gate", "confidentiality", "--injections", "1", "--misses")
    assert status == 0
    assert "| 保密关 | 3 | 1 | 2 | 1.000 | 0.500 |" in out
    assert "漏标：「身份证号」第 2 个错例，第 3 字起「没有什么」" in out
    assert "| 政治关 |" not in out


def test_the_page_keeps_what_could_not_be_measured_again(score, folder):
    options = ("--corpus", folder / "corpus", "--csc", folder / "set.jsonl", "--injections", "1")
    assert score("--write", *options)[0] == 0
    full = (folder / "SCORES.md").read_text(encoding="utf-8")
    assert "沿用上次" not in full
    assert "字/秒" not in full
    assert score("--write", "--injections", "1")[0] == 0
    again = (folder / "SCORES.md").read_text(encoding="utf-8")
    assert again.count("沿用上次") == 3
    assert again.replace("> 本次没有相应语料，沿用上次结果。\n\n", "") == full
    assert score("--write", "--injections", "0")[0] == 0
    assert (folder / "SCORES.md").read_text(encoding="utf-8") == again


def test_a_page_that_was_never_measured_says_so(score):
    _, out, _ = score("--injections", "0", "--format", "json")
    text = page(json.loads(out), "")
    assert text.count("尚未测过。") == 3
    assert page(json.loads(out), text) == text


def test_what_cannot_be_read_is_refused_in_one_sentence(score, folder):
    (folder / "bad.jsonl").write_text(PAIR + "{\n", encoding="utf-8")
    (folder / "gbk").mkdir()
    (folder / "gbk" / "a.txt").write_bytes("县气象台".encode("gbk"))
    (folder / "empty").mkdir()
    for options, said in [
        (("--csc", folder / "none.jsonl"), "读不出来"),
        (("--csc", folder / "bad.jsonl"), "第 3 行不是合法的 JSON"),
        (("--corpus", folder / "none"), "不是目录"),
        (("--corpus", folder / "empty"), "没有可用的 .txt"),
        (("--corpus", folder / "gbk"), "不是 UTF-8"),
        (("--corpus-day", "甲=2020-01-01"), "不在 --corpus 目录中"),
        (("--gate", "text"), "没有标注段落"),
        (("--gate", "confidentiality", "--write"), "不写入 SCORES.md"),
        (("--gate", "confidentiality", "--csc", folder / "set.jsonl"), "没有错别字规则"),
        (("--typo-rules", "TXT000"), "没有编号为「TXT000」"),
    ]:
        status, out, err = score(*options)
        assert (status, out) == (2, ""), said
        assert said in err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--corpus-day", "甲"), "应写成 名称=日期"),
        (("--gate", "nonsense"), "nonsense"),
        (("--injections", "many"), "不小于 0 的整数"),
        (("--as-of", "昨天"), "不是日期"),
    ],
)
def test_wrong_options_are_wrong_usage(options, said, capsys):
    assert main(["rules", "score", *options]) == 2
    assert said in capsys.readouterr().err


def test_unbalanced_brackets_are_named_with_their_file(score, folder):
    broken = PASSAGES.replace("002X】", "002X")
    (folder / "passages" / "confidentiality.toml").write_text(broken, encoding="utf-8")
    status, _, err = score()
    assert status == 2
    assert "confidentiality.toml：「身份证号」第 1 个错例的括号不成对" in err


def test_without_the_sources_the_command_says_what_is_missing(folder, capsys, monkeypatch):
    monkeypatch.setattr(_score, "_PASSAGES", folder / "nowhere")
    assert main(["rules", "score"]) == 2
    assert "没有标注段落：安装包里不带 tests/accuracy" in capsys.readouterr().err
