"""The same rows from a real cluster of two workers, and the checker as other engines call it."""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from service.batch.checker import Checker, Options
from service.batch.processes import EngineError
from tests.service.batch.conftest import outputs, write_jsonl

ROOT = Path(__file__).parents[3]
POSTS = [
    {"id": f"p{number}", "body": f"国土资源部通知，请登陆网站。第{number}期。" + "通知。" * 400, "published_at": f"20{10 + number % 16}-05-17"}
    for number in range(150)
]  # fmt: skip


def run(
    archive: Path, out: Path, *options: str, lists: Path | None = None
) -> subprocess.CompletedProcess[str]:
    environ = {**os.environ, "PYTHONPATH": str(ROOT), "XIANSHEN_DEBUG": "1"}
    if lists is not None:
        environ["XIANSHEN_WORDLISTS"] = str(lists)
    return subprocess.run(
        [
            *(sys.executable, "-c", "import sys; from service.cli import main; sys.exit(main())"),
            *(
                "batch",
                str(archive),
                "--out",
                str(out),
                "--gate",
                "policy",
                "--as-of",
                "2026-11-24",
            ),
            *("--fail-on", "never", *options),
        ],
        capture_output=True,
        text=True,
        check=False,
        env=environ,
        timeout=300,
    )


def test_a_cluster_of_two_workers_gives_the_same_bytes_with_lists_of_our_own(tmp_path, ruleset):
    pytest.importorskip("distributed")
    archive = write_jsonl(tmp_path / "a.jsonl", POSTS)
    lists = tmp_path / "lists" / "policy"
    lists.mkdir(parents=True)
    name = next(name for name in ruleset.library if name.startswith("policy/"))
    ours = ROOT / "wordlists" / f"{name}.toml"
    (lists / ours.name).write_text(
        ours.read_text(encoding="utf-8") + "\n# our own\n", encoding="utf-8"
    )
    there = run(
        archive, tmp_path / "dask", "--engine", "dask", "--workers", "2", lists=lists.parent
    )
    assert there.returncode == 0, there.stderr
    here = run(archive, tmp_path / "local", "--workers", "1", lists=lists.parent)
    assert here.returncode == 0, here.stderr
    assert outputs(tmp_path / "dask") == outputs(tmp_path / "local")
    told = json.loads((tmp_path / "dask" / "run.json").read_text(encoding="utf-8"))
    assert (told["engine"], told["workers"]) == ("dask", 2)


def test_a_scheduler_that_is_not_there_is_said(check, tmp_path, monkeypatch):
    pytest.importorskip("distributed")
    monkeypatch.setattr("service.batch.cluster._PATIENCE", 1)
    from service.batch.run import RunError

    archive = write_jsonl(tmp_path / "a.jsonl", POSTS[:1])
    with pytest.raises(RunError, match="连不上调度器"):
        check(archive, out=tmp_path / "out", engine="dask", scheduler="tcp://127.0.0.1:9")


def test_without_the_extra_it_says_what_to_install(check, tmp_path, monkeypatch):
    from service.batch.run import RunError

    monkeypatch.setitem(sys.modules, "distributed", None)
    archive = write_jsonl(tmp_path / "a.jsonl", POSTS[:1])
    with pytest.raises(RunError, match=r"xianshen\[dask\]"):
        check(archive, out=tmp_path / "out", engine="dask")


def test_the_checker_is_called_with_batches_as_other_engines_do(small, tmp_path):
    checker = Checker(Options(cache_dir=str(tmp_path), today=date(2026, 11, 24)), small)
    batch = [{"id": 1, "body": "请登陆网站。", "published_at": "2019-05-17"}, {"id": 2}]
    out = checker(batch)
    assert [row["kind"] for row in out] == ["P", "F", "E"]
    assert all(set(row) == {"kind", "line"} for row in out)
    assert json.loads(out[1]["line"])["text"] == "登陆网站"
    assert checker(batch) == out


def test_a_checker_is_sent_about_without_its_ruleset(small, tmp_path):
    checker = Checker(Options(cache_dir=str(tmp_path), gates=("legal",)), small)
    sent = pickle.dumps(checker)
    assert len(sent) < 1000
    back = pickle.loads(sent)
    assert back.options == checker.options
    assert back._ruleset is None


def test_a_cluster_cannot_be_held_against_a_file_it_does_not_see(small, tmp_path):
    from service.batch.cluster import _outfit

    with pytest.raises(EngineError, match="本机引擎"):
        _outfit(Checker(Options(cache_dir=str(tmp_path), signed="x"), small))
