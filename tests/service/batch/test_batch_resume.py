"""Cut off anywhere and gone on with, a run ends in the same bytes; a full disk only stops it."""

from __future__ import annotations

import errno
import io
import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from service.batch.checker import Checker, Options, OtherRulesetError
from service.batch.processes import Processes
from service.batch.progress import Progress, duration
from service.batch.run import RunError
from service.batch.shards import Task, WorkFolder
from service.batch.sources.lines import Lines
from tests.service.batch.conftest import outputs, rows, write_jsonl

DRIVER = Path(__file__).with_name("driver.py")
ROOT = Path(__file__).parents[3]


def archive_of(folder: Path, count: int = 600) -> Path:
    dice = random.Random(7)
    return write_jsonl(
        folder / "a.jsonl",
        (
            {
                "id": f"p{number}",
                "body": "清远市气象台发布天气预报。" * dice.randint(1, 9)
                + dice.choice(["", "请登陆网站。", f"{number:03}号"]),
                "published_at": f"20{dice.randint(15, 26)}-01-02",
            }
            if number % 37
            else '{"id": broken'
            for number in range(count)
        ),
    )


def start(
    archive: Path, out: Path, cache_dir: Path, workers: int = 2, before: Callable | None = None
) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, str(DRIVER), str(archive), str(out), str(workers), str(cache_dir)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        preexec_fn=before,  # noqa: PLW1509  # no threads here
    )


def finish(process: subprocess.Popen) -> int:
    process.communicate()
    return process.returncode


def test_killed_at_random_points_it_ends_in_the_same_bytes(tmp_path, cache_dir):
    archive = archive_of(tmp_path)
    assert finish(start(archive, tmp_path / "whole", cache_dir, workers=1)) == 0
    dice = random.Random(20261124)
    kills = 0
    for attempt in range(40):
        process = start(archive, tmp_path / "cut", cache_dir)
        work = tmp_path / "cut" / ".work"
        before = len(list(work.glob("*.rows"))) if work.exists() else 0
        wanted = before + dice.randint(0, 12)
        while process.poll() is None:
            kept = len(list(work.glob("*.rows"))) if work.exists() else 0
            if kept >= wanted and attempt < 39:
                time.sleep(dice.random() * 0.05)
                process.send_signal(signal.SIGKILL)
                break
            time.sleep(0.002)
        process.communicate()
        kills += process.returncode == -signal.SIGKILL
        if process.returncode == 0:
            break
    assert process.returncode == 0
    assert kills >= 3
    assert outputs(tmp_path / "cut") == outputs(tmp_path / "whole")
    posts = [row["id"] for row in rows(tmp_path / "cut" / "posts.jsonl")]
    assert posts == [f"p{number}" for number in range(600) if number % 37]
    assert not (tmp_path / "cut" / ".work").exists()


def test_children_end_when_the_parent_is_killed(tmp_path, cache_dir):
    process = start(archive_of(tmp_path, 4000), tmp_path / "out", cache_dir)
    work = tmp_path / "out" / ".work"
    while not list(work.glob("*.rows")) if work.exists() else True:
        assert process.poll() is None
        time.sleep(0.005)
    children = [
        int(one)
        for one in Path(f"/proc/{process.pid}/task/{process.pid}/children")
        .read_text(encoding="ascii")
        .split()
    ]
    process.kill()
    process.communicate()
    assert len(children) == 2
    for _ in range(200):
        alive = [one for one in children if Path(f"/proc/{one}").exists() and _runs(one)]
        if not alive:
            break
        time.sleep(0.05)
    assert alive == []


def _runs(pid: int) -> bool:
    try:
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text(encoding="ascii")
    except OSError:
        return False


def test_the_number_of_processes_changes_nothing(tmp_path, check):
    archive = archive_of(tmp_path, 300)
    for workers in (1, 2, 3):
        check(archive, out=tmp_path / str(workers), workers=workers)
    assert outputs(tmp_path / "1") == outputs(tmp_path / "2") == outputs(tmp_path / "3")


def test_a_full_disk_stops_it_cleanly_and_it_goes_on(tmp_path, cache_dir):
    archive = archive_of(tmp_path)
    assert finish(start(archive, tmp_path / "whole", cache_dir)) == 0

    def small_files() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (2500, 2500))

    full = start(archive, tmp_path / "cut", cache_dir, before=small_files)
    said = full.communicate()[1].decode()
    assert full.returncode == 2
    assert "磁盘满了" in said
    assert "--resume" in said
    assert finish(start(archive, tmp_path / "cut", cache_dir)) == 0
    assert outputs(tmp_path / "cut") == outputs(tmp_path / "whole")


