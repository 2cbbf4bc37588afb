"""One run from its sources to its reports, begun or gone on with."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TextIO

from review.ruleset import Ruleset
from service.batch.checker import Checker, Options, OtherRulesetError
from service.batch.cluster import Cluster
from service.batch.merge import FILES, known_from, merge, write_json
from service.batch.processes import EngineError, Processes
from service.batch.progress import Progress, duration
from service.batch.report import page, workbook
from service.batch.shards import Task, WorkFolder, plan
from service.batch.signed import NAME as SIGNED
from service.batch.sources import Source, SourceError
from service.batch.tally import Tally

SCHEMA = "xianshen.batch/1"
OUTPUTS = (*FILES.values(), "summary.json", "report.html", "report.xlsx")
_WORK = ".work"
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class RunError(Exception):
    """A run that did not come to its end. One Chinese sentence: why, and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What was asked for. `keep_signed` writes what was signed into the work folder, if wanted."""

    sources: tuple[Source, ...]
    out: Path
    options: Options
    engine: str = "local"
    scheduler: str = ""
    workers: int = 1
    resume: bool = False
    baseline: Path | None = None
    keep_signed: Callable[[Path], object] | None = None
    quiet: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of it. `worst` is the rank of the gravest finding that is new, 3 for none."""

    posts: int
    findings: int
    errors: int
    unchecked: int
    worst: int
    seconds: float


def carry_out(order: Order, ruleset: Ruleset, stream: TextIO = sys.stderr) -> Outcome:
    """Raises RunError, SourceError; whatever happens, what is kept is good for `resume`."""
    try:
        order.out.mkdir(parents=True, exist_ok=True)
        with _locked(order.out):
            return _carry_out(order, ruleset, stream)
    except (EngineError, OtherRulesetError) as error:
        raise RunError(str(error)) from error
    except sqlite3.OperationalError as error:
        if "full" not in str(error):
            raise
        raise RunError(_full(order.out)) from error
    except OSError as error:
        if error.errno in _FULL:
            raise RunError(_full(order.out)) from error
        reason = error.strerror or type(error).__name__
        message = (
            f"「{error.filename or order.out}」读写失败（{reason}）；请核对权限后用 --resume 再试。"
        )
        raise RunError(message) from error


def _carry_out(order: Order, ruleset: Ruleset, stream: TextIO) -> Outcome:
    begun = _begun(order.out)
    if begun and not order.resume:
        message = f"「{order.out}」里已有一次检查（{begun['state']}）；请换一个目录，或加 --resume 接着做。"
        raise RunError(message)
    if begun and begun["state"] == "done":
        _clear(order.out)
        if not order.quiet:
            stream.write(f"xianshen：「{order.out}」里的检查早已做完，没有再做。\n")
        return Outcome(**{**begun["outcome"], "seconds": 0.0})
    work = WorkFolder(order.out / _WORK)
    work.folder.mkdir(exist_ok=True)
    work.sweep()
    options = _options(order, ruleset, begun, work)
    known, baseline = _known(order.baseline)
    facts = {
        "sources": [{"name": one.name, "stamp": one.stamp(work.folder)} for one in order.sources],
        "options": {
            "published": options.published,
            "today": options.today.isoformat() if options.today else None,
            "gates": list(options.gates),
            "baseline": baseline,
            "signed": bool(options.signed),
        },
        "ruleset": {
            "version": ruleset.version,
            "digest": ruleset.digest,
            "rules": len(ruleset.rules),
        },
    }
    if begun:
        _same(begun["facts"], facts)
    write_json(order.out / "run.json", {"schema": SCHEMA, "state": "running", "facts": facts})
    progress = _check(order, Checker(options, ruleset), work, stream)
    numbers = [task.number for task in plan(order.sources, work.folder)]
    tally = _finish(order, work, numbers, known, _about(facts))
    outcome = Outcome(
        posts=tally.posts,
        findings=sum(tally.kinds.values()),
        errors=tally.errors,
        unchecked=tally.unchecked,
        worst=tally.worst_new,
        seconds=progress.seconds,
    )
    told = {name: getattr(outcome, name) for name in Outcome.__slots__ if name != "seconds"}
    rates = _rates(order, progress, tally)
    done = {"schema": SCHEMA, "state": "done", "facts": facts, "outcome": told, **rates}
    write_json(order.out / "run.json", done)
    _clear(order.out)
    return outcome


def _check(order: Order, checker: Checker, work: WorkFolder, stream: TextIO) -> Progress:
    total = sum(task.shard.weight for task in plan(order.sources, work.folder))
    progress = Progress(stream, total, quiet=order.quiet)

    def remaining() -> Iterator[Task]:
        for task in plan(order.sources, work.folder):
            if work.is_done(task.number):
                progress.skip(task.shard.weight)
            else:
                yield task

    engine: Processes | Cluster
    if order.engine == "dask":
        engine = Cluster(checker, order.sources, work, order.workers, order.scheduler)
    else:
        checker.ready()
        engine = Processes(checker, order.sources, work, order.workers)
    for done in engine.run(remaining()):
        progress.step(done.task.shard.weight, done.posts)
    progress.end()
    return progress


