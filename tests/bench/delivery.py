"""How fast a backlog goes out, and whether a long past makes claiming slower.

`python -m tests.bench.delivery [--releases 200] [--latency 100] [--finished 1000000]`: releases to
four platforms that take so many milliseconds each, worked off by two workers, against the ideal
(postings × latency ÷ 2); then the time of a claim before and after so many finished postings are
put into the outbox (SQLite, in a folder of its own). Prints both.
"""

from __future__ import annotations

import argparse
import sqlite3
import statistics
import tempfile
import threading
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from review.model import Document
from review.ruleset import compile_ruleset
from review.text import Segmenter
from service.actions.deliver_postings import deliver_postings
from service.actions.release_draft import release_draft
from service.office import Office, open_office
from service.platforms import Order, Platform, Receipt
from service.settings import Settings
from service.store import migrate
from service.store.claims import Claims
from tests.service.delivery.house import Board, Hands, House, peopled

WORKERS = 2
ROUNDS = 200


@dataclass
class Slow(Board):
    """A board that takes its time."""

    latency: float = 0.1

    def send(self, order: Order) -> Receipt:
        time.sleep(self.latency)
        return super().send(order)


class First(Slow):
    name: ClassVar[str] = "first"


class Second(Slow):
    name: ClassVar[str] = "second"
    depends_on: ClassVar[tuple[str, ...]] = ("first",)


class Third(Slow):
    name: ClassVar[str] = "third"
    depends_on: ClassVar[tuple[str, ...]] = ("first",)


class Fourth(Slow):
    name: ClassVar[str] = "fourth"
    depends_on: ClassVar[tuple[str, ...]] = ("first", "second")


def _house(folder: Path, latency: float) -> House:
    settings = Settings(data_dir=folder, argon2_time=1, argon2_memory_kib=64, argon2_lanes=1)
    migrate(settings.database_url)
    rules = compile_ruleset((), {}, Segmenter(folder / "jieba"), version="0", sources={})
    made = [kind(latency=latency) for kind in (First, Second, Third, Fourth)]
    platforms: dict[str, Platform] = {one.name: one for one in made}
    hands = Hands()
    office = open_office(settings, clock=hands, ruleset=rules, platforms=platforms)
    return House(office=office, hands=hands, people=peopled(office))


def _backlog(house: House, releases: int) -> None:
    for number in range(releases):
        draft = house.approved(Document(title=f"通知{number}", body="请按时办理相关事项。"))
        names = tuple(house.office.platforms)
        release_draft(house.office, house.people["publisher"], draft.id, platforms=names)


def measure_backlog(house: House, releases: int, latency: float) -> None:
    """Works a backlog off with two workers and prints the time against the ideal."""
    _backlog(house, releases)
    ideal = releases * 4 * latency / WORKERS
    busy, started = time.process_time(), time.perf_counter()
    workers = [threading.Thread(target=_work, args=(house.office,)) for _ in range(WORKERS)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    took, busy = time.perf_counter() - started, time.process_time() - busy
    boards = [board for board in house.office.platforms.values() if isinstance(board, Board)]
    out = sum(len(board.hung) for board in boards)
    print(f"{out} postings in {took:.1f} s, ideal {ideal:.1f} s: × {took / ideal:.2f}")
    print(f"our own work: {1000 * busy / out:.1f} ms of processor time a posting")


def _work(office: Office) -> None:
    idle = 0
    while idle < 3:
        idle = 0 if deliver_postings(office) else idle + 1
        time.sleep(0.05 if idle else 0)


def measure_claims(house: House, finished: int) -> None:
    """Prints the time of a claim with an empty past and with a long one."""
    _backlog(house, 3)
    before = _claims(house)
    _put_in(house.office.settings.data_dir / "xianshen.db", finished)
    after = _claims(house)
    print(f"a claim: {before:.2f} ms; with {finished} finished postings {after:.2f} ms")
    started = time.perf_counter()
    with house.office.read() as unit:
        unit.postings.waiting_for_person()
    print(f"what waits for a person: {1000 * (time.perf_counter() - started):.1f} ms")


def _put_in(database: Path, finished: int) -> None:
    """Finished postings, four a release, past every guard: of a past that nobody looks at."""
    with closing(sqlite3.connect(database)) as connection:
        connection.row_factory = sqlite3.Row
        asked = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'postings'"
        for trigger in connection.execute(asked).fetchall():
            connection.execute(f'DROP TRIGGER "{trigger["name"]}"')
        row = connection.execute("SELECT * FROM postings WHERE position = 0").fetchone()
        old = dict(row) | {"state": "confirmed", "run_at": None, "reading": "same"}
        old["closed_at"] = old["planned_at"]
        listed = ", ".join(f'"{column}"' for column in old)
        values = ", ".join(f":{column}" for column in old)
        connection.executemany(
            f"INSERT INTO postings ({listed}) VALUES ({values})",
            (
                old | {"key": f"old-{n}", "release_id": f"old-{n // 4}", "platform": f"p{n % 4}"}
                for n in range(finished)
            ),
        )
        connection.commit()


def _claims(house: House) -> float:
    """The median of many claims in milliseconds, each undone."""
    took: list[float] = []
    for _ in range(ROUNDS):
        with house.office.store.engines.writing.connect() as connection:
            started = time.perf_counter()
            assert Claims(connection).claim(house.hands.now) is not None
            took.append(1000 * (time.perf_counter() - started))
            connection.rollback()
    return statistics.median(took)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--releases", type=int, default=200)
    parser.add_argument("--latency", type=float, default=100, help="milliseconds")
    parser.add_argument("--finished", type=int, default=1_000_000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        made = _house(Path(folder) / "one", given.latency / 1000)
        measure_backlog(made, given.releases, given.latency / 1000)
        made.office.close()
        made = _house(Path(folder) / "two", 0)
        measure_claims(made, given.finished)
        made.office.close()