@pytest.mark.parametrize("step", ["merge", "page", "workbook"])
def test_a_disk_that_fills_up_at_the_end_loses_nothing(step, check, tmp_path, monkeypatch):
    def full(*_: object):
        raise OSError(errno.ENOSPC, "No space left on device")

    archive = archive_of(tmp_path, 60)
    place = {"merge": "merge", "page": "page.render", "workbook": "workbook.write"}[step]
    with monkeypatch.context() as patch:
        patch.setattr(f"service.batch.run.{place}", full)
        with pytest.raises(RunError, match="磁盘满了"):
            check(archive, out=tmp_path / "cut")
    check(archive, out=tmp_path / "cut", resume=True)
    check(archive, out=tmp_path / "whole")
    assert outputs(tmp_path / "cut") == outputs(tmp_path / "whole")


def test_a_finished_run_is_not_done_again_and_not_written_over(check, tmp_path):
    archive = archive_of(tmp_path, 20)
    first = check(archive, out=tmp_path / "out")
    before = outputs(tmp_path / "out")
    with pytest.raises(RunError, match="--resume"):
        check(archive, out=tmp_path / "out")
    again = check(archive, out=tmp_path / "out", resume=True)
    assert (again.posts, again.findings, again.worst) == (first.posts, first.findings, first.worst)
    assert outputs(tmp_path / "out") == before


def _stopped(check, archive, out, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(
            "service.batch.run.merge", lambda *_: (_ for _ in ()).throw(OSError(errno.ENOSPC, "x"))
        )
        with pytest.raises(RunError):
            check(archive, out=out)


def test_it_does_not_go_on_with_another_archive_or_other_options(check, tmp_path, monkeypatch):
    archive = archive_of(tmp_path, 20)
    _stopped(check, archive, tmp_path / "out", monkeypatch)
    with pytest.raises(RunError, match="选项不同"):
        check(archive, out=tmp_path / "out", resume=True, published=False)
    write_jsonl(archive, [{"id": "1", "body": "改了"}])
    with pytest.raises(RunError, match="档案已经改动"):
        check(archive, out=tmp_path / "out", resume=True)


def test_gone_on_with_on_another_day_it_keeps_the_day_it_was_begun(check, tmp_path, monkeypatch):
    archive = archive_of(tmp_path, 20)
    _stopped(check, archive, tmp_path / "cut", monkeypatch)
    check(archive, out=tmp_path / "cut", resume=True, today=date(2026, 11, 25))
    check(archive, out=tmp_path / "whole")
    assert outputs(tmp_path / "cut") == outputs(tmp_path / "whole")


def test_two_runs_do_not_share_a_folder(check, tmp_path, cache_dir):
    archive = archive_of(tmp_path, 3000)
    process = start(archive, tmp_path / "out", cache_dir)
    try:
        while not (tmp_path / "out" / "run.json").exists():
            assert process.poll() is None
            time.sleep(0.005)
        with pytest.raises(RunError, match="另一次检查"):
            check(archive, out=tmp_path / "out", resume=True)
    finally:
        process.kill()
        process.communicate()


def test_a_process_that_dies_is_replaced_and_its_shard_done(small, tmp_path):
    class Deadly(Lines):
        __slots__ = ()

        def read(self, shard, work):
            mark = work / f"died-{shard.start}"
            if shard.first == 1 and not mark.exists():
                mark.touch()
                os.kill(os.getpid(), signal.SIGKILL)
            yield from super().read(shard, work)

    archive = archive_of(tmp_path, 30)
    source = Deadly("a", archive)
    work = WorkFolder(tmp_path)
    checker = Checker(Options(cache_dir=str(tmp_path), today=date(2026, 11, 24)), small)
    checker.ready()
    tasks = [Task(number, shard) for number, shard in enumerate(source.plan(0, tmp_path))]
    done = list(Processes(checker, [source], work, 2).run(tasks))
    assert [one.task.number for one in done] == [0]
    assert done[0].posts == 29


def test_a_worker_with_other_rules_refuses_to_work(small, tmp_path):
    checker = Checker(Options(cache_dir=str(tmp_path), ruleset="sha256:other"), small)
    with pytest.raises(OtherRulesetError):
        checker([{"id": 1, "body": "x"}])


def test_away_from_a_terminal_progress_is_plain_lines():
    stream = io.StringIO()
    progress = Progress(stream, 10)
    for _ in range(10):
        progress.step(1, 5)
    progress.end()
    assert stream.getvalue().startswith("xianshen： 10.0%  5 篇")
    assert "\r" not in stream.getvalue()


def test_on_a_terminal_it_is_a_bar_with_rate_and_time_left(monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    clock = iter([10.0, 20.0, 30.0])
    monkeypatch.setattr("service.batch.progress.time.monotonic", lambda: next(clock))
    stream = Terminal()
    progress = Progress(stream, 100, _started=0.0)
    progress.skip(50)
    for _ in range(3):
        progress.step(10, 1000)
    assert "篇/秒  还需约 20 秒" in stream.getvalue()
    assert stream.getvalue().count("\r[") == 3


@pytest.mark.parametrize(
    ("seconds", "said"), [(0.2, "0 秒"), (59.4, "59 秒"), (61, "1 分 1 秒"), (7322, "2 小时 2 分")]
)
def test_a_duration_is_said_as_people_say_it(seconds, said):
    assert duration(seconds) == said