def _finish(
    order: Order,
    work: WorkFolder,
    numbers: Sequence[int],
    known: frozenset[str],
    about: dict[str, str],
) -> Tally:
    """All files of the run, made beside and then put in place."""
    made = work.folder / "made"
    shutil.rmtree(made, ignore_errors=True)
    made.mkdir()
    tally = merge(work, numbers, made, known)
    write_json(made / "summary.json", tally.told())
    with (made / "report.html").open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(page.render(tally, about))
    workbook.write(made / "report.xlsx", tally, made / "findings.jsonl", about)
    for name in OUTPUTS:
        (made / name).replace(order.out / name)
    return tally


def _options(
    order: Order, ruleset: Ruleset, begun: dict[str, Any] | None, work: WorkFolder
) -> Options:
    """The options of the checkers: a run that goes on keeps the day on which it was begun."""
    options = replace(order.options, ruleset=ruleset.digest)
    if begun and options.today and (day := begun["facts"]["options"]["today"]):
        options = replace(options, today=type(options.today).fromisoformat(day))
    if order.keep_signed is not None:
        if not (work.folder / SIGNED).exists():
            order.keep_signed(work.folder)
        options = replace(options, signed=str(work.folder / SIGNED))
    return options


def _known(baseline: Path | None) -> tuple[frozenset[str], str]:
    if baseline is None:
        return frozenset(), ""
    try:
        digest = hashlib.sha256(baseline.read_bytes()).hexdigest()
        return known_from(baseline), digest
    except OSError as error:
        message = f"「{baseline}」读不了（{error.strerror}）；请核对 --baseline 的路径。"
        raise RunError(message) from error
    except (ValueError, KeyError, TypeError):
        message = f"「{baseline}」不是以前检查的 findings.jsonl；请改正 --baseline。"
        raise RunError(message) from None


def _same(begun: dict[str, Any], facts: dict[str, Any]) -> None:
    """Refuses to go on with another run: its halves would not be of one piece."""
    told = {
        "ruleset": "规则或词库已经不同",
        "sources": "档案已经改动，或不是同一份",
        "options": "检查的选项不同",
    }
    for name, difference in told.items():
        if begun[name] != facts[name]:
            message = f"不能接着做：{difference}；请换一个目录从头检查。"
            raise RunError(message)


def _about(facts: dict[str, Any]) -> dict[str, str]:
    ruleset, options = facts["ruleset"], facts["options"]
    days = [
        *(["发布当天"] if options["published"] else []),
        *([options["today"]] if options["today"] else []),
    ]
    return {
        "档案": "、".join(one["name"] for one in facts["sources"]),
        "按哪天的规则": "和".join(days),
        "规则版本": f"{ruleset['version']}，共 {ruleset['rules']} 条，摘要 {ruleset['digest']}",
    }


def _rates(order: Order, progress: Progress, tally: Tally) -> dict[str, Any]:
    used = os.times()
    seconds = max(progress.seconds, 1e-6)
    return {
        "workers": order.workers,
        "engine": order.engine,
        "seconds": round(seconds, 3),
        "took": duration(seconds),
        "checked_in_this_run": progress.posts,
        "posts_per_second": round(progress.posts / seconds, 1),
        "characters": tally.characters,
        "cpu_seconds": round(
            used.user + used.system + used.children_user + used.children_system, 2
        ),
    }


def _begun(out: Path) -> dict[str, Any] | None:
    try:
        told = json.loads((out / "run.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except ValueError:
        told = None
    if not isinstance(told, dict) or told.get("schema") != SCHEMA:
        message = f"「{out}」里的 run.json 不是先审写的；请换一个目录。"
        raise RunError(message)
    return told


def _clear(out: Path) -> None:
    shutil.rmtree(out / _WORK, ignore_errors=True)


def _full(out: Path) -> str:
    return f"磁盘满了，写不进「{out}」；已完成的部分都在，腾出空间后加 --resume 接着做。"


@contextmanager
def _locked(out: Path) -> Iterator[None]:
    """One run a folder. The lock ends with the process, however it ends."""
    try:
        import fcntl  # noqa: PLC0415  # not on Windows, where the second run is not stopped
    except ImportError:
        yield
        return
    path = out / ".lock"
    with path.open("w", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            message = f"「{out}」正有另一次检查在写；请等它做完，或换一个目录。"
            raise RunError(message) from None
        yield


__all__ = ["Order", "Outcome", "RunError", "SourceError", "carry_out"]
