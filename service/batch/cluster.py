"""Dask distributed: the extra [dask]. Workers may be anywhere; only this process touches files.

Records go out a shard at a time, rows come back; each worker loads the ruleset once, from its own
installation, with the word lists of this one, and refuses to work if the digest is another.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any

from service.batch.checker import Checker, Line, Options
from service.batch.processes import Done, EngineError
from service.batch.shards import Task, WorkFolder
from service.batch.sources import Record, Source

_AHEAD = 2
"""Shards on the way for each worker: one in hand, one waiting. More would only fill memory."""
_PATIENCE = 60
_OURS = "xianshen_checker"


@dataclass(frozen=True, slots=True)
class Outfit:
    """What a worker needs besides its own installation: lists of words, by path below a folder."""

    options: Options
    wordlists: tuple[tuple[tuple[str, bytes], ...], ...]


@dataclass(frozen=True, slots=True)
class Cluster:
    """The same `run` as of Processes. `scheduler`: its address; "" starts workers here."""

    checker: Checker
    sources: Sequence[Source]
    work: WorkFolder
    workers: int
    scheduler: str = ""

    def run(self, tasks: Iterable[Task]) -> Iterator[Done]:
        """Raises EngineError, or OSError where files cannot be written."""
        with _connected(self.scheduler, self.workers) as client:
            outfit = client.scatter(_outfit(self.checker), broadcast=True)
            remaining = iter(tasks)
            on_the_way: dict[Any, Task] = {}
            while True:
                room = max(_AHEAD * len(client.nthreads()), _AHEAD) - len(on_the_way)
                for task in islice(remaining, max(room, 0)):
                    records = list(
                        self.sources[task.shard.source].read(task.shard, self.work.folder)
                    )
                    future = client.submit(check_records, outfit, records, pure=False, retries=1)
                    on_the_way[future] = task
                if not on_the_way:
                    return
                future = _next_of(on_the_way)
                task = on_the_way.pop(future)
                try:
                    lines = future.result()
                except Exception as error:
                    message = f"集群里的检查失败（{type(error).__name__}：{error}）；请修好后用 --resume 再试。"
                    raise EngineError(message) from error
                yield Done(task, self.work.write(task.number, (Line(*line) for line in lines)))
                future.release()


def check_records(outfit: Outfit, records: Sequence[Record]) -> list[tuple[str, str]]:
    """What runs on a worker: the checker made there at the first call, and kept."""
    worker = import_module("distributed").get_worker()
    kept = getattr(worker, _OURS, None)
    if kept is None or kept[0] != outfit.options.ruleset:
        kept = outfit.options.ruleset, Checker(_unpacked(outfit))
        setattr(worker, _OURS, kept)
    checker: Checker = kept[1]
    return [(line.kind, line.line) for line in checker.lines(records)]


def _unpacked(outfit: Outfit) -> Options:
    """The lists as folders of the worker's own; read once, when the ruleset is loaded."""
    own = Path(tempfile.mkdtemp(prefix="xianshen-"))
    folders = []
    for number, files in enumerate(outfit.wordlists):
        folder = own / str(number)
        for name, data in files:
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        folders.append(str(folder))
    return replace(
        outfit.options, cache_dir=str(own / "jieba"), wordlists=tuple(folders), cache="", signed=""
    )


def _outfit(checker: Checker) -> Outfit:
    options = checker.options
    if options.signed:
        raise EngineError("与签发稿比对只能用本机引擎；请去掉 --engine dask。")
    lists = tuple(
        tuple(
            (path.relative_to(folder).as_posix(), path.read_bytes())
            for path in sorted(Path(folder).glob("*/*.toml"))
        )
        for folder in options.wordlists
    )
    return Outfit(replace(options, ruleset=checker.ready().digest), lists)


@contextmanager
def _connected(scheduler: str, workers: int) -> Iterator[Any]:
    try:
        distributed: Any = import_module("distributed")
    except ImportError:
        message = "用 --engine dask 要装 distributed：请运行 pip install 'xianshen[dask]' 后再试。"
        raise EngineError(message) from None
    if not scheduler:
        with (
            distributed.LocalCluster(
                n_workers=workers, threads_per_worker=1, dashboard_address=None, processes=True
            ) as cluster,
            distributed.Client(cluster) as client,
        ):
            yield client
        return
    try:
        client = distributed.Client(scheduler, timeout=_PATIENCE)
    except (OSError, ValueError) as error:
        message = f"连不上调度器「{scheduler}」（{type(error).__name__}）；请核对地址和网络。"
        raise EngineError(message) from None
    with client:
        yield client


def _next_of(futures: Iterable[Any]) -> Any:  # noqa: ANN401  # a Future, whose class is an extra's
    wait = import_module("distributed").wait
    return next(iter(wait(list(futures), return_when="FIRST_COMPLETED").done))
