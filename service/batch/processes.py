"""The engine built in: processes of this machine that take shard after shard.

With fork the ruleset is loaded once and shared by all; where there is no fork every process loads
its own. One that dies is replaced and its shard tried once more, alone.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from service.batch.checker import Checker, OtherRulesetError
from service.batch.shards import Task, WorkFolder, check_shard
from service.batch.sources import Source

_TRIES = 2


class EngineError(Exception):
    """A run that cannot go on. One Chinese sentence; what is kept so far stays."""


@dataclass(frozen=True, slots=True)
class Done:
    """A shard that is kept now."""

    task: Task
    posts: int


@dataclass(slots=True)
class _Hand:
    """One process, the pipe to it, and what it has in hand."""

    process: BaseProcess
    pipe: Connection
    task: Task | None = None


@dataclass(slots=True)
class Processes:
    """`run` hands out tasks and yields what is done, in no order. `workers` 1 is this process."""

    checker: Checker
    sources: Sequence[Source]
    work: WorkFolder
    workers: int
    _hands: list[_Hand] = field(default_factory=list)

    def run(self, tasks: Iterable[Task]) -> Iterator[Done]:
        """Raises EngineError, OtherRulesetError, or OSError where files cannot be written."""
        if self.workers <= 1:
            for task in tasks:
                source = self.sources[task.shard.source]
                yield Done(task, check_shard(self.checker, source, task, self.work))
            return
        try:
            yield from self._shared_out(iter(tasks))
        finally:
            self._end()

    def _shared_out(self, tasks: Iterator[Task]) -> Iterator[Done]:
        again: deque[Task] = deque()
        tried: dict[int, int] = {}
        self._hands = [self._hire() for _ in range(self.workers)]
        while True:
            for hand in self._hands:
                if hand.task is None:
                    hand.task = again.popleft() if again else next(tasks, None)
                    if hand.task is not None:
                        hand.pipe.send(hand.task)
            busy = [hand for hand in self._hands if hand.task is not None]
            if not busy:
                return
            for ready in wait([hand.pipe for hand in busy]):
                hand = next(one for one in busy if one.pipe is ready)
                task = hand.task
                if task is None:
                    continue
                try:
                    told = hand.pipe.recv()
                except (EOFError, OSError):
                    self._replace(hand)
                    tried[task.number] = tried.get(task.number, 1) + 1
                    if tried[task.number] > _TRIES:
                        place = (
                            f"「{self.sources[task.shard.source].name}」第 {task.shard.first} 条起"
                        )
                        message = f"检查进程两次在同一处（{place}）意外退出；请检查内存后用 --resume 再试。"
                        raise EngineError(message) from None
                    again.append(task)
                    continue
                hand.task = None
                if isinstance(told, BaseException):
                    raise told
                yield Done(task, told)

    def _hire(self) -> _Hand:
        fork = "fork" in multiprocessing.get_all_start_methods() and sys.platform != "darwin"
        context = multiprocessing.get_context("fork" if fork else "spawn")
        ours, theirs = context.Pipe()
        # a child that held the others' pipes would keep them open when this process is killed
        others = tuple(hand.pipe for hand in self._hands) if fork else ()
        process: BaseProcess = context.Process(  # type: ignore[attr-defined]  # a context's is
            target=_work,
            args=(self.checker, self.sources, self.work, theirs, (*others, ours) if fork else ()),
            daemon=True,
        )
        process.start()
        theirs.close()
        return _Hand(process, ours)

    def _replace(self, hand: _Hand) -> None:
        hand.pipe.close()
        hand.process.join()
        self._hands[self._hands.index(hand)] = self._hire()

    def _end(self) -> None:
        for hand in self._hands:
            hand.pipe.close()
            hand.process.terminate()
        for hand in self._hands:
            hand.process.join()
        self._hands = []


def _work(
    checker: Checker,
    sources: Sequence[Source],
    work: WorkFolder,
    pipe: Connection,
    others: Sequence[Connection],
) -> None:
    """A child's life: it ends when its pipe is closed, and so when the parent is killed."""
    for one in others:
        one.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent says when to stop
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    while True:
        try:
            task = pipe.recv()
        except (EOFError, OSError):
            os._exit(0)
        try:
            told: object = check_shard(checker, sources[task.shard.source], task, work)
        except (OSError, OtherRulesetError, EngineError) as error:
            told = error
        except Exception as error:  # noqa: BLE001  # said by the parent, with the type of it
            told = EngineError(
                f"检查进程出错（{type(error).__name__}），没有查完；请报给维护人员。"
            )
        try:
            pipe.send(told)
        except OSError:
            os._exit(0)
